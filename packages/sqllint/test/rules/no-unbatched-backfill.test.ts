import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-unbatched-backfill';
const init = 'CREATE TABLE orders (id int PRIMARY KEY, customer_id int, state text);\nCREATE TABLE customers (id int, state text);';
const report = (verb: string, reach: string, batch: string, table = 'orders') => ({
  message: `This ${verb} ${reach} of \`${table}\` at once: each of them stays locked against other writes until the last one is done, and a transaction that long keeps VACUUM from cleaning up.`,
  instead: ['-- Outside a transaction, in batches, repeated until no row is left:', batch],
});

describe('no-unbatched-backfill reports', () => {
  it('an UPDATE of every row', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_fill.sql': "«UPDATE orders SET state = 'new'»;" }, [
      report('UPDATE', 'changes every row', "UPDATE orders SET state = 'new' WHERE id IN (SELECT id FROM orders WHERE … LIMIT 1000);"),
    ]);
  });

  it('an UPDATE of what is empty, of a table whose key is not known', () => {
    expectReports(rule, { '0001_fill.sql': "«update orders set state = 'new', id = 1 where state is null»;" }, [
      report(
        'UPDATE',
        'may change most rows',
        "UPDATE orders SET state = 'new', id = 1 WHERE ctid IN (SELECT ctid FROM orders WHERE state is null LIMIT 1000);",
      ),
    ]);
  });

  it('an UPDATE of what is empty in a column that came to the table later', () => {
    const files = {
      '0001_init.sql': init,
      '0002_add.sql': 'ALTER TABLE orders ADD COLUMN note text;',
      '0003_fill.sql': "«UPDATE orders SET note = '' WHERE note IS NULL»;",
    };
    expectReports(rule, files, [
      report('UPDATE', 'may change most rows', "UPDATE orders SET note = '' WHERE id IN (SELECT id FROM orders WHERE note IS NULL LIMIT 1000);"),
    ]);
  });

  it('an UPDATE that joins another table and does not narrow it down', () => {
    const sql = '«UPDATE orders SET state = c.state FROM customers c WHERE c.id = orders.customer_id»;';
    expectReports(rule, { '0001_init.sql': init, '0002_fill.sql': sql }, [
      report('UPDATE', 'may change most rows', 'UPDATE orders SET … WHERE id IN (SELECT id FROM orders WHERE … LIMIT 1000);'),
    ]);
  });

  it('a DELETE of every row', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_clean.sql': '«DELETE FROM customers»;' }, [
      report('DELETE', 'deletes every row', 'DELETE FROM customers WHERE ctid IN (SELECT ctid FROM customers LIMIT 1000);', 'customers'),
    ]);
  });
});

describe('no-unbatched-backfill ignores', () => {
  it.each([
    ['rows that are found by a constant', "UPDATE orders SET state = 'new' WHERE state = 'old';"],
    ['what is empty in a column that the table always had', "UPDATE orders SET state = 'new' WHERE state IS NULL;"],
    ['a condition of which nobody knows how much it lets through', "UPDATE orders SET state = 'new' WHERE state LIKE 'o%';"],
    ['a DELETE with a condition', 'DELETE FROM orders WHERE customer_id IS NULL;'],
    ['a batch', "UPDATE orders SET state = 'new' WHERE id IN (SELECT id FROM orders WHERE state IS NULL LIMIT 1000);"],
    ['a range of keys', "UPDATE orders SET state = 'new' WHERE id BETWEEN 1 AND 1000;"],
    ['a table that the same migration created', 'CREATE TABLE carts (id int);\nUPDATE carts SET id = 1;'],
    ['a temporary table', 'CREATE TEMP TABLE scratch AS SELECT 1 AS id;\nDELETE FROM scratch;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_fill.sql': sql });
  });

  it('rows that the migrations wrote themselves', () => {
    expectSilence(rule, {
      '0001_init.sql': `${init}\nINSERT INTO customers VALUES (1, 'new');`,
      '0002_fill.sql': "UPDATE customers SET state = 'old';",
    });
  });

  it('an UPDATE under a lock of the same transaction, which is worse and has a rule of its own', () => {
    const files = { '0001_init.sql': init, '0002_fill.sql': "ALTER TABLE orders ADD COLUMN a int;\nUPDATE orders SET state = 'new';" };
    expectSilence(rule, files, { transaction: 'wrapped' });
  });
});
