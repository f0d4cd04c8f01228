import { describe, expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import { writeDown } from '../../src/down.ts';
import { lint, migrationsOf } from '../migrations-of.ts';

const mysql = await load('mysql');
const init = "CREATE TABLE customers (id int PRIMARY KEY); CREATE TABLE orders (id int unsigned NOT NULL AUTO_INCREMENT, customer_id int, state varchar(20) NOT NULL DEFAULT 'new' COMMENT 'as in the shop', PRIMARY KEY (id), KEY by_state (state));";

/** What is said of a down of MySQL. */
function saidOf(up: string, down: string): string[] {
  const { migrations } = lint({ '0001_init.up.sql': init, '0001_init.down.sql': 'DROP TABLE orders; DROP TABLE customers;', '0002_a.up.sql': up, '0002_a.down.sql': down }, { dialect: 'mysql' });
  return (migrations[1]?.findings ?? []).filter(({ rule }) => rule === 'down-fails' || rule === 'down-does-not-restore').map(({ message }) => message);
}

/** The down that sqllint writes. */
function downOf(up: string): string[] {
  const { text } = writeDown(migrationsOf({ '0001_init.sql': init, '0002_a.sql': up }, { dialect: 'mysql' }), '0002_a', mysql);
  return text.trimEnd().split('\n');
}

describe('a down of MySQL', () => {
  it('leaves the index that the server built for a foreign key', () => {
    const up = 'ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id);';
    expect(saidOf(up, 'ALTER TABLE orders DROP FOREIGN KEY fk;')).toEqual(['This down does not bring back the schema from before the up: index fk is left over.']);
    expect(saidOf(up, 'ALTER TABLE orders DROP FOREIGN KEY fk, DROP INDEX fk;')).toEqual([]);
  });

  it('fails where it drops an index that a foreign key needs', () => {
    const up = 'ALTER TABLE orders ADD INDEX i (customer_id); ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id);';
    expect(saidOf(up, 'ALTER TABLE orders DROP INDEX i; ALTER TABLE orders DROP FOREIGN KEY fk;')).toHaveLength(1);
    expect(saidOf(up, 'ALTER TABLE orders DROP FOREIGN KEY fk; ALTER TABLE orders DROP INDEX i;')).toEqual([]);
  });

  it('restores a column only with all that it was', () => {
    const up = "ALTER TABLE orders MODIFY state varchar(40) NOT NULL DEFAULT 'new' COMMENT 'as in the shop';";
    expect(saidOf(up, 'ALTER TABLE orders MODIFY state varchar(20);')).toEqual([
      "This down does not bring back the schema from before the up: column orders.state differs: it was NOT NULL and is nullable, its default was 'new' and is gone, it has lost its comment.",
    ]);
    expect(saidOf(up, "ALTER TABLE orders MODIFY State VARCHAR(20) NOT NULL DEFAULT \"new\" COMMENT 'as in the shop';")).toEqual([]);
  });

  it('may name an index as another table does', () => {
    expect(saidOf('CREATE TABLE b (state int, KEY by_state (state));', 'DROP TABLE b;')).toEqual([]);
    expect(saidOf('DROP INDEX by_state ON orders;', 'CREATE INDEX by_state ON orders (state);')).toEqual([]);
  });
});

describe('the down that is written for MySQL', () => {
  it('states a column again, whole', () => {
    expect(downOf('ALTER TABLE orders MODIFY state text;')).toEqual([
      "UPDATE orders SET state = 'new' WHERE state IS NULL;",
      "ALTER TABLE orders MODIFY COLUMN state varchar(20) NOT NULL DEFAULT 'new' COMMENT 'as in the shop';",
    ]);
  });

  it('takes a foreign key away before its index', () => {
    expect(downOf('ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id);')).toEqual([
      'ALTER TABLE orders DROP FOREIGN KEY fk;',
      'ALTER TABLE orders DROP INDEX fk;',
    ]);
  });

  it('creates a table with its keys', () => {
    expect(downOf('DROP TABLE orders;').slice(0, 7)).toEqual([
      'CREATE TABLE orders (',
      '  id int unsigned NOT NULL AUTO_INCREMENT,',
      '  customer_id int,',
      "  state varchar(20) NOT NULL DEFAULT 'new' COMMENT 'as in the shop',",
      '  INDEX by_state (state),',
      '  PRIMARY KEY (id)',
      ');',
    ]);
  });
});
