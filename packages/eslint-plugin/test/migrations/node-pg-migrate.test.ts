import { describe, expect, it } from 'vitest';
import { read, unknownOf, upOf } from './read-migration.ts';

/** The SQL of what an `up` does with `pgm`. */
function sqlOf(body: string): string[] | undefined {
  return upOf(`exports.up = (pgm) => { ${body} };`)?.split(';\n').map((one) => one.replace(/;$/u, ''));
}

describe('node-pg-migrate', () => {
  it.each([
    ["createTrigger('t', 'tr', { when: 'BEFORE', operation: ['INSERT', 'UPDATE'], level: 'ROW', function: 'f', functionParams: ['a'] })", 'CREATE TRIGGER "tr" BEFORE INSERT OR UPDATE ON "t" FOR EACH ROW EXECUTE PROCEDURE "f"(\'a\')'],
    ["createTrigger('t', 'tr', { when: 'AFTER', operation: 'DELETE', function: 'f' })", 'CREATE TRIGGER "tr" AFTER DELETE ON "t" FOR EACH STATEMENT EXECUTE PROCEDURE "f"()'],
    ["createTrigger('t', 'tr', { operation: 'UPDATE', level: 'ROW', constraint: true, deferrable: true, function: 'f' })", 'CREATE CONSTRAINT TRIGGER "tr" AFTER UPDATE ON "t" DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE PROCEDURE "f"()'],
    ["createTrigger('t', 'tr', { when: 'BEFORE', operation: 'UPDATE', level: 'ROW', condition: 'OLD.a IS NOT NULL', function: 'f' })", 'CREATE TRIGGER "tr" BEFORE UPDATE ON "t" FOR EACH ROW WHEN (OLD.a IS NOT NULL) EXECUTE PROCEDURE "f"()'],
  ])('creates a trigger: %s', (call, sql) => {
    expect(sqlOf(`pgm.${call}`)).toEqual([sql]);
  });

  it('creates the function of a trigger with it', () => {
    expect(upOf("exports.up = (pgm) => { pgm.createTrigger('t', 'tr', { when: 'BEFORE', operation: 'UPDATE', level: 'ROW', language: 'plpgsql' }, 'BEGIN RETURN NEW; END') };")).toBe(
      'CREATE FUNCTION "tr"() RETURNS trigger AS $pgm$BEGIN RETURN NEW; END$pgm$ VOLATILE LANGUAGE plpgsql;\nCREATE TRIGGER "tr" BEFORE UPDATE ON "t" FOR EACH ROW EXECUTE PROCEDURE "tr"();',
    );
  });

  it('creates a table', () => {
    const table = `pgm.createTable('users', {
      id: 'id',
      name: { type: 'string', notNull: true, default: 'x' },
      at: { type: 'timestamp', default: pgm.func('now()') },
      org: { type: 'int', references: 'orgs', onDelete: 'cascade' },
      n: { type: 'int', unique: true, check: 'n > 0', comment: 'c' },
    }, { ifNotExists: true, constraints: { unique: ['name', 'org'] }, comment: 'all' })`;
    expect(sqlOf(table)).toEqual([
      'CREATE TABLE IF NOT EXISTS "users" ("id" serial PRIMARY KEY, "name" text DEFAULT \'x\' NOT NULL, "at" timestamp DEFAULT now(), ' +
        '"org" integer REFERENCES "orgs" ON DELETE cascade, "n" integer UNIQUE CHECK (n > 0), CONSTRAINT "users_uniq_name_org" UNIQUE ("name", "org"))',
      'COMMENT ON COLUMN "users"."n" IS \'c\'',
      'COMMENT ON TABLE "users" IS \'all\'',
    ]);
  });

  it.each([
    ["createTable({ schema: 's', name: 't' }, { a: { type: 'int', primaryKey: true }, b: { type: 'int', primaryKey: true } })", 'CREATE TABLE "s"."t" ("a" integer, "b" integer, CONSTRAINT "t_pkey" PRIMARY KEY ("a", "b"))'],
    ["addColumns('t', { a: 'text', b: { type: 'bool', notNull: true, default: false } })", 'ALTER TABLE "t" ADD "a" text, ADD "b" boolean DEFAULT false NOT NULL'],
    ["dropColumns('t', ['a', 'b'], { ifExists: true })", 'ALTER TABLE "t" DROP IF EXISTS "a", DROP IF EXISTS "b"'],
    ["renameColumn('t', 'a', 'b')", 'ALTER TABLE "t" RENAME "a" TO "b"'],
    ["renameTable('t', 'u')", 'ALTER TABLE "t" RENAME TO "u"'],
    ["dropTable('t', { ifExists: true, cascade: true })", 'DROP TABLE IF EXISTS "t" CASCADE'],
    ["alterColumn('t', 'a', { type: 'int', using: 'a::int', notNull: true, default: null })", 'ALTER TABLE "t" ALTER "a" DROP DEFAULT, ALTER "a" SET DATA TYPE integer USING a::int, ALTER "a" SET NOT NULL'],
    ["createIndex('t', ['a', 'b'], { unique: true, concurrently: true, where: 'a > 0' })", 'CREATE UNIQUE INDEX CONCURRENTLY "t_a_b_unique_index" ON "t" ("a", "b") WHERE a > 0'],
    ["dropIndex('t', ['a'], { ifExists: true })", 'DROP INDEX IF EXISTS "t_a_index"'],
    ["addConstraint('t', 'c', { foreignKeys: { columns: 'a', references: 'u(id)', onDelete: 'SET NULL' } })", 'ALTER TABLE "t" ADD CONSTRAINT "c" FOREIGN KEY ("a") REFERENCES u(id) ON DELETE SET NULL'],
    ["addConstraint('t', 'c', 'CHECK (a > 0)')", 'ALTER TABLE "t" ADD CONSTRAINT "c" CHECK (a > 0)'],
    ["dropConstraint('t', 'c', { ifExists: true })", 'ALTER TABLE "t" DROP CONSTRAINT IF EXISTS "c"'],
    ["createType('mood', ['a', 'b'])", 'CREATE TYPE "mood" AS ENUM (\'a\', \'b\')'],
    ["addTypeValue('mood', 'c', { ifNotExists: true })", 'ALTER TYPE "mood" ADD VALUE IF NOT EXISTS \'c\''],
    ["createExtension('citext', { ifNotExists: true })", 'CREATE EXTENSION IF NOT EXISTS "citext"'],
    ["createView('v', {}, 'SELECT 1')", 'CREATE VIEW "v" AS SELECT 1'],
    ["dropFunction('f', ['int'])", 'DROP FUNCTION "f"(int)'],
  ])('%s', (call, sql) => {
    expect(sqlOf(`pgm.${call}`)).toEqual([sql]);
  });

  it('runs outside a transaction when it says so', () => {
    expect(read("exports.up = (pgm) => { pgm.noTransaction(); pgm.createIndex('t', 'a', { concurrently: true }); };")?.transaction).toBe('none');
  });

  it('is not read where a call is not', () => {
    expect(unknownOf("exports.up = (pgm) => { pgm.createOperator('+', {}); };")).toEqual(["pgm.createOperator('+', {})"]);
  });
});
