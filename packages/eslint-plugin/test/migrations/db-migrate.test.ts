import { describe, expect, it } from 'vitest';
import { unknownOf, upOf } from './read-migration.ts';

/** The SQL of what an `up` does with `db`. */
function sqlOf(call: string): string[] | undefined {
  return upOf(`exports.up = (db, cb) => { db.${call}; };`)?.split(';\n').map((one) => one.replace(/;$/u, ''));
}

describe('db-migrate', () => {
  it.each([
    [
      "createTable('users', { id: { type: 'int', primaryKey: true, autoIncrement: true }, name: { type: 'string', length: 255, notNull: true, unique: true }, at: { type: 'timestamptz', defaultValue: 'now' } }, cb)",
      ['CREATE TABLE "users" ("id" SERIAL PRIMARY KEY, "name" VARCHAR (255) NOT NULL UNIQUE, "at" TIMESTAMP WITH TIME ZONE DEFAULT \'now\')'],
    ],
    [
      "createTable('u', { columns: { a: 'int', b: { type: 'int', foreignKey: { name: 'f', table: 't', mapping: 'id', rules: { onDelete: 'CASCADE' } } } }, ifNotExists: true }, cb)",
      ['CREATE TABLE IF NOT EXISTS "u" ("a" INTEGER, "b" INTEGER)', 'ALTER TABLE "u" ADD CONSTRAINT "f" FOREIGN KEY ("b") REFERENCES "t" ("id") ON DELETE CASCADE ON UPDATE NO ACTION'],
    ],
    ["addColumn('t', 'a', { type: 'string', defaultValue: 'x' }, cb)", ['ALTER TABLE "t" ADD COLUMN "a" VARCHAR DEFAULT \'x\'']],
    ["removeColumn('t', 'a', cb)", ['ALTER TABLE "t" DROP COLUMN "a"']],
    ["renameColumn('t', 'a', 'b', cb)", ['ALTER TABLE "t" RENAME "a" TO "b"']],
    ["renameTable('t', 'u', cb)", ['ALTER TABLE "t" RENAME TO "u"']],
    ["dropTable('t', cb)", ['DROP TABLE "t"']],
    ["addIndex('t', 'i', ['a', 'b'], true, cb)", ['CREATE UNIQUE INDEX "i" ON "t" ("a", "b")']],
    ["removeIndex('t', 'i', cb)", ['DROP INDEX "i"']],
    ["removeIndex('i', cb)", ['DROP INDEX "i"']],
    ["addForeignKey('t', 'u', 'f', { a: 'id' }, { onDelete: 'CASCADE' }, cb)", ['ALTER TABLE "t" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "u" ("id") ON DELETE CASCADE ON UPDATE NO ACTION']],
    ["removeForeignKey('t', 'f', cb)", ['ALTER TABLE "t" DROP CONSTRAINT "f"']],
    [
      "changeColumn('t', 'a', { type: 'text', notNull: true }, cb)",
      ['ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL', 'ALTER TABLE "t" ALTER COLUMN "a" DROP DEFAULT', 'ALTER TABLE "t" ALTER COLUMN "a" TYPE TEXT USING "a"::TEXT'],
    ],
    ["insert('t', ['a', 'b'], [1, 'x'], cb)", ['INSERT INTO "t" ("a", "b") VALUES (1, \'x\')']],
  ])('%s', (call, sql) => {
    expect(sqlOf(call)).toEqual(sql);
  });

  it('can be called one after the other, by callbacks and by async', () => {
    expect(upOf("const async = require('async');\nexports.up = (db, cb) => { async.series([db.addColumn.bind(db, 't', 'a', { type: 'int' }), db.removeColumn.bind(db, 't', 'b')], cb) };")).toBe(
      'ALTER TABLE "t" ADD COLUMN "a" INTEGER;\nALTER TABLE "t" DROP COLUMN "b";',
    );
    expect(upOf("exports.up = (db, cb) => { db.dropTable('a', () => { db.dropTable('b', cb) }) };")).toBe('DROP TABLE "a";\nDROP TABLE "b";');
  });

  it('is not read where a call is not', () => {
    expect(unknownOf("exports.up = (db, cb) => { db.dropTable('a', cb); db.createDatabase('x', cb) };")).toEqual(["db.createDatabase('x', cb)"]);
  });
});

it('MikroORM has Knex', () => {
  expect(upOf("export class M1 extends Migration { async up() { this.addSql('SELECT 1'); const knex = this.getKnex(); await knex.schema.dropTable('a'); } }")).toBe('SELECT 1;\ndrop table "a";');
});
