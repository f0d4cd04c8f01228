SET LOCAL lock_timeout = '2s';
-- Instead of DP-01: goes a release after the last code that used it, and order_channels has the data.
ALTER TABLE orders DROP COLUMN channel;
