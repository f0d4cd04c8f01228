/** Statements that MySQL and MariaDB have their own words for, or another order; each was run on a MariaDB. */
import { describe, expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import { writeDown } from '../../src/down.ts';
import { migrationsOf } from '../migrations-of.ts';

const dialects = { mysql: await load('mysql'), mariadb: await load('mariadb') };

function downOf(create: string, up: string, dialect: 'mysql' | 'mariadb' = 'mysql'): readonly string[] {
  return writeDown(migrationsOf({ '0001_init.sql': create, '0002_change.sql': up }, { dialect }), '0002_change', dialects[dialect]).text.trimEnd().split('\n');
}

const child = 'CREATE TABLE parent (id int PRIMARY KEY);\nCREATE TABLE child (id int PRIMARY KEY, p int, note int, CONSTRAINT child_p FOREIGN KEY (p) REFERENCES parent (id));';

describe('the down for MySQL', () => {
  it('renames an index within its table', () => {
    const create = 'CREATE TABLE orders (id int PRIMARY KEY, note int, KEY by_note (note));';
    expect(downOf(create, 'ALTER TABLE orders RENAME INDEX by_note TO orders_note;')).toEqual(['ALTER TABLE orders RENAME INDEX orders_note TO by_note;']);
  });

  it('builds the index of a foreign key before it drops the one that took its place', () => {
    expect(downOf(child, 'CREATE INDEX child_by_p ON child (p, note);')).toEqual(['ALTER TABLE child ADD INDEX child_p (p);', 'ALTER TABLE child DROP INDEX child_by_p;']);
  });

  it('leaves an index alone that has got a name of its own, which the server then keeps', () => {
    const create = `${child}\nALTER TABLE child RENAME INDEX child_p TO child_parent;`;
    expect(downOf(create, 'CREATE INDEX child_by_p ON child (p, note);')).toEqual(['ALTER TABLE child DROP INDEX child_by_p;']);
  });

  it('gives a table the name back as it was written, in another case as well', () => {
    const create = 'CREATE TABLE ORDERS (id int PRIMARY KEY);';
    const up = 'ALTER TABLE ORDERS RENAME TO orders_lc;\nALTER TABLE orders_lc RENAME TO orders;\nALTER TABLE orders ADD COLUMN note int;';
    expect(downOf(create, up)).toEqual(['ALTER TABLE orders DROP COLUMN note;', 'ALTER TABLE orders RENAME TO orders_lc;', 'ALTER TABLE orders_lc RENAME TO ORDERS;']);
  });

  it('renames a sequence of MariaDB as it was renamed', () => {
    const create = 'CREATE SEQUENCE numbers START WITH 1;';
    expect(downOf(create, 'ALTER TABLE numbers RENAME TO order_numbers;', 'mariadb')).toEqual(['ALTER TABLE order_numbers RENAME TO numbers;']);
  });
});
