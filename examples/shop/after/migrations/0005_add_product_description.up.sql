SET LOCAL lock_timeout = '2s';
ALTER TABLE products ADD COLUMN description text NOT NULL DEFAULT '';
