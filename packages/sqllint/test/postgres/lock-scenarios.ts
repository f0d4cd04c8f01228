import type { ChangeKind } from '../../src/changes.ts';

/** Statements, by the kind of change that they are about; every one runs on the history of `shop`. */
export const lockScenarios: Partial<Record<ChangeKind, readonly string[]>> = {
  createTable: [
    'CREATE TABLE invoices (id int PRIMARY KEY, order_id int REFERENCES orders)',
    'CREATE TABLE invoices (id int, order_id int, FOREIGN KEY (order_id) REFERENCES orders (id))',
    'CREATE TABLE sold PARTITION OF sales FOR VALUES IN (2)',
    'CREATE TABLE events_2028 PARTITION OF events FOR VALUES FROM (300) TO (400)',
    'CREATE TABLE big_orders () INHERITS (orders)',
    'CREATE TABLE orders_copy (LIKE orders INCLUDING ALL)',
    'CREATE TABLE orders_copy AS SELECT * FROM orders',
  ],
  dropTable: ['DROP TABLE items', 'DROP TABLE customers CASCADE', 'DROP TABLE orders CASCADE', 'DROP TABLE events_2026', 'DROP TABLE events'],
  renameTable: ['ALTER TABLE notes RENAME TO comments', 'ALTER TABLE orders RENAME TO purchases'],
  moveToSchema: ['ALTER TABLE notes SET SCHEMA archive', 'ALTER TABLE orders SET SCHEMA archive', 'ALTER VIEW order_statuses SET SCHEMA archive'],
  addColumn: [
    'ALTER TABLE orders ADD COLUMN extra text',
    "ALTER TABLE orders ADD COLUMN extra text NOT NULL DEFAULT 'none'",
    'ALTER TABLE orders ADD COLUMN extra timestamptz DEFAULT now()',
    'ALTER TABLE orders ADD COLUMN extra uuid DEFAULT gen_random_uuid()',
    'ALTER TABLE orders ADD COLUMN extra timestamptz DEFAULT clock_timestamp()',
    "ALTER TABLE orders ADD COLUMN extra int DEFAULT nextval('tickets')",
    'ALTER TABLE orders ADD COLUMN extra int DEFAULT ticket()',
    'ALTER TABLE orders ADD COLUMN extra int DEFAULT constant_ticket()',
    'ALTER TABLE orders ADD COLUMN extra serial',
    'ALTER TABLE orders ADD COLUMN extra int GENERATED ALWAYS AS IDENTITY',
    'ALTER TABLE orders ADD COLUMN extra numeric GENERATED ALWAYS AS (amount * 2) STORED',
    'ALTER TABLE orders ADD COLUMN extra numeric GENERATED ALWAYS AS (amount * 2) VIRTUAL',
    'ALTER TABLE orders ADD COLUMN extra loose',
    'ALTER TABLE orders ADD COLUMN extra strict',
    'ALTER TABLE orders ADD COLUMN extra int CHECK (extra > 0)',
    'ALTER TABLE orders ADD COLUMN extra int UNIQUE',
    'ALTER TABLE orders ADD COLUMN extra int REFERENCES customers',
    'ALTER TABLE orders ADD COLUMN extra int DEFAULT 1 REFERENCES customers',
    'ALTER TABLE events ADD COLUMN extra text',
    'ALTER TABLE remarks ADD COLUMN extra text',
    'ALTER TABLE remarks ADD COLUMN extra serial',
  ],
  dropColumn: [
    'ALTER TABLE orders DROP COLUMN note',
    'ALTER TABLE orders DROP COLUMN customer_id',
    'ALTER TABLE orders DROP COLUMN status',
    'ALTER TABLE orders DROP COLUMN id CASCADE',
    'ALTER TABLE events DROP COLUMN body',
  ],
  renameColumn: ['ALTER TABLE orders RENAME COLUMN note TO remark', 'ALTER TABLE events RENAME COLUMN body TO text'],
  alterColumnType: [
    'ALTER TABLE orders ALTER COLUMN note TYPE text',
    'ALTER TABLE orders ALTER COLUMN note TYPE varchar(80)',
    'ALTER TABLE orders ALTER COLUMN note TYPE varchar(20)',
    'ALTER TABLE orders ALTER COLUMN status TYPE varchar(20)',
    'ALTER TABLE orders ALTER COLUMN status TYPE varchar',
    'ALTER TABLE orders ALTER COLUMN amount TYPE numeric(12, 2)',
    'ALTER TABLE orders ALTER COLUMN amount TYPE numeric(12, 4)',
    'ALTER TABLE orders ALTER COLUMN amount TYPE int USING amount::int',
    'ALTER TABLE orders ALTER COLUMN quantity TYPE bigint',
    'ALTER TABLE orders ALTER COLUMN quantity TYPE int',
    'ALTER TABLE orders ALTER COLUMN quantity TYPE loose',
    'ALTER TABLE orders ALTER COLUMN quantity TYPE strict',
    'ALTER TABLE orders ALTER COLUMN note TYPE text USING note::text',
    "ALTER TABLE orders ALTER COLUMN note TYPE text USING note || ''",
    'ALTER TABLE orders ALTER COLUMN note TYPE varchar(40) COLLATE "C"',
    'ALTER TABLE orders ALTER COLUMN status TYPE text COLLATE "POSIX"',
    'ALTER TABLE orders ALTER COLUMN customer_id TYPE bigint',
    'ALTER TABLE customers ALTER COLUMN id TYPE bigint',
    'ALTER TABLE customers ALTER COLUMN country TYPE varchar(80)',
    'ALTER TABLE events ALTER COLUMN kind TYPE varchar(10)',
    'ALTER TABLE events ALTER COLUMN kind TYPE varchar(80)',
  ],
  setDefault: ["ALTER TABLE orders ALTER COLUMN note SET DEFAULT 'none'", "ALTER TABLE events ALTER COLUMN body SET DEFAULT 'none'"],
  dropDefault: ['ALTER TABLE orders ALTER COLUMN quantity DROP DEFAULT'],
  setNotNull: [
    'ALTER TABLE orders ALTER COLUMN note SET NOT NULL',
    'ALTER TABLE orders ALTER COLUMN id SET NOT NULL',
    'ALTER TABLE orders ALTER COLUMN amount SET NOT NULL',
    'ALTER TABLE orders ALTER COLUMN quantity SET NOT NULL',
    'ALTER TABLE orders ALTER COLUMN placed_at SET NOT NULL',
    'ALTER TABLE events ALTER COLUMN body SET NOT NULL',
  ],
  dropNotNull: ['ALTER TABLE customers ALTER COLUMN email DROP NOT NULL', 'ALTER TABLE events ALTER COLUMN kind DROP NOT NULL'],
  setIdentity: [
    'ALTER TABLE orders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY',
    'ALTER TABLE notes ALTER COLUMN id SET GENERATED ALWAYS',
    'ALTER TABLE notes ALTER COLUMN id DROP IDENTITY',
  ],
  setGenerated: [
    'ALTER TABLE notes ALTER COLUMN length SET EXPRESSION AS (length(body) + 1)',
    'ALTER TABLE notes ALTER COLUMN length DROP EXPRESSION',
    'ALTER TABLE notes ALTER COLUMN shown SET EXPRESSION AS (lower(body))',
  ],
  addConstraint: [
    'ALTER TABLE orders ADD CONSTRAINT c CHECK (quantity > 0)',
    'ALTER TABLE orders ADD CONSTRAINT c CHECK (quantity > 0) NOT VALID',
    'ALTER TABLE orders ADD CONSTRAINT c CHECK (quantity > 0) NOT ENFORCED',
    'ALTER TABLE orders ADD CONSTRAINT c NOT NULL note',
    'ALTER TABLE orders ADD CONSTRAINT c NOT NULL note NOT VALID',
    'ALTER TABLE notes ADD CONSTRAINT c FOREIGN KEY (order_id) REFERENCES orders',
    'ALTER TABLE notes ADD CONSTRAINT c FOREIGN KEY (order_id) REFERENCES orders NOT VALID',
    'ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (quantity) REFERENCES orders (id)',
    'ALTER TABLE orders ADD CONSTRAINT c UNIQUE (placed_at)',
    'ALTER TABLE events ADD CONSTRAINT c UNIQUE (at)',
    'ALTER TABLE events ADD CONSTRAINT c FOREIGN KEY (at) REFERENCES customers (id) NOT VALID',
    'ALTER TABLE remarks ADD CONSTRAINT c CHECK (body IS NOT NULL)',
    'ALTER TABLE orders ADD CONSTRAINT c UNIQUE USING INDEX orders_number_idx',
    'ALTER TABLE notes ADD PRIMARY KEY (id)',
    'ALTER TABLE notes ADD PRIMARY KEY (order_id)',
    'ALTER TABLE notes ADD CONSTRAINT c PRIMARY KEY USING INDEX notes_id_idx',
    'ALTER TABLE notes ADD CONSTRAINT c PRIMARY KEY USING INDEX notes_order_idx',
    'ALTER TABLE orders ADD CONSTRAINT c EXCLUDE (note WITH =)',
    'ALTER TABLE events ADD CONSTRAINT c CHECK (at > 0)',
  ],
  dropConstraint: [
    'ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey',
    'ALTER TABLE orders DROP CONSTRAINT orders_amount_check',
    'ALTER TABLE orders DROP CONSTRAINT orders_pkey CASCADE',
    'ALTER TABLE orders DROP CONSTRAINT later_fkey',
    'ALTER TABLE events DROP CONSTRAINT events_kind',
  ],
  renameConstraint: ['ALTER TABLE orders RENAME CONSTRAINT orders_amount_check TO positive', 'ALTER TABLE events RENAME CONSTRAINT events_kind TO k'],
  validateConstraint: ['ALTER TABLE orders VALIDATE CONSTRAINT later', 'ALTER TABLE orders VALIDATE CONSTRAINT later_fkey'],
  createIndex: [
    'CREATE INDEX ON orders (placed_at)',
    'CREATE UNIQUE INDEX ON orders (id, placed_at)',
    'CREATE INDEX ON events (kind)',
    'CREATE INDEX ON ONLY events (body)',
    'CREATE INDEX ON order_totals (total)',
  ],
  dropIndex: ['DROP INDEX orders_status_idx', 'DROP INDEX events_at_idx'],
  renameIndex: ['ALTER INDEX orders_status_idx RENAME TO orders_state_idx'],
  reindex: ['REINDEX TABLE orders', 'REINDEX INDEX orders_status_idx'],
  createObject: [
    'CREATE VIEW open_orders AS SELECT * FROM orders',
    'CREATE OR REPLACE VIEW order_statuses AS SELECT id, status FROM orders',
    'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$SELECT 1$$',
    'CREATE TRIGGER t BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()',
    'CREATE OR REPLACE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()',
    'CREATE POLICY p ON orders USING (true)',
    'CREATE RULE r AS ON UPDATE TO orders DO INSTEAD NOTHING',
    'CREATE SEQUENCE s OWNED BY orders.id',
    'CREATE OR REPLACE VIEW brand_new AS SELECT 1 AS one',
    'CREATE TRIGGER t BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION touch()',
    'CREATE POLICY p ON events USING (true)',
  ],
  dropObject: [
    'DROP TRIGGER orders_touch ON orders',
    'DROP TRIGGER events_touch ON events',
    'DROP POLICY orders_policy ON orders',
    'DROP RULE orders_rule ON orders',
    'DROP VIEW order_statuses',
    'DROP FUNCTION ticket()',
    'DROP MATERIALIZED VIEW order_totals',
    'DROP DOMAIN loose CASCADE',
    'DROP TYPE mood CASCADE',
  ],
  renameObject: [
    'ALTER TRIGGER orders_touch ON orders RENAME TO t',
    'ALTER POLICY orders_policy ON orders RENAME TO p',
    'ALTER RULE orders_rule ON orders RENAME TO r',
    'ALTER VIEW order_statuses RENAME TO statuses',
    'ALTER MATERIALIZED VIEW order_totals RENAME TO totals',
  ],
  alterObject: [
    'ALTER POLICY orders_policy ON orders USING (false)',
    'ALTER DOMAIN loose ADD CHECK (value > 0)',
    'ALTER DOMAIN loose ADD CONSTRAINT positive CHECK (value > 0) NOT VALID',
    'ALTER DOMAIN loose ADD CONSTRAINT positive CHECK (value > 0)',
    'ALTER DOMAIN strict DROP CONSTRAINT strict_check',
    'ALTER DOMAIN strict VALIDATE CONSTRAINT strict_check',
    'ALTER DOMAIN loose SET NOT NULL',
    'ALTER DOMAIN loose SET DEFAULT 1',
    'ALTER VIEW order_statuses ALTER COLUMN id SET DEFAULT 1',
  ],
  alterTable: [
    'ALTER TABLE orders ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE orders FORCE ROW LEVEL SECURITY',
    'ALTER TABLE notes SET UNLOGGED',
    'ALTER TABLE orders SET (fillfactor = 70)',
    'ALTER TABLE orders SET (autovacuum_enabled = false)',
    'ALTER TABLE orders SET (user_catalog_table = true)',
    'ALTER TABLE orders RESET (fillfactor)',
    'ALTER TABLE orders ALTER COLUMN note SET STATISTICS 500',
    'ALTER TABLE orders ALTER COLUMN note SET (n_distinct = 5)',
    'ALTER TABLE orders ALTER COLUMN note SET STORAGE external',
    'ALTER TABLE orders ALTER COLUMN note SET COMPRESSION pglz',
    'ALTER TABLE orders REPLICA IDENTITY FULL',
    'ALTER TABLE orders CLUSTER ON orders_status_idx',
    'ALTER TABLE orders SET WITHOUT CLUSTER',
    'ALTER TABLE orders OWNER TO CURRENT_USER',
    'ALTER TABLE orders DISABLE TRIGGER orders_touch',
    'ALTER TABLE orders ENABLE TRIGGER ALL',
    'ALTER TABLE orders DISABLE RULE orders_rule',
    'ALTER TABLE orders ALTER CONSTRAINT orders_customer_id_fkey DEFERRABLE',
    'ALTER TABLE events ALTER COLUMN body SET STATISTICS 500',
    'ALTER TABLE events ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE events OWNER TO CURRENT_USER',
    'ALTER TABLE events DISABLE TRIGGER events_touch',
    'ALTER TABLE orders SET ACCESS METHOD heap',
    'ALTER TABLE orders SET TABLESPACE pg_default',
  ],
  attachPartition: [
    'ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM (200) TO (300)',
  ],
  detachPartition: ['ALTER TABLE events DETACH PARTITION events_2026'],
  attachIndex: ['ALTER INDEX events_body_idx ATTACH PARTITION events_2026_body_idx'],
  insertRows: ['INSERT INTO customers VALUES (1000, $$x$$)', 'INSERT INTO remarks VALUES (1)'],
  updateRows: ["UPDATE notes SET body = ''"],
  deleteRows: ['DELETE FROM notes'],
  truncateTable: ['TRUNCATE notes', 'TRUNCATE orders CASCADE', 'TRUNCATE events', 'TRUNCATE remarks'],
  lockTable: ['LOCK TABLE orders', 'LOCK TABLE orders IN SHARE MODE'],
  refreshView: ['REFRESH MATERIALIZED VIEW order_totals', 'REFRESH MATERIALIZED VIEW CONCURRENTLY order_totals'],
  maintain: ['CLUSTER orders USING orders_status_idx'],
  changePrivileges: ['GRANT SELECT ON orders TO PUBLIC'],
  addEnumValue: ["ALTER TYPE mood ADD VALUE 'calm'"],
  renameEnumValue: ["ALTER TYPE mood RENAME VALUE 'sad' TO 'glum'"],
};

/** A schema with rows in every table, and something of every kind that a statement above names. */
export const shop = `
CREATE SCHEMA archive;
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN loose AS int;
CREATE DOMAIN strict AS int CHECK (value > 0);
CREATE SEQUENCE tickets;
CREATE FUNCTION ticket() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
CREATE FUNCTION constant_ticket() RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL, country varchar(40) UNIQUE);
CREATE TABLE orders (
  id int PRIMARY KEY,
  customer_id int REFERENCES customers,
  country varchar(40) REFERENCES customers (country),
  number int,
  status text,
  quantity int DEFAULT 1,
  amount numeric(10, 2),
  note varchar(40),
  placed_at timestamp,
  CONSTRAINT orders_amount_check CHECK (amount IS NOT NULL),
  CONSTRAINT orders_placed CHECK (placed_at IS NOT NULL AND quantity > -1)
);
CREATE INDEX orders_status_idx ON orders (status);
CREATE UNIQUE INDEX orders_number_idx ON orders (number);
CREATE TABLE items (order_id int REFERENCES orders, customer_id int REFERENCES customers);
CREATE TABLE remarks (body text, size loose, weight strict, mood mood);
CREATE TABLE long_remarks (pages int) INHERITS (remarks);
CREATE TABLE notes (
  id int GENERATED BY DEFAULT AS IDENTITY,
  order_id int,
  body text,
  length int GENERATED ALWAYS AS (length(body)) STORED,
  shown text GENERATED ALWAYS AS (upper(body)) VIRTUAL
);
CREATE UNIQUE INDEX notes_id_idx ON notes (id);
CREATE UNIQUE INDEX notes_order_idx ON notes (order_id);
CREATE TABLE events (at int, body text, kind varchar(20) NOT NULL, CONSTRAINT events_kind CHECK (at > 0)) PARTITION BY RANGE (at);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM (100) TO (200);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
CREATE TABLE events_2027 (LIKE events INCLUDING CONSTRAINTS);
CREATE TABLE sales (region int) PARTITION BY LIST (region);
CREATE TABLE sales_1 PARTITION OF sales FOR VALUES IN (1);
CREATE INDEX events_at_idx ON events (at);
CREATE INDEX events_body_idx ON ONLY events (body);
CREATE INDEX events_2026_body_idx ON events_2026 (body);
CREATE VIEW order_statuses AS SELECT length AS id, body AS status FROM notes;
CREATE MATERIALIZED VIEW order_totals AS SELECT order_id, count(*) AS total FROM (SELECT length(body) AS order_id FROM notes) n GROUP BY order_id;
CREATE UNIQUE INDEX order_totals_idx ON order_totals (order_id);
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER events_touch BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY orders_policy ON orders USING (true);
CREATE RULE orders_rule AS ON DELETE TO orders DO INSTEAD NOTHING;
INSERT INTO customers SELECT n, 'someone', n::text FROM generate_series(1, 50) n;
INSERT INTO orders SELECT n, n, n::text, n, 'open', 1, 9.99, n::text, now() + n * interval '1 day' FROM generate_series(1, 50) n;
INSERT INTO items SELECT n, n FROM generate_series(1, 50) n;
INSERT INTO remarks SELECT n, n, n, 'sad' FROM generate_series(1, 50) n;
INSERT INTO long_remarks SELECT n, n, n, 'sad', n FROM generate_series(1, 50) n;
INSERT INTO notes (order_id, body) SELECT n, 'text' FROM generate_series(1, 50) n;
INSERT INTO events SELECT n, 'text', 'note' FROM generate_series(100, 150) n;
INSERT INTO events SELECT n, 'text', 'note' FROM generate_series(500, 550) n;
INSERT INTO sales VALUES (1);
INSERT INTO events_2027 SELECT n, 'text', 'note' FROM generate_series(200, 250) n;
ALTER TABLE orders ADD CONSTRAINT later CHECK (quantity > 0) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT later_fkey FOREIGN KEY (number) REFERENCES customers NOT VALID;
`;

/** Statements whose locks only other DDL waits for; the facts leave them out. */
export const harmless: readonly string[] = [
  "COMMENT ON TABLE orders IS 'x'",
  "COMMENT ON COLUMN orders.note IS 'x'",
  'CREATE STATISTICS st ON status, note FROM orders',
  'ANALYZE orders',
];

/** Statements that a transaction block refuses, with the table to look at. */
export const outsideTransactions: readonly (readonly [table: string, sql: string])[] = [
  ['public.orders', 'CREATE INDEX CONCURRENTLY ON orders (placed_at)'],
  ['public.orders', 'REINDEX TABLE CONCURRENTLY orders'],
  ['public.orders', 'REINDEX INDEX CONCURRENTLY orders_status_idx'],
  ['public.orders', 'DROP INDEX CONCURRENTLY orders_status_idx'],
  ['public.sales', 'ALTER TABLE sales DETACH PARTITION sales_1 CONCURRENTLY'],
  ['public.orders', 'VACUUM FULL orders'],
];
