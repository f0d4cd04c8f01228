import type { Hazard } from './hazard.ts';

const orders = 'CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, code text, total numeric); CREATE TABLE customers (id bigint PRIMARY KEY);';
const checked = 'ALTER TABLE orders ADD CONSTRAINT orders_code_set CHECK (code IS NOT NULL) NOT VALID;';
const validated = 'ALTER TABLE orders VALIDATE CONSTRAINT orders_code_set;';

/** Constraints that are checked against every row, or build an index, under a lock. */
export const constraints: readonly Hazard[] = [
  {
    title: 'SET NOT NULL',
    rules: ['no-set-not-null'],
    hazardous: [
      'ALTER TABLE orders ALTER COLUMN code SET NOT NULL;',
      'ALTER TABLE ONLY shop.orders ALTER code SET NOT NULL;',
      'ALTER TABLE "Orders" ALTER COLUMN "Code" SET NOT NULL;',
      'ALTER TABLE orders ADD COLUMN x int, ALTER COLUMN code SET NOT NULL;',
      { after: [orders], sql: 'ALTER TABLE orders ALTER COLUMN code SET NOT NULL;' },
      { after: [orders, checked], sql: 'ALTER TABLE orders ALTER COLUMN code SET NOT NULL;' },
      { after: [orders, checked.replace(' NOT VALID', '')], sql: 'ALTER TABLE orders ALTER COLUMN code SET NOT NULL;', pgVersion: 11 },
      { after: [], sql: 'ALTER TABLE orders ADD CONSTRAINT code_set NOT NULL code;', pgVersion: 18 },
    ],
    safe: [
      { after: [orders, checked, validated], sql: 'ALTER TABLE orders ALTER COLUMN code SET NOT NULL;' },
      { after: [orders, checked, validated], sql: 'ALTER TABLE orders ALTER COLUMN code SET NOT NULL; ALTER TABLE orders DROP CONSTRAINT orders_code_set;' },
      { after: [checked, validated], sql: 'ALTER TABLE orders ALTER COLUMN code SET NOT NULL;' },
      { after: [orders], sql: 'ALTER TABLE orders ALTER COLUMN id SET NOT NULL;' },
      { after: [], sql: 'ALTER TABLE orders ADD CONSTRAINT code_set NOT NULL code NOT VALID;', pgVersion: 18 },
      'CREATE TABLE things (id int); ALTER TABLE things ALTER COLUMN id SET NOT NULL;',
    ],
  },
  {
    title: 'Adding a CHECK',
    rules: ['no-validating-check'],
    hazardous: [
      'ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0);',
      'ALTER TABLE shop.orders ADD CHECK (total > 0);',
      'ALTER TABLE "Orders" ADD CONSTRAINT "Positive" CHECK ("Total" > 0);',
      'ALTER TABLE orders ADD COLUMN x int, ADD CONSTRAINT total_positive CHECK (total > 0);',
      { after: [orders], sql: 'ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0);' },
    ],
    safe: [
      'ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;',
      'ALTER TABLE orders VALIDATE CONSTRAINT total_positive;',
      'CREATE TABLE things (id int); ALTER TABLE things ADD CHECK (id > 0);',
      { after: [], sql: 'ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT ENFORCED;', pgVersion: 18 },
    ],
  },
  {
    title: 'Adding a foreign key',
    rules: ['no-validating-foreign-key'],
    hazardous: [
      'ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id);',
      'ALTER TABLE shop.orders ADD FOREIGN KEY (customer_id) REFERENCES shop.customers ON DELETE CASCADE;',
      'ALTER TABLE "Orders" ADD CONSTRAINT "Fk" FOREIGN KEY ("customerId") REFERENCES "Customers" ("id") ON DELETE SET NULL ON UPDATE CASCADE;',
      'ALTER TABLE orders ADD COLUMN x int, ADD FOREIGN KEY (customer_id) REFERENCES customers;',
      { after: [orders], sql: 'ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers;' },
    ],
    safe: [
      'ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;',
      'ALTER TABLE orders VALIDATE CONSTRAINT orders_customer;',
      'CREATE TABLE lines (id int, order_id bigint REFERENCES orders);',
      'CREATE TABLE lines (id int, order_id bigint); ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES orders;',
      { after: [orders], sql: 'CREATE TABLE lines (id int, order_id bigint, FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE);' },
    ],
  },
  {
    title: 'Adding a column with a foreign key and a default',
    rules: ['no-inline-constraint'],
    hazardous: ['ALTER TABLE orders ADD COLUMN shop_id bigint DEFAULT 1 REFERENCES shops (id);', 'ALTER TABLE orders ADD COLUMN shop_id bigint NOT NULL DEFAULT 1 REFERENCES shops;'],
    safe: [
      'ALTER TABLE orders ADD COLUMN shop_id bigint REFERENCES shops (id);',
      'ALTER TABLE orders ADD COLUMN shop_id bigint CONSTRAINT in_shop REFERENCES shops ON DELETE SET NULL;',
      'ALTER TABLE orders ADD COLUMN shop_id bigint DEFAULT NULL REFERENCES shops;',
    ],
  },
  {
    title: 'Adding a column that is checked or indexed at once',
    rules: ['no-inline-constraint'],
    hazardous: [
      'ALTER TABLE orders ADD COLUMN pieces int CHECK (pieces > 0);',
      'ALTER TABLE shop.orders ADD COLUMN IF NOT EXISTS pieces int CONSTRAINT has_some CHECK (pieces > 0);',
      'ALTER TABLE orders ADD COLUMN code text UNIQUE;',
      'ALTER TABLE orders ADD COLUMN pieces int DEFAULT 1 CHECK (pieces > 0);',
    ],
    safe: ['CREATE TABLE things (id int PRIMARY KEY, code text UNIQUE, n int CHECK (n > 0));', 'CREATE TABLE things (id int); ALTER TABLE things ADD COLUMN code text UNIQUE;'],
  },
  {
    title: 'Adding a constraint that builds its index',
    rules: ['no-index-building-constraint'],
    hazardous: [
      'ALTER TABLE orders ADD CONSTRAINT orders_code UNIQUE (code);',
      'ALTER TABLE orders ADD UNIQUE (code, shop_id);',
      'ALTER TABLE shop.orders ADD UNIQUE NULLS NOT DISTINCT (code);',
      'ALTER TABLE orders ADD PRIMARY KEY (id);',
      'ALTER TABLE "Orders" ADD CONSTRAINT "Pk" PRIMARY KEY ("id");',
      'ALTER TABLE orders ADD CONSTRAINT orders_code UNIQUE (code) DEFERRABLE INITIALLY DEFERRED;',
    ],
    safe: [
      'ALTER TABLE orders ADD CONSTRAINT orders_code UNIQUE USING INDEX orders_code_idx;',
      'ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_id_idx;',
      'CREATE TABLE things (id int, code text, UNIQUE (code), PRIMARY KEY (id));',
      'CREATE TABLE things (id int); ALTER TABLE things ADD PRIMARY KEY (id);',
      { after: [orders, 'CREATE UNIQUE INDEX CONCURRENTLY orders_code ON orders (code);'], sql: 'ALTER TABLE orders ADD CONSTRAINT orders_code UNIQUE USING INDEX orders_code;' },
    ],
  },
  {
    title: 'Making a key of columns that may hold NULL',
    rules: ['no-nullable-primary-key-index'],
    hazardous: [
      {
        after: ['CREATE TABLE lines (id bigint);', 'CREATE UNIQUE INDEX CONCURRENTLY lines_id ON lines (id);'],
        sql: 'ALTER TABLE lines ADD PRIMARY KEY USING INDEX lines_id;',
      },
    ],
    safe: [
      {
        after: ['CREATE TABLE lines (id bigint NOT NULL);', 'CREATE UNIQUE INDEX CONCURRENTLY lines_id ON lines (id);'],
        sql: 'ALTER TABLE lines ADD PRIMARY KEY USING INDEX lines_id;',
      },
    ],
  },
  {
    title: 'Adding an exclusion constraint',
    rules: ['no-exclusion-constraint'],
    hazardous: [
      'ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);',
      'ALTER TABLE shop.bookings ADD EXCLUDE USING gist (during WITH &&) WHERE (NOT cancelled);',
    ],
    safe: ['CREATE TABLE bookings (during tsrange, EXCLUDE USING gist (during WITH &&));'],
  },
  {
    title: 'Dropping a foreign key',
    rules: ['no-drop-constraint', 'no-foreign-key-drop-lock'],
    hazardous: [
      { after: [orders, 'ALTER TABLE orders ADD CONSTRAINT to_customer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;'], sql: 'ALTER TABLE orders DROP CONSTRAINT to_customer;' },
      'ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;',
      'ALTER TABLE shop.orders DROP CONSTRAINT IF EXISTS fk_orders_customer;',
      'ALTER TABLE "Orders" DROP CONSTRAINT "Orders_customerId_fkey";',
    ],
    safe: [
      "SET lock_timeout = '2s'; ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey, ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers ON DELETE CASCADE NOT VALID;",
      { after: [orders], sql: 'ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_customer_id_fkey;' },
    ],
  },
  {
    title: 'Dropping a constraint',
    rules: ['no-drop-constraint'],
    hazardous: [
      'ALTER TABLE orders DROP CONSTRAINT total_positive;',
      'ALTER TABLE shop.orders DROP CONSTRAINT IF EXISTS orders_code_key;',
      'ALTER TABLE "Orders" ADD COLUMN x int, DROP CONSTRAINT "Positive";',
      "SET lock_timeout = '2s'; ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;",
      'ALTER DOMAIN email DROP CONSTRAINT has_at;',
    ],
    safe: [
      'ALTER TABLE orders DROP CONSTRAINT total_positive, ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;',
      'ALTER TABLE orders ADD CONSTRAINT total_sane CHECK (total >= 0) NOT VALID; ALTER TABLE orders DROP CONSTRAINT total_positive;',
      'ALTER TABLE orders DROP CONSTRAINT orders_code_not_null;',
      "CREATE TABLE things (id int CONSTRAINT positive CHECK (id > 0)); ALTER TABLE things DROP CONSTRAINT positive;",
      { after: [orders, 'CREATE UNIQUE INDEX orders_code_idx ON orders (code); ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE (code, total);'], sql: 'ALTER TABLE orders DROP CONSTRAINT orders_code_key;' },
    ],
  },
  {
    title: 'Dropping the primary key',
    rules: ['no-replica-identity-loss'],
    hazardous: [
      { after: [orders], sql: 'ALTER TABLE orders DROP CONSTRAINT orders_pkey;' },
      'ALTER TABLE orders DROP CONSTRAINT orders_pkey;',
      'ALTER TABLE "Orders" DROP CONSTRAINT IF EXISTS "Orders_pkey";',
      'ALTER TABLE orders REPLICA IDENTITY NOTHING;',
    ],
    safe: ['ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_new;', 'ALTER TABLE orders REPLICA IDENTITY FULL;'],
  },
  {
    title: 'Constraining a domain',
    rules: ['no-domain-constraint'],
    hazardous: [
      'ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE 0);',
      'ALTER DOMAIN shop.email ADD CHECK (VALUE <> 0);',
      'ALTER DOMAIN email SET NOT NULL;',
    ],
    safe: [
      'ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE <> 0) NOT VALID;',
      'CREATE DOMAIN email AS text; ALTER DOMAIN email ADD CHECK (VALUE <> 0);',
    ],
  },
  {
    title: 'Validating a constraint in the transaction that added it',
    rules: ['no-validation-in-same-transaction'],
    hazardous: [
      `BEGIN; ${checked} ${validated} COMMIT;`,
      { after: [], sql: `${checked} ${validated}`, transaction: 'wrapped' },
      'BEGIN; ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (b) REFERENCES c NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT a; END;',
      'ALTER TABLE orders ADD CONSTRAINT a CHECK (b > 0) NOT VALID, VALIDATE CONSTRAINT a;',
    ],
    safe: [
      `BEGIN; ${checked} COMMIT; BEGIN; ${validated} COMMIT;`,
    ],
  },
];
