import { describe, expect, it } from 'vitest';

import { run, schemaAfter } from './history.ts';

/** What the server makes of each statement was asked of a PostgreSQL 18. */
const history = `CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TYPE old_mood AS ENUM ('sad');
DROP TYPE old_mood;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
DROP FUNCTION gone();
CREATE FUNCTION next_code() RETURNS text LANGUAGE sql AS $$ SELECT 'x'::text $$;
CREATE TABLE customers (id int PRIMARY KEY, email text, code text DEFAULT next_code(), CONSTRAINT customers_email UNIQUE (email));
CREATE TABLE orders (
  id int PRIMARY KEY,
  number int GENERATED ALWAYS AS IDENTITY,
  email text REFERENCES customers (email),
  feeling mood,
  status text DEFAULT 'sad',
  net int,
  gross int GENERATED ALWAYS AS (net * 2) STORED,
  owner text,
  watched int,
  checked int,
  plain int
);
CREATE UNIQUE INDEX orders_open ON orders (net) WHERE id > 5;
CREATE POLICY own ON orders USING (owner = current_user);
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER orders_watch AFTER UPDATE OF watched ON orders FOR EACH ROW WHEN (NEW.checked > 0) EXECUTE FUNCTION watch();`;

describe('the server refuses', () => {
  it.each([
    ['ALTER TABLE orders ALTER id DROP NOT NULL;', 'refused column orders.id cannot allow NULL, since it is in the primary key'],
    ['ALTER TABLE orders ALTER number DROP NOT NULL;', 'refused column orders.number cannot allow NULL, since it is an identity column'],
    ['ALTER TABLE customers ADD FOREIGN KEY (id) REFERENCES orders (net);', 'refused the foreign key refers to orders (net), which no key of that table makes unique'],
    ['CREATE TABLE items (code text REFERENCES customers (code));', 'refused the foreign key refers to customers (code), which no key of that table makes unique'],
    ['ALTER TABLE orders ADD COLUMN customer_id int REFERENCES customers (uuid);', 'missing column customers.uuid'],
    ['ALTER TABLE customers DROP CONSTRAINT customers_email;', 'in use constraint customers_email on table customers, which constraint orders_email_fkey of table orders needs'],
    ["ALTER TABLE orders ALTER feeling SET DEFAULT 'angry';", "refused the default 'angry' of column orders.feeling is no value of enum mood"],
    ["ALTER TABLE orders ADD COLUMN mood mood DEFAULT 'angry';", "refused the default 'angry' of column orders.mood is no value of enum mood"],
    ['ALTER TABLE orders ALTER status TYPE mood USING status::mood;', 'refused the default of column orders.status cannot be cast to mood; drop it before the type changes'],
    ['ALTER TABLE orders ALTER email TYPE integer;', 'refused column orders.email does not change from text to integer by itself; say how with USING'],
    ['ALTER TABLE orders ALTER email TYPE text[];', 'refused column orders.email does not change from text to text[] by itself; say how with USING'],
    ['ALTER TABLE orders ALTER email TYPE mood;', 'refused column orders.email does not change from text to mood by itself; say how with USING'],
    ['CREATE TABLE flags (on_off int DEFAULT 0); ALTER TABLE flags ALTER on_off TYPE boolean USING on_off = 1;', 'refused the default of column flags.on_off cannot be cast to boolean; drop it before the type changes'],
    ['CREATE TABLE lines (id serial); ALTER TABLE lines ALTER id TYPE uuid USING gen_random_uuid();', 'refused the default of column lines.id cannot be cast to uuid; drop it before the type changes'],
    ['ALTER TABLE orders DROP COLUMN net;', 'in use column orders.net, which generated column gross reads'],
    ['ALTER TABLE orders DROP COLUMN owner;', 'in use column orders.owner, which policy own reads'],
    ['ALTER TABLE orders DROP COLUMN watched;', 'in use column orders.watched, which trigger orders_watch needs'],
    ['ALTER TABLE orders DROP COLUMN checked;', 'in use column orders.checked, which trigger orders_watch needs'],
    ['ALTER TABLE orders ALTER plain TYPE text USING plains::text;', 'missing column orders.plains'],
    ['ALTER TABLE orders ALTER net TYPE bigint;', 'refused column orders.net cannot change its type, since generated column gross reads it'],
    ['CREATE INDEX i ON orders ((nets + 1));', 'missing column orders.nets'],
    ['CREATE INDEX i ON orders (net) WHERE state = 1;', 'missing column orders.state'],
    ['ALTER TABLE orders RENAME COLUMN net TO gross;', 'exists column orders.gross'],
    ['ALTER TABLE orders RENAME TO customers;', 'exists relation customers'],
    ['DROP FUNCTION touch();', 'in use function touch, which trigger orders_touch of table orders calls'],
    ['DROP FUNCTION next_code();', 'in use function next_code, which the default of column code of table customers calls'],
    ['CREATE TRIGGER t BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION gone();', 'missing function gone()'],
    ['ALTER TABLE orders ADD COLUMN was old_mood;', 'missing type old_mood'],
    ['CREATE TABLE items (was old_mood);', 'missing type old_mood'],
    ['ALTER TABLE orders ALTER plain TYPE bigserial;', 'missing type bigserial'],
    ['UPDATE orders SET state = 1;', 'missing column orders.state'],
    ['UPDATE orders SET (net, state) = (SELECT 1, 2);', 'missing column orders.state'],
    ['INSERT INTO orders (id, state) VALUES (1, 2);', 'missing column orders.state'],
    ["DO $$ BEGIN RAISE EXCEPTION 'there is no way back'; END $$;", 'refused it raises an error itself (“there is no way back”)'],
  ])('%s', (sql, problem) => {
    expect(run(schemaAfter(history), sql)).toEqual([problem]);
  });
});

describe('a view that reads several tables', () => {
  const views = `${history}
CREATE VIEW joined AS SELECT customers.id, orders.plain, customers.code FROM customers JOIN orders ON orders.email = customers.email;
CREATE VIEW own AS SELECT plain FROM orders;`;

  it('keeps a column that only one of them has', () => {
    expect(run(schemaAfter(views), 'ALTER TABLE customers DROP COLUMN code;')).toEqual(['in use column customers.code, which view joined reads']);
  });

  it('says nothing of one that several have', () => {
    expect(run(schemaAfter(views), 'ALTER TABLE orders DROP COLUMN id;')).toEqual([]);
  });

  it('goes with a column that is dropped with CASCADE, and other views stay', () => {
    const schema = schemaAfter(views, 'ALTER TABLE customers DROP COLUMN code CASCADE;');
    expect([schema.object('relation', { name: 'joined' }), schema.object('relation', { name: 'own' })?.name]).toEqual([undefined, 'own']);
  });
});

describe('calls by a qualified name', () => {
  const functions = `CREATE FUNCTION app.next_code() RETURNS text LANGUAGE sql AS $$ SELECT 'x'::text $$;
CREATE TABLE codes (code text DEFAULT app.next_code());`;

  it('keep a function from being dropped', () => {
    expect(run(schemaAfter(functions), 'DROP FUNCTION app.next_code();')).toEqual([
      'in use function app.next_code, which the default of column code of table codes calls',
    ]);
  });
});

describe('the server allows', () => {
  it.each([
    ['ALTER TABLE orders ALTER net DROP NOT NULL;'],
    ['CREATE TABLE items (email text REFERENCES customers (email), id int REFERENCES customers);'],
    ['CREATE TABLE nodes (id int PRIMARY KEY, parent int REFERENCES nodes (id));'],
    ['CREATE UNIQUE INDEX by_code ON customers (code); CREATE TABLE items (code text REFERENCES customers (code));'],
    ['CREATE TABLE items (id int REFERENCES legacy (id));'],
    ['CREATE UNIQUE INDEX same ON customers (email); ALTER TABLE customers DROP CONSTRAINT customers_email CASCADE;'],
    ["ALTER TABLE orders ALTER feeling SET DEFAULT 'sad';"],
    ["ALTER TABLE orders ALTER status DROP DEFAULT; ALTER TABLE orders ALTER status TYPE mood USING status::mood;"],
    ['ALTER TABLE orders ALTER plain TYPE bigint; ALTER TABLE orders ALTER feeling TYPE text; ALTER TABLE orders ALTER plain TYPE varchar(20);'],
    ['ALTER TABLE orders ALTER email TYPE citext; ALTER TABLE orders ALTER plain TYPE legacy_type;'],
    ['CREATE TABLE lines (id serial); ALTER TABLE lines ALTER id TYPE text;'],
    ['ALTER TABLE orders DROP COLUMN net CASCADE;'],
    ['ALTER TABLE orders ALTER plain TYPE text USING (orders.plain + length(orders::text))::text;'],
    ['CREATE INDEX i ON orders ((net + 1)) WHERE (orders IS NOT NULL);'],
    ['DROP POLICY own ON orders; ALTER TABLE orders DROP COLUMN owner;'],
    ['DROP TRIGGER orders_touch ON orders; DROP FUNCTION touch();'],
    ['ALTER TABLE customers ALTER code DROP DEFAULT; DROP FUNCTION next_code();'],
    ['ALTER TABLE orders ADD COLUMN counter bigserial;'],
    ["CREATE TYPE old_mood AS ENUM ('x'); ALTER TABLE orders ADD COLUMN was old_mood;"],
    ['UPDATE orders SET net = 1; INSERT INTO orders VALUES (1); UPDATE legacy SET a = 1;'],
    ["DO $$ BEGIN IF random() > 2 THEN RAISE EXCEPTION 'no'; END IF; RAISE NOTICE 'yes'; END $$;"],
  ])('%s', (sql) => {
    expect(run(schemaAfter(history), sql)).toEqual([]);
  });
});
