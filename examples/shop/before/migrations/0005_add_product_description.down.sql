SET LOCAL lock_timeout = '2s';
ALTER TABLE products DROP COLUMN description;
