import { describe, expect, it } from 'vitest';
import { downOf, read, unknownOf, upOf } from './read-migration.ts';

/** The SQL of what an `up` does with `knex`. */
function sqlOf(body: string, dialect?: 'postgres' | 'mysql' | 'sqlite'): string[] | undefined {
  return upOf(`exports.up = async (knex) => { ${body} };`, dialect)?.split(';\n').map((one) => one.replace(/;$/u, ''));
}

/** The SQL of what an `up` does with a table that is there. */
function alter(body: string, dialect?: 'postgres' | 'mysql' | 'sqlite'): string[] | undefined {
  return sqlOf(`await knex.schema.alterTable('orders', (table) => { ${body} })`, dialect);
}

describe('createTable', () => {
  const table = `await knex.schema.createTable('orders', (table) => {
    table.increments();
    table.string('title', 80).notNullable().defaultTo("it's").comment('shown');
    table.integer('user_id').unsigned().references('id').inTable('users').onDelete('CASCADE').index();
    table.boolean('paid').defaultTo(false);
    table.jsonb('data').defaultTo({ a: 1 });
    table.enu('state', ['new', 'done']);
    table.timestamps(true, true);
    table.unique(['title', 'paid']);
    table.comment('all of them');
  })`;

  it('is written as Knex sends it to PostgreSQL', () => {
    expect(sqlOf(table)).toEqual([
      'create table "orders" ("id" serial primary key, "title" varchar(80) not null default \'it\'\'s\', "user_id" integer, "paid" boolean default \'0\', ' +
        '"data" jsonb default \'{"a":1}\', "state" text check ("state" in (\'new\', \'done\')), ' +
        '"created_at" timestamptz not null default CURRENT_TIMESTAMP, "updated_at" timestamptz not null default CURRENT_TIMESTAMP)',
      'comment on table "orders" is \'all of them\'',
      'comment on column "orders"."title" is \'shown\'',
      'alter table "orders" add constraint "orders_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete CASCADE',
      'create index "orders_user_id_index" on "orders" ("user_id")',
      'alter table "orders" add constraint "orders_title_paid_unique" unique ("title", "paid")',
    ]);
  });

  it('is written as Knex sends it to MySQL', () => {
    expect(sqlOf(table, 'mysql')).toEqual([
      "create table `orders` (`id` int unsigned not null auto_increment primary key, `title` varchar(80) not null default 'it''s' comment 'shown', " +
        "`user_id` int unsigned, `paid` boolean default '0', `data` json default '{\"a\":1}', `state` enum('new', 'done'), " +
        "`created_at` timestamp not null default CURRENT_TIMESTAMP, `updated_at` timestamp not null default CURRENT_TIMESTAMP) comment = 'all of them'",
      'alter table `orders` add constraint `orders_user_id_foreign` foreign key (`user_id`) references `users` (`id`) on delete CASCADE',
      'alter table `orders` add index `orders_user_id_index`(`user_id`)',
      'alter table `orders` add unique `orders_title_paid_unique`(`title`, `paid`)',
    ]);
  });

  it('is written as Knex sends it to SQLite', () => {
    expect(sqlOf(table, 'sqlite')).toEqual([
      'create table "orders" ("id" integer not null primary key autoincrement, "title" varchar(80) not null default \'it\'\'s\', "user_id" integer, ' +
        '"paid" boolean default \'0\', "data" json default \'{"a":1}\', "state" text check ("state" in (\'new\', \'done\')), ' +
        '"created_at" datetime not null default CURRENT_TIMESTAMP, "updated_at" datetime not null default CURRENT_TIMESTAMP, ' +
        'foreign key ("user_id") references "users" ("id") on delete CASCADE)',
      'create index "orders_user_id_index" on "orders" ("user_id")',
      'create unique index "orders_title_paid_unique" on "orders" ("title", "paid")',
    ]);
  });

  it.each([
    ["table.increments('id'); table.primary(['a', 'b'])", 'create table "t" ("id" serial, constraint "t_pkey" primary key ("a", "b"))'],
    ["table.uuid('id').primary().defaultTo(knex.raw('gen_random_uuid()'))", 'create table "t" ("id" uuid default gen_random_uuid(), constraint "t_pkey" primary key ("id"))'],
    ["table.specificType('tags', 'text[]')", 'create table "t" ("tags" text[])'],
    ["table.decimal('price', 12, 4).checkPositive()", 'create table "t" ("price" decimal(12, 4) check ("price" > 0))'],
    ["table.timestamp('at', { useTz: false, precision: 3 }).defaultTo(knex.fn.now(3))", 'create table "t" ("at" timestamp(3) default CURRENT_TIMESTAMP(3))'],
  ])('%s', (body, sql) => {
    expect(sqlOf(`await knex.schema.createTable('t', (table) => { ${body} })`)).toEqual([sql]);
  });

  it('can be called with `this`, with a schema, and one after the other', () => {
    expect(sqlOf("await knex.schema.withSchema('s').createTable('a', function () { this.date('d') }).dropTableIfExists('b')")).toEqual([
      'create table "s"."a" ("d" date)',
      'drop table if exists "s"."b"',
    ]);
  });

  it('can have its columns from functions and lists of the file', () => {
    const text = "function common(table) { table.increments(); }\nconst names = ['a', 'b'];\nexports.up = (knex) => knex.schema.createTable('t', (table) => { common(table); for (const name of names) table.text(name); });";
    expect(upOf(text)).toBe('create table "t" ("id" serial primary key, "a" text, "b" text);');
  });

  it.each([
    ['a column depends on what is not known', "if (process.env.A) table.text('a')"],
    ['a function of another file adds some', 'addCommon(table)'],
    ['a name is not known', 'table.text(name)'],
    ['a method is not read', "table.geo('a')"],
  ])('is not read when %s', (_, body) => {
    expect(unknownOf(`exports.up = (knex) => knex.schema.createTable('t', (table) => { table.increments(); ${body} });`).at(-1)).toMatch(/^knex\.schema\.createTable/u);
  });
});

describe('alterTable', () => {
  it.each([
    ["table.text('note'); table.integer('n').notNullable()", ['alter table "orders" add column "note" text, add column "n" integer not null']],
    ["table.dropColumn('note')", ['alter table "orders" drop column "note"']],
    ["table.dropColumns('a', 'b')", ['alter table "orders" drop column "a", drop column "b"']],
    ['table.dropTimestamps()', ['alter table "orders" drop column "created_at", drop column "updated_at"']],
    ["table.renameColumn('a', 'b')", ['alter table "orders" rename "a" to "b"']],
    ["table.setNullable('a'); table.dropNullable('b')", ['alter table "orders" alter column "a" drop not null', 'alter table "orders" alter column "b" set not null']],
    ["table.index(['a', 'b'])", ['create index "orders_a_b_index" on "orders" ("a", "b")']],
    ["table.index('body', 'i', 'GIN')", ['create index "i" on "orders" using GIN ("body")']],
    ["table.unique('a', { indexName: 'u', deferrable: 'deferred' })", ['alter table "orders" add constraint "u" unique ("a") deferrable initially deferred']],
    ["table.dropIndex([], 'i')", ['drop index "i"']],
    ["table.dropIndex('a')", ['drop index "orders_a_index"']],
    ["table.dropUnique(['a', 'b'])", ['alter table "orders" drop constraint "orders_a_b_unique"']],
    ["table.dropForeign('a')", ['alter table "orders" drop constraint "orders_a_foreign"']],
    ['table.dropPrimary()', ['alter table "orders" drop constraint "orders_pkey"']],
    ["table.primary(['a'])", ['alter table "orders" add constraint "orders_pkey" primary key ("a")']],
    ["table.foreign('a').references('users.id').onUpdate('CASCADE').withKeyName('fk')", ['alter table "orders" add constraint "fk" foreign key ("a") references "users" ("id") on update CASCADE']],
    [
      "table.string('a', 20).notNullable().defaultTo('x').alter()",
      [
        'alter table "orders" alter column "a" drop default',
        'alter table "orders" alter column "a" drop not null',
        'alter table "orders" alter column "a" type varchar(20) using ("a"::varchar(20))',
        'alter table "orders" alter column "a" set default \'x\'',
        'alter table "orders" alter column "a" set not null',
      ],
    ],
    ["table.text('a').alter({ alterNullable: false })", ['alter table "orders" alter column "a" drop default', 'alter table "orders" alter column "a" type text using ("a"::text)']],
  ])('%s', (body, sql) => {
    expect(alter(body)).toEqual(sql);
  });

  it.each([
    ["table.text('a', 'longtext').alter(); table.integer('b').after('a')", ['alter table `orders` add `b` int after `a`', 'alter table `orders` modify `a` longtext']],
    ["table.dropForeign('a'); table.dropUnique('b')", ['alter table `orders` drop foreign key `orders_a_foreign`', 'alter table `orders` drop index `orders_b_unique`']],
    ["table.renameColumn('a', 'b')", ['alter table `orders` rename column `a` to `b`']],
  ])('%s for MySQL', (body, sql) => {
    expect(alter(body, 'mysql')).toEqual(sql);
  });

  it('adds and drops columns one by one in SQLite', () => {
    expect(alter("table.text('a'); table.text('b'); table.dropColumns('c', 'd')", 'sqlite')).toEqual([
      'alter table "orders" add column "a" text',
      'alter table "orders" add column "b" text',
      'alter table "orders" drop column "c"',
      'alter table "orders" drop column "d"',
    ]);
  });
});

describe('rows', () => {
  it.each([
    ["await knex('a').insert([{ x: 1, y: 'it' }, { x: 2 }])", 'insert into "a" ("x", "y") values (1, \'it\'), (2, NULL)'],
    ["await knex('a').where({ x: 1 }).andWhere('y', '>', 2).del()", 'delete from "a" where "x" = 1 and "y" > 2'],
    ["await knex('a').update({ x: null }).whereNull('y').orWhereIn('z', [1, 2])", 'update "a" set "x" = NULL where "y" is null or "z" in (1, 2)'],
    ["await knex('a').update('x', knex.raw('lower(x)'))", 'update "a" set "x" = lower(x)'],
    ["await knex('a').whereNotIn('x', knex('b').select('x')).delete()", 'delete from "a" where "x" not in (select "x" from "b")'],
    ["await knex('a').truncate()", 'truncate table "a" restart identity'],
    ["await knex.from('a').where((q) => q.where('x', 1).orWhere('y', row.y)).update({ z: 1 })", 'update "a" set "z" = 1 where ("x" = 1 or "y" = $1)'],
    ["await knex.batchInsert('a', rows.map(toRow))", 'insert into "a" select $1'],
    ["const q = knex('a').where('x', 1); await q.del()", 'delete from "a" where "x" = 1'],
  ])('%s', (body, sql) => {
    expect(sqlOf(body)).toEqual([sql]);
  });

  it('are only read by what changes none', () => {
    expect(read("exports.up = async (knex) => { const rows = await knex('a').select('x').where('y', 1); };")).toBeUndefined();
  });
});

it('stands where it is called', () => {
  const text = "exports.up = (knex) => knex.schema.alterTable('orders', (t) => { t.dropColumn('note'); t.string('a').notNullable() });";
  const { source } = read(text)?.writtenFor('postgres') ?? {};
  const shown = (part: string): string => {
    const start = source?.text.indexOf(part) ?? -1;
    const place = source?.placeOf({ start, end: start + part.length });
    return text.slice(place?.start, place?.end);
  };
  expect(shown('drop column "note"')).toBe("t.dropColumn('note')");
  expect(shown('add column "a" varchar(255) not null')).toBe("t.string('a').notNullable()");
  expect(shown('not null')).toBe('notNullable()');
  expect(shown('"note"')).toBe("t.dropColumn('note')");
});

it('goes back by the same calls', () => {
  expect(downOf("exports.up = (knex) => knex.schema.dropTable('a');\nexports.down = (knex) => knex.schema.createTable('a', (t) => { t.bigIncrements('id') });")).toBe(
    'create table "a" ("id" bigserial primary key);',
  );
});
