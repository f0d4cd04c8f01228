-- Views
CREATE VIEW open_orders AS SELECT * FROM orders;
CREATE OR REPLACE VIEW order_statuses AS SELECT id, status FROM orders;
CREATE OR REPLACE VIEW brand_new AS SELECT 1 AS one;
CREATE TEMPORARY VIEW open_orders AS SELECT * FROM orders;
ALTER VIEW order_statuses RENAME TO statuses;
ALTER VIEW order_statuses SET SCHEMA archive;
ALTER VIEW order_statuses SET (security_barrier = true);
ALTER VIEW order_statuses RESET (security_barrier);
ALTER VIEW order_statuses OWNER TO clerk;
DROP VIEW order_statuses;

-- Materialized views
CREATE MATERIALIZED VIEW open_orders AS SELECT * FROM orders;
CREATE MATERIALIZED VIEW open_orders AS SELECT * FROM orders WITH NO DATA;
REFRESH MATERIALIZED VIEW order_totals;
REFRESH MATERIALIZED VIEW order_totals WITH NO DATA;
REFRESH MATERIALIZED VIEW CONCURRENTLY order_totals;
ALTER MATERIALIZED VIEW order_totals RENAME TO totals;
ALTER MATERIALIZED VIEW order_totals SET SCHEMA archive;
ALTER MATERIALIZED VIEW order_totals SET (fillfactor = 70);
ALTER MATERIALIZED VIEW order_totals CLUSTER ON order_totals_idx;
ALTER MATERIALIZED VIEW order_totals SET TABLESPACE pg_default;
ALTER MATERIALIZED VIEW order_totals ALTER COLUMN total SET STATISTICS 100;
ALTER MATERIALIZED VIEW order_totals OWNER TO clerk;
DROP MATERIALIZED VIEW order_totals;
