import { describe, expect, it } from 'vitest';

import { expectReports, expectSilence, lint } from '../migrations-of.ts';

const rule = 'down-does-not-restore';
const history = {
  '0001_init.up.sql': `CREATE TABLE orders (
  id int PRIMARY KEY,
  status varchar(20) NOT NULL DEFAULT 'new',
  total numeric(10, 2),
  CONSTRAINT positive CHECK (total > 0)
);
CREATE INDEX orders_status ON orders (status) WHERE status <> 'done';
CREATE VIEW open_orders AS SELECT id FROM orders WHERE status = 'new';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TYPE mood AS ENUM ('sad', 'happy');`,
  '0001_init.down.sql': 'DROP VIEW open_orders;\nDROP TABLE orders;\nDROP FUNCTION touch();\nDROP TYPE mood;',
};

/** The history with one more migration. */
const then = (up: string, down: string) => ({ ...history, '0002_change.up.sql': up, '0002_change.down.sql': down });

const report = (differences: string, ...mend: string[]) => ({
  message: `This down does not bring back the schema from before the up: ${differences}.`,
  ...(mend.length > 0 ? { instead: ['-- Add to the down:', ...mend] } : {}),
});

describe('down-does-not-restore reports', () => {
  it.each([
    [
      'a storage option that the table did not have',
      'ALTER TABLE orders SET (autovacuum_enabled = false);',
      '«ALTER TABLE orders SET (autovacuum_enabled = true)»;',
      report('table orders differs: storage option autovacuum_enabled was not set and is true', 'ALTER TABLE orders RESET (autovacuum_enabled);'),
    ],
    [
      'what stands beside SQL that is put together at run time, for the schemas of tenants',
      `ALTER TABLE orders ADD COLUMN note text, ADD COLUMN rating int;
DO $$ DECLARE tenant text; BEGIN
  FOR tenant IN SELECT slug FROM tenants LOOP EXECUTE format('ALTER TABLE %I.orders ADD COLUMN note text, ADD COLUMN rating int', tenant); END LOOP;
END $$;`,
      `DO $$ DECLARE tenant text; BEGIN
  FOR tenant IN SELECT slug FROM tenants LOOP EXECUTE format('ALTER TABLE %I.orders DROP COLUMN note', tenant); END LOOP;
END $$;
«ALTER TABLE orders DROP COLUMN note»;`,
      report('column orders.rating is left over', 'ALTER TABLE orders DROP COLUMN rating;'),
    ],
    [
      'what stands beside a value that is only known at run time',
      "DO $$ BEGIN EXECUTE format('CREATE SEQUENCE random_ids START %s', floor(random() * 100)); END $$;\nALTER TABLE orders ADD COLUMN note text;",
      '«DROP SEQUENCE random_ids»;',
      report('column orders.note is left over', 'ALTER TABLE orders DROP COLUMN note;'),
    ],
    [
      'a table that the up created for certain, in the place of one that may have been there',
      'DROP TABLE IF EXISTS tags;\nCREATE TABLE tags (id int);\nCREATE TABLE labels (id int);',
      '«DROP TABLE labels»;',
      report('table tags is left over', 'DROP TABLE tags;'),
    ],
    [
      'an extension that was created without IF NOT EXISTS',
      'CREATE EXTENSION citext;\nCREATE TABLE notes (body citext);',
      '«DROP TABLE notes»;',
      report('extension citext is left over', 'DROP EXTENSION citext;'),
    ],
    [
      'a column that comes back with less',
      'ALTER TABLE orders DROP COLUMN status;',
      '«ALTER TABLE orders ADD COLUMN status varchar(20)»;',
      report(
        "column orders.status differs: it was NOT NULL and is nullable, its default was 'new' and is gone; index orders_status is missing",
        'ALTER TABLE orders ALTER COLUMN status SET NOT NULL;',
        "ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new';",
        "CREATE INDEX orders_status ON orders (status) WHERE status <> 'done';",
      ),
    ],
    [
      'a column that does not come back',
      'ALTER TABLE orders DROP COLUMN total, ADD COLUMN note text;',
      '«ALTER TABLE orders DROP COLUMN note»;',
      report(
        'column orders.total is missing',
        'ALTER TABLE orders ADD COLUMN total numeric(10, 2);', 'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);',
      ),
    ],
    [
      'a column that stays',
      'ALTER TABLE orders ADD COLUMN note text, ADD COLUMN code text;',
      '«ALTER TABLE orders DROP COLUMN note»;',
      report('column orders.code is left over', 'ALTER TABLE orders DROP COLUMN code;'),
    ],
    [
      'a type that stays changed',
      'ALTER TABLE orders ALTER total TYPE numeric(12, 2), ADD COLUMN note text;',
      '«ALTER TABLE orders DROP COLUMN note»;',
      report(
        'column orders.total differs: its type was numeric(10, 2) and is numeric(12, 2)',
        'ALTER TABLE orders ALTER COLUMN total TYPE numeric(10, 2);',
      ),
    ],
    [
      'a table that stays',
      'CREATE TABLE tags (id int);\nCREATE TABLE labels (id int);',
      '«DROP TABLE labels»;',
      report('table tags is left over', 'DROP TABLE tags;'),
    ],
    [
      'a constraint that comes back weaker',
      'ALTER TABLE orders DROP CONSTRAINT positive;',
      '«ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID»;',
      report(
        'constraint positive on table orders differs: it was validated and is NOT VALID',
        'ALTER TABLE orders DROP CONSTRAINT positive;',
        'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);',
      ),
    ],
    [
      'an index that comes back without its condition',
      'DROP INDEX orders_status;',
      '«CREATE INDEX orders_status ON orders (status)»;',
      report(
        'index orders_status differs: its definition is not the earlier one',
        'DROP INDEX orders_status;',
        "CREATE INDEX orders_status ON orders (status) WHERE status <> 'done';",
      ),
    ],
    [
      'a view that comes back with another query',
      'DROP VIEW open_orders;',
      '«CREATE VIEW open_orders AS SELECT id FROM orders»;',
      report(
        'view open_orders differs: its definition is not the earlier one',
        "CREATE VIEW open_orders AS SELECT id FROM orders WHERE status = 'new';",
      ),
    ],
    [
      'a trigger that does not come back',
      'DROP TRIGGER orders_touch ON orders;\nCREATE TABLE tags (id int);',
      '«DROP TABLE tags»;',
      report(
        'trigger orders_touch on table orders is missing',
        'CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();',
      ),
    ],
    [
      'row security that stays on',
      'ALTER TABLE orders ENABLE ROW LEVEL SECURITY;\nCREATE TABLE tags (id int);',
      '«DROP TABLE tags»;',
      report('table orders differs: row security was off and is on'),
    ],
  ])('%s, at the last statement', (_title, up, down, expected) => {
    expectReports(rule, then(up, down), [expected]);
  });

  it.each([
    [
      'a collation that the column did not have',
      'CREATE TABLE notes (title varchar(20));',
      'ALTER TABLE notes ADD COLUMN body text;\nALTER TABLE notes ALTER COLUMN title TYPE varchar(20) COLLATE "C";',
      '«ALTER TABLE notes DROP COLUMN body»;',
      report('column notes.title differs: its collation was the default and is C', 'ALTER TABLE notes ALTER COLUMN title TYPE varchar(20);'),
    ],
    [
      'a table that stays a partition',
      'CREATE TABLE logs (day date) PARTITION BY RANGE (day);\nCREATE TABLE logs_2020 (day date);',
      "ALTER TABLE logs ATTACH PARTITION logs_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');\nCREATE TABLE tags (id int);",
      '«DROP TABLE tags»;',
      report('table logs_2020 differs: it was no partition and is a partition of logs', 'ALTER TABLE public.logs DETACH PARTITION logs_2020;'),
    ],
    [
      'a materialized view that comes back without its index',
      'CREATE TABLE logs (day date);\nCREATE MATERIALIZED VIEW days AS SELECT day FROM logs;\nCREATE UNIQUE INDEX days_day ON days (day);',
      'DROP MATERIALIZED VIEW days;',
      '«CREATE MATERIALIZED VIEW days AS SELECT day FROM logs»;',
      report('index days_day on materialized view days is missing', 'CREATE UNIQUE INDEX days_day ON days (day);'),
    ],
    [
      'a constraint that stays in a domain',
      'CREATE DOMAIN code AS text;',
      "ALTER DOMAIN code ADD CONSTRAINT code_filled CHECK (value <> '');\nCREATE TABLE tags (id int);",
      '«DROP TABLE tags»;',
      report('domain code differs: constraint code_filled is left over'),
    ],
    [
      'a domain that stays NOT NULL',
      'CREATE DOMAIN code AS text;',
      'ALTER DOMAIN code SET NOT NULL;\nCREATE TABLE tags (id int);',
      '«DROP TABLE tags»;',
      report('domain code differs: it was nullable and is NOT NULL'),
    ],
    [
      'a default that stays in a domain',
      'CREATE DOMAIN code AS text;',
      "ALTER DOMAIN code SET DEFAULT 'x';\nCREATE TABLE tags (id int);",
      '«DROP TABLE tags»;',
      report('domain code differs: it had no default and has one'),
    ],
  ])('%s', (_name, first, up, down, expected) => {
    const folder = { '0001_init.up.sql': first, '0001_init.down.sql': 'SELECT 1;', '0002_change.up.sql': up, '0002_change.down.sql': down };
    expectReports(rule, folder, [expected]);
  });

  it('a view in which nothing but a number is another one', () => {
    const view = (limit: number) => `CREATE OR REPLACE VIEW newest AS SELECT id FROM orders ORDER BY id DESC LIMIT ${String(limit)}`;
    expectReports(rule, { ...then(`${view(10)};`, 'DROP VIEW newest;'), '0003_more.up.sql': `${view(20)};`, '0003_more.down.sql': `«${view(15)}»;` }, [
      report('view newest differs: its definition is not the earlier one', `${view(10)};`),
    ]);
  });

  it('no more than three differences by name, and counts the others', () => {
    const up = 'CREATE TABLE a ();\nCREATE TABLE b ();\nCREATE TABLE c ();\nCREATE TABLE d ();\nCREATE TABLE e ();';
    expectReports(rule, then(up, '«DROP TABLE a»;'), [
      report(
        'table b is left over; table c is left over; table d is left over; and 1 more',
        'DROP TABLE b;',
        'DROP TABLE c;',
        'DROP TABLE d;',
        'DROP TABLE e;',
      ),
    ]);
  });

  it('a value of an enum, which nothing can take away, as a warning', () => {
    const files = then("ALTER TYPE mood ADD VALUE 'calm';\nCREATE TABLE tags ();", 'DROP TABLE tags;');
    expectReports(rule, then("ALTER TYPE mood ADD VALUE 'calm';\nCREATE TABLE tags ();", '«DROP TABLE tags»;'), [
      report("value 'calm' of enum mood stays, since PostgreSQL cannot take a value out of an enum"),
    ]);
    expect(lint(files).migrations[1]?.findings.map(({ severity }) => severity)).toEqual(['warn']);
  });
});

describe('down-does-not-restore ignores', () => {
  it('a down that the server cannot read, of which down-fails speaks', () => {
    const { migrations } = lint(then('ALTER TABLE orders ADD COLUMN note text, ADD COLUMN rating int;', 'ALTER TABLE orders DROP COLUMN note;\nALTER TABLE orders DROP COLUMN rating ADD;'));
    const aboutTheDown = migrations.flatMap(({ findings }) => findings).filter(({ script }) => script === 'down');
    expect(aboutTheDown.map((finding) => finding.rule)).toEqual(['down-fails']);
  });

  it('what SQL that is put together at run time may have mended', () => {
    expectReports(
      rule,
      then(
        'ALTER TABLE orders ADD COLUMN note text;\nALTER TABLE orders DROP CONSTRAINT positive;',
        "DO $$ BEGIN EXECUTE 'ALTER TABLE orders DROP COLUMN ' || (SELECT name FROM columns_to_drop); END $$;",
      ),
      [],
    );
    expectReports(rule, then('ALTER TABLE orders ADD COLUMN note text;', 'DO $$ DECLARE sql text; BEGIN SELECT statement INTO sql FROM todo; EXECUTE sql; END $$;'), []);
  });

  it('an ALTER of a domain, a partition or a collation that the down takes back', () => {
    const first = 'CREATE DOMAIN code AS text;\nCREATE TABLE logs (day date) PARTITION BY RANGE (day);\nCREATE TABLE logs_2020 (day date, note text);';
    const up = `ALTER DOMAIN code ADD CONSTRAINT code_filled CHECK (value <> '');
ALTER DOMAIN code SET NOT NULL;
ALTER DOMAIN code SET DEFAULT 'x';
ALTER TABLE logs_2020 ALTER COLUMN note TYPE text COLLATE "C";
ALTER TABLE logs ATTACH PARTITION logs_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');`;
    const down = `ALTER TABLE logs DETACH PARTITION logs_2020;
ALTER TABLE logs_2020 ALTER COLUMN note TYPE text;
ALTER DOMAIN code DROP DEFAULT;
ALTER DOMAIN code DROP NOT NULL;
ALTER DOMAIN code DROP CONSTRAINT code_filled;`;
    expectSilence(rule, { '0001_init.up.sql': first, '0002_change.up.sql': up, '0002_change.down.sql': down });
  });

  it('a boolean or a number whose default is written in quotes, which the server reads as the same', () => {
    const first = { '0001_init.up.sql': 'CREATE TABLE flags (a boolean DEFAULT true, b int DEFAULT 5);' };
    const up = 'ALTER TABLE flags ALTER COLUMN a DROP DEFAULT, ALTER COLUMN b DROP DEFAULT;';
    const down = "ALTER TABLE flags ALTER COLUMN a SET DEFAULT 'true', ALTER COLUMN b SET DEFAULT '5';";
    expectSilence(rule, { ...first, '0002_change.up.sql': up, '0002_change.down.sql': down });
  });

  it('a function that goes with its type', () => {
    const up = 'CREATE TYPE pair AS (a int, b int);\nCREATE FUNCTION pairs() RETURNS SETOF pair LANGUAGE sql AS $$ SELECT 1, 2 $$;';
    expectSilence(rule, then(up, 'DROP TYPE pair CASCADE;'));
  });

  it('a down that restores', () => {
    expectSilence(rule, then('ALTER TABLE orders ADD COLUMN note text;', 'ALTER TABLE orders DROP COLUMN note;'));
  });

  it('what the down drops or creates again, of an object that may have been there before the up', () => {
    expectSilence(rule, then('DROP TABLE IF EXISTS tags;\nCREATE TABLE tags (id int);', 'DROP TABLE IF EXISTS tags;'));
    expectSilence(rule, then('DROP TABLE IF EXISTS tags;\nCREATE TABLE labels (id int);', 'DROP TABLE labels;\nCREATE TABLE tags (id int);'));
  });

  it('a column in another place of the table', () => {
    const up = 'ALTER TABLE orders DROP COLUMN total;';
    const down = 'ALTER TABLE orders ADD COLUMN total numeric(10, 2);\nALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);';
    expectSilence(rule, then(up, down));
  });

  it('another name of a constraint or an index that does the same', () => {
    const up = 'ALTER TABLE orders DROP CONSTRAINT positive;\nDROP INDEX orders_status;';
    const down = "ALTER TABLE orders ADD CHECK (total > 0);\nCREATE INDEX ON orders (status) WHERE status <> 'done';";
    expectSilence(rule, then(up, down));
  });

  it('another spelling of the same type, default and expression', () => {
    const up = 'ALTER TABLE orders DROP COLUMN status;\nALTER TABLE orders DROP CONSTRAINT positive;';
    const down = `ALTER TABLE orders ADD status character varying(20) DEFAULT 'new'::varchar NOT NULL;
ALTER TABLE orders ADD CONSTRAINT positive CHECK ((total > 0));
CREATE INDEX orders_status ON public.orders USING btree (status) WHERE (orders.status <> 'done');`;
    expectSilence(rule, then(up, down));
  });

  it('rows, whatever happened to them', () => {
    const up = 'CREATE TABLE tags (id int);\nDELETE FROM orders;';
    expectSilence(rule, then(up, 'DROP TABLE tags;'));
  });

  it('an extension that stays, since others may use it', () => {
    const up = 'CREATE EXTENSION IF NOT EXISTS citext;\nCREATE TABLE tags (id int);';
    expectSilence(rule, then(up, 'DROP TABLE tags;'));
  });

  it('what a condition of the up decides', () => {
    const up = "DO $$ BEGIN IF current_setting('a') = 'b' THEN CREATE TABLE x (id int); END IF; END $$;\nCREATE TABLE tags (id int);";
    expectSilence(rule, then(up, 'DROP TABLE tags;'));
  });

  it('a missing down and a down that does nothing, which have a rule of their own', () => {
    expectSilence(rule, { ...history, '0002_change.up.sql': 'CREATE TABLE tags (id int);' });
    expectSilence(rule, then('CREATE TABLE tags (id int);', 'SELECT 1;'));
  });

  it('a down that fails, which has a rule of its own', () => {
    expectSilence(rule, then('CREATE TABLE tags (id int);', 'DROP TABLE orders;\nDROP TABLE orders;'));
  });

  it('tables of which the history tells only a part, as far as it does not tell', () => {
    expectSilence(rule, {
      '0001_change.up.sql': 'ALTER TABLE legacy ADD COLUMN a int;\nALTER TABLE legacy DROP COLUMN b;',
      '0001_change.down.sql': 'ALTER TABLE legacy ADD COLUMN b int;\nALTER TABLE legacy DROP COLUMN a;',
    });
  });
});
