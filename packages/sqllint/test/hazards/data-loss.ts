import type { Hazard } from './hazard.ts';

const orders = 'CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(10, 2), status text, note varchar(100), placed timestamptz);';

/** What no rollback brings back. */
export const dataLoss: readonly Hazard[] = [
  {
    title: 'Dropping a table',
    rules: ['no-drop-table'],
    hazardous: [
      'DROP TABLE orders;',
      'DROP TABLE IF EXISTS orders;',
      'DROP TABLE shop.orders RESTRICT;',
      'DROP TABLE "Orders";',
      'DROP TABLE orders, "shop"."Lines";',
      { after: [orders], sql: 'DROP TABLE orders;' },
      { after: [orders], sql: 'DROP TABLE IF EXISTS orders;' },
    ],
    safe: [
      'CREATE TABLE scratch (id int); DROP TABLE scratch;',
      'CREATE TEMP TABLE scratch AS SELECT 1 AS id; DROP TABLE scratch;',
      'CREATE TEMPORARY TABLE scratch (id int) ON COMMIT DROP;',
      'CREATE TABLE shop.scratch (id int); DROP TABLE IF EXISTS shop.scratch;',
      { after: [orders], sql: '-- sqllint-contract 0000_step\nDROP TABLE orders;' },
    ],
  },
  {
    title: 'Dropping a table with whatever needs it',
    rules: ['no-drop-cascade', 'no-drop-table'],
    hazardous: ['DROP TABLE orders CASCADE;', 'DROP TABLE IF EXISTS shop.orders CASCADE;', 'DROP TABLE "Orders", lines CASCADE;'],
    safe: ['CREATE TABLE scratch (id int); DROP TABLE scratch CASCADE;'],
  },
  {
    title: 'Dropping a column',
    rules: ['no-drop-column'],
    hazardous: [
      'ALTER TABLE orders DROP COLUMN note;',
      'ALTER TABLE orders DROP note;',
      'ALTER TABLE IF EXISTS shop.orders DROP COLUMN IF EXISTS note RESTRICT;',
      'ALTER TABLE ONLY "Orders" DROP COLUMN "Note";',
      'ALTER TABLE orders ADD COLUMN remark text, DROP COLUMN note;',
      'ALTER TABLE orders DROP COLUMN note, DROP COLUMN status;',
      { after: [orders], sql: 'ALTER TABLE orders DROP COLUMN note;' },
    ],
    safe: [
      'CREATE TABLE scratch (id int, n int); ALTER TABLE scratch DROP COLUMN n;',
      'ALTER TABLE orders ADD COLUMN n int; ALTER TABLE orders DROP COLUMN n;',
      { after: [orders], sql: '-- sqllint-contract 0000_step\nALTER TABLE orders DROP COLUMN note;' },
      { after: [orders, 'ALTER TABLE orders ALTER COLUMN note SET DEFAULT NULL;'], sql: 'ALTER TABLE orders DROP COLUMN IF EXISTS never_there;' },
    ],
  },
  {
    title: 'Dropping a column with whatever needs it',
    rules: ['no-drop-cascade', 'no-drop-column'],
    hazardous: ['ALTER TABLE orders DROP COLUMN note CASCADE;', 'ALTER TABLE shop.orders DROP COLUMN IF EXISTS note CASCADE;'],
    safe: ['CREATE TABLE scratch (id int, n int); ALTER TABLE scratch DROP COLUMN n CASCADE;'],
  },
  {
    title: 'Dropping an attribute of a type',
    rules: ['no-drop-column'],
    hazardous: ['ALTER TYPE address DROP ATTRIBUTE street;', 'ALTER TYPE shop.address DROP ATTRIBUTE IF EXISTS street CASCADE;'],
    safe: [
      'ALTER TYPE address ADD ATTRIBUTE street text;',
      'CREATE TYPE address AS (street text, town text); ALTER TYPE address DROP ATTRIBUTE town;',
    ],
  },
  {
    title: 'Emptying a table',
    rules: ['no-truncate'],
    hazardous: [
      'TRUNCATE orders;',
      'TRUNCATE TABLE orders;',
      'TRUNCATE TABLE ONLY shop.orders RESTART IDENTITY;',
      'TRUNCATE orders, lines CASCADE;',
      'TRUNCATE "Orders" CONTINUE IDENTITY RESTRICT;',
    ],
    safe: ['CREATE TABLE scratch (id int); TRUNCATE scratch;', 'CREATE TEMP TABLE scratch (id int); TRUNCATE TABLE scratch;'],
  },
  {
    title: 'Deleting every row',
    rules: ['no-delete-rows', 'no-unbatched-backfill'],
    hazardous: ['DELETE FROM orders;', 'DELETE FROM ONLY shop.orders;', 'DELETE FROM orders RETURNING id;', 'WITH gone AS (DELETE FROM orders RETURNING *) SELECT count(*) FROM gone;'],
    safe: ['CREATE TABLE scratch (id int); DELETE FROM scratch;'],
  },
  {
    title: 'Deleting some rows',
    rules: ['no-delete-rows'],
    hazardous: [
      "DELETE FROM orders WHERE status = 'void';",
      'DELETE FROM orders o USING customers c WHERE c.id = o.customer_id AND c.is_test;',
      'DELETE FROM shop.orders WHERE id IN (SELECT id FROM stale);',
      'DELETE FROM orders WHERE ctid IN (SELECT ctid FROM orders WHERE total < 0 LIMIT 100);',
      'MERGE INTO orders USING stale ON orders.id = stale.id WHEN MATCHED THEN DELETE;',
    ],
    safe: [
      "CREATE TABLE orders_kept AS SELECT * FROM orders WHERE status = 'void'; DELETE FROM orders WHERE status = 'void';",
      { after: ["CREATE TABLE flags (name text PRIMARY KEY); INSERT INTO flags VALUES ('beta');"], sql: "DELETE FROM flags WHERE name = 'beta';" },
    ],
  },
  {
    title: 'Overwriting every row',
    rules: ['no-overwriting-update', 'no-unbatched-backfill'],
    hazardous: [
      "UPDATE orders SET status = 'new';",
      'UPDATE shop.orders SET email = lower(email);',
      'UPDATE ONLY orders SET total = 0, note = NULL;',
      'UPDATE orders SET (total, note) = (0, NULL);',
      'UPDATE orders o SET customer_name = c.name FROM customers c WHERE c.id = o.customer_id;',
    ],
    safe: [
      "CREATE TABLE scratch (id int, s text); UPDATE scratch SET s = 'x';",
      "UPDATE orders SET status = 'new' WHERE status IS NULL AND id BETWEEN 1 AND 1000;",
      "ALTER TABLE orders ADD COLUMN kind text DEFAULT 'web';",
    ],
  },
  {
    title: 'Overwriting some rows',
    rules: ['no-overwriting-update'],
    hazardous: [
      'UPDATE orders SET total = 0 WHERE total < 0;',
      'UPDATE orders SET note = NULL WHERE id = 7;',
      'MERGE INTO orders USING fresh ON orders.id = fresh.id WHEN MATCHED THEN UPDATE SET total = fresh.total;',
    ],
    safe: [
      "UPDATE orders SET status = 'open' WHERE status = 'new';",
      'MERGE INTO orders USING fresh ON orders.id = fresh.id WHEN NOT MATCHED THEN INSERT (id) VALUES (fresh.id);',
      'INSERT INTO statuses (name) VALUES (1) ON CONFLICT DO NOTHING;',
    ],
  },
  {
    title: 'Filling most rows at once',
    rules: ['no-unbatched-backfill'],
    hazardous: [
      "UPDATE orders SET status = 'new' WHERE status IS NULL;",
      { after: [orders, 'ALTER TABLE orders ADD COLUMN kind text;'], sql: 'UPDATE orders SET kind = status WHERE kind IS NULL;' },
    ],
    safe: ["UPDATE orders SET status = 'new' WHERE id IN (SELECT id FROM orders WHERE status IS NULL LIMIT 1000);"],
  },
  {
    title: 'Dropping a schema',
    rules: ['no-drop-schema'],
    hazardous: ['DROP SCHEMA shop;', 'DROP SCHEMA shop CASCADE;', 'DROP SCHEMA IF EXISTS "Shop" CASCADE;', 'DROP SCHEMA shop, archive CASCADE;'],
    safe: ['CREATE SCHEMA scratch; DROP SCHEMA scratch;', 'CREATE SCHEMA IF NOT EXISTS shop;'],
  },
  {
    title: 'Dropping a database',
    rules: ['no-drop-database'],
    hazardous: ['DROP DATABASE shop;', 'DROP DATABASE IF EXISTS "Shop";', 'DROP DATABASE shop WITH (FORCE);'],
    safe: ['CREATE DATABASE shop;'],
  },
  {
    title: 'Dropping what a role owns',
    rules: ['no-drop-cascade'],
    hazardous: ['DROP OWNED BY app;', 'DROP OWNED BY app, "Other" CASCADE;'],
    safe: ['REASSIGN OWNED BY app TO admin;'],
  },
  {
    title: 'Dropping a type',
    rules: ['no-drop-type'],
    hazardous: ['DROP TYPE mood;', 'DROP TYPE shop.mood CASCADE;', 'DROP DOMAIN email;', 'DROP DOMAIN IF EXISTS shop.email CASCADE;'],
    safe: ["CREATE TYPE mood AS ENUM ('fine'); DROP TYPE mood;"],
  },
  {
    title: 'Dropping a sequence',
    rules: ['no-drop-sequence'],
    hazardous: ['DROP SEQUENCE order_numbers;', 'DROP SEQUENCE IF EXISTS shop.order_numbers CASCADE;'],
    safe: ['CREATE SEQUENCE numbers; DROP SEQUENCE numbers;', 'CREATE SEQUENCE numbers START 100;'],
  },
  {
    title: 'Setting a sequence back',
    rules: ['no-sequence-restart'],
    hazardous: [
      'ALTER SEQUENCE order_numbers RESTART;',
      'ALTER SEQUENCE shop.order_numbers RESTART WITH 1;',
      "SELECT setval('order_numbers', 1);",
      "SELECT pg_catalog.setval('shop.order_numbers', 1, false);",
      'ALTER TABLE orders ALTER COLUMN id RESTART WITH 1;',
    ],
    safe: [
      "SELECT setval('order_numbers', (SELECT max(id) FROM orders));",
      'CREATE SEQUENCE numbers; ALTER SEQUENCE numbers RESTART WITH 100;',
      "CREATE SEQUENCE numbers; SELECT setval('numbers', 5);",
      "CREATE TABLE things (id serial); SELECT setval('things_id_seq', 5);",
      'ALTER SEQUENCE order_numbers INCREMENT BY 10;',
    ],
  },
  {
    title: 'Dropping an extension',
    rules: ['no-drop-extension'],
    hazardous: ['DROP EXTENSION hstore;', 'DROP EXTENSION IF EXISTS "uuid-ossp";'],
    safe: ['CREATE EXTENSION IF NOT EXISTS hstore;', 'CREATE EXTENSION hstore; DROP EXTENSION hstore;'],
  },
  {
    title: 'Dropping an extension with whatever needs it',
    rules: ['no-drop-cascade', 'no-drop-extension'],
    hazardous: ['DROP EXTENSION hstore CASCADE;', 'DROP EXTENSION IF EXISTS hstore, citext CASCADE;'],
    safe: [],
  },
  {
    title: 'Dropping a materialized view',
    rules: ['no-drop-materialized-view'],
    hazardous: ['DROP MATERIALIZED VIEW sales;', 'DROP MATERIALIZED VIEW shop.sales, shop.returns;'],
    safe: ['CREATE MATERIALIZED VIEW scratch AS SELECT 1 AS one; DROP MATERIALIZED VIEW scratch;'],
  },
  {
    title: 'Changing a column to a type that holds less',
    rules: ['no-lossy-type-change', 'no-rewriting-type-change'],
    hazardous: [
      { after: [orders], sql: 'ALTER TABLE orders ALTER COLUMN total TYPE integer;' },
      { after: [orders], sql: 'ALTER TABLE orders ALTER total SET DATA TYPE numeric(8, 1);' },
      { after: [orders], sql: 'ALTER TABLE orders ALTER COLUMN note TYPE varchar(20) USING left(note, 20);' },
      { after: [orders], sql: 'ALTER TABLE orders ALTER COLUMN note TYPE char(20);' },
    ],
    safe: [
      { after: [orders], sql: 'ALTER TABLE orders ALTER COLUMN note TYPE varchar(200);' },
      { after: [orders], sql: 'ALTER TABLE orders ALTER COLUMN note TYPE text;' },
      { after: [orders], sql: 'ALTER TABLE orders ALTER COLUMN note SET DATA TYPE text USING note::text;' },
      { after: [orders], sql: 'ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 2);' },
      { after: [orders], sql: 'ALTER TABLE orders ALTER COLUMN total TYPE numeric;' },
      { after: [orders], sql: 'ALTER TABLE orders ALTER COLUMN note TYPE varchar(100);' },
    ],
  },
  {
    title: 'Adding a value to an enum',
    rules: ['no-enum-value'],
    hazardous: [
      "ALTER TYPE mood ADD VALUE 'fine';",
      "ALTER TYPE shop.mood ADD VALUE IF NOT EXISTS 'fine' AFTER 'good';",
      `ALTER TYPE "Mood" ADD VALUE 'fine' BEFORE 'good';`,
    ],
    safe: ["CREATE TYPE mood AS ENUM ('fine');", "CREATE TYPE mood AS ENUM ('fine'); ALTER TYPE mood ADD VALUE 'good';"],
  },
  {
    title: 'Switching triggers off',
    rules: ['no-disabled-triggers'],
    hazardous: [
      'ALTER TABLE orders DISABLE TRIGGER ALL;',
      'ALTER TABLE shop.orders DISABLE TRIGGER USER;',
      'ALTER TABLE orders DISABLE TRIGGER audit_orders;',
    ],
    safe: ['CREATE TABLE scratch (id int); ALTER TABLE scratch DISABLE TRIGGER ALL;'],
  },
  {
    title: 'A session without triggers',
    rules: ['no-disabled-triggers'],
    hazardous: [
      'SET session_replication_role = replica; INSERT INTO orders VALUES (1);',
      'SET session_replication_role = replica;',
    ],
    safe: ['SET session_replication_role = replica; ALTER TABLE orders ADD COLUMN note text;', 'SET session_replication_role = origin;'],
  },
  {
    title: 'Dropping a trigger',
    rules: ['no-drop-trigger'],
    hazardous: ['DROP TRIGGER audit ON orders;', 'DROP TRIGGER IF EXISTS audit ON shop.orders CASCADE;', 'DROP TRIGGER "Audit" ON "Orders";'],
    safe: [
      "SET lock_timeout = '2s'; DROP TRIGGER audit ON orders; CREATE TRIGGER audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();",
      'CREATE TABLE things (id int); CREATE TRIGGER audit AFTER UPDATE ON things FOR EACH ROW EXECUTE FUNCTION audit(); DROP TRIGGER audit ON things;',
      { after: ['CREATE TABLE things (id int);'], sql: "SET lock_timeout = '2s'; DROP TRIGGER IF EXISTS audit ON things;" },
    ],
  },
  {
    title: 'An identity for rows that have numbers',
    rules: ['no-sequence-restart'],
    hazardous: ['ALTER TABLE orders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;', 'ALTER TABLE shop.orders ALTER id ADD GENERATED BY DEFAULT AS IDENTITY (INCREMENT 10);'],
    safe: [
      "ALTER TABLE orders ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY; SELECT setval(pg_get_serial_sequence('orders', 'id'), (SELECT max(id) FROM orders));",
      'ALTER TABLE orders ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (START WITH 1000000);',
      'CREATE TABLE things (id int NOT NULL); ALTER TABLE things ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;',
      'ALTER TABLE orders ALTER COLUMN id SET GENERATED BY DEFAULT;',
    ],
  },
];
