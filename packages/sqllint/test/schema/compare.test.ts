import { describe, expect, it } from 'vitest';

import { leftBy } from './history.ts';

const history = `CREATE TABLE orders (
  id int PRIMARY KEY,
  status text NOT NULL DEFAULT 'new',
  total numeric(10, 2),
  doubled numeric GENERATED ALWAYS AS (total * 2) STORED,
  CONSTRAINT positive CHECK (total > 0)
);
CREATE TABLE lines (id serial PRIMARY KEY, order_id int CONSTRAINT of_order REFERENCES orders ON DELETE CASCADE);
CREATE UNIQUE INDEX lines_order ON lines (order_id) WHERE id > 5;
CREATE VIEW report AS SELECT id FROM orders;
CREATE VIEW everything AS SELECT * FROM lines;
CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS $$SELECT $1 * 2$$;
CREATE POLICY own ON orders USING (true);`;

describe('a difference', () => {
  it.each<[title: string, up: string, down: string, differences: string[], mend: string[]]>([
    ['a table is missing', 'DROP TABLE lines;', '', ['missing table lines'], [
      `CREATE TABLE lines (
  id serial,
  order_id integer,
  CONSTRAINT lines_pkey PRIMARY KEY (id),
  CONSTRAINT of_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
);`,
      'CREATE UNIQUE INDEX lines_order ON lines (order_id) WHERE id > 5;',
    ]],
    ['a table is left over', 'CREATE TABLE a (id int);', '', ['left over table a'], ['DROP TABLE a;']],
    ['a column is missing', 'ALTER TABLE orders DROP doubled;', '', ['missing column orders.doubled'], ['ALTER TABLE orders ADD COLUMN doubled numeric GENERATED ALWAYS AS (total * 2) STORED;']],
    ['a column is left over', 'ALTER TABLE orders ADD a int;', '', ['left over column orders.a'], ['ALTER TABLE orders DROP COLUMN a;']],
    ['a type differs', 'DROP VIEW everything; ALTER TABLE lines ALTER order_id TYPE bigint; CREATE VIEW everything AS SELECT * FROM lines;', '', ['different column lines.order_id: its type was integer and is bigint'], ['ALTER TABLE lines ALTER COLUMN order_id TYPE integer;']],
    ['NOT NULL is gone', 'ALTER TABLE orders ALTER status DROP NOT NULL;', '', ['different column orders.status: it was NOT NULL and is nullable'], ['ALTER TABLE orders ALTER COLUMN status SET NOT NULL;']],
    ['NOT NULL is new', 'ALTER TABLE orders ALTER total SET NOT NULL;', '', ['different column orders.total: it was nullable and is NOT NULL'], ['ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;']],
    ['a default is gone', 'ALTER TABLE orders ALTER status DROP DEFAULT;', '', ["different column orders.status: its default was 'new' and is gone"], ["ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new';"]],
    ['a default is another', "ALTER TABLE orders ALTER status SET DEFAULT 'x';", '', ["different column orders.status: its default was 'new' and is 'x'"], ["ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new';"]],
    ['a default is new', 'ALTER TABLE orders ALTER total SET DEFAULT 0;', '', ['different column orders.total: it had no default and has 0'], ['ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;']],
    ['a column is an identity', 'ALTER TABLE orders ALTER id ADD GENERATED ALWAYS AS IDENTITY;', '', ['different column orders.id: it has become an identity column'], ['ALTER TABLE orders ALTER COLUMN id DROP IDENTITY;']],
    ['a column computes something else', 'ALTER TABLE orders ALTER doubled SET EXPRESSION AS (total * 3);', '', ['different column orders.doubled: its generated expression is not the earlier one'], ['ALTER TABLE orders ALTER COLUMN doubled SET EXPRESSION AS (total * 2);']],
    ['a check is missing', 'ALTER TABLE orders DROP CONSTRAINT positive;', '', ['missing constraint positive on table orders'], ['ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);']],
    ['a foreign key is missing', 'ALTER TABLE lines DROP CONSTRAINT of_order;', '', ['missing constraint of_order on table lines'], ['ALTER TABLE lines ADD CONSTRAINT of_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE;']],
    ['a foreign key has another action', 'ALTER TABLE lines DROP CONSTRAINT of_order;', 'ALTER TABLE lines ADD CONSTRAINT of_order FOREIGN KEY (order_id) REFERENCES orders;', ['different constraint of_order on table lines: its definition is not the earlier one'], ['ALTER TABLE lines DROP CONSTRAINT of_order;', 'ALTER TABLE lines ADD CONSTRAINT of_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE;']],
    ['a check checks something else', 'ALTER TABLE orders DROP CONSTRAINT positive;', 'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0);', ['different constraint positive on table orders: it was CHECK (total > 0) and is CHECK (total >= 0)'], ['ALTER TABLE orders DROP CONSTRAINT positive;', 'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);']],
    ['a check is not validated', 'ALTER TABLE orders DROP CONSTRAINT positive;', 'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;', ['different constraint positive on table orders: it was validated and is NOT VALID'], ['ALTER TABLE orders DROP CONSTRAINT positive;', 'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);']],
    ['a constraint is left over', 'ALTER TABLE orders ADD CONSTRAINT c UNIQUE (status);', '', ['left over constraint c on table orders'], ['ALTER TABLE orders DROP CONSTRAINT c;']],
    ['an index is missing', 'DROP INDEX lines_order;', '', ['missing index lines_order'], ['CREATE UNIQUE INDEX lines_order ON lines (order_id) WHERE id > 5;']],
    ['an index is left over', 'CREATE INDEX i ON lines (order_id);', '', ['left over index i'], ['DROP INDEX i;']],
    ['an index is not unique any more', 'DROP INDEX lines_order;', 'CREATE INDEX lines_order ON lines (order_id) WHERE id > 5;', ['different index lines_order: its definition is not the earlier one'], ['DROP INDEX lines_order;', 'CREATE UNIQUE INDEX lines_order ON lines (order_id) WHERE id > 5;']],
    ['a policy is missing', 'DROP POLICY own ON orders;', '', ['missing policy own on table orders'], ['CREATE POLICY own ON orders USING (true);']],
    ['a policy is another', 'DROP POLICY own ON orders;', 'CREATE POLICY own ON orders USING (false);', ['different policy own on table orders: its definition is not the earlier one'], ['DROP POLICY own ON orders;', 'CREATE POLICY own ON orders USING (true);']],
    ['a trigger is left over', 'CREATE TRIGGER g BEFORE UPDATE ON orders EXECUTE FUNCTION f();', '', ['left over trigger g on table orders'], ['DROP TRIGGER g ON orders;']],
    ['row security is on', 'ALTER TABLE orders ENABLE ROW LEVEL SECURITY;', '', ['different table orders: row security was off and is on'], []],
    ['a view is missing', 'DROP VIEW report;', '', ['missing view report'], ['CREATE VIEW report AS SELECT id FROM orders;']],
    ['a view is left over', 'CREATE VIEW v AS SELECT 1 AS one;', '', ['left over view v'], ['DROP VIEW v;']],
    ['a view shows another column', 'DROP VIEW everything; ALTER TABLE lines ADD a int; CREATE VIEW everything AS SELECT * FROM lines;', 'DROP VIEW everything; CREATE VIEW everything AS SELECT * FROM lines;', ['different view everything: its * stood for id, order_id and stands for id, order_id, a now', 'left over column lines.a'], ['CREATE VIEW everything AS SELECT id, order_id FROM lines;', 'ALTER TABLE lines DROP COLUMN a;']],
    ['a storage option stays', 'ALTER TABLE orders SET (fillfactor = 70);', '', ['different table orders: storage option fillfactor was not set and is 70'], ['ALTER TABLE orders RESET (fillfactor);']],
    ['a function does something else', 'CREATE OR REPLACE FUNCTION twice(int) RETURNS int LANGUAGE sql AS $$SELECT $1 * 3$$;', '', ['different function twice(int4): its definition is not the earlier one'], ['CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS $$SELECT $1 * 2$$;']],
    ['a function is left over', 'CREATE FUNCTION g(text, int) RETURNS int LANGUAGE sql AS $$$$;', '', ['left over function g(text,int4)'], ['DROP FUNCTION g(text, int4);']],
    ['an enum is left over', "CREATE TYPE e AS ENUM ('a');", '', ['left over enum e'], ['DROP TYPE e;']],
  ])('%s', (_title, up, down, differences, mend) => {
    expect(leftBy(up, down, history)).toEqual({ differences, mend });
  });

  it('is one for a column and the constraints that it took along', () => {
    const up = 'DROP INDEX lines_order;\nALTER TABLE lines DROP order_id;';
    expect(leftBy(up, 'CREATE UNIQUE INDEX lines_order ON lines (id);', history).differences).toEqual([
      'missing column lines.order_id',
      'different index lines_order: its definition is not the earlier one',
    ]);
  });
});

describe('no difference', () => {
  it.each([
    ['what the down undoes', 'ALTER TABLE orders RENAME total TO sum;', 'ALTER TABLE orders RENAME sum TO total;'],
    ['a table that went and came under another name', 'ALTER TABLE orders RENAME TO a;', 'ALTER TABLE a RENAME TO orders;'],
    ['a column at the end of the table', 'ALTER TABLE orders DROP status;', "ALTER TABLE orders ADD status text DEFAULT 'new' NOT NULL;"],
    ['the name of a constraint', 'ALTER TABLE orders RENAME CONSTRAINT positive TO p;', ''],
    ['the name of an index', 'ALTER INDEX lines_order RENAME TO i;', ''],
    ['a temporary table', 'CREATE TEMP TABLE a (id int);', ''],
    ['a view with the names of its columns elsewhere', 'DROP VIEW everything; CREATE VIEW everything (id, order_id) AS SELECT lines.id, lines.order_id FROM lines;', 'CREATE OR REPLACE VIEW everything AS SELECT id AS id, order_id FROM lines;'],
    ['a function whose argument has the type of a column', 'CREATE FUNCTION lines_of(lines.order_id%TYPE) RETURNS int LANGUAGE sql AS $$SELECT 1$$;', 'DROP FUNCTION lines_of(integer);'],
    ['an aggregate in the old style', 'CREATE AGGREGATE newest (sfunc = int4larger, basetype = int, stype = int);', 'DROP AGGREGATE newest(int);'],
    ['the usual replica identity, said', 'ALTER TABLE orders REPLICA IDENTITY FULL;', 'ALTER TABLE orders REPLICA IDENTITY DEFAULT;'],
    ['an extension that may have been there', 'CREATE EXTENSION IF NOT EXISTS citext;', ''],
    ['a comment', "COMMENT ON TABLE orders IS 'x';", ''],
    ['an owner', 'ALTER TABLE orders OWNER TO somebody;', ''],
    ['what a condition decides', "DO $$ BEGIN IF random() < 1 THEN CREATE TABLE a (id int); ALTER TABLE orders DROP total; END IF; END $$;", ''],
    ['an object that may have been there', 'CREATE TABLE IF NOT EXISTS orders (id int);', ''],
    ['another spelling of a check', 'ALTER TABLE orders DROP CONSTRAINT positive;', 'ALTER TABLE orders ADD CONSTRAINT positive CHECK ((total > 0));'],
    ['a table of which nothing is known but this', 'ALTER TABLE legacy ADD a int;', 'ALTER TABLE legacy DROP a;'],
    ['a table that is dropped and comes back unknown', 'ALTER TABLE legacy DROP a;', 'ALTER TABLE legacy ADD a text DEFAULT 1;'],
  ])('is %s', (_title, up, down) => {
    expect(leftBy(up, down, history).differences).toEqual([]);
  });
});
