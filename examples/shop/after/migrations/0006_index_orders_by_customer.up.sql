-- Instead of DP-05: orders stays open while the index is built. CONCURRENTLY needs a file of its own.
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id, placed_at);
