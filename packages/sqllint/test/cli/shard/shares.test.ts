import { describe, expect, it } from 'vitest';

import type { Release } from '../../../src/cli/history/releases.ts';
import { sharesOf } from '../../../src/cli/shard/shares.ts';
import type { MigrationSet } from '../../../src/migrations/migration.ts';
import { migrationsOf } from '../../migrations-of.ts';

/** The ids of what each shard judges, set by set. */
function divide(count: number, sets: readonly MigrationSet[], releases = new Map<MigrationSet, Release>()): string[] {
  return Array.from({ length: count }, (_, at) => {
    const shares = sharesOf({ index: at + 1, count }, sets, releases);
    return sets
      .map((set) => {
        const { from, to, tellsProblems } = shares.get(set) ?? { from: 0, to: 0, tellsProblems: false };
        return `${tellsProblems ? '!' : ''}${set.migrations.slice(from, to).map(({ version }) => version).join(' ')}`;
      })
      .join(' | ');
  });
}

const statement = 'SELECT 1;\n';
const four = migrationsOf({
  '0001_a.up.sql': statement,
  '0002_b.up.sql': statement,
  '0003_c.up.sql': statement,
  '0004_d.up.sql': statement,
});

describe('sharesOf', () => {
  it('gives each shard neighbouring migrations, and the problems of the files to the first', () => {
    expect(divide(2, [four])).toEqual(['!0001 0002', '0003 0004']);
    expect(divide(3, [four])).toEqual(['!0001', '0002 0003', '0004']);
  });

  it('leaves shards empty when there are more than migrations', () => {
    expect(divide(6, [four])).toEqual(['!0001', '', '0002', '0003', '', '0004']);
  });

  it('divides by how much SQL there is', () => {
    const uneven = migrationsOf({ '0001_a.up.sql': statement.repeat(10), '0002_b.up.sql': statement, '0003_c.up.sql': statement });
    expect(divide(2, [uneven])).toEqual(['!0001', '0002 0003']);
  });

  it('divides several folders as if they were one, and gives one without migrations to one shard', () => {
    const empty: MigrationSet = { ...four, migrations: [] };
    expect(divide(2, [four, empty, migrationsOf({ '0009_z.up.sql': statement.repeat(4) })])).toEqual(['!0001 0002 0003 0004 |  | ', ' | ! | !0009']);
  });

  it('keeps migrations of one file together', () => {
    const inOneFile = four.migrations.map((migration, index) => (index < 3 ? { ...migration, up: { ...migration.up, file: 'changelog.sql' } } : migration));
    expect(divide(4, [{ ...four, migrations: inOneFile }])).toEqual(['', '!0001 0002 0003', '', '0004']);
  });

  it('counts what has shipped for nothing', () => {
    const shipped = four.migrations.slice(0, 2).map(({ id }) => id);
    expect(divide(2, [four], new Map([[four, { shipped }]]))).toEqual(['!0001 0002 0003', '0004']);
  });
});
