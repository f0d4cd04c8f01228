import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-concurrently-in-transaction';
const goose = { transaction: 'wrapped', outsideTransaction: 'Put `-- +goose NO TRANSACTION` at the top of the file' } as const;
const refused = (what: string) =>
  `${what} cannot run in a transaction, and this statement runs in one: PostgreSQL refuses it, and the migration fails.`;

describe('no-concurrently-in-transaction reports', () => {
  it.each([
    ['CREATE INDEX CONCURRENTLY', 'CREATE INDEX CONCURRENTLY i ON orders (id)'],
    ['DROP INDEX CONCURRENTLY', 'DROP INDEX CONCURRENTLY i'],
    ['REINDEX CONCURRENTLY', 'REINDEX TABLE CONCURRENTLY orders'],
    ['REINDEX SCHEMA', 'REINDEX SCHEMA shop'],
    ['DETACH PARTITION CONCURRENTLY', 'ALTER TABLE events DETACH PARTITION events_2026 CONCURRENTLY'],
    ['VACUUM', 'VACUUM orders'],
    ['ALTER SYSTEM', "ALTER SYSTEM SET work_mem = '64MB'"],
    ['CLUSTER of all tables', 'CLUSTER'],
    ['CREATE DATABASE', 'CREATE DATABASE shop'],
    ['DROP DATABASE', 'DROP DATABASE shop'],
  ])('%s where the runner opens a transaction, with its way out', (what, sql) => {
    expectReports(rule, { '0001_work.sql': `«${sql}»;` }, [{ message: refused(what), instead: [`${goose.outsideTransaction}.`] }], goose);
  });

  it('a statement between BEGIN and COMMIT, whatever the runner does', () => {
    expectReports(rule, { '0001_work.sql': 'BEGIN;\n«CREATE INDEX CONCURRENTLY i ON orders (id)»;\nCOMMIT;' }, [
      {
        message: refused('CREATE INDEX CONCURRENTLY'),
        instead: ['Put the statement before the BEGIN or behind the COMMIT, into a migration of its own.'],
      },
    ]);
  });

  it('a script of several statements that goes to the server as one', () => {
    const files = { '0001_work.sql': 'SELECT 1;\n«CREATE INDEX CONCURRENTLY i ON orders (id)»;' };
    expectReports(
      rule,
      files,
      [
        {
          message: refused('CREATE INDEX CONCURRENTLY'),
          instead: ['Put the statement into a migration of its own: a script with several statements runs as one transaction.'],
        },
      ],
      { transaction: 'implicit' },
    );
  });

  it('a DO block, which always is in a transaction', () => {
    expectReports(rule, { '0001_work.sql': 'DO $$ BEGIN «CREATE INDEX CONCURRENTLY i ON orders (id)»; END $$;' }, [
      {
        message:
          'CREATE INDEX CONCURRENTLY cannot run in a transaction, and a DO block always is in one: PostgreSQL refuses it, and the migration fails.',
        instead: ['Take the statement out of the DO block, into a migration that runs outside a transaction.'],
      },
    ]);
  });
});

describe('no-concurrently-in-transaction ignores', () => {
  const sql = 'CREATE INDEX CONCURRENTLY i ON orders (id);';

  it('a script outside a transaction', () => {
    expectSilence(rule, { '0001_work.sql': `SELECT 1;\n${sql}` }, { transaction: 'none' });
  });

  it('a script of one statement that goes to the server as one', () => {
    expectSilence(rule, { '0001_work.sql': sql }, { transaction: 'implicit' });
  });

  it('a runner of which it is not known what it does', () => {
    expectSilence(rule, { '0001_work.sql': `SELECT 1;\n${sql}` }, { transaction: 'unknown' });
  });

  it('a statement behind the COMMIT', () => {
    expectSilence(rule, { '0001_work.sql': `BEGIN;\nSELECT 1;\nCOMMIT;\n${sql}` }, { transaction: 'none' });
  });

  it.each([
    ['REFRESH … CONCURRENTLY, which the server allows', 'REFRESH MATERIALIZED VIEW CONCURRENTLY totals;'],
    ['REINDEX of one table', 'REINDEX TABLE orders;'],
    ['CLUSTER of one table', 'CLUSTER orders USING orders_pkey;'],
    ['ANALYZE', 'ANALYZE orders;'],
  ])('%s', (_title, statement) => {
    expectSilence(rule, { '0001_work.sql': statement }, goose);
  });
});
