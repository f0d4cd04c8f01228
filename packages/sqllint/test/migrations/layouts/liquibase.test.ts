import { describe, expect, it } from 'vitest';

import { outline, read, readSet, sqlOf } from '../outline.ts';

const orders = `--liquibase formatted sql

--changeset ann:1
--comment: where it began
CREATE TABLE orders ();
--rollback DROP TABLE orders;

-- changeset bob:add-note runInTransaction:false
ALTER TABLE orders ADD note text;
CREATE INDEX CONCURRENTLY i ON orders (note);
--rollback DROP INDEX i;
--rollback ALTER TABLE orders DROP note;
`;

describe('liquibase', () => {
  it('is recognised by the first line, and each changeset is a migration', () => {
    const set = readSet({ 'changelog/orders.sql': orders }, 'changelog');
    expect(set).toMatchObject({ root: 'changelog', layout: 'liquibase', hasDowns: true, problems: [] });
    expect(set.outsideTransaction).toBe('Write `runInTransaction:false` behind the author and id of the changeset');
    expect(set.migrations).toMatchObject([
      { id: 'orders.sql::1::ann', version: '', name: '1', up: { transaction: 'wrapped' } },
      { id: 'orders.sql::add-note::bob', name: 'add-note', up: { transaction: 'none' }, down: { transaction: 'none' } },
    ]);
  });

  it('finds the SQL of rollbacks inside of comments, at its place', () => {
    const [first, second] = readSet({ 'changelog/orders.sql': orders }, 'changelog').migrations;
    expect(first?.down && sqlOf(first.down)).toBe('DROP TABLE orders;');
    expect(first?.down?.start).toBe(orders.indexOf('DROP TABLE'));
    expect(first?.down?.source.positionAt(first.down.start)).toEqual({ line: 6, column: 12 });
    expect(second?.down && sqlOf(second.down).replace(/\s+/gu, ' ')).toBe('DROP INDEX i; ALTER TABLE orders DROP note;');
    expect(second?.down?.sql?.indexOf('ALTER TABLE orders DROP')).toBe(orders.indexOf('ALTER TABLE orders DROP'));
    expect(second?.down?.sql).toHaveLength(orders.length);
  });

  it.each([
    ['--rollback empty', ''],
    ['--rollback not required', ''],
    ['/* liquibase rollback\nDROP TABLE orders;\n*/', 'DROP TABLE orders;'],
  ])('takes “%s” for a down', (rollback, sql) => {
    const [migration] = readSet({ 'changelog/a.sql': `--liquibase formatted sql\n--changeset a:1\nup\n${rollback}` }, 'changelog').migrations;
    expect(migration?.down && sqlOf(migration.down)).toBe(sql);
  });

  it('has no down without a rollback', () => {
    const [migration] = readSet({ 'changelog/a.sql': '--liquibase formatted sql\n--changeset a:1\nup' }, 'changelog').migrations;
    expect(migration).not.toHaveProperty('down');
  });

  it('takes another changeset for the down where the rollback names it', () => {
    const text = '--liquibase formatted sql\n--changeset a:1\ncreate\n--changeset a:2\ndrop\n--rollback changesetId:1 changesetAuthor:a';
    const [, second] = readSet({ 'changelog/a.sql': text }, 'changelog').migrations;
    expect(second?.down && sqlOf(second.down)).toBe('create');
  });

  it.each([
    ['', 'wrapped', false],
    ['runInTransaction:false', 'none', false],
    ['runInTransaction:false splitStatements:false', 'implicit', false],
    ['runOnChange:true', 'wrapped', true],
    ['context:test runAlways:true labels:"a b"', 'wrapped', true],
  ])('reads the attributes “%s”', (attributes, transaction, repeatable) => {
    const [migration] = readSet({ 'changelog/a.sql': `--liquibase formatted sql\n--changeset "Ann B":"the 1st" ${attributes}\nup` }, 'changelog').migrations;
    expect(migration).toMatchObject({ id: 'a.sql::the 1st::Ann B', up: { transaction } });
    expect(migration?.repeatable ?? false).toBe(repeatable);
  });

  it('reads files in the order in which a changelog includes them, the others by name', () => {
    const file = (id: string): string => `--liquibase formatted sql\n--changeset a:${id}\n${id}`;
    const sql = { 'changelog/sql/a.sql': file('a'), 'changelog/sql/b.sql': file('b'), 'changelog/sql/c.sql': file('c') };
    const ids = (files: Record<string, string>): string[] => readSet({ ...sql, ...files }, 'changelog').migrations.map(({ name }) => name);
    expect(ids({})).toEqual(['a', 'b', 'c']);
    expect(ids({ 'changelog/db.changelog-master.xml': '<include file="sql/c.sql"/>\n<include file="db/sql/b.sql"/>' })).toEqual(['c', 'b', 'a']);
    expect(ids({ 'changelog/db.changelog-master.yaml': '- include:\n    file: sql/b.sql\n' })).toEqual(['b', 'a', 'c']);
    expect(ids({ 'changelog/sql/changelog.json': '{ "include": { "file": "c.sql" } }' })).toEqual(['c', 'a', 'b']);
  });

  it('has a history for each database that changesets are for', () => {
    const text = '--liquibase formatted sql\n--changeset a:1\nboth\n--changeset a:2 dbms:postgresql\npg\n--changeset a:3 dbms:mysql,mariadb\nmy\n--changeset a:4 dbms:oracle\nora\n--changeset a:5 dbms:!h2\nboth again';
    const sets = read({ 'changelog/a.sql': text }, ['changelog']);
    expect(sets.map(({ migrations }) => migrations)).toEqual([
      ['a.sql::1::a: both (wrapped)', 'a.sql::2::a: pg (wrapped)', 'a.sql::5::a: both again (wrapped)'],
      ['a.sql::1::a: both (wrapped)', 'a.sql::3::a: my (wrapped)', 'a.sql::5::a: both again (wrapped)'],
    ]);
    expect(sets[0]?.problems).toEqual([
      'warning changelog/a.sql This file is for oracle and not checked: sqllint knows PostgreSQL, MySQL, MariaDB and SQLite.',
    ]);
  });

  it('warns of what belongs to no changeset, of files that are not formatted, and of ids that are taken', () => {
    const { problems } = outline(
      readSet({
        'changelog/a.sql': '--liquibase formatted sql\nSET x = 1;\n--changeset a:1\nup\n--changeset a:1\nagain',
        'changelog/b.sql': 'SELECT 1;',
      }, 'changelog'),
    );
    expect(problems).toEqual([
      'warning changelog/a.sql:1 What stands above the first `--changeset` belongs to no changeset, so it was not checked.',
      'warning changelog/b.sql This file does not start with `--liquibase formatted sql`, as the others do, so it was not checked.',
      'warning changelog/a.sql:5 Changeset “1” is in this file twice; Liquibase refuses to start. Give one of the two another id.',
    ]);
  });
});
