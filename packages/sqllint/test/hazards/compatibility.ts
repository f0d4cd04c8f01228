import type { Hazard } from './hazard.ts';

const orders = "CREATE TABLE orders (id bigint PRIMARY KEY, code text NOT NULL DEFAULT 'x', status text); CREATE VIEW open_orders AS SELECT id FROM orders;";

/** What code of the previous release does not survive. */
export const compatibility: readonly Hazard[] = [
  {
    title: 'Renaming a column',
    rules: ['no-rename-column'],
    hazardous: [
      'ALTER TABLE orders RENAME COLUMN code TO number;',
      'ALTER TABLE orders RENAME code TO number;',
      'ALTER TABLE IF EXISTS shop.orders RENAME COLUMN "Code" TO number;',
      'ALTER VIEW open_orders RENAME COLUMN id TO order_id;',
      'ALTER MATERIALIZED VIEW sales RENAME COLUMN id TO order_id;',
      'ALTER TYPE address RENAME ATTRIBUTE street TO road;',
      'ALTER FOREIGN TABLE remote RENAME COLUMN a TO b;',
    ],
    safe: ['CREATE TABLE things (id int); ALTER TABLE things RENAME COLUMN id TO number;', 'ALTER TABLE orders RENAME CONSTRAINT a TO b;'],
  },
  {
    title: 'Renaming a table',
    rules: ['no-rename-table'],
    hazardous: ['ALTER TABLE orders RENAME TO purchases;', 'ALTER TABLE IF EXISTS shop.orders RENAME TO purchases;', 'ALTER TABLE "Orders" RENAME TO orders;'],
    safe: [
      'ALTER TABLE orders RENAME TO purchases; CREATE VIEW orders AS SELECT * FROM purchases;',
      'CREATE TABLE things (id int); ALTER TABLE things RENAME TO items;',
      'ALTER INDEX orders_idx RENAME TO purchases_idx;',
    ],
  },
  {
    title: 'Renaming or moving something else',
    rules: ['no-rename-object'],
    hazardous: [
      'ALTER VIEW open_orders RENAME TO pending_orders;',
      'ALTER TABLE orders SET SCHEMA archive;',
      'ALTER VIEW open_orders SET SCHEMA archive;',
      'ALTER SCHEMA shop RENAME TO store;',
      'ALTER TYPE mood RENAME TO feeling;',
      "ALTER TYPE mood RENAME VALUE 'fine' TO 'good';",
      'ALTER FUNCTION total(int) RENAME TO sum_total;',
      'ALTER DATABASE shop RENAME TO store;',
      'ALTER SEQUENCE numbers RENAME TO counters;',
    ],
    safe: [
      'CREATE VIEW fresh AS SELECT 1 AS one; ALTER VIEW fresh RENAME TO fresher;',
      'ALTER TRIGGER audit ON orders RENAME TO audit_orders;',
      'ALTER POLICY own ON orders RENAME TO own_orders;',
    ],
  },
  {
    title: 'Adding a column that old INSERTs leave out',
    rules: ['no-required-column'],
    hazardous: [
      'ALTER TABLE orders ADD COLUMN code text NOT NULL;',
      'ALTER TABLE shop.orders ADD code text NOT NULL;',
      'ALTER TABLE "Orders" ADD COLUMN IF NOT EXISTS "Code" uuid NOT NULL;',
      'ALTER TABLE orders ADD COLUMN a int, ADD COLUMN code text NOT NULL;',
      'ALTER TABLE orders ADD COLUMN code text NOT NULL REFERENCES codes;',
      'ALTER TABLE orders ADD COLUMN code text NOT NULL DEFAULT NULL;',
    ],
    safe: [
      "ALTER TABLE orders ADD COLUMN code text NOT NULL DEFAULT '';",
      'ALTER TABLE orders ADD COLUMN code text NULL;',
      'CREATE TABLE things (id int); ALTER TABLE things ADD COLUMN code text NOT NULL;',
    ],
  },
  {
    title: 'Adding a key column',
    rules: ['no-inline-constraint', 'no-required-column'],
    hazardous: ['ALTER TABLE orders ADD COLUMN key uuid PRIMARY KEY;', 'ALTER TABLE orders ADD COLUMN code text NOT NULL UNIQUE;'],
    safe: [],
  },
  {
    title: 'Taking away what fills a column',
    rules: ['no-default-removal'],
    hazardous: [
      { after: [orders], sql: 'ALTER TABLE orders ALTER COLUMN code DROP DEFAULT;' },
      'ALTER TABLE orders ALTER COLUMN id DROP IDENTITY;',
      'ALTER TABLE shop.orders ALTER id DROP IDENTITY IF EXISTS;',
    ],
    safe: [
      { after: [orders], sql: "ALTER TABLE orders ALTER COLUMN code DROP DEFAULT, ALTER COLUMN code SET DEFAULT 'y';" },
      { after: [orders], sql: 'ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;' },
      "ALTER TABLE orders ALTER COLUMN code SET DEFAULT 'x';",
      'ALTER TABLE orders ALTER COLUMN id DROP IDENTITY; ALTER TABLE orders ALTER COLUMN id SET DEFAULT 1;',
    ],
  },
  {
    title: 'Dropping a view',
    rules: ['no-drop-view'],
    hazardous: ['DROP VIEW open_orders;', 'DROP VIEW shop.open_orders, "Other";', 'DROP VIEW IF EXISTS open_orders;', { after: [orders], sql: 'DROP VIEW IF EXISTS open_orders;' }, 'DROP FOREIGN TABLE remote;'],
    safe: [
      'DROP VIEW open_orders; CREATE VIEW open_orders AS SELECT 1 AS id;',
      'DROP VIEW IF EXISTS open_orders; CREATE VIEW open_orders AS SELECT 1 AS id;',
      'CREATE OR REPLACE VIEW open_orders AS SELECT 1 AS id;',
    ],
  },
  {
    title: 'Changing how a function is called',
    rules: ['no-function-contract-change'],
    hazardous: ['DROP FUNCTION total;', 'DROP FUNCTION shop.total(int, text);', 'DROP PROCEDURE settle(int);', 'DROP AGGREGATE longest(text);'],
    safe: [
      'DROP FUNCTION IF EXISTS total(int); CREATE FUNCTION total(n int) RETURNS int LANGUAGE sql AS $$ SELECT n $$;',
      'CREATE OR REPLACE FUNCTION total(n int) RETURNS int LANGUAGE sql AS $$ SELECT n $$;',
    ],
  },
  {
    title: 'Adding a json column',
    rules: ['no-json-column'],
    hazardous: ['ALTER TABLE orders ADD COLUMN data json;', "ALTER TABLE shop.orders ADD COLUMN IF NOT EXISTS data json NOT NULL DEFAULT '{}';", 'ALTER TABLE orders ADD COLUMN data json[];'],
    safe: ['ALTER TABLE orders ADD COLUMN data jsonb;', 'CREATE TABLE things (data json);'],
  },
  {
    title: 'Row level security without a policy',
    rules: ['no-rls-without-policy'],
    hazardous: ['ALTER TABLE orders ENABLE ROW LEVEL SECURITY;', 'ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;', 'ALTER TABLE orders FORCE ROW LEVEL SECURITY;'],
    safe: [
      'CREATE POLICY own ON orders USING (true); ALTER TABLE orders ENABLE ROW LEVEL SECURITY;',
      'CREATE TABLE things (id int); ALTER TABLE things ENABLE ROW LEVEL SECURITY;',
      'CREATE POLICY own ON orders USING (true); ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;',
      'ALTER TABLE orders NO FORCE ROW LEVEL SECURITY;',
    ],
  },
  {
    title: 'Taking row level security away',
    rules: ['no-row-security-loss'],
    hazardous: [
      'ALTER TABLE orders DISABLE ROW LEVEL SECURITY;',
      'DROP POLICY own ON orders;',
      'DROP POLICY IF EXISTS "Own" ON shop."Orders";',
      'ALTER POLICY own ON orders USING (true);',
    ],
    safe: [
      'DROP POLICY own ON orders; CREATE POLICY own ON orders USING (true);',
      'ALTER POLICY own ON orders RENAME TO owned;',
      'CREATE POLICY own ON orders USING (true);',
      'CREATE TABLE things (id int); CREATE POLICY own ON things USING (true); DROP POLICY own ON things;',
      { after: ['CREATE TABLE things (id int); CREATE POLICY own ON things USING (true);'], sql: 'DROP POLICY own ON things;' },
    ],
  },
  {
    title: 'A trigger or a rule without a lock_timeout',
    rules: ['no-trigger-lock'],
    hazardous: [
      'CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();',
      'CREATE CONSTRAINT TRIGGER touch AFTER INSERT ON shop.orders DEFERRABLE FOR EACH ROW EXECUTE FUNCTION touch();',
      'ALTER TABLE orders ENABLE TRIGGER audit;',
      'ALTER TABLE "Orders" ENABLE REPLICA TRIGGER audit;',
      'CREATE RULE keep AS ON DELETE TO orders DO INSTEAD NOTHING;',
      'DROP RULE keep ON orders;',
    ],
    safe: [
      "SET lock_timeout = '2s'; CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();",
      'CREATE TABLE things (id int); CREATE TRIGGER touch BEFORE UPDATE ON things FOR EACH ROW EXECUTE FUNCTION touch();',
      'ALTER TRIGGER touch ON orders RENAME TO touched;',
    ],
  },
  {
    title: 'Taking a role away',
    rules: ['no-revoke'],
    hazardous: ['DROP ROLE app;', 'DROP USER IF EXISTS app;', 'ALTER ROLE app RENAME TO service;'],
    safe: ['CREATE ROLE app LOGIN;', 'DROP ROLE IF EXISTS app; CREATE ROLE app LOGIN;'],
  },
  {
    title: 'A domain that takes NULL',
    rules: ['no-drop-not-null'],
    hazardous: ['ALTER DOMAIN email DROP NOT NULL;', 'ALTER DOMAIN shop.email DROP NOT NULL;'],
    safe: ['CREATE DOMAIN email AS text NOT NULL; ALTER DOMAIN email DROP NOT NULL;'],
  },
  {
    title: 'Changing the type of an attribute',
    rules: ['no-visible-type-change'],
    hazardous: ['ALTER TYPE address ALTER ATTRIBUTE street TYPE varchar(10);', 'ALTER TYPE shop.address ALTER ATTRIBUTE "Street" SET DATA TYPE text CASCADE;'],
    safe: ['CREATE TYPE address AS (street text); ALTER TYPE address ALTER ATTRIBUTE street TYPE varchar(10);', 'ALTER TYPE address ADD ATTRIBUTE zip text;'],
  },
  {
    title: 'Taking rights away',
    rules: ['no-revoke'],
    hazardous: ['REVOKE SELECT ON orders FROM app;', 'REVOKE ALL PRIVILEGES ON ALL TABLES IN SCHEMA shop FROM app;', 'REVOKE INSERT, UPDATE (code) ON TABLE shop.orders FROM "App" CASCADE;', 'REVOKE USAGE ON SCHEMA shop FROM app;'],
    safe: [
      'GRANT SELECT ON orders TO app;',
      'CREATE TABLE things (id int); REVOKE ALL ON things FROM PUBLIC;',
      'CREATE FUNCTION total() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; REVOKE ALL ON FUNCTION total() FROM PUBLIC;',
      'REVOKE ALL ON orders FROM app; GRANT SELECT ON orders TO app;',
    ],
  },
  {
    title: 'Autovacuum off',
    rules: ['no-autovacuum-off'],
    hazardous: ['ALTER TABLE orders SET (autovacuum_enabled = false);', 'ALTER TABLE shop.orders SET (fillfactor = 70, autovacuum_enabled = off);', 'ALTER TABLE orders SET (toast.autovacuum_enabled = false);'],
    safe: ['ALTER TABLE orders SET (autovacuum_enabled = true);', 'ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.01);'],
  },
];
