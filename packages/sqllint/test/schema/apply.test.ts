import { describe, expect, it } from 'vitest';

import { Schema } from '../../src/schema/schema.ts';
import { outline, run, schemaAfter } from './history.ts';

const orders = `CREATE TABLE orders (
  id serial PRIMARY KEY,
  customer_id int REFERENCES customers (id),
  status text NOT NULL DEFAULT 'new' CHECK (status <> ''),
  total numeric(10, 2)
);
CREATE INDEX orders_status ON orders (status, total);
CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();`;

/** The table `orders` after more statements, unless another one is asked for. */
function after(sql: string, name = 'orders', history = orders): string[] | undefined {
  return outline(schemaAfter(history, sql).table({ name }));
}

const columns = [
  'column id integer not null serial',
  'column customer_id integer',
  "column status text not null default 'new'",
  'column total numeric(10, 2)',
];
const rest = [
  'check orders_status_check (status)',
  'primaryKey orders_pkey (id)',
  'foreignKey orders_customer_id_fkey (customer_id) to public.customers(id)',
  'index orders_status (status, total)',
  'trigger touch',
];

describe('a table', () => {
  it('has what CREATE TABLE, CREATE INDEX and CREATE TRIGGER gave it', () => {
    expect(after('')).toEqual([...columns, ...rest]);
  });

  it('keeps all of it under another name, and foreign keys follow', () => {
    const history = `${orders}\nCREATE TABLE lines (order_id int REFERENCES orders);`;
    expect(after('ALTER TABLE orders RENAME TO purchases;', 'purchases', history)).toEqual([...columns, ...rest]);
    expect(after('ALTER TABLE orders RENAME TO purchases;', 'orders', history)).toBeUndefined();
    expect(after('ALTER TABLE orders RENAME TO purchases;', 'lines', history)).toEqual([
      'column order_id integer',
      'foreignKey lines_order_id_fkey (order_id) to public.purchases(id)',
    ]);
  });

  it('keeps all of it in another schema', () => {
    const schema = schemaAfter(orders, 'ALTER TABLE orders SET SCHEMA sales;');
    expect(outline(schema.table({ schema: 'sales', name: 'orders' }))).toEqual([...columns, ...rest]);
    expect(schema.table({ name: 'orders' })).toBeUndefined();
  });

  it('takes its indexes with it', () => {
    const schema = schemaAfter(orders, 'DROP TABLE orders;');
    expect(schema.index({ name: 'orders_status' })).toBeUndefined();
    expect(schema.index({ name: 'orders_pkey' })).toBeUndefined();
  });

  it('takes foreign keys to it and views of it with it where the drop cascades', () => {
    const history = `${orders}\nCREATE TABLE lines (order_id int REFERENCES orders);\nCREATE VIEW v AS SELECT * FROM orders;\nCREATE VIEW w AS SELECT * FROM v;`;
    const schema = schemaAfter(history, 'DROP TABLE orders CASCADE;');
    expect(outline(schema.table({ name: 'lines' }))).toEqual(['column order_id integer']);
    expect([...schema.objects()]).toEqual([]);
  });

  it('gives a view the columns that it has at that time', () => {
    const schema = schemaAfter(orders, 'CREATE VIEW v AS SELECT *, EXTRACT(EPOCH FROM now()) AS at FROM orders WHERE total > 0;\nCREATE VIEW w AS SELECT *, 1 FROM orders, lines;');
    expect(schema.object('relation', { name: 'v' })?.text).toBe('CREATE VIEW v AS SELECT id, customer_id, status, total, EXTRACT(EPOCH FROM now()) AS at FROM orders WHERE total > 0');
    expect(schema.object('relation', { name: 'w' })?.text).toBe('CREATE VIEW w AS SELECT *, 1 FROM orders, lines');
  });

  it('has the columns of the tables that it is LIKE or inherits from', () => {
    const sql = 'CREATE TABLE archive (LIKE orders INCLUDING DEFAULTS, at date) INHERITS (dated);';
    expect(after(sql, 'archive', `${orders}\nCREATE TABLE dated (day date);`)).toEqual([
      'column id integer not null serial',
      'column customer_id integer',
      "column status text not null default 'new'",
      'column total numeric(10, 2)',
      'column day date',
      'column at date',
    ]);
  });

  it('has the checks, the keys and the indexes of the table that it is LIKE, where it includes them', () => {
    const history = `${orders}\nCREATE TABLE keyed (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text UNIQUE, total int CONSTRAINT positive CHECK (total > 0), parent int REFERENCES keyed);
CREATE INDEX ON keyed (lower(code)) WHERE total > 1;`;
    expect(after('CREATE TABLE copy (LIKE keyed INCLUDING ALL);', 'copy', history)).toEqual([
      'column id integer not null identity always',
      'column code text',
      'column total integer',
      'column parent integer',
      'check positive (total)',
      'primaryKey copy_pkey (id)',
      'unique copy_code_key (code)',
      'index copy_lower_idx (lower(code))',
    ]);
    expect(after('CREATE TABLE copy (LIKE keyed);', 'copy', history)).toEqual(['column id integer not null', 'column code text', 'column total integer', 'column parent integer']);
    const schema = schemaAfter(history, 'CREATE TABLE copy (LIKE keyed INCLUDING INDEXES);');
    expect(schema.index({ name: 'copy_lower_idx' })?.index.text).toBe('CREATE INDEX copy_lower_idx ON copy (lower(code)) WHERE total > 1');
    expect(run(schema, 'CREATE TABLE lines (copy_id int REFERENCES copy (id));')).toEqual([]);
  });

  it('has the aspects that were set and not those that were reset', () => {
    const sql = 'ALTER TABLE orders ENABLE ROW LEVEL SECURITY, SET UNLOGGED, DISABLE TRIGGER touch;\nALTER TABLE orders ENABLE TRIGGER touch;';
    expect(after(sql)).toEqual([...columns, ...rest, 'row security: on', 'persistence: unlogged']);
  });
});

describe('a column', () => {
  it('comes with its constraints', () => {
    expect(after('ALTER TABLE orders ADD COLUMN code text NOT NULL UNIQUE;')).toEqual([
      ...columns,
      'column code text not null',
      ...rest.slice(0, 3),
      'unique orders_code_key (code)',
      ...rest.slice(3),
    ]);
  });

  it('takes with it every constraint and index in which it has a part', () => {
    expect(after('ALTER TABLE orders DROP COLUMN status, DROP COLUMN customer_id;')).toEqual([
      columns[0],
      columns[3],
      'primaryKey orders_pkey (id)',
      'trigger touch',
    ]);
  });

  it('keeps its constraints, indexes and foreign keys under another name', () => {
    const history = `${orders}\nCREATE TABLE lines (order_id int REFERENCES orders (id));`;
    expect(after('ALTER TABLE orders RENAME COLUMN status TO state;', 'orders', history)).toEqual([
      columns[0],
      columns[1],
      "column state text not null default 'new'",
      columns[3],
      'check orders_status_check (state)',
      'primaryKey orders_pkey (id)',
      'foreignKey orders_customer_id_fkey (customer_id) to public.customers(id)',
      'index orders_status (state, total)',
      'trigger touch',
    ]);
    expect(after('ALTER TABLE orders RENAME COLUMN id TO number;', 'lines', history)).toEqual([
      'column order_id integer',
      'foreignKey lines_order_id_fkey (order_id) to public.orders(number)',
    ]);
  });

  it.each([
    ['TYPE bigint', 'column total bigint'],
    ['SET DEFAULT 0', 'column total numeric(10, 2) default 0'],
    ['SET NOT NULL', 'column total numeric(10, 2) not null'],
    ['ADD GENERATED ALWAYS AS IDENTITY', 'column total numeric(10, 2) identity always'],
  ])('becomes what ALTER COLUMN … %s says', (action, line) => {
    expect(after(`ALTER TABLE orders ALTER COLUMN total ${action};`)).toEqual([...columns.slice(0, 3), line, ...rest]);
  });

  it.each([
    ['DROP DEFAULT', 'column status text not null'],
    ['DROP NOT NULL', "column status text default 'new'"],
  ])('is rid of what ALTER COLUMN … %s says', (action, line) => {
    expect(after(`ALTER TABLE orders ALTER COLUMN status ${action};`)).toEqual([columns[0], columns[1], line, columns[3], ...rest]);
  });

  it('of a parent is in its partitions too', () => {
    const history = 'CREATE TABLE p (at date) PARTITION BY RANGE (at);\nCREATE TABLE p_1 PARTITION OF p DEFAULT;';
    const sql = 'ALTER TABLE p ADD COLUMN a int, ADD COLUMN b int;\nALTER TABLE p ALTER a SET NOT NULL, DROP COLUMN b;\nALTER TABLE p RENAME at TO day;';
    expect(after(sql, 'p_1', history)).toEqual(['column day date', 'column a integer not null']);
  });
});

describe('a constraint', () => {
  it('is there, validated and gone as statements say', () => {
    const added = after('ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;');
    expect(added).toContain('check positive (total) not valid');
    const validated = after('ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT positive;');
    expect(validated).toContain('check positive (total)');
    expect(after('ALTER TABLE orders DROP CONSTRAINT orders_status_check;')).not.toContain('check orders_status_check (status)');
  });

  it('takes its index with it, by either name', () => {
    const schema = schemaAfter(orders, 'ALTER TABLE orders RENAME CONSTRAINT orders_pkey TO key;', 'ALTER TABLE orders DROP CONSTRAINT key;');
    expect(schema.index({ name: 'orders_pkey' })).toBeUndefined();
    expect(schema.index({ name: 'key' })).toBeUndefined();
  });

  it('makes the index that it uses its own', () => {
    const sql = 'CREATE UNIQUE INDEX u ON orders (total);\nALTER TABLE orders ADD CONSTRAINT once UNIQUE USING INDEX u;';
    const schema = schemaAfter(orders, sql);
    expect(schema.index({ name: 'u' })).toBeUndefined();
    expect(schema.index({ name: 'once' })?.index.constraint).toBe('once');
    expect(outline(schema.table({ name: 'orders' }))).toContain('unique once (total)');
  });

  it('of a primary key makes its columns NOT NULL', () => {
    expect(after('ALTER TABLE a ADD PRIMARY KEY (x);', 'a', 'CREATE TABLE a (x int);')).toEqual([
      'column x integer not null',
      'primaryKey a_pkey (x)',
    ]);
  });
});

describe('other objects', () => {
  it('are created, renamed, replaced and dropped', () => {
    const schema = schemaAfter(
      'CREATE VIEW v AS SELECT 1 AS one;\nCREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS $$SELECT 1$$;\nCREATE SEQUENCE s;',
      'ALTER VIEW v RENAME TO w;\nCREATE OR REPLACE VIEW w AS SELECT 2 AS one;\nALTER FUNCTION f(int) RENAME TO g;\nDROP SEQUENCE s;',
    );
    expect([...schema.objects()].map(({ objectType, name, text }) => `${objectType} ${name}: ${text}`)).toEqual([
      'view w: CREATE OR REPLACE VIEW w AS SELECT 2 AS one',
      'function g: CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS $$SELECT 1$$',
    ]);
  });

  it('with the same name and other arguments are others', () => {
    const create = (argument: string) => `CREATE FUNCTION f(${argument}) RETURNS int LANGUAGE sql AS $$SELECT 1$$;`;
    const schema = schemaAfter(create('int') + create('text'), 'DROP FUNCTION f(integer);');
    expect([...schema.objects()].map((object) => object.arguments)).toEqual(['text']);
  });

  it('in a schema that is dropped with all it holds are gone, and in one that is renamed they are there', () => {
    const history = 'CREATE SCHEMA s;\nCREATE TABLE s.t (a int);\nCREATE VIEW s.v AS SELECT 1 AS one;';
    expect(schemaAfter(history, 'DROP SCHEMA s CASCADE;').table({ schema: 's', name: 't' })).toBeUndefined();
    const renamed = schemaAfter(history, 'ALTER SCHEMA s RENAME TO r;');
    expect(outline(renamed.table({ schema: 'r', name: 't' }))).toEqual(['column a integer']);
    expect(renamed.object('relation', { schema: 'r', name: 'v' })?.name).toBe('v');
  });

  it.each([
    ["ADD VALUE 'c'", ['a', 'b', 'c']],
    ["ADD VALUE 'c' BEFORE 'b'", ['a', 'c', 'b']],
    ["ADD VALUE 'c' AFTER 'a'", ['a', 'c', 'b']],
    ["ADD VALUE IF NOT EXISTS 'b'", ['a', 'b']],
    ["RENAME VALUE 'a' TO 'z'", ['z', 'b']],
  ])('an enum after %s', (action, labels) => {
    const schema = schemaAfter("CREATE TYPE e AS ENUM ('a', 'b');", `ALTER TYPE e ${action};`);
    expect(schema.object('type', { name: 'e' })?.labels).toEqual(labels);
  });

  it('a type under another name is the type of the columns that have it', () => {
    const history = "CREATE TYPE e AS ENUM ('a');\nCREATE TABLE t (a e, b e[]);";
    expect(after('ALTER TYPE e RENAME TO f;', 't', history)).toEqual(['column a f', 'column b f[]']);
  });
});

describe('names without a schema', () => {
  it('are looked up along the search path of the migration, and no further', () => {
    const schema = schemaAfter('SET search_path TO sales, public;\nCREATE TABLE t (a int);');
    expect(schema.table({ schema: 'sales', name: 't' })?.schema).toBe('sales');
    schema.beginMigration(1);
    expect(schema.table({ name: 't' })).toBeUndefined();
  });
});

describe('the search path of the database', () => {
  const history = [
    "CREATE SCHEMA shop; DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET search_path TO shop, public'; END $$;",
    'CREATE TABLE orders (id int);',
  ];

  it('counts from the next migration on', () => {
    const schema = schemaAfter('CREATE SCHEMA shop; ALTER DATABASE app SET search_path TO shop; CREATE TABLE before (id int);', 'CREATE TABLE after (id int);');
    expect([...schema.tables()].map(({ schema: name, name: table }) => `${name}.${table}`)).toEqual(['public.before', 'shop.after']);
  });

  it('is where names without a schema are looked up', () => {
    expect(run(schemaAfter(...history), 'ALTER TABLE shop.orders ADD a int; ALTER TABLE orders DROP a; ALTER TABLE orders DROP b;')).toEqual(['missing column shop.orders.b']);
  });

  it('is kept with the schema', () => {
    const again = new Schema();
    again.applyChanges(schemaAfter(...history).takeChanges());
    again.beginMigration(2);
    expect(run(again, 'ALTER TABLE orders DROP b;')).toEqual(['missing column shop.orders.b']);
  });

  it('of another role is of no concern', () => {
    const schema = schemaAfter('ALTER ROLE somebody SET search_path TO shop;', 'CREATE TABLE orders (id int);');
    expect([...schema.tables()].map(({ schema: name }) => name)).toEqual(['public']);
  });
});

describe('a statement that would fail', () => {
  it.each([
    ['DROP TABLE orders; DROP TABLE orders;', ['missing table orders']],
    ['CREATE TABLE orders (id int);', ['exists table orders']],
    ['ALTER TABLE orders DROP COLUMN nothing;', ['missing column orders.nothing']],
    ['ALTER TABLE orders ADD COLUMN total int;', ['exists column orders.total']],
    ['ALTER TABLE orders RENAME COLUMN nothing TO something;', ['missing column orders.nothing']],
    ['ALTER TABLE orders ALTER nothing SET NOT NULL;', ['missing column orders.nothing']],
    ['ALTER TABLE orders DROP CONSTRAINT nothing;', ['missing constraint nothing on table orders']],
    ['ALTER TABLE orders ADD CONSTRAINT orders_pkey CHECK (true);', ['exists constraint orders_pkey on table orders']],
    ['ALTER TABLE orders ADD UNIQUE (nothing);', ['missing column orders.nothing']],
    ['CREATE INDEX orders_status ON orders (id);', ['exists index orders_status']],
    ['CREATE INDEX ON orders (nothing);', ['missing column orders.nothing']],
    ['DROP INDEX orders_status; DROP INDEX orders_status;', ['missing index orders_status']],
    ['DROP TRIGGER nothing ON orders;', ['missing trigger nothing on table orders']],
    ["CREATE TYPE e AS ENUM ('a'); CREATE TYPE e AS ENUM ('b');", ['exists enum e']],
    ["CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE 'a';", ["exists value 'a' of enum e"]],
    ["CREATE TYPE e AS ENUM ('a'); ALTER TYPE e RENAME VALUE 'b' TO 'c';", ["missing value 'b' of enum e"]],
    ['CREATE VIEW v AS SELECT 1 AS a; DROP VIEW v; DROP VIEW v;', ['missing view v']],
  ])('is known: %s', (sql, problems) => {
    expect(run(schemaAfter(orders), sql)).toEqual(problems);
  });

  it.each([
    ['DROP TABLE IF EXISTS nothing; DROP TABLE IF EXISTS nothing;'],
    ['CREATE TABLE IF NOT EXISTS orders (id int);'],
    ['ALTER TABLE orders DROP COLUMN IF EXISTS nothing;'],
    ['ALTER TABLE orders ADD COLUMN IF NOT EXISTS total int;'],
    ['ALTER TABLE orders DROP CONSTRAINT IF EXISTS nothing;'],
    ['CREATE INDEX IF NOT EXISTS orders_status ON orders (id);'],
    ['DROP INDEX IF EXISTS nothing;'],
    ['DROP TRIGGER IF EXISTS nothing ON orders;'],
    ['CREATE OR REPLACE VIEW v AS SELECT 1 AS a; CREATE OR REPLACE VIEW v AS SELECT 2 AS a;'],
    ['DO $$ BEGIN IF random() > 1 THEN ALTER TABLE orders DROP COLUMN nothing; END IF; END $$;'],
    ['CREATE INDEX ON orders (ctid);'],
  ])('is not: %s', (sql) => {
    expect(run(schemaAfter(orders), sql)).toEqual([]);
  });
});

describe('what no migration created', () => {
  it('is taken for granted, and has what statements say of it', () => {
    const schema = schemaAfter('ALTER TABLE legacy ADD COLUMN a int, DROP COLUMN b, ALTER c SET NOT NULL;');
    const table = schema.table({ name: 'legacy' });
    expect(table?.partial).toBe(true);
    expect(outline(table)).toEqual(['column a integer', 'column c of unknown type not null']);
  });

  it('does not fail', () => {
    const sql =
      'DROP TABLE a; ALTER TABLE b DROP COLUMN c; ALTER TABLE b DROP CONSTRAINT d; DROP INDEX e; DROP VIEW f; DROP FUNCTION g(); DROP TRIGGER h ON i; CREATE INDEX ON j (k);';
    expect(run(schemaAfter(''), sql)).toEqual([]);
  });

  it('fails once the history has dropped it', () => {
    expect(run(schemaAfter('DROP TABLE a;'), 'ALTER TABLE a ADD COLUMN b int;')).toEqual(['missing table a']);
  });
});
