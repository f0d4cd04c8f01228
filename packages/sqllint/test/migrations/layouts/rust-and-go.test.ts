import { describe, expect, it } from 'vitest';

import { outline, readSet } from '../outline.ts';

describe('sqlx', () => {
  it('is what looks like golang-migrate in a Rust project', () => {
    const set = readSet({
      'Cargo.toml': '[package]',
      'migrations/20240301120000_orders.up.sql': 'up',
      'migrations/20240301120000_orders.down.sql': 'down',
      'migrations/20240401120000_index.up.sql': '-- no-transaction\nCREATE INDEX CONCURRENTLY i ON orders (id);',
      'migrations/20240401120000_index.down.sql': 'DROP INDEX i;',
    });
    expect(outline(set)).toEqual({
      root: 'migrations',
      layout: 'sqlx',
      migrations: [
        '20240301120000_orders: up (wrapped) / down (wrapped)',
        '20240401120000_index: -- no-transaction\nCREATE INDEX CONCURRENTLY i ON orders (id); (implicit) / DROP INDEX i; (wrapped)',
      ],
      problems: [],
    });
    expect(set.hasDowns).toBe(true);
    expect(set.outsideTransaction).toBe('Make `-- no-transaction` the first line of the file, and leave the statement alone in it');
  });

  it('is golang-migrate when Go is nearer', () => {
    expect(readSet({ 'Cargo.toml': '', 'api/go.mod': '', 'api/migrations/1_a.up.sql': 'up' }, 'api').layout).toBe('golang-migrate');
  });

  it('without downs is recognised by the dependency', () => {
    const set = readSet({ 'Cargo.toml': '[dependencies]\nsqlx = "0.8"\n', 'migrations/2_b.sql': 'b', 'migrations/10_c.sql': 'c', 'migrations/1_a.sql': 'a' });
    expect(outline(set)).toMatchObject({ layout: 'sqlx', migrations: ['1_a: a (wrapped)', '2_b: b (wrapped)', '10_c: c (wrapped)'] });
    expect(set.hasDowns).toBe(false);
  });

  it('is found in a workspace whose members leave the dependency to it', () => {
    expect(
      readSet({ 'Cargo.toml': '[workspace.dependencies]\nsqlx = "0.8"\n', 'api/Cargo.toml': '[package]\n', 'api/migrations/1_a.sql': 'a' }, 'api').layout,
    ).toBe('sqlx');
    expect(readSet({ 'Cargo.toml': '[dependencies]\npostgres = "1"\n', 'migrations/1_a.sql': 'a' }).layout).toBe('plain');
  });

  it('is not looked for beyond the repository', () => {
    expect(readSet({ 'Cargo.toml': 'sqlx = "0.8"', 'app/.git/HEAD': '', 'app/migrations/1_a.sql': 'a' }, 'app').layout).toBe('plain');
  });
});

describe('pop', () => {
  it('is recognised by timestamps with a database behind the name', () => {
    const sets = readSet({
      'migrations/20240301120000000000_orders.up.sql': 'all up',
      'migrations/20240301120000000000_orders.down.sql': 'all down',
      'migrations/20240401120000000000_note.postgres.up.sql': 'pg up',
      'migrations/20240401120000000000_note.up.sql': 'all up',
      'migrations/20240401120000000000_note.down.sql': 'all down',
      'migrations/20240501120000000000_index.autocommit.up.sql': 'CREATE INDEX CONCURRENTLY i ON orders (id);',
      'migrations/20240501120000000000_index.down.sql': 'DROP INDEX i;',
    });
    expect(outline(sets)).toEqual({
      root: 'migrations',
      layout: 'pop',
      migrations: [
        '20240301120000000000_orders: all up (wrapped) / all down (wrapped)',
        '20240401120000000000_note: pg up (wrapped) / all down (wrapped)',
        '20240501120000000000_index: CREATE INDEX CONCURRENTLY i ON orders (id); (implicit) / DROP INDEX i; (wrapped)',
      ],
      problems: [],
    });
    expect(sets).toMatchObject({ hasDowns: true, dialect: 'postgres' });
    expect(sets.outsideTransaction).toBe(
      'Put `.autocommit` before `.up.sql` in the name of the file, and leave the statement alone in it',
    );
  });

  it('tells of migrations in Fizz, and of databases that we do not know', () => {
    const set = readSet({
      'migrations/20240301120000_a.up.fizz': 'create_table("orders")',
      'migrations/20240301120000_a.down.fizz': 'drop_table("orders")',
      'migrations/20240401120000_b.up.sql': 'up',
      'migrations/20240401120000_b.cockroach.up.sql': 'roach',
    });
    expect(outline(set)).toEqual({
      root: 'migrations',
      layout: 'pop',
      migrations: ['20240401120000_b: up (wrapped)'],
      problems: [
        'warning migrations/20240401120000_b.cockroach.up.sql This file is for cockroachdb and not checked: sqllint knows PostgreSQL, MySQL, MariaDB and SQLite.',
        'warning migrations/20240301120000_a.up.fizz This migration is not SQL, so what it does is missing from the history.',
      ],
    });
  });
});

describe('bun', () => {
  it('is recognised by .tx in names, and wraps only those', () => {
    const set = readSet({
      'migrations/20240301120000_orders.tx.up.sql': 'up',
      'migrations/20240301120000_orders.tx.down.sql': 'down',
      'migrations/20240401120000_index.up.sql': 'CREATE INDEX CONCURRENTLY i ON orders (id);',
      'migrations/20240501120000_more.up.sql': 'one;\n--bun:split\ntwo;',
    });
    expect(outline(set)).toEqual({
      root: 'migrations',
      layout: 'bun',
      migrations: [
        '20240301120000_orders: up (wrapped) / down (wrapped)',
        '20240401120000_index: CREATE INDEX CONCURRENTLY i ON orders (id); (implicit)',
        '20240501120000_more: one;\n--bun:split\ntwo; (none)',
      ],
      problems: [],
    });
  });

  it('is recognised by --bun:split as well', () => {
    expect(readSet({ 'migrations/1_a.up.sql': 'one;\n--bun:split\ntwo;' }).layout).toBe('bun');
  });
});
