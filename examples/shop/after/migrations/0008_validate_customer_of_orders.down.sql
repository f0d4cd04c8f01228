-- A constraint cannot be made unvalidated, only be replaced by one that is not.
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT orders_customer_id_present;
ALTER TABLE orders
  ADD CONSTRAINT orders_customer_id_present CHECK (customer_id IS NOT NULL) NOT VALID;
