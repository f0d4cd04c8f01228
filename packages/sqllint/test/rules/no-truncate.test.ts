import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-truncate';
const init = 'CREATE TABLE carts (id int PRIMARY KEY);';

const report = (table: string, others = '') => ({
  message: `TRUNCATE deletes all rows of \`${table}\`${others}, and no down migration can bring them back. It also locks the table against reads.`,
  instead: [
    '-- Keep the rows, so that the down can put them back:',
    `CREATE TABLE ${table}_kept AS TABLE ${table};`,
    `DELETE FROM ${table};`,
  ],
});

describe('no-truncate reports', () => {
  it('a table of an earlier migration', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_empty.sql': '«TRUNCATE TABLE carts»;' }, [report('carts')]);
  });

  it('a table that no migration created', () => {
    expectReports(rule, { '0001_empty.sql': '«truncate only carts restart identity»;' }, [report('carts')]);
  });

  it('every table of a list', () => {
    expectReports(rule, { '0001_empty.sql': '««TRUNCATE carts, cart_lines»»;' }, [report('carts'), report('cart_lines')]);
  });

  it('the tables that CASCADE empties with it, without naming them', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_empty.sql': '«TRUNCATE carts CASCADE»;' }, [
      report('carts', ' and of every table that refers to it'),
    ]);
  });
});

describe('no-truncate reports of MySQL and MariaDB', () => {
  const events = 'CREATE TABLE events (id int) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20));';
  const keep = (partition: string) => [
    '-- Exchange each with an empty table, which keeps its rows and can be exchanged back:',
    `CREATE TABLE events_${partition}_kept LIKE events;`,
    `ALTER TABLE events_${partition}_kept REMOVE PARTITIONING;`,
    `ALTER TABLE events EXCHANGE PARTITION ${partition} WITH TABLE events_${partition}_kept;`,
  ];

  it('a table, with a copy that both can make', () => {
    const instead = ['-- Keep the rows, so that the down can put them back:', 'CREATE TABLE carts_kept AS SELECT * FROM carts;', 'DELETE FROM carts;'];
    expectReports(rule, { '0001_init.sql': init, '0002_empty.sql': '«TRUNCATE TABLE carts»;' }, [{ ...report('carts'), instead }], { dialect: 'mariadb' });
  });

  it('partitions, and how to keep the first', () => {
    const message = 'TRUNCATE PARTITION deletes all rows of partitions `p0` and `p1` of `events`, and no down migration can bring them back.';
    const files = { '0001_init.sql': events, '0002_empty.sql': '«ALTER TABLE events TRUNCATE PARTITION p0, p1»;' };
    expectReports(rule, files, [{ message, instead: keep('p0') }], { dialect: 'mysql' });
  });

  it('all partitions at once', () => {
    const message = 'TRUNCATE PARTITION deletes all rows of all partitions of `events`, and no down migration can bring them back.';
    expectReports(rule, { '0001_init.sql': events, '0002_empty.sql': '«ALTER TABLE events TRUNCATE PARTITION ALL»;' }, [{ message, instead: keep('p0') }], { dialect: 'mysql' });
  });

  it('none that the same migration has exchanged for an empty table', () => {
    const files = { '0001_init.sql': events, '0002_empty.sql': [...keep('p0'), 'ALTER TABLE events TRUNCATE PARTITION p0;'].join('\n') };
    expectSilence(rule, files, { dialect: 'mysql' });
  });
});

describe('no-truncate ignores', () => {
  it('a table that the same migration created', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\nINSERT INTO carts VALUES (1);\nTRUNCATE carts;` });
  });

  it('a temporary table', () => {
    expectSilence(rule, { '0001_fill.sql': 'CREATE TEMP TABLE scratch AS SELECT 1 AS id;\nTRUNCATE scratch;' });
  });

  it('the TRUNCATE in a down', () => {
    const files = {
      '0001_init.up.sql': init,
      '0001_init.down.sql': 'DROP TABLE carts;',
      '0002_seed.up.sql': 'INSERT INTO carts VALUES (1);',
      '0002_seed.down.sql': 'TRUNCATE carts;',
    };
    expectSilence(rule, files);
  });

  it('DELETE, which has a rule of its own', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_empty.sql': 'DELETE FROM carts;' });
  });
});
