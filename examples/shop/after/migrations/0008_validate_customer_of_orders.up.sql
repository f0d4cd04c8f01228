-- Reads all of orders under a lock that lets readers and writers pass.
ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_id_present;
