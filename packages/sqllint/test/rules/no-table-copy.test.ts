import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-table-copy';
const init = "CREATE TABLE orders (id int PRIMARY KEY, total int, note varchar(20), state enum('new', 'paid'), KEY by_note (note)) DEFAULT CHARSET utf8mb4;";
const mysql = { dialect: 'mysql' } as const;
const instead = [
  '-- Spread it over releases: add a column of the new kind, fill it in batches, move the code over, and drop the old one.',
  '-- Or have gh-ost or pt-online-schema-change copy the table in the background, in the place of this statement.',
];
const copies = (what: string) => `${what} copies the whole table \`orders\`: every INSERT, UPDATE and DELETE on it waits until the last row is written, and replicas lag behind by as long again.`;

describe('no-table-copy reports', () => {
  it('a change of a type, once for a statement', () => {
    const files = { '0001_init.sql': init, '0002_a.sql': 'ALTER TABLE orders «MODIFY total bigint», MODIFY note text;' };
    expectReports(rule, files, [{ message: copies('Changing the type of `orders.total`'), instead, severity: 'error' }], mysql);
  });

  it('labels of an enum that are not added at the end', () => {
    const files = { '0001_init.sql': init, '0002_a.sql': "«ALTER TABLE orders MODIFY state enum('draft', 'new', 'paid')»;" };
    expectReports(rule, files, [{ message: copies('Changing the labels of `orders.state` other than at the end'), instead }], mysql);
  });

  it('a longer varchar that needs another byte for its length, where the server cannot do it at once', () => {
    const files = { '0001_init.sql': init, '0002_a.sql': '«ALTER TABLE orders MODIFY note varchar(100)»;' };
    expectReports(rule, files, [{ message: copies('Lengthening `orders.note` beyond 255 bytes'), instead }], mysql);
    expectSilence(rule, { ...files, '0002_a.sql': 'ALTER TABLE orders MODIFY note varchar(100);' }, { dialect: 'mariadb' });
  });

  it('a rebuild in place, less severely and with what to ask the server for', () => {
    const files = { '0001_init.sql': init, '0002_a.sql': '«ALTER TABLE orders MODIFY total int NOT NULL»;' };
    const message =
      'Making `orders.total` NOT NULL rebuilds the whole table `orders`: reads and writes go on, but a large table takes hours of I/O and twice its space, and replicas lag behind by as long.';
    const asks = ['-- Have the server refuse the statement rather than let writes wait:', 'ALTER TABLE orders MODIFY total int NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;'];
    expectReports(rule, files, [{ message, instead: asks, severity: 'warn' }], mysql);
  });

  it('what depends on the version of the server', () => {
    const files = { '0001_init.sql': init, '0002_a.sql': '«ALTER TABLE orders DROP COLUMN total»;' };
    const message =
      'Dropping column `orders.total` rebuilds the whole table `orders`: reads and writes go on, but a large table takes hours of I/O and twice its space, and replicas lag behind by as long.';
    expectReports(rule, files, [{ message, instead: ['-- Have the server refuse the statement rather than let writes wait:', 'ALTER TABLE orders DROP COLUMN total, ALGORITHM=INPLACE, LOCK=NONE;'] }], { ...mysql, mysqlVersion: '8.0.20' });
    expectSilence(rule, { ...files, '0002_a.sql': 'ALTER TABLE orders DROP COLUMN total;' }, { ...mysql, mysqlVersion: '8.0.30' });
  });

  it('an algorithm that the server refuses', () => {
    const files = { '0001_init.sql': init, '0002_a.sql': 'ALTER TABLE orders «MODIFY total bigint», ALGORITHM=INPLACE;' };
    const marked = { ...files, '0002_a.sql': '«ALTER TABLE orders MODIFY total bigint, ALGORITHM=INPLACE»;' };
    const message = 'MySQL 8.0.29 to 9 refuses this statement: it asks for ALGORITHM=INPLACE, and changing the type of `orders.total` needs COPY.';
    expectReports(rule, marked, [{ message, instead }], mysql);
  });
});

describe('no-table-copy is silent about', () => {
  it.each([
    ['what happens at once', 'ALTER TABLE orders ADD COLUMN channel varchar(20) NOT NULL DEFAULT 1'],
    ['an index', 'CREATE INDEX by_total ON orders (total)'],
    ['a label at the end', "ALTER TABLE orders MODIFY state enum('new', 'paid', 'sent')"],
    ['a longer varchar whose length still fits', 'ALTER TABLE orders MODIFY note varchar(60)'],
    ['a column that no migration tells of', 'ALTER TABLE others MODIFY a bigint'],
    ['a new table', 'CREATE TABLE b (a int); ALTER TABLE b MODIFY a bigint'],
  ])('%s', (_, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_a.sql': `${sql};` }, mysql);
  });

  it('a table that is small', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_a.sql': 'ALTER TABLE orders MODIFY total bigint;' }, { ...mysql, tables: { small: ['orders'] } });
  });
});
