-- Insert
INSERT INTO customers VALUES (1000, $$x$$);
INSERT INTO remarks VALUES (1);
INSERT INTO items VALUES (1, 1);
INSERT INTO items (order_id) VALUES (1);
INSERT INTO customers VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET email = 'y';
INSERT INTO strangers SELECT body, body FROM notes;

-- Update
UPDATE notes SET body = '';
UPDATE notes SET body = '' WHERE id = 1;
UPDATE remarks SET body = '';
UPDATE ONLY remarks SET body = '';
UPDATE items SET order_id = 2;
UPDATE customers SET email = '';
UPDATE events SET body = '';
UPDATE strangers SET town = n.body FROM notes n;
WITH gone AS (DELETE FROM short_remarks RETURNING *) INSERT INTO strangers SELECT body FROM gone;

-- Delete
DELETE FROM notes;
DELETE FROM remarks;
DELETE FROM items;
DELETE FROM parts;
DELETE FROM customers WHERE id = 2000;
DELETE FROM ONLY remarks;
DELETE FROM events;
DELETE FROM notes USING strangers;
MERGE INTO strangers s USING notes n ON s.town = n.body WHEN MATCHED THEN DELETE; -- since 15

-- Truncate
TRUNCATE notes;
TRUNCATE notes, drafts;
TRUNCATE notes RESTART IDENTITY;
TRUNCATE orders CASCADE;
TRUNCATE customers CASCADE;
TRUNCATE events;
TRUNCATE remarks;
TRUNCATE ONLY remarks;
TRUNCATE logs CASCADE;

-- Read and lock
SELECT * FROM orders;
SELECT * FROM orders FOR UPDATE;
SELECT * FROM orders FOR NO KEY UPDATE SKIP LOCKED;
SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id FOR SHARE OF o;
LOCK TABLE orders;
LOCK TABLE orders IN ACCESS SHARE MODE;
LOCK TABLE orders IN ROW SHARE MODE;
LOCK TABLE orders IN ROW EXCLUSIVE MODE;
LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE orders IN SHARE MODE;
LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE orders IN EXCLUSIVE MODE;
LOCK TABLE events IN SHARE MODE;
LOCK TABLE ONLY events IN SHARE MODE;
LOCK TABLE order_statuses;
LOCK TABLE orders, items IN SHARE MODE;
DO $$ BEGIN UPDATE notes SET body = ''; END $$;
