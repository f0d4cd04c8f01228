-- Create a table
CREATE TABLE invoices (id int PRIMARY KEY, note text UNIQUE CHECK (note <> ''));
CREATE TABLE IF NOT EXISTS orders (id int);
CREATE TABLE invoices (id int PRIMARY KEY, order_id int REFERENCES orders);
CREATE TABLE invoices (id int, order_id int, FOREIGN KEY (order_id) REFERENCES orders (id));
CREATE TABLE invoices (id int PRIMARY KEY, parent_id int REFERENCES invoices);
CREATE TABLE invoices (id int, day int, FOREIGN KEY (id, day) REFERENCES logs);
CREATE TABLE invoices (id int, order_id int REFERENCES orders) PARTITION BY RANGE (id);
CREATE TABLE invoices (order_id int REFERENCES orders NOT ENFORCED); -- since 18
CREATE TABLE invoices OF address;
CREATE TABLE big_orders () INHERITS (orders);
CREATE TABLE orders_copy (LIKE orders INCLUDING ALL);
CREATE TABLE orders_copy AS SELECT * FROM orders;
CREATE TABLE orders_copy AS TABLE orders WITH NO DATA;
SELECT * INTO orders_copy FROM orders;
CREATE UNLOGGED TABLE invoices (id int);
CREATE TEMPORARY TABLE orders_copy AS SELECT * FROM orders;
CREATE FOREIGN TABLE further (id int) SERVER elsewhere;

-- Drop a table
DROP TABLE items;
DROP TABLE IF EXISTS items;
DROP TABLE items, lines;
DROP TABLE parts;
DROP TABLE parcels;
DROP TABLE customers CASCADE;
DROP TABLE orders CASCADE;
DROP TABLE notes CASCADE;
DROP TABLE remarks CASCADE;
DROP TABLE long_remarks;
DROP TABLE events_2026;
DROP TABLE events_rest;
DROP TABLE events;
DROP TABLE logs CASCADE;
DROP TABLE log_lines;
DROP TABLE gauges;
DROP FOREIGN TABLE abroad;

-- Rename and move a table
ALTER TABLE notes RENAME TO comments;
ALTER TABLE orders RENAME TO purchases;
ALTER TABLE events RENAME TO happenings;
ALTER TABLE remarks RENAME TO sayings;
ALTER FOREIGN TABLE abroad RENAME TO overseas;
ALTER TABLE notes SET SCHEMA archive;
ALTER TABLE orders SET SCHEMA archive;
ALTER TABLE parcels SET SCHEMA archive;
ALTER TABLE events SET SCHEMA archive;
ALTER FOREIGN TABLE abroad SET SCHEMA archive;

-- Options of a table
ALTER TABLE orders SET (fillfactor = 70);
ALTER TABLE orders SET (autovacuum_enabled = false);
ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.1, toast.autovacuum_enabled = false);
ALTER TABLE orders SET (toast_tuple_target = 256);
ALTER TABLE orders SET (parallel_workers = 4);
ALTER TABLE orders SET (user_catalog_table = true);
ALTER TABLE orders SET (vacuum_truncate = off);
ALTER TABLE orders SET (log_autovacuum_min_duration = 0); -- since 13
ALTER TABLE orders SET (vacuum_index_cleanup = off);
ALTER TABLE orders RESET (fillfactor);
ALTER TABLE orders RESET (autovacuum_enabled);
ALTER TABLE orders RESET (user_catalog_table);
ALTER FOREIGN TABLE abroad OPTIONS (ADD wide 'yes');
ALTER TABLE orders OWNER TO clerk;
ALTER TABLE orders OWNER TO CURRENT_USER;
ALTER TABLE parcels OWNER TO clerk;
ALTER TABLE events OWNER TO clerk;
ALTER FOREIGN TABLE abroad OWNER TO clerk;

-- Where and how its rows are kept
ALTER TABLE notes SET UNLOGGED;
ALTER TABLE notes SET LOGGED;
ALTER TABLE drafts SET LOGGED;
ALTER TABLE drafts SET UNLOGGED;
ALTER TABLE parcels SET UNLOGGED;
ALTER TABLE orders SET ACCESS METHOD heap; -- since 15
ALTER TABLE orders SET ACCESS METHOD DEFAULT; -- since 17
ALTER TABLE events SET ACCESS METHOD heap; -- since 17
ALTER TABLE orders SET TABLESPACE pg_default;
ALTER TABLE events SET TABLESPACE pg_default;
ALTER TABLE orders SET WITHOUT OIDS;
ALTER TABLE orders CLUSTER ON orders_status_idx;
ALTER TABLE orders SET WITHOUT CLUSTER;
ALTER TABLE orders REPLICA IDENTITY FULL;
ALTER TABLE orders REPLICA IDENTITY NOTHING;
ALTER TABLE orders REPLICA IDENTITY DEFAULT;
ALTER TABLE parcels REPLICA IDENTITY USING INDEX parcels_pkey;

-- Inheritance and typed tables
ALTER TABLE short_remarks INHERIT remarks;
ALTER TABLE long_remarks NO INHERIT remarks;
ALTER TABLE strangers OF address;
ALTER TABLE people NOT OF;

-- Row security
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
ALTER TABLE orders NO FORCE ROW LEVEL SECURITY;
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON orders USING (true);
CREATE POLICY p ON events USING (true);
CREATE POLICY p ON orders USING (EXISTS (SELECT FROM customers));
ALTER POLICY orders_policy ON orders USING (false);
ALTER POLICY orders_policy ON orders TO clerk;
ALTER POLICY orders_policy ON orders RENAME TO p;
DROP POLICY orders_policy ON orders;
DROP POLICY IF EXISTS missing ON orders;

-- Triggers and rules
CREATE TRIGGER t BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER t AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER t INSTEAD OF INSERT ON order_statuses FOR EACH ROW EXECUTE FUNCTION touch();
CREATE CONSTRAINT TRIGGER t AFTER UPDATE ON orders FROM customers FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER t AFTER INSERT ON orders REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION touch();
CREATE OR REPLACE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch(); -- since 14
ALTER TRIGGER orders_touch ON orders RENAME TO t;
ALTER TRIGGER events_touch ON events RENAME TO t;
ALTER TRIGGER orders_touch ON orders DEPENDS ON EXTENSION plpgsql;
ALTER TABLE orders DISABLE TRIGGER orders_touch;
ALTER TABLE orders DISABLE TRIGGER USER;
ALTER TABLE orders ENABLE TRIGGER ALL;
ALTER TABLE orders ENABLE ALWAYS TRIGGER orders_touch;
ALTER TABLE orders ENABLE REPLICA TRIGGER orders_touch;
ALTER TABLE events DISABLE TRIGGER events_touch;
DROP TRIGGER orders_touch ON orders;
DROP TRIGGER events_touch ON events;
DROP TRIGGER IF EXISTS missing ON orders;
CREATE RULE r AS ON UPDATE TO orders DO INSTEAD NOTHING;
CREATE OR REPLACE RULE orders_rule AS ON DELETE TO orders DO INSTEAD NOTHING;
ALTER RULE orders_rule ON orders RENAME TO r;
ALTER TABLE orders DISABLE RULE orders_rule;
ALTER TABLE orders ENABLE ALWAYS RULE orders_rule;
ALTER TABLE orders ENABLE REPLICA RULE orders_rule;
DROP RULE orders_rule ON orders;

-- Comments, privileges and labels
COMMENT ON TABLE orders IS 'x';
COMMENT ON COLUMN orders.note IS 'x';
COMMENT ON CONSTRAINT orders_amount_check ON orders IS 'x';
COMMENT ON TRIGGER orders_touch ON orders IS 'x';
COMMENT ON POLICY orders_policy ON orders IS 'x';
COMMENT ON RULE orders_rule ON orders IS 'x';
COMMENT ON INDEX orders_status_idx IS 'x';
COMMENT ON VIEW order_statuses IS 'x';
COMMENT ON MATERIALIZED VIEW order_totals IS 'x';
COMMENT ON SEQUENCE tickets IS 'x';
COMMENT ON FUNCTION ticket() IS 'x';
COMMENT ON TYPE mood IS 'x';
COMMENT ON SCHEMA archive IS 'x';
COMMENT ON FOREIGN TABLE abroad IS 'x';
GRANT SELECT ON orders TO PUBLIC;
GRANT SELECT (note) ON orders TO clerk;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO clerk;
GRANT USAGE ON SCHEMA archive TO clerk;
GRANT USAGE ON SEQUENCE tickets TO clerk;
GRANT clerk TO CURRENT_USER;
REVOKE ALL ON orders FROM PUBLIC;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO clerk;
