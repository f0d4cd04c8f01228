import type { Hazard } from './hazard.ts';

const orders = 'CREATE TABLE orders (id bigint PRIMARY KEY, code text, CONSTRAINT orders_code UNIQUE (code)); CREATE INDEX orders_idx ON orders (code, id);';

/** Indexes that are built, dropped or rebuilt while others wait. */
export const indexes: readonly Hazard[] = [
  {
    title: 'Building an index',
    rules: ['require-concurrent-index'],
    hazardous: [
      'CREATE INDEX orders_code ON orders (code);',
      'CREATE UNIQUE INDEX orders_code ON orders (code);',
      'CREATE INDEX ON shop.orders (code);',
      'CREATE INDEX IF NOT EXISTS orders_code ON orders USING gin (tags);',
      'CREATE INDEX "Orders_Code" ON "Orders" ("Code" DESC NULLS LAST) INCLUDE (id) WHERE code IS NOT NULL;',
      'CREATE INDEX orders_code ON orders (lower(code));',
      { after: [orders], sql: 'CREATE INDEX orders_code2 ON orders (code);' },
    ],
    safe: [
      'CREATE INDEX CONCURRENTLY orders_code ON orders (code);',
      'CREATE UNIQUE INDEX CONCURRENTLY orders_code ON shop.orders (code) WHERE code IS NOT NULL;',
      'CREATE TABLE things (id int); CREATE INDEX things_id ON things (id);',
      'CREATE TABLE IF NOT EXISTS things (id int); CREATE INDEX IF NOT EXISTS things_id ON things (id);',
      'CREATE TABLE shop.things (id int); CREATE UNIQUE INDEX ON shop.things (id);',
      'CREATE TEMP TABLE things (id int); CREATE INDEX ON things (id);',
      'CREATE TABLE things AS SELECT 1 AS id; CREATE INDEX ON things (id);',
      'CREATE MATERIALIZED VIEW sales AS SELECT 1 AS one; CREATE UNIQUE INDEX ON sales (one);',
      'BEGIN; CREATE TABLE things (id int); CREATE INDEX things_id ON things (id); COMMIT;',
      'DROP INDEX CONCURRENTLY IF EXISTS orders_code; CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_code ON orders (code);',
      { after: [], sql: 'CREATE INDEX countries_code ON countries (code);', tables: { small: ['countries'] } },
    ],
  },
  {
    title: 'Dropping an index',
    rules: ['require-concurrent-index-drop'],
    hazardous: [
      'DROP INDEX orders_code;',
      'DROP INDEX IF EXISTS shop.orders_code;',
      'DROP INDEX "Orders_Code", orders_id;',
      'DROP INDEX orders_code RESTRICT;',
      { after: [orders], sql: 'DROP INDEX orders_idx;' },
    ],
    safe: [
      'DROP INDEX CONCURRENTLY orders_code;',
      'DROP INDEX CONCURRENTLY IF EXISTS shop.orders_code;',
      'CREATE TABLE things (id int); CREATE INDEX things_id ON things (id); DROP INDEX things_id;',
      { after: [orders, 'DROP INDEX CONCURRENTLY orders_idx;'], sql: 'DROP INDEX IF EXISTS orders_idx;' },
    ],
  },
  {
    title: 'Rebuilding an index',
    rules: ['require-concurrent-reindex'],
    hazardous: [
      'REINDEX INDEX orders_code;',
      'REINDEX TABLE orders;',
      'REINDEX (VERBOSE) TABLE shop.orders;',
      'REINDEX SCHEMA shop;',
      'REINDEX DATABASE shop;',
      'REINDEX SYSTEM shop;',
    ],
    safe: [
      'REINDEX INDEX CONCURRENTLY orders_code;',
      'REINDEX TABLE CONCURRENTLY orders;',
      'REINDEX (CONCURRENTLY) TABLE orders;',
      'REINDEX (CONCURRENTLY true, VERBOSE) INDEX orders_code;',
      'CREATE TABLE things (id int PRIMARY KEY); REINDEX TABLE things;',
    ],
  },
  {
    title: 'Building an index concurrently so that a second try hides the first',
    rules: ['no-unsafe-concurrent-index-retry'],
    hazardous: [
      'CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_code ON orders (code);',
      'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS orders_code ON shop.orders (code);',
      'CREATE INDEX CONCURRENTLY ON orders (code);',
      "SET statement_timeout = '5s'; CREATE INDEX CONCURRENTLY orders_code ON orders (code);",
    ],
    safe: ['SET statement_timeout = 0; CREATE INDEX CONCURRENTLY orders_code ON orders (code);'],
  },
  {
    title: 'CONCURRENTLY in a transaction',
    rules: ['no-concurrently-in-transaction'],
    hazardous: [
      'BEGIN; CREATE INDEX CONCURRENTLY orders_code ON orders (code); COMMIT;',
      'BEGIN; DROP INDEX CONCURRENTLY orders_code; COMMIT;',
      'START TRANSACTION; REINDEX TABLE CONCURRENTLY orders; COMMIT;',
      'BEGIN; ALTER TABLE orders DETACH PARTITION orders_2020 CONCURRENTLY; COMMIT;',
      'BEGIN; VACUUM orders; COMMIT;',
      "BEGIN; ALTER SYSTEM SET work_mem = '1MB'; COMMIT;",
      'BEGIN; CREATE DATABASE shop; COMMIT;',
      { after: [], sql: 'CREATE INDEX CONCURRENTLY orders_code ON orders (code);', transaction: 'wrapped' },
      { after: [], sql: 'DROP INDEX CONCURRENTLY orders_code;', transaction: 'wrapped' },
      { after: [], sql: 'REINDEX INDEX CONCURRENTLY orders_code;', transaction: 'wrapped' },
    ],
    safe: [
      'BEGIN; SELECT 1; COMMIT; CREATE INDEX CONCURRENTLY orders_code ON orders (code);',
      { after: [], sql: 'CREATE INDEX CONCURRENTLY orders_code ON orders (code);', transaction: 'none' },
      'BEGIN; REFRESH MATERIALIZED VIEW CONCURRENTLY sales; COMMIT;',
    ],
  },
];
