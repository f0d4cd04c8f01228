import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-multi-table-lock';
const init = 'CREATE TABLE orders (id int PRIMARY KEY);\nCREATE TABLE carts (id int PRIMARY KEY);';
const wrapped = { transaction: 'wrapped', rules: { [rule]: 'warn' } } as const;
const report = (wanted: string, had: string, line: number) => ({
  message: `The transaction waits for a lock on ${wanted} while it holds one on \`${had}\` (line ${line}): \`${had}\` is locked for all that time, and a transaction of the service that uses the two the other way round ends in a deadlock.`,
  instead: ['-- Put what locks one table into one migration, or limit the wait at the beginning:', "SET LOCAL lock_timeout = '2s';"],
});

describe('no-multi-table-lock reports', () => {
  it('the second table, once', () => {
    const files = {
      '0001_init.sql': init,
      '0002_add.sql':
        'ALTER TABLE orders ADD COLUMN a int;\n«ALTER TABLE carts ADD COLUMN a int»;\nALTER TABLE visits ADD COLUMN a int;',
    };
    expectReports(rule, files, [report('`carts` against reads and writes (ACCESS EXCLUSIVE)', 'orders', 1)], wrapped);
  });

  it('locks that stop writes only', () => {
    const files = {
      '0001_init.sql': init,
      '0002_index.sql': 'SELECT 1;\nCREATE INDEX a ON orders (id);\n«CREATE INDEX b ON carts (id)»;',
    };
    expectReports(rule, files, [report('`carts` against writes (SHARE)', 'orders', 2)], wrapped);
  });
});

describe('no-multi-table-lock ignores', () => {
  const two = 'ALTER TABLE orders ADD COLUMN a int;\nALTER TABLE carts ADD COLUMN a int;';

  it.each([
    ['one table', 'ALTER TABLE orders ADD COLUMN a int;\nALTER TABLE orders ADD COLUMN b int;'],
    ['one table under its old and its new name', 'ALTER TABLE orders RENAME TO purchases;\nALTER TABLE purchases ADD COLUMN a int;'],
    ['the two tables of one foreign key, which no statement can lock one by one', 'ALTER TABLE orders ADD COLUMN cart int REFERENCES carts;'],
    ['tables that are dropped, for which nobody waits', 'DROP TABLE orders;\nALTER TABLE carts ADD COLUMN a int;'],
    ['a table that is dropped last', 'ALTER TABLE carts ADD COLUMN a int;\nDROP TABLE orders;'],
    ['a wait that is limited', `SET LOCAL lock_timeout = '2s';\n${two}`],
    ['tables that the same migration created', 'ALTER TABLE orders ADD COLUMN a int;\nCREATE TABLE visits (id int);\nALTER TABLE visits ADD COLUMN a int;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_add.sql': sql }, wrapped);
  });

  it.each(['none', 'unknown'] as const)('a script with transactions: %s', (transaction) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_add.sql': two }, { ...wrapped, transaction });
  });

  it('anything unless it is switched on', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_add.sql': two }, { transaction: 'wrapped' });
  });
});
