import { describe, expect, it } from 'vitest';

import { Progress } from '../../src/cli/progress.ts';

/** Updates at these milliseconds, and what was written. */
function written(isTTY: boolean, times: readonly number[]): string[] {
  const writes: string[] = [];
  let now = 0;
  const progress = new Progress({ isTTY, write: (text) => writes.push(text) }, () => now);
  for (const [index, time] of times.entries()) {
    now = time;
    progress.update(index + 1, 400);
  }
  progress.end();
  return writes;
}

describe('progress', () => {
  it('is shown after two seconds, redrawn ten times a second at most, and wiped at the end', () => {
    expect(written(true, [500, 1999, 2000, 2050, 2100, 2199])).toEqual([
      '\r\u001b[2Ksqllint: 3 of 400 migrations',
      '\r\u001b[2Ksqllint: 5 of 400 migrations',
      '\r\u001b[2K',
    ]);
  });

  it('is not shown in a run that is over sooner', () => {
    expect(written(true, [500, 1999])).toEqual([]);
  });

  it('is not shown where there is no terminal', () => {
    expect(written(false, [5000])).toEqual([]);
  });
});
