-- Create an index
CREATE INDEX ON orders (placed_at);
CREATE INDEX IF NOT EXISTS orders_status_idx ON orders (status);
CREATE INDEX ON orders (lower(note)) WHERE quantity > 0;
CREATE INDEX ON orders USING hash (note);
CREATE INDEX ON orders USING gin (to_tsvector('simple', note));
CREATE INDEX ON orders USING brin (placed_at);
CREATE UNIQUE INDEX ON orders (id, placed_at);
CREATE INDEX ON events (kind);
CREATE INDEX ON ONLY events (body);
CREATE UNIQUE INDEX ON logs (day, id);
CREATE INDEX ON logs (day);
CREATE INDEX ON order_totals (total);
CREATE INDEX ON drafts (id);
CREATE INDEX ON remarks (body);
CREATE INDEX CONCURRENTLY ON orders (placed_at); -- outside transactions
CREATE UNIQUE INDEX CONCURRENTLY ON orders (id, placed_at); -- outside transactions
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_idx ON orders (placed_at); -- outside transactions
CREATE INDEX CONCURRENTLY ON events_2026 (kind); -- outside transactions

-- Drop an index
DROP INDEX orders_status_idx;
DROP INDEX IF EXISTS missing;
DROP INDEX events_at_idx;
DROP INDEX order_totals_idx;
DROP INDEX CONCURRENTLY orders_status_idx; -- outside transactions
DROP INDEX CONCURRENTLY IF EXISTS orders_status_idx; -- outside transactions

-- Build an index again
REINDEX TABLE orders;
REINDEX INDEX orders_status_idx;
REINDEX TABLE order_totals;
REINDEX TABLE CONCURRENTLY orders; -- outside transactions
REINDEX INDEX CONCURRENTLY orders_status_idx; -- outside transactions
REINDEX (CONCURRENTLY) TABLE orders; -- since 14, outside transactions

-- Change an index
ALTER INDEX orders_status_idx RENAME TO orders_state_idx;
ALTER INDEX orders_pkey RENAME TO orders_key;
ALTER TABLE orders_status_idx RENAME TO orders_state_idx;
ALTER INDEX orders_status_idx SET (fillfactor = 70);
ALTER INDEX orders_status_idx RESET (fillfactor);
ALTER INDEX orders_status_idx SET TABLESPACE pg_default;
ALTER INDEX events_body_idx ATTACH PARTITION events_2026_body_idx;
ALTER INDEX orders_status_idx DEPENDS ON EXTENSION plpgsql;
