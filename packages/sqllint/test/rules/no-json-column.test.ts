import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-json-column';
const init = 'CREATE TABLE orders (id int PRIMARY KEY);';

const message =
  'Values of type json cannot be compared: once `orders` has column `data`, queries of the previous release that go over all its columns with DISTINCT, GROUP BY or UNION fail (“could not identify an equality operator for type json”).';
const intro = '-- jsonb can be compared, and indexed:';

describe('no-json-column reports', () => {
  it('a column of type json', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_data.sql': '«ALTER TABLE orders ADD COLUMN data json»;' }, [
      { message, instead: [intro, 'ALTER TABLE orders ADD COLUMN data jsonb;'] },
    ]);
  });

  it('a list of them, in a table that no migration created', () => {
    expectReports(rule, { '0001_data.sql': "«ALTER TABLE orders ADD COLUMN IF NOT EXISTS data json[] NOT NULL DEFAULT '{}'»;" }, [
      { message, instead: [intro, 'ALTER TABLE orders ADD COLUMN data jsonb[];'] },
    ]);
  });

  it('several of one statement once', () => {
    expectReports(rule, { '0001_data.sql': 'ALTER TABLE orders «ADD COLUMN data json», ADD COLUMN more json;' }, [
      { message, instead: [intro, 'ALTER TABLE orders ADD COLUMN data jsonb;'] },
    ]);
  });
});

describe('no-json-column ignores', () => {
  it.each([
    ['jsonb', 'ALTER TABLE orders ADD COLUMN data jsonb;'],
    ['a table that the same migration created', 'CREATE TABLE carts (id int, data json);\nALTER TABLE carts ADD COLUMN more json;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_data.sql': sql });
  });

  it('a column that is there already', () => {
    expectSilence(rule, { '0001_init.sql': 'CREATE TABLE orders (data json);', '0002_data.sql': 'ALTER TABLE orders ADD COLUMN IF NOT EXISTS data json;' });
  });
});
