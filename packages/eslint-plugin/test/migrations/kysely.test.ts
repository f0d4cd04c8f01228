import { describe, expect, it } from 'vitest';
import { read, unknownOf, upOf } from './read-migration.ts';

const file = (body: string): string => `import { Kysely, sql } from 'kysely';\nexport async function up(db) { ${body} }`;

describe('Kysely', () => {
  it.each([
    [
      "db.schema.createTable('users').ifNotExists().addColumn('id', 'serial', (col) => col.primaryKey()).addColumn('at', 'timestamp', (c) => c.notNull().defaultTo(sql`now()`))" +
        ".addColumn('org', 'integer', (c) => c.references('orgs.id').onDelete('cascade')).addUniqueConstraint('u', ['at', 'org']).execute()",
      'create table if not exists "users" ("id" serial primary key, "at" timestamp default now() not null, "org" integer references "orgs" ("id") on delete cascade, constraint "u" unique ("at", "org"));',
    ],
    ["db.schema.alterTable('t').addColumn('a', 'text').dropColumn('b').renameColumn('c', 'd').execute()", 'alter table "t" add column "a" text, drop column "b", rename column "c" to "d";'],
    [
      "db.schema.alterTable('t').alterColumn('a', (c) => c.setDataType('text')).alterColumn('b', (c) => c.setNotNull()).execute()",
      'alter table "t" alter column "a" type text, alter column "b" set not null;',
    ],
    ["db.schema.alterTable('t').addForeignKeyConstraint('f', ['a'], 'u', ['id']).onDelete('cascade').execute()", 'alter table "t" add constraint "f" foreign key ("a") references "u" ("id") on delete cascade;'],
    ["db.schema.dropTable('t').ifExists().cascade().execute()", 'drop table if exists "t" cascade;'],
    ["db.schema.createIndex('i').on('t').columns(['a', 'b desc']).unique().execute()", 'create unique index "i" on "t" ("a", "b" desc);'],
    ["db.schema.createIndex('i').on('t').expression(sql`lower(a)`).where(sql.ref('a'), 'is not', null).execute()", 'create index "i" on "t" (lower(a)) where "a" is not NULL;'],
    ["db.schema.createType('mood').asEnum(['a', 'b']).execute()", "create type \"mood\" as enum ('a', 'b');"],
    ["db.schema.withSchema('s').createTable('t').addColumn('a', sql`citext`).execute()", 'create table "s"."t" ("a" citext);'],
    ['sql`DROP TABLE ${sql.ref("a")}`.execute(db)', 'DROP TABLE "a";'],
    ["db.transaction().execute(async (trx) => { await trx.schema.dropView('v').execute() })", 'drop view "v";'],
    ["db.updateTable('t').set({ a: 1 }).where('b', '=', 'x').execute()", 'update "t" set "a" = 1 where "b" = \'x\';'],
    ["db.insertInto('t').values([{ a: 1 }, { a: 2 }]).execute()", 'insert into "t" ("a") values (1), (2);'],
    ["db.deleteFrom('t').execute()", 'delete from "t";'],
  ])('%s', (call, sql) => {
    expect(upOf(file(`await ${call}`))).toBe(sql);
  });

  it('does nothing before it is executed', () => {
    expect(upOf(file("const dropped = db.schema.dropTable('a'); await sql`SELECT 1`.execute(db)"))).toBe('SELECT 1;');
  });

  it('is not read where a call is not', () => {
    expect(unknownOf(file("await db.schema.createTable('a').addColumn('b', 'int4', (c) => c.modifyEnd(x)).execute()"))).toHaveLength(1);
  });
});

describe('what Kysely is known by', () => {
  const compiled = (body: string): string => `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.up = up;\nasync function up(db) { ${body} }`;

  it('is that it is told to send, where a compiler has left no types', () => {
    expect(read(compiled("await db.schema.alterTable('t').addColumn('a', 'varchar').execute();"))?.tool).toBe('kysely');
    expect(upOf(compiled("await db.schema.alterTable('t').addColumn('a', 'varchar').execute();"))).toBe('alter table "t" add column "a" varchar;');
  });

  it('is not what Knex does', () => {
    expect(read(compiled("await db.schema.dropTable('t');"))?.tool).toBe('knex');
  });

  it('is its import, as a compiler writes it', () => {
    expect(upOf(`const kysely_1 = require("kysely");\n${compiled("await (0, kysely_1.sql) `DROP TABLE t`.execute(db);")}`)).toBe('DROP TABLE t;');
  });
});

describe('a column’s definition', () => {
  it('is written in Kysely’s order, not in that of the calls', () => {
    expect(upOf(file("await db.schema.createTable('t').addColumn('id', 'integer', (col) => col.autoIncrement().primaryKey().notNull()).execute()"), 'sqlite')).toBe(
      'create table "t" ("id" integer not null primary key autoincrement);',
    );
  });

  it('may be altered without a callback, as it was before 0.23', () => {
    expect(upOf(file("await db.schema.alterTable('t').alterColumn('a').dropNotNull().execute()"))).toBe('alter table "t" alter column "a" drop not null;');
  });
});

it('takes names from `db.dynamic`', () => {
  expect(upOf(file("const ref = db.dynamic.ref; await sql`CREATE INDEX i ON ${ref('t')} (${ref('lastAt')} DESC)`.execute(db)"))).toBe('CREATE INDEX i ON "t" ("lastAt" DESC);');
});
