import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'require-foreign-key-index';
const on = { rules: { [rule]: 'warn' } } as const;
const init = 'CREATE TABLE orders (id bigint PRIMARY KEY);';

describe('require-foreign-key-index reports', () => {
  it('a foreign key without an index', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': '«CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint REFERENCES orders)»;' }, [
      {
        message: "No index leads with the foreign key's column `lines.order_id`: each row that is deleted on the other side, or gets another key, scans the whole of `lines` under its locks.",
        instead: ['CREATE INDEX ON lines (order_id);'],
      },
    ], on);
  });

  it('one of two columns that an index has in part', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': '«CREATE TABLE lines (a int, b int, PRIMARY KEY (a), FOREIGN KEY (a, b) REFERENCES orders (a, b))»;' }, [
      {
        message: "No index leads with the foreign key's columns `lines.a`, `lines.b`: each row that is deleted on the other side, or gets another key, scans the whole of `lines` under its locks.",
        instead: ['CREATE INDEX ON lines (a, b);'],
      },
    ], on);
  });
});

describe('require-foreign-key-index ignores', () => {
  it.each([
    ['an index of the same migration', 'CREATE TABLE lines (order_id bigint REFERENCES orders);\nCREATE INDEX ON lines (order_id, id);'],
    ['a key that leads with the column', 'CREATE TABLE lines (order_id bigint REFERENCES orders, n int, PRIMARY KEY (order_id, n));'],
    ['a table of which nothing is known', 'ALTER TABLE parcels ADD FOREIGN KEY (order_id) REFERENCES orders NOT VALID;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_change.sql': sql }, on);
  });

  it('everything, unless it is switched on', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_change.sql': 'CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);' });
  });
});
