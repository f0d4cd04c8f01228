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
