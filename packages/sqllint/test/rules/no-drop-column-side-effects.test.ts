import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-column-side-effects';
const init = `CREATE TABLE orders (id bigint PRIMARY KEY, tenant int, code text, region text, total numeric, UNIQUE (tenant, code), CONSTRAINT known_region CHECK (region IS NOT NULL OR total = 0));
CREATE INDEX orders_region ON orders (region, tenant) WHERE total > 0;
CREATE INDEX orders_code ON orders (code);`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-drop-column-side-effects reports', () => {
  it('a unique constraint of which the other column is left', () => {
    expectReports(rule, then('«ALTER TABLE orders DROP COLUMN tenant»;'), [
      {
        message: 'Dropping column `orders.tenant` silently drops the unique constraint `orders_tenant_code_key` (tenant, code) and the index `orders_region` (region, tenant) WHERE total > 0 as well; the other columns lose what they did for them.',
        instead: [
          '-- Say in the migration what goes, and build first what the other columns still need:',
          '-- CONSTRAINT orders_tenant_code_key UNIQUE (tenant, code)',
          'ALTER TABLE orders DROP CONSTRAINT orders_tenant_code_key;',
          '-- CREATE INDEX orders_region ON orders (region, tenant) WHERE total > 0;',
          'DROP INDEX orders_region;',
          'ALTER TABLE orders DROP COLUMN tenant;',
        ],
      },
    ]);
  });

  it('an index that needs the column for its condition only', () => {
    expectReports(rule, then('«ALTER TABLE orders DROP COLUMN total»;'), [
      {
        message: 'Dropping column `orders.total` silently drops the check `known_region` CHECK (region IS NOT NULL OR total = 0) and the index `orders_region` (region, tenant) WHERE total > 0 as well; the other columns lose what they did for them.',
        instead: [
          '-- Say in the migration what goes, and build first what the other columns still need:',
          '-- CONSTRAINT known_region CHECK (region IS NOT NULL OR total = 0)',
          'ALTER TABLE orders DROP CONSTRAINT known_region;',
          '-- CREATE INDEX orders_region ON orders (region, tenant) WHERE total > 0;',
          'DROP INDEX orders_region;',
          'ALTER TABLE orders DROP COLUMN total;',
        ],
      },
    ]);
  });
});

describe('no-drop-column-side-effects ignores', () => {
  it('an index of the column alone', () => {
    expectSilence(rule, { '0001_init.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, code text UNIQUE);', '0002_change.sql': 'ALTER TABLE orders DROP COLUMN code;' });
  });

  it('an index on rows that another one finds by the same first column', () => {
    expectSilence(rule, { '0001_init.sql': `CREATE TABLE orders (id bigint PRIMARY KEY, tenant int, code text);
CREATE INDEX ON orders (tenant, code);
CREATE INDEX ON orders (tenant);`, '0002_change.sql': 'ALTER TABLE orders DROP COLUMN code;' });
  });

  it('a constraint that the migration drops by name', () => {
    expectSilence(rule, then(`ALTER TABLE orders DROP CONSTRAINT orders_tenant_code_key;
DROP INDEX orders_region;
ALTER TABLE orders DROP COLUMN tenant;`));
  });

  it('what the migration builds anew without the column', () => {
    expectSilence(rule, { '0001_init.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, tenant int, code text, UNIQUE (tenant, code));', '0002_change.sql': `ALTER TABLE orders DROP COLUMN tenant;
CREATE UNIQUE INDEX CONCURRENTLY orders_code ON orders (code);` });
  });

  it('columns that go together', () => {
    expectSilence(rule, { '0001_init.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, tenant int, code text, UNIQUE (tenant, code));', '0002_change.sql': 'ALTER TABLE orders DROP COLUMN tenant, DROP COLUMN code;' });
  });

  it('a table that no migration created', () => {
    expectSilence(rule, { '0001_change.sql': 'ALTER TABLE legacy DROP COLUMN code;' });
  });
});
