-- Sequences
CREATE SEQUENCE s;
CREATE SEQUENCE s OWNED BY orders.id;
ALTER SEQUENCE tickets OWNED BY orders.id;
ALTER SEQUENCE tickets OWNED BY NONE;
ALTER SEQUENCE tickets RESTART WITH 100;
ALTER SEQUENCE tickets INCREMENT BY 2;
ALTER SEQUENCE tickets AS bigint;
ALTER SEQUENCE tickets RENAME TO numbers;
ALTER SEQUENCE tickets SET SCHEMA archive;
ALTER SEQUENCE tickets OWNER TO clerk;
ALTER SEQUENCE parcels_id_seq RESTART;
DROP SEQUENCE tickets;
DROP SEQUENCE parcels_id_seq CASCADE;
SELECT setval('tickets', 100);

-- Functions and procedures
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$SELECT 1$$;
CREATE OR REPLACE FUNCTION ticket() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 2; END';
CREATE PROCEDURE p() LANGUAGE sql AS $$SELECT 1$$;
ALTER FUNCTION ticket() STABLE;
ALTER FUNCTION ticket() RENAME TO coupon;
ALTER FUNCTION ticket() OWNER TO clerk;
ALTER FUNCTION ticket() SET SCHEMA archive;
ALTER PROCEDURE tidy() RENAME TO clean;
CREATE AGGREGATE total(int) (sfunc = int4pl, stype = int4);
DROP FUNCTION ticket();
DROP FUNCTION touch() CASCADE;
DROP PROCEDURE tidy();

-- Schemas, extensions and roles
CREATE SCHEMA attic;
ALTER SCHEMA archive RENAME TO attic;
ALTER SCHEMA archive OWNER TO clerk;
DROP SCHEMA archive;
CREATE EXTENSION IF NOT EXISTS plpgsql;
CREATE ROLE boss;
ALTER ROLE clerk NOLOGIN;
ALTER ROLE clerk SET lock_timeout = '2s';

-- Statistics
CREATE STATISTICS st ON status, quantity FROM orders;
CREATE STATISTICS st (dependencies) ON at, kind FROM events;
ALTER STATISTICS orders_stats SET STATISTICS 100; -- since 13
ALTER STATISTICS orders_stats RENAME TO st;
DROP STATISTICS orders_stats;

-- Publications
CREATE PUBLICATION p FOR TABLE orders, items;
CREATE PUBLICATION p FOR ALL TABLES;
CREATE PUBLICATION p FOR TABLES IN SCHEMA public; -- since 15
ALTER PUBLICATION news ADD TABLE orders;
ALTER PUBLICATION news SET TABLE orders;
ALTER PUBLICATION news DROP TABLE customers;
ALTER PUBLICATION news SET (publish = 'insert');
DROP PUBLICATION news;

-- Event triggers, foreign servers and the rest
CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION notice_ddl();
ALTER EVENT TRIGGER watch DISABLE;
DROP EVENT TRIGGER watch;
CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
ALTER SERVER elsewhere OPTIONS (ADD host 'x');
CREATE COLLATION plain FROM "C";
CREATE OPERATOR === (leftarg = int, rightarg = int, function = int4eq);
CREATE TEXT SEARCH CONFIGURATION simple_too (COPY = simple);
CREATE ACCESS METHOD heap_too TYPE TABLE HANDLER heap_tableam_handler;
