import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'down-fails';
const history = {
  '0001_init.up.sql': 'CREATE TABLE orders (id int PRIMARY KEY, total numeric);\nCREATE INDEX orders_total ON orders (total);',
  '0001_init.down.sql': 'DROP TABLE orders;',
};

const stops = (reason: string) => ({
  message: `This down stops with an error: ${reason}. A rollback would fail half-way or not start at all.`,
});

describe('down-fails reports', () => {
  it.each([
    ['a table that the up dropped', 'DROP TABLE orders;', '«ALTER TABLE orders ADD COLUMN x int»;', 'table orders does not exist at that point'],
    ['a column that the up never added', 'ALTER TABLE orders ADD COLUMN note text;', '«ALTER TABLE orders DROP COLUMN notes»;', 'column orders.notes does not exist at that point'],
    ['a column that is still there', 'ALTER TABLE orders ALTER total SET DEFAULT 0;', '«ALTER TABLE orders ADD COLUMN total numeric»;', 'column orders.total exists already at that point'],
    ['a table that is still there', 'ALTER TABLE orders ADD COLUMN note text;', '«CREATE TABLE orders (id int)»;', 'table orders exists already at that point'],
    ['a constraint that has another name', 'ALTER TABLE orders ADD CHECK (total > 0);', '«ALTER TABLE orders DROP CONSTRAINT orders_positive»;', 'constraint orders_positive on table orders does not exist at that point'],
    ['an index that the up dropped', 'DROP INDEX orders_total;', '«DROP INDEX orders_total»;', 'index orders_total does not exist at that point'],
    ['an index that is still there', 'ALTER TABLE orders ADD COLUMN note text;', '«CREATE INDEX orders_total ON orders (total)»;', 'index orders_total exists already at that point'],
    ['an index of a constraint', 'ALTER TABLE orders ADD UNIQUE (total);', '«DROP INDEX orders_total_key»;', 'it cannot drop index orders_total_key, which belongs to constraint orders_total_key'],
    ['a table that another one refers to', 'CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a_id int REFERENCES a);', '«DROP TABLE a»;\nDROP TABLE b;', 'it cannot drop table a, which constraint b_a_id_fkey of table b needs'],
    ['a table that a view reads', 'CREATE TABLE a (id int);\nCREATE VIEW v AS SELECT id FROM a;', '«DROP TABLE a»;', 'it cannot drop table a, which view v reads'],
    ['a view that was never replaced', 'CREATE VIEW v AS SELECT 1 AS one;', 'DROP VIEW v;\n«DROP VIEW v»;', 'view v does not exist at that point'],
    ['a key that a foreign key needs', 'CREATE TABLE a (id int, UNIQUE (id));\nCREATE TABLE b (a_id int REFERENCES a (id));', '«ALTER TABLE a DROP CONSTRAINT a_id_key»;\nDROP TABLE b;\nDROP TABLE a;', 'it cannot drop constraint a_id_key on table a, which constraint b_a_id_fkey of table b needs'],
    ['NULL in a primary key', 'ALTER TABLE orders ADD COLUMN note text;', '«ALTER TABLE orders ALTER id DROP NOT NULL»;', 'column orders.id cannot allow NULL, since it is in the primary key'],
    ['rows of a column that is gone', 'ALTER TABLE orders DROP COLUMN total;', '«UPDATE orders SET total = 0»;', 'column orders.total does not exist at that point'],
    ['a view that would lose a column', 'CREATE OR REPLACE VIEW small AS SELECT id, total, total * 2 AS twice FROM orders;', '«CREATE OR REPLACE VIEW small AS SELECT id, total FROM orders»;\nDROP VIEW small;', 'CREATE OR REPLACE cannot take column twice out of view small; drop the view first'],
    ['a view whose columns would have other names', 'CREATE VIEW small (id, sum) AS SELECT id, total FROM orders;', '«CREATE OR REPLACE VIEW small AS SELECT id, total FROM orders»;\nDROP VIEW small;', 'CREATE OR REPLACE cannot make column total of column sum of view small; drop the view first'],
    ['a function that would return something else', "CREATE FUNCTION f(a int) RETURNS text LANGUAGE sql AS $$ SELECT 'a' $$;", '«CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$»;\nDROP FUNCTION f(int);', 'CREATE OR REPLACE cannot change what function f(int4) returns; drop the function first'],
    ['a function that would give back other columns', 'CREATE FUNCTION f() RETURNS TABLE (a int, b int) LANGUAGE sql AS $$ SELECT 1, 2 $$;', '«CREATE OR REPLACE FUNCTION f() RETURNS TABLE (a int, b text) LANGUAGE sql AS $$ SELECT 1, NULL $$»;', 'CREATE OR REPLACE cannot change what function f() returns; drop the function first'],
    ['a function whose parameter would have another name', 'CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;', '«CREATE OR REPLACE FUNCTION f(b int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$»;', 'CREATE OR REPLACE cannot rename parameter a of function f(int4); drop the function first'],
    ['a materialized view that is dropped as a view', 'CREATE MATERIALIZED VIEW m AS SELECT id FROM orders;', '«DROP VIEW IF EXISTS m»;', 'm is a materialized view, which DROP VIEW does not drop'],
    ['a view that is dropped as a table', 'CREATE VIEW v AS SELECT id FROM orders;', '«DROP TABLE v»;', 'v is a view, which DROP TABLE does not drop'],
    ['a function that is dropped as a procedure', 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;', '«DROP PROCEDURE f»;', 'f is a function, which DROP PROCEDURE does not drop'],
    ['an index in a schema that its name does not reach', 'CREATE SCHEMA s;\nCREATE TABLE s.t (id int);\nCREATE INDEX t_id ON s.t (id);', '«DROP INDEX t_id»;\nDROP TABLE s.t;\nDROP SCHEMA s;', 'index t_id does not exist at that point'],
    ['such an index whose table is gone already', 'CREATE SCHEMA s;\nCREATE TABLE s.t (id int);\nCREATE INDEX t_id ON s.t (id);', 'DROP TABLE s.t;\n«DROP INDEX t_id»;\nDROP SCHEMA s;', 'index t_id does not exist at that point'],
    ['an index that nobody ever created, beside a table that goes', 'CREATE TABLE tags (name text);\nCREATE INDEX tags_name ON tags (name);', '«DROP INDEX idx_tags_name»;\nDROP TABLE tags;', 'index idx_tags_name does not exist at that point'],
    ['a trigger of a table without one', 'ALTER TABLE orders ADD COLUMN note text;', '«DROP TRIGGER t ON orders»;', 'trigger t on table orders does not exist at that point'],
  ])('%s', (_title, up, down, reason) => {
    expectReports(rule, { ...history, '0002_change.up.sql': up, '0002_change.down.sql': down }, [stops(reason)]);
  });

  it('the first of several statements that fail, and no more', () => {
    const files = {
      ...history,
      '0002_change.up.sql': 'ALTER TABLE orders ADD COLUMN note text;',
      '0002_change.down.sql': 'ALTER TABLE orders DROP COLUMN note;\n«ALTER TABLE orders DROP COLUMN note»;\nDROP TABLE nothing;\nDROP TABLE nothing;',
    };
    expectReports(rule, files, [stops('column orders.note does not exist at that point')]);
  });

  it('SQL that the server does not understand, at the word it stumbles over', () => {
    const files = {
      ...history,
      '0002_change.up.sql': 'ALTER TABLE orders ADD COLUMN note text;',
      '0002_change.down.sql': 'ALTER TABLE orders DROP COLUM «note»;',
    };
    expectReports(rule, files, [stops('syntax error at or near "note"')]);
  });
});

describe('down-fails warns of', () => {
  it('a down that says itself that there is no way back', () => {
    const down = "DO $$ BEGIN RAISE EXCEPTION 'total is gone'; END $$";
    const files = { ...history, '0002_change.up.sql': 'ALTER TABLE orders DROP COLUMN total;', '0002_change.down.sql': down };
    expectReports(rule, { ...files, '0002_change.down.sql': `«${down}»;` }, [{ severity: 'warn', message: 'This down only raises an error (“total is gone”): there is no way back from this migration but a backup.' }]);
    expectSilence('require-down', files);
  });
});

describe('down-fails ignores', () => {
  it.each([
    ['a view that only gets more columns', 'CREATE VIEW small AS SELECT id FROM orders;', 'CREATE OR REPLACE VIEW small AS SELECT id, total FROM orders;\nDROP VIEW small;'],
    ['a view whose columns a star tells', 'CREATE VIEW small AS SELECT * FROM orders;', 'CREATE OR REPLACE VIEW small AS SELECT id, total FROM orders;\nDROP VIEW small;'],
    ['a view whose column was renamed', 'CREATE VIEW small AS SELECT id FROM orders;\nALTER VIEW small RENAME COLUMN id TO number;', 'CREATE OR REPLACE VIEW small AS SELECT id AS number FROM orders;\nDROP VIEW small;'],
    ['a function that is written in another way', "CREATE FUNCTION f(int, b text = 'x') RETURNS varchar(5) LANGUAGE sql AS $$ SELECT 'a' $$;", "CREATE OR REPLACE FUNCTION public.f(a integer, b text) RETURNS character varying LANGUAGE sql AS $$ SELECT 'b' $$;\nDROP FUNCTION f;"],
    ['a function of another signature', 'CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;', "CREATE OR REPLACE FUNCTION f(b text) RETURNS text LANGUAGE sql AS $$ SELECT 'b' $$;\nDROP FUNCTION f(int);\nDROP FUNCTION f(text);"],
    ['a procedure that is dropped as a routine', 'CREATE PROCEDURE p() LANGUAGE sql AS $$ SELECT 1 $$;', 'DROP ROUTINE p;'],
    ['an index in a schema of the search path', 'CREATE SCHEMA s;\nCREATE TABLE s.t (id int);\nCREATE INDEX t_id ON s.t (id);', 'SET search_path = public, s;\nDROP INDEX t_id;\nDROP TABLE s.t;\nDROP SCHEMA s;'],
    ['a constraint that is written before its column', 'ALTER TABLE orders ADD CONSTRAINT once UNIQUE (id, shop), ADD COLUMN shop int;', 'ALTER TABLE orders DROP CONSTRAINT once, DROP COLUMN shop;'],
  ])('%s', (_title, up, down) => {
    expectSilence(rule, { ...history, '0002_change.up.sql': up, '0002_change.down.sql': down });
  });

  it('a down that runs', () => {
    expectSilence(rule, {
      ...history,
      '0002_change.up.sql': 'ALTER TABLE orders ADD COLUMN note text;',
      '0002_change.down.sql': 'ALTER TABLE orders DROP COLUMN note;',
    });
  });

  it('IF EXISTS and IF NOT EXISTS', () => {
    expectSilence(rule, {
      ...history,
      '0002_change.up.sql': 'ALTER TABLE orders ADD COLUMN note text;',
      '0002_change.down.sql':
        'ALTER TABLE orders DROP COLUMN IF EXISTS note;\nALTER TABLE orders DROP COLUMN IF EXISTS note;\nCREATE TABLE IF NOT EXISTS orders (id int);\nCREATE INDEX IF NOT EXISTS orders_total ON orders (total);\nDROP TABLE IF EXISTS nothing;',
    });
  });

  it('objects that the history did not create', () => {
    expectSilence(rule, {
      '0001_change.up.sql': 'ALTER TABLE legacy ADD COLUMN a int;',
      '0001_change.down.sql': 'ALTER TABLE legacy DROP COLUMN a;\nALTER TABLE legacy DROP COLUMN b;\nDROP INDEX some_index;\nDROP TABLE other;',
    });
  });

  it('tables that refer to each other and go in one statement', () => {
    expectSilence(rule, {
      '0001_init.up.sql': 'CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a_id int REFERENCES a);',
      '0001_init.down.sql': 'DROP TABLE a, b;',
    });
  });

  it('CASCADE, which takes along what stands in the way', () => {
    expectSilence(rule, {
      '0001_init.up.sql': 'CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a_id int REFERENCES a);\nCREATE VIEW v AS SELECT * FROM a;',
      '0001_init.down.sql': 'DROP TABLE a CASCADE;\nDROP TABLE b;',
    });
  });

  it('what a condition of a DO block decides', () => {
    expectSilence(rule, {
      ...history,
      '0002_change.up.sql': 'ALTER TABLE orders ADD COLUMN note text;',
      '0002_change.down.sql': 'DO $$ BEGIN IF random() > 1 THEN ALTER TABLE orders DROP COLUMN notes; END IF; END $$;\nALTER TABLE orders DROP COLUMN note;',
    });
  });

  it('the up, which is not a down', () => {
    expectSilence(rule, { ...history, '0002_change.up.sql': 'ALTER TABLE orders DROP COLUMN nothing;', '0002_change.down.sql': 'SELECT 1;' });
  });
});
