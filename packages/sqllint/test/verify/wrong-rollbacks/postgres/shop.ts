import type { WrongRollback } from '../wrong-rollback.ts';

const shop = `
  CREATE TYPE status AS ENUM ('new', 'paid');
  CREATE TABLE customers (id serial PRIMARY KEY, email varchar(40) NOT NULL UNIQUE, name text NOT NULL DEFAULT 'nobody', age integer CHECK (age >= 18));
  CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer integer NOT NULL REFERENCES customers, state status NOT NULL DEFAULT 'new', total numeric(10, 2));
  CREATE INDEX orders_customer ON orders (customer);
  CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
  CREATE TRIGGER stamped BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp();
  CREATE ROLE app;
  GRANT SELECT, INSERT ON orders TO app;
  CREATE POLICY own ON orders USING (total > 0);
`;

const cases: readonly Omit<WrongRollback, 'before'>[] = [
  {
    what: 'a lost default',
    up: `ALTER TABLE customers ALTER COLUMN name DROP DEFAULT`,
    wrong: `ALTER TABLE customers ALTER COLUMN name SET DEFAULT ''`,
    right: `ALTER TABLE customers ALTER COLUMN name SET DEFAULT 'nobody'`,
    rollback: 'does not restore',
    shown: [`changed column public.customers.name: ALTER TABLE public.customers ALTER COLUMN name SET DEFAULT 'nobody'::text;`],
  },
  {
    what: 'a lost index',
    up: 'DROP INDEX orders_customer',
    wrong: 'CREATE INDEX orders_customer ON orders (customer, id)',
    right: 'CREATE INDEX orders_customer ON orders (customer)',
    rollback: 'does not restore',
    shown: ['changed index orders_customer on public.orders: DROP INDEX public.orders_customer;\nCREATE INDEX orders_customer ON public.orders USING btree (customer);'],
  },
  {
    what: 'a narrower type that new rows do not fit into',
    up: 'ALTER TABLE customers ALTER COLUMN email TYPE varchar(80)',
    wrong: 'ALTER TABLE customers ALTER COLUMN email TYPE varchar(40)',
    right: 'UPDATE customers SET email = left(email, 30) || id WHERE length(email) > 40; ALTER TABLE customers ALTER COLUMN email TYPE varchar(40)',
    rollback: 'fails on new rows',
    shown: ['value too long for type character varying(40)'],
  },
  {
    what: 'NOT NULL that new rows break',
    up: 'ALTER TABLE customers ALTER COLUMN name DROP NOT NULL',
    wrong: 'ALTER TABLE customers ALTER COLUMN name SET NOT NULL',
    right: `UPDATE customers SET name = '' WHERE name IS NULL; ALTER TABLE customers ALTER COLUMN name SET NOT NULL`,
    rollback: 'fails on new rows',
    shown: ['column "name" of relation "customers" contains null values'],
  },
  {
    what: 'a unique key that new rows break',
    up: 'ALTER TABLE customers DROP CONSTRAINT customers_email_key',
    wrong: 'ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE (email)',
    right: 'DELETE FROM customers c USING customers d WHERE c.email = d.email AND c.id > d.id; ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE (email)',
    rollback: 'fails on new rows',
    shown: ['could not create unique index "customers_email_key"'],
  },
  {
    what: 'drops in the wrong order',
    up: 'CREATE TABLE parents (id integer PRIMARY KEY); CREATE TABLE children (parent integer REFERENCES parents)',
    wrong: 'DROP TABLE parents; DROP TABLE children',
    right: 'DROP TABLE children; DROP TABLE parents',
    rollback: 'fails',
    shown: ['cannot drop table parents because other objects depend on it'],
  },
  {
    what: 'an enum in another order',
    up: `CREATE TYPE mood AS ENUM ('sad', 'ok'); DROP TYPE mood; ALTER TABLE orders ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE text; DROP TYPE status`,
    wrong: `CREATE TYPE status AS ENUM ('paid', 'new'); ALTER TABLE orders ALTER COLUMN state TYPE status USING CASE state WHEN 'paid' THEN 'paid' ELSE 'new' END::status, ALTER COLUMN state SET DEFAULT 'new'`,
    right: `CREATE TYPE status AS ENUM ('new', 'paid'); ALTER TABLE orders ALTER COLUMN state TYPE status USING CASE state WHEN 'paid' THEN 'paid' ELSE 'new' END::status, ALTER COLUMN state SET DEFAULT 'new'`,
    rollback: 'does not restore',
    shown: [`changed type public.status`],
  },
  {
    what: 'an enum that new rows have a new value of',
    up: `ALTER TYPE status ADD VALUE 'shipped'`,
    wrong: `ALTER TYPE status RENAME TO old; CREATE TYPE status AS ENUM ('new', 'paid'); ALTER TABLE orders ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE status USING state::text::status, ALTER COLUMN state SET DEFAULT 'new'; DROP TYPE old`,
    right: `UPDATE orders SET state = 'new' WHERE state = 'shipped'; ALTER TYPE status RENAME TO old; CREATE TYPE status AS ENUM ('new', 'paid'); ALTER TABLE orders ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE status USING state::text::status, ALTER COLUMN state SET DEFAULT 'new'; DROP TYPE old`,
    rollback: 'fails on new rows',
    shown: ['invalid input value for enum status: "shipped"'],
  },
  {
    what: 'lost privileges',
    up: 'REVOKE INSERT ON orders FROM app',
    wrong: 'SELECT 1',
    right: 'GRANT INSERT ON orders TO app',
    rollback: 'does not restore',
    shown: ['changed privileges table public.orders'],
  },
  {
    what: 'a lost trigger',
    up: 'DROP TRIGGER stamped ON orders',
    wrong: 'SELECT 1',
    right: 'CREATE TRIGGER stamped BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
    rollback: 'does not restore',
    shown: ['missing trigger stamped on public.orders: CREATE TRIGGER stamped BEFORE UPDATE ON public.orders FOR EACH ROW EXECUTE FUNCTION public.stamp();'],
  },
  {
    what: 'a trigger that stays disabled',
    up: 'ALTER TABLE orders DISABLE TRIGGER stamped',
    wrong: 'SELECT 1',
    right: 'ALTER TABLE orders ENABLE TRIGGER stamped',
    rollback: 'does not restore',
    shown: ['changed trigger stamped on public.orders: ALTER TABLE public.orders ENABLE TRIGGER stamped;'],
  },
  {
    what: 'a lost policy',
    up: 'DROP POLICY own ON orders',
    wrong: 'CREATE POLICY own ON orders FOR SELECT USING (total > 0)',
    right: 'CREATE POLICY own ON orders USING (total > 0)',
    rollback: 'does not restore',
    shown: ['changed policy own on public.orders'],
  },
  {
    what: 'data that was moved and not moved back',
    up: `CREATE TABLE names (customer integer PRIMARY KEY REFERENCES customers, name text NOT NULL); INSERT INTO names SELECT id, name FROM customers; ALTER TABLE customers DROP COLUMN name`,
    wrong: `ALTER TABLE customers ADD COLUMN name text NOT NULL DEFAULT 'nobody'; DROP TABLE names`,
    right: `ALTER TABLE customers ADD COLUMN name text NOT NULL DEFAULT 'nobody'; UPDATE customers c SET name = n.name FROM names n WHERE n.customer = c.id; DROP TABLE names`,
    rollback: 'loses data',
    shown: ['4 of 4 rows of public.customers lost name'],
  },
  {
    what: 'a sequence behind its table',
    up: 'ALTER TABLE customers ALTER COLUMN id DROP DEFAULT; DROP SEQUENCE customers_id_seq',
    wrong: `CREATE SEQUENCE customers_id_seq AS integer OWNED BY customers.id; ALTER TABLE customers ALTER COLUMN id SET DEFAULT nextval('customers_id_seq')`,
    right: `CREATE SEQUENCE customers_id_seq AS integer OWNED BY customers.id; ALTER TABLE customers ALTER COLUMN id SET DEFAULT nextval('customers_id_seq'); SELECT setval('customers_id_seq', (SELECT max(id) FROM customers))`,
    rollback: 'does not restore',
    shown: ['public.customers.id is behind'],
  },
  {
    what: 'a constraint that comes back unvalidated',
    up: 'ALTER TABLE customers DROP CONSTRAINT customers_age_check',
    wrong: 'ALTER TABLE customers ADD CONSTRAINT customers_age_check CHECK (age >= 18) NOT VALID',
    rightWithRows: 'UPDATE customers SET age = 18 WHERE age < 18;',
    right: 'ALTER TABLE customers ADD CONSTRAINT customers_age_check CHECK (age >= 18)',
    rollback: 'does not restore',
    shown: ['changed constraint customers_age_check on public.customers: ALTER TABLE public.customers DROP CONSTRAINT customers_age_check;\nALTER TABLE public.customers ADD CONSTRAINT customers_age_check CHECK ((age >= 18));'],
  },
];

/** What a down can leave wrong in a shop: the mistakes that are made most. */
export const ofShop: readonly WrongRollback[] = cases.map((one) => ({ before: shop, ...one }));
