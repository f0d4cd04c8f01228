import { describe, expect, it } from 'vitest';

import { Countdown } from '../../src/cli/verify/countdown.ts';

describe('the line that says how far a run of verify is', () => {
  /** What stands in the line after each step. */
  function linesOf(isTTY: boolean, all: number, run: (countdown: Countdown, at: (milliseconds: number) => void) => void): string[] {
    const written: string[] = [];
    let now = 0;
    const countdown = new Countdown({ isTTY, write: (text) => written.push(text) }, all, () => now);
    run(countdown, (milliseconds) => {
      now = milliseconds;
    });
    return written.map((text) => (text === '\r\u001b[2K' ? 'cleared' : text));
  }

  it('begins before there is anything to count, and says how long it takes as soon as it can tell', () => {
    expect(linesOf(true, 11, (countdown, at) => {
      countdown.begin();
      at(60_000);
      countdown.update(1);
      at(61_000);
      countdown.update(2);
      at(62_000);
      countdown.update(3);
    })).toEqual(['sqllint: opening the database for 11 migrations …', 'cleared', 'sqllint: 1 of 11 migrations', 'cleared', 'sqllint: 2 of 11 migrations', 'cleared', 'sqllint: 3 of 11 migrations, about 8 s left']);
  });

  it('goes when all is done, and comes back below what was written meanwhile', () => {
    expect(linesOf(true, 2, (countdown) => {
      countdown.update(1);
      countdown.clear();
      countdown.show();
      countdown.update(2);
      countdown.clear();
    })).toEqual(['sqllint: 1 of 2 migrations', 'cleared', 'sqllint: 1 of 2 migrations', 'cleared']);
  });

  it('is not there where nobody looks', () => {
    expect(linesOf(false, 3, (countdown) => {
      countdown.begin();
      countdown.update(1);
      countdown.clear();
    })).toEqual([]);
  });
});
