import { describe, expect, it } from 'vitest';
import { read } from './read-migration.ts';

/** The file with the down that it lacks; undefined where none is written. */
function withDown(text: string): string | undefined {
  const rewrite = read(text)?.missingDown();
  return rewrite && text.slice(0, rewrite.range[0]) + rewrite.text + text.slice(rewrite.range[1]);
}

describe('the down that is missing', () => {
  it('undoes each call, the last one first', () => {
    const up = "exports.up = async (knex) => {\n  await knex.schema.createTable('a', (t) => { t.increments(); });\n  await knex.schema.renameTable('b', 'c');\n};";
    expect(withDown(`${up}\n`)).toBe(`${up}\n\nexports.down = async (knex) => {\n  await knex.schema.renameTable('c', 'b');\n  await knex.schema.dropTable('a');\n};\n`);
  });

  it('is exported as the up is', () => {
    const up = "export async function up(knex) {\n  return knex.schema.createTable('a', (t) => { t.increments(); });\n}";
    expect(withDown(up)).toBe(`${up}\n\nexport async function down(knex) {\n  await knex.schema.dropTable('a');\n}`);
  });

  it('is a property where the up is one', () => {
    expect(withDown("module.exports = {\n  up: async (qi, Sequelize) => {\n    await qi.sequelize;\n  },\n};")).toBeUndefined();
    expect(withDown("module.exports = {\n  async up(queryInterface, Sequelize) {\n    await queryInterface.addColumn('a', 'b', Sequelize.TEXT);\n    await queryInterface.renameColumn('a', 'c', 'd');\n  },\n};")).toBe(
      "module.exports = {\n  async up(queryInterface, Sequelize) {\n    await queryInterface.addColumn('a', 'b', Sequelize.TEXT);\n    await queryInterface.renameColumn('a', 'c', 'd');\n  },\n\n  async down(queryInterface) {\n    await queryInterface.renameColumn('a', 'd', 'c');\n    await queryInterface.removeColumn('a', 'b');\n  },\n};",
    );
  });

  it('fills a method that is empty', () => {
    const up = "export class A1 {\n  async up(queryRunner) {\n    await queryRunner.createTable(new Table({ name: 'a', columns: [{ name: 'id', type: 'int' }] }));\n    await queryRunner.addColumn('b', new TableColumn({ name: 'c', type: 'int', isNullable: true }));\n  }\n";
    expect(withDown(`${up}  async down(runner) {}\n}\n`)).toBe(`${up}  async down(runner) {\n    await runner.dropColumn('b', 'c');\n    await runner.dropTable('a');\n  }\n}\n`);
  });

  it('declares what it is given as the up does', () => {
    const up = "export async function up(db: Kysely<unknown>): Promise<void> {\n  await db.schema.createTable('a').addColumn('id', 'integer').execute();\n}";
    expect(withDown(up)).toBe(`${up}\n\nexport async function down(db: Kysely<unknown>) {\n  await db.schema.dropTable('a').execute();\n}`);
  });

  it('fills an empty one of node-pg-migrate, which waits for nothing', () => {
    const up = "exports.up = (pgm) => {\n  pgm.createTable('a', { id: 'id' });\n  pgm.addColumns('b', { c: 'text', 'd e': { type: 'text' } });\n  pgm.createIndex('b', ['c'], { unique: true });\n  pgm.renameColumn('b', 'f', 'g');\n};\n";
    expect(withDown(`${up}exports.down = (builder) => {};\n`)).toBe(
      `${up}exports.down = (builder) => {\n  builder.renameColumn('b', 'g', 'f');\n  builder.dropIndex('b', ['c'], { unique: true });\n  builder.dropColumns('b', ['c', 'd e']);\n  builder.dropTable('a');\n};\n`,
    );
  });

  it('takes back what Kysely says in a chain', () => {
    const up = "import type { Kysely } from 'kysely';\nexport async function up(db) {\n  await db.schema.alterTable('a').addColumn('b', 'text').renameColumn('c', 'd').execute();\n  await db.schema.createIndex('a_b').on('a').column('b').execute();\n}";
    expect(withDown(up)).toBe(
      `${up}\n\nexport async function down(db) {\n  await db.schema.dropIndex('a_b').on('a').execute();\n  await db.schema.alterTable('a').renameColumn('d', 'c').dropColumn('b').execute();\n}`,
    );
  });

  it('names indexes and keys of db-migrate as they were named', () => {
    const up = "exports.up = function (db) {\n  return db.addIndex('a', 'a_b', ['b'], true);\n};";
    expect(withDown(`${up}\n`)).toBe(`${up}\n\nexports.down = async (db) => {\n  await db.removeIndex('a', 'a_b');\n};\n`);
  });

  it.each([
    ['Kysely drops a column', "import { Kysely } from 'kysely';\nexport async function up(db) { await db.schema.alterTable('a').dropColumn('b').execute(); }"],
    ['Kysely only prepares', "import { Kysely } from 'kysely';\nexport async function up(db) { db.schema.createTable('a').addColumn('id', 'integer'); }"],
    ['columns are computed', "exports.up = (pgm) => { pgm.addColumns('b', { ...columns }); };\nexports.down = (pgm) => {};"],
    ['a constraint has no name', "exports.up = (pgm) => { pgm.addConstraint('b', null, { unique: 'c' }); };\nexports.down = (pgm) => {};"],
    ['db-migrate calls back', "exports.up = (db, callback) => { db.renameTable('a', 'b', callback); };"],
  ])('is not written when %s', (_, text) => {
    expect(withDown(text)).toBeUndefined();
  });

  it.each([
    ['something else happens', "await knex.schema.createTable('a', (t) => { t.increments(); }); await knex('a').insert({ id: 1 });"],
    ['something is lost', "await knex.schema.dropTable('a');"],
    ['it is under a condition', "if (process.env.A) await knex.schema.createTable('a', (t) => { t.increments(); });"],
    ['calls are chained', "await knex.schema.createTable('a', (t) => { t.increments(); }).dropTable('b');"],
  ])('is not written when %s', (_, body) => {
    expect(withDown(`exports.up = async (knex) => { ${body} };`)).toBeUndefined();
  });

  it('is not written over a comment', () => {
    expect(withDown("export async function up(knex) { await knex.schema.createTable('a', (t) => { t.increments(); }); }\nexport async function down(knex) { /* by hand */ }")).toBeUndefined();
  });

  it('is made up by node-pg-migrate itself', () => {
    expect(read("exports.up = (pgm) => { pgm.dropTable('a'); };")?.infersDown).toBe(true);
    expect(read("exports.up = (pgm) => { pgm.dropTable('a'); };\nexports.down = (pgm) => {};")?.infersDown).toBe(false);
  });
});
