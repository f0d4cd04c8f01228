import { describe, expect, it } from 'vitest';

import { fixesOf } from './fix-last.ts';

const tables = 'CREATE TABLE customers (id bigint PRIMARY KEY);\nCREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, total int);\n';
const dropTables = 'DROP TABLE orders;\nDROP TABLE customers;\n';
const index = 'CREATE INDEX orders_total ON orders (total);\n';
const dropIndex = 'DROP INDEX orders_total;\n';
const concurrently = 'CREATE INDEX CONCURRENTLY orders_total ON orders (total);\n';

describe('an index that is alone in its migration', () => {
  it('golang-migrate: is enough by itself', () => {
    const history = { '1_a.up.sql': tables, '1_a.down.sql': dropTables, '2_b.up.sql': index, '2_b.down.sql': dropIndex };
    expect(fixesOf(history)).toEqual({ '2_b.up.sql': concurrently });
  });

  it('goose: gets the opt-out at the top', () => {
    const history = {
      '1_a.sql': `-- +goose Up\n${tables}-- +goose Down\n${dropTables}`,
      '2_b.sql': `-- +goose Up\n${index}-- +goose Down\n${dropIndex}`,
    };
    expect(fixesOf(history)).toEqual({ '2_b.sql': `-- +goose NO TRANSACTION\n-- +goose Up\n${concurrently}-- +goose Down\n${dropIndex}` });
  });

  it('goose: stays where the down may rely on the transaction that it shares', () => {
    const history = {
      '1_a.sql': `-- +goose Up\n${tables}-- +goose Down\n${dropTables}`,
      '2_b.sql': `-- +goose Up\n${index}-- +goose Down\n${dropIndex}UPDATE orders SET total = 0;\n`,
      '3_c.sql': '-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 1;\n',
    };
    expect(fixesOf(history, { id: '2_b' })).toEqual({});
  });

  it('dbmate: gets the opt-out behind the marker', () => {
    const history = {
      '1_a.sql': `-- migrate:up\n${tables}\n-- migrate:down\n${dropTables}`,
      '2_b.sql': `-- migrate:up\r\n${index}\n-- migrate:down\n${dropIndex}`,
    };
    expect(fixesOf(history)).toEqual({ '2_b.sql': `-- migrate:up transaction:false\r\n${concurrently}\n-- migrate:down\n${dropIndex}` });
  });

  it('sql-migrate: gets the opt-out behind the marker', () => {
    const history = {
      '1_a.sql': `-- +migrate Up\n${tables}-- +migrate Down\n${dropTables}`,
      '2_b.sql': `-- +migrate Up\n${index}-- +migrate Down\n${dropIndex}`,
    };
    expect(fixesOf(history)).toEqual({ '2_b.sql': `-- +migrate Up notransaction\n${concurrently}-- +migrate Down\n${dropIndex}` });
  });

  it('sqlx: gets the opt-out as the first line', () => {
    const history = { 'Cargo.toml': 'sqlx = "0.8"\n', '1_a.up.sql': tables, '1_a.down.sql': dropTables, '2_b.up.sql': index, '2_b.down.sql': dropIndex };
    expect(fixesOf(history)).toEqual({ '2_b.up.sql': `-- no-transaction\n${concurrently}` });
  });

  it('diesel: gets the file that opts out', () => {
    const history = {
      '2024-01-01-000000_a/up.sql': tables,
      '2024-01-01-000000_a/down.sql': dropTables,
      '2024-01-02-000000_b/up.sql': index,
      '2024-01-02-000000_b/down.sql': dropIndex,
    };
    expect(fixesOf(history)).toEqual({
      '2024-01-02-000000_b/up.sql': concurrently,
      '2024-01-02-000000_b/metadata.toml': 'run_in_transaction = false\n',
    });
  });

  it('tern: gets the line above', () => {
    const history = {
      'tern.conf': '',
      '001_a.sql': `${tables}---- create above / drop below ----\n${dropTables}`,
      '002_b.sql': `${index}---- create above / drop below ----\n${dropIndex}`,
    };
    expect(fixesOf(history)).toEqual({ '002_b.sql': `---- tern: disable-tx ----\n${concurrently}---- create above / drop below ----\n${dropIndex}` });
  });

  it('Flyway: finds out by itself', () => {
    expect(fixesOf({ 'V1__a.sql': tables, 'V2__b.sql': index })).toEqual({ 'V2__b.sql': concurrently });
  });

  it('is named when it has no name', () => {
    const history = { '1_a.up.sql': tables, '1_a.down.sql': dropTables, '2_b.up.sql': 'create index on orders (total);\n', '2_b.down.sql': 'DROP INDEX orders_total_idx;\n' };
    expect(fixesOf(history)).toEqual({ '2_b.up.sql': 'create index concurrently orders_total_idx on orders (total);\n' });
  });

  it('is dropped concurrently, too', () => {
    const history = { '1_a.up.sql': tables + index, '1_a.down.sql': dropTables, '2_b.up.sql': dropIndex, '2_b.down.sql': index };
    expect(fixesOf(history)).toEqual({ '2_b.up.sql': 'DROP INDEX CONCURRENTLY orders_total;\n' });
  });

  it('stays where the tool is not known, and with IF NOT EXISTS', () => {
    expect(fixesOf({ 'a.sql': tables, 'b.sql': index })).toEqual({});
    const history = { '1_a.up.sql': tables, '1_a.down.sql': dropTables, '2_b.up.sql': index.replace('INDEX', 'INDEX IF NOT EXISTS'), '2_b.down.sql': dropIndex };
    expect(fixesOf(history)).toEqual({});
  });
});

describe('an index among other statements', () => {
  const first = { '0001_a.up.sql': tables, '0001_a.down.sql': dropTables };
  const column = 'ALTER TABLE orders ADD COLUMN note text;\n';
  const dropColumn = 'ALTER TABLE orders DROP COLUMN note;\n';

  it('goes to a migration behind the last one, with its comments and with its down', () => {
    const history = {
      ...first,
      '0002_b.up.sql': `${column}\n-- For the monthly report:\n${index}\n${column.replace('note', 'more')}`,
      '0002_b.down.sql': `${dropIndex}${dropColumn.replace('note', 'more')}${dropColumn}`,
    };
    expect(fixesOf(history)).toEqual({
      '0002_b.up.sql': `${column}\n${column.replace('note', 'more')}`,
      '0002_b.down.sql': `${dropColumn.replace('note', 'more')}${dropColumn}`,
      '0003_orders_total.up.sql': `-- For the monthly report:\n${concurrently}`,
      '0003_orders_total.down.sql': 'DROP INDEX CONCURRENTLY IF EXISTS orders_total;\n',
    });
  });

  it('goose: keeps markers and line breaks', () => {
    const history = {
      '20240101000000_a.sql': `-- +goose Up\n${tables}-- +goose Down\n${dropTables}`,
      '20240131235959_b.sql': `-- +goose Up\n${column}${index}-- +goose Down\n${dropIndex}${dropColumn}`.replaceAll('\n', '\r\n'),
    };
    expect(fixesOf(history)).toEqual({
      '20240131235959_b.sql': `-- +goose Up\n${column}-- +goose Down\n${dropColumn}`.replaceAll('\n', '\r\n'),
      '20240201000000_orders_total.sql':
        `-- +goose NO TRANSACTION\n-- +goose Up\n${concurrently}\n-- +goose Down\nDROP INDEX CONCURRENTLY IF EXISTS orders_total;\n`.replaceAll('\n', '\r\n'),
    });
  });

  it('goose: leaves the first of several where it is, when the down needs its transaction', () => {
    const more = index.replaceAll('total', 'customer_id');
    const history = {
      '00001_a.sql': `-- +goose Up\n${tables}-- +goose Down\n${dropTables}`,
      '00002_b.sql': `-- +goose Up\n${index}${more}-- +goose Down\n${dropIndex}DROP INDEX orders_customer_id;\n`,
    };
    expect(fixesOf(history)).toEqual({
      '00002_b.sql': `-- +goose Up\n${index}-- +goose Down\n${dropIndex}`,
      '00003_orders_customer_id.sql': '-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY orders_customer_id ON orders (customer_id);\n\n-- +goose Down\nDROP INDEX CONCURRENTLY IF EXISTS orders_customer_id;\n',
    });
  });

  it('of which there are only indexes: the first stays', () => {
    const second = index.replaceAll('total', 'customer_id');
    const history = { ...first, '0002_b.up.sql': index + second, '0002_b.down.sql': dropIndex + dropIndex.replace('total', 'customer_id') };
    expect(Object.keys(fixesOf(history))).toEqual(['0002_b.up.sql', '0002_b.down.sql', '0003_orders_customer_id.up.sql', '0003_orders_customer_id.down.sql']);
    expect(fixesOf(history)['0002_b.up.sql']).toBe(index);
  });

  it.each([
    ['a later migration is there', { '0003_c.up.sql': 'SELECT 1;\n', '0003_c.down.sql': 'SELECT 1;\n' }, `${column}${index}`],
    ['a constraint is made of it', {}, `${index.replace('INDEX', 'UNIQUE INDEX')}ALTER TABLE orders ADD CONSTRAINT orders_total UNIQUE USING INDEX orders_total;\n`],
    ['its table gets another name', {}, `${index}ALTER TABLE orders RENAME TO purchases;\n`],
    ['it is unique, and rows follow that may rely on it', {}, `${index.replace('INDEX', 'UNIQUE INDEX')}INSERT INTO orders (id) VALUES (1) ON CONFLICT DO NOTHING;\n`],
    ['the script manages its transactions', {}, `BEGIN;\n${column}${index}COMMIT;\n`],
    ['a DO block follows', {}, `${index}DO $$ BEGIN EXECUTE 'SELECT ' || current_user; END $$;\n`],
  ])('stays where %s', (_why, more, up) => {
    const history = { ...first, '0002_b.up.sql': up, '0002_b.down.sql': 'SELECT 1;\n', ...more };
    expect(fixesOf(history, { id: '0002_b', rules: { 'require-concurrent-index': 'error' } })).toEqual({});
  });
});

describe('a constraint', () => {
  const first = { '0001_a.up.sql': tables, '0001_a.down.sql': dropTables };
  const key = 'FOREIGN KEY (customer_id) REFERENCES customers (id)';

  it('is added as NOT VALID, and validated in a migration behind', () => {
    const history = {
      ...first,
      '0002_b.up.sql': `ALTER TABLE orders\n\tADD CONSTRAINT buyer ${key} ON DELETE CASCADE, -- who bought\n\tADD CHECK (total > 0);\n`,
      '0002_b.down.sql': 'ALTER TABLE orders DROP CONSTRAINT orders_total_check, DROP CONSTRAINT buyer;\n',
    };
    expect(fixesOf(history)).toEqual({
      '0002_b.up.sql': `ALTER TABLE orders\n\tADD CONSTRAINT buyer ${key} ON DELETE CASCADE NOT VALID, -- who bought\n\tADD CONSTRAINT orders_total_check CHECK (total > 0) NOT VALID;\n`,
      '0003_validate_buyer.up.sql': 'ALTER TABLE orders VALIDATE CONSTRAINT buyer;\nALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;\n',
      '0003_validate_buyer.down.sql': '-- There is nothing to undo.\n',
    });
  });

  it('is found in a statement of its own, too', () => {
    const history = { ...first, '0002_b.up.sql': `ALTER TABLE ONLY public.orders\n\tADD ${key};\n`, '0002_b.down.sql': 'ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;\n' };
    expect(fixesOf(history)).toEqual({
      '0002_b.up.sql': `ALTER TABLE ONLY public.orders\n\tADD CONSTRAINT orders_customer_id_fkey ${key} NOT VALID;\n`,
      '0003_validate_orders_customer_id_fkey.up.sql': 'ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_id_fkey;\n',
      '0003_validate_orders_customer_id_fkey.down.sql': '-- There is nothing to undo.\n',
    });
  });

  it('stays where no migration can follow, where all run in one transaction, and on a partitioned table', () => {
    const up = `ALTER TABLE orders ADD ${key};\n`;
    const later = { '0003_c.up.sql': 'SELECT 1;\n', '0003_c.down.sql': 'SELECT 1;\n' };
    expect(fixesOf({ ...first, '0002_b.up.sql': up, '0002_b.down.sql': 'SELECT 1;\n', ...later }, { id: '0002_b' })).toEqual({});
    const journal = JSON.stringify({ dialect: 'postgresql', entries: [{ idx: 0, tag: '0000_a' }, { idx: 1, tag: '0001_b' }] });
    expect(fixesOf({ 'meta/_journal.json': journal, '0000_a.sql': tables, '0001_b.sql': up })).toEqual({});
    const parted = { '0001_a.up.sql': tables.replace('total int)', 'total int, PRIMARY KEY (id)) PARTITION BY HASH (id)').replace('orders (id bigint PRIMARY KEY', 'orders (id bigint') };
    expect(fixesOf({ ...parted, '0002_b.up.sql': up, '0002_b.down.sql': 'SELECT 1;\n' })).toEqual({});
  });
});

describe('lock_timeout', () => {
  const rules = { 'require-lock-timeout': 'warn' } as const;
  const column = 'ALTER TABLE orders ADD COLUMN note text;\n';

  it('is set in the transaction, above the statement and its comments', () => {
    const history = {
      '1_a.sql': `-- +goose Up\n${tables}-- +goose Down\n${dropTables}`,
      '2_b.sql': `-- +goose Up\n-- +goose StatementBegin\n  -- A note.\n  ${column}-- +goose StatementEnd\n-- +goose Down\nALTER TABLE orders DROP COLUMN note;\n`,
    };
    expect(fixesOf(history, { rules })['2_b.sql']).toBe(
      `-- +goose Up\nSET LOCAL lock_timeout = '2s';\n-- +goose StatementBegin\n  -- A note.\n  ${column}-- +goose StatementEnd\n-- +goose Down\nALTER TABLE orders DROP COLUMN note;\n`,
    );
  });

  it('is set for the session where it is not known whether there is a transaction', () => {
    expect(fixesOf({ 'a.sql': tables, 'b.sql': column.replace('\n', '\r\n') }, { rules })).toEqual({ 'b.sql': `SET lock_timeout = '2s';\r\n${column}`.replace(/(?<!\r)\n/gu, '\r\n') });
  });

  it('is not set where a checksum or every database would notice', () => {
    const history = { '20240101000000_a.sql': tables, '20240102000000_b.sql': column };
    expect(fixesOf({ ...history, 'atlas.sum': 'h1:' }, { rules })).toEqual({});
    expect(fixesOf({ 'V1__a.sql': tables, 'R__b.sql': column }, { rules })).toEqual({});
  });

  it('leaves a first line first that the tool reads', () => {
    const history = { 'Cargo.toml': 'sqlx = "0.8"\n', '1_a.up.sql': tables, '1_a.down.sql': dropTables, '2_b.up.sql': `-- no-transaction\n${column}`, '2_b.down.sql': 'SELECT 1;\n' };
    expect(fixesOf(history, { rules })['2_b.up.sql']).toBe(`-- no-transaction\nSET LOCAL lock_timeout = '2s';\n${column}`);
  });
});
