import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { sweep } from '../../../src/cli/cache/sweep.ts';
import { folderWith } from '../command.ts';

const now = Date.UTC(2026, 0, 31);
const names = { a: 'a'.repeat(32), b: 'b'.repeat(32), c: 'c'.repeat(32) } as const;

/** A cache with projects of a hundred bytes, each written to so many days ago. */
function cacheWith(projects: Readonly<Record<string, number>>): string {
  const folder = folderWith({});
  for (const [name, days] of Object.entries(projects)) {
    mkdirSync(join(folder, name));
    for (const file of ['one', 'two']) {
      writeFileSync(join(folder, name, file), 'x'.repeat(50));
      const at = new Date(now - days * 24 * 60 * 60 * 1000);
      utimesSync(join(folder, name, file), at, at);
    }
  }
  return folder;
}

function leftIn(folder: string): string[] {
  return readdirSync(folder).sort();
}

describe('the cache of a user', () => {
  it('forgets projects that were not written to for long', () => {
    const folder = cacheWith({ [names.a]: 29, [names.b]: 31, [names.c]: 0 });
    sweep(folder, { bytes: 1000, days: 30 }, now);
    expect(leftIn(folder)).toEqual([names.a, names.c]);
  });

  it('forgets the oldest when there are too many', () => {
    const folder = cacheWith({ [names.a]: 1, [names.b]: 3, [names.c]: 2 });
    sweep(folder, { bytes: 200, days: 30 }, now);
    expect(leftIn(folder)).toEqual([names.a, names.c]);
  });

  it('keeps what somebody else has put there', () => {
    const folder = cacheWith({ [names.a]: 100, 'my notes': 100 });
    sweep(folder, { bytes: 1, days: 30 }, now);
    expect(leftIn(folder)).toEqual(['my notes']);
  });

  it('may be absent', () => {
    sweep(join(folderWith({}), 'nowhere'), { bytes: 1, days: 1 }, now);
  });
});
