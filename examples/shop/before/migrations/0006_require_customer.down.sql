ALTER TABLE orders ALTER COLUMN customer_id DROP NOT NULL;
DROP INDEX orders_customer_id_idx;
