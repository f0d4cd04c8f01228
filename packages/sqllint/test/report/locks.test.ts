import { describe, expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import { lintSet } from '../../src/lint.ts';
import { jsonReport } from '../../src/report/json.ts';
import type { JsonStatementLocks } from '../../src/report/json.ts';
import { migrationsOf } from '../migrations-of.ts';
import { findStrictSchemaErrors } from './json-schema.ts';
import { context, run } from './sample-run.ts';

const postgres = await load('postgres');

const tables = 'CREATE TABLE customers (id int PRIMARY KEY);\nCREATE TABLE orders (id int PRIMARY KEY, customer_id int, status text);\nCREATE INDEX orders_status ON orders (status);';

/** What the last of two migrations locks, as the JSON report has it. */
function locksOf(sql: string): readonly JsonStatementLocks[] | undefined {
  const set = migrationsOf({ '0001_a.up.sql': tables, '0001_a.down.sql': '', '0002_b.up.sql': sql, '0002_b.down.sql': '' });
  const report = jsonReport(run(lintSet(set, postgres, { tellLocks: true })), context());
  expect(findStrictSchemaErrors(report)).toBeUndefined();
  return report.migrations[1]?.locks;
}

describe('the locks in the JSON report', () => {
  it('are told statement by statement, with the other tables', () => {
    expect(locksOf('SELECT 1;\nALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers;')).toEqual([
      expect.objectContaining({ command: 'SELECT', line: 1, tables: [] }),
      expect.objectContaining({
        command: 'ALTER TABLE',
        line: 2,
        column: 1,
        endLine: 2,
        endColumn: 70,
        tables: [
          { table: 'public.orders', mode: 'SHARE ROW EXCLUSIVE', blocks: 'writes', work: 'scan' },
          { table: 'public.customers', mode: 'SHARE ROW EXCLUSIVE', blocks: 'writes', work: 'scan', as: 'referenced table' },
        ],
      }),
    ]);
  });

  it('have one entry for a table, with the strongest lock and the hardest work of the statement', () => {
    expect(locksOf('ALTER TABLE orders ALTER status SET STATISTICS 10, ALTER id TYPE bigint;')).toMatchObject([
      { tables: [{ table: 'public.orders', mode: 'ACCESS EXCLUSIVE', work: 'rewrite' }] },
    ]);
  });

  it('tell of an index that is locked alone', () => {
    expect(locksOf('REINDEX INDEX orders_status;')).toMatchObject([
      {
        tables: [
          { table: 'public.orders', mode: 'SHARE', blocks: 'writes', work: 'index build' },
          { table: 'public.orders', index: 'public.orders_status', mode: 'ACCESS EXCLUSIVE', blocks: 'reads and writes', work: 'index build' },
        ],
      },
    ]);
  });

  it('tell which tables are new', () => {
    const [, second] = locksOf('CREATE TABLE notes (id int);\nALTER TABLE notes ADD COLUMN body text;') ?? [];
    expect(second?.tables).toEqual([{ table: 'public.notes', mode: 'ACCESS EXCLUSIVE', blocks: 'reads and writes', work: 'catalog only', new: true }]);
  });

  it('say so where nothing is known', () => {
    expect(locksOf('SELECT tidy_up();\nDROP TABLE elsewhere;\nDROP INDEX nowhere;')).toMatchObject([
      { tables: [], unknown: ['What tidy_up() locks is not known.'] },
      {
        tables: [{ table: 'public.elsewhere', mode: 'ACCESS EXCLUSIVE' }],
        unknown: ['The history does not tell which foreign keys elsewhere has: the tables that they reference are locked as well.'],
      },
      { tables: [], unknown: ['The history does not tell on which table nowhere is.'] },
    ]);
  });

  it('are left out where nobody asked', () => {
    const set = migrationsOf({ '0001_a.up.sql': tables });
    expect(lintSet(set, postgres).migrations[0]).not.toHaveProperty('locks');
  });
});
