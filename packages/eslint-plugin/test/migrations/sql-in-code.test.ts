import { parse } from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import { codeMigration } from '../../src/migrations/code-migration.ts';
import type { CodeMigration } from '../../src/migrations/code-migration.ts';

function read(text: string): CodeMigration | undefined {
  return codeMigration(parse(text, { range: true, loc: true, ecmaVersion: 'latest', sourceType: 'module' }), text);
}

/** The SQL without the blanks around it. */
function sqlOf(text: string | undefined): string | undefined {
  return text?.replaceAll(/\s+/g, ' ').trim();
}

describe('the SQL of a migration', () => {
  it.each([
    ['db-migrate', "exports.up = (db, cb) => { db.runSql('SELECT 1', cb); };\nexports.down = (db, cb) => { db.runSql('SELECT 2', cb); };"],
    ['typeorm', 'export class A1 implements M { async up(q) { await q.query(`SELECT 1`) } async down(q) { await q.query("SELECT 2") } }'],
    ['mikro-orm', "export class A extends Migration { async up() { this.addSql('SELECT 1'); } async down() { this.addSql('SELECT 2'); } }"],
    ['knex', "exports.up = (knex) => knex.raw('SELECT 1');\nexports.down = (knex) => knex.schema.raw('SELECT 2');"],
    ['node-pg-migrate', "export const up = (pgm) => { pgm.sql('SELECT 1') };\nexport const down = (pgm) => { pgm.sql('SELECT 2') };"],
    [
      'sequelize',
      "module.exports = { async up(queryInterface) { await queryInterface.sequelize.query('SELECT 1') }, async down({ context: queryInterface }) { await queryInterface.sequelize.query('SELECT 2') } };",
    ],
    ['code', 'export async function up(db) { await sql`SELECT 1`.execute(db) }\nexport async function down(db) { await sql`SELECT 2`.execute(db) }'],
  ])('%s', (tool, text) => {
    const migration = read(text);
    expect(migration).toMatchObject({ tool, isUpKnown: true, isDownKnown: true });
    expect(sqlOf(migration?.up)).toBe('SELECT 1;');
    expect(sqlOf(migration?.down)).toBe('SELECT 2;');
  });

  it('stands where it stands in the file', () => {
    const text = "exports.up = (db, cb) => {\r\n  db.runSql('DROP TABLE \"😀\"', cb);\r\n};";
    const sql = read(text)?.up ?? '';
    expect(sql.length).toBe(text.length);
    expect(sql.indexOf('DROP')).toBe(text.indexOf('DROP'));
    expect(sql.split('\n').length).toBe(text.split('\n').length);
  });

  it.each([
    ['strings that are put together', "db.runSql('ALTER TABLE a ' +\n 'DROP COLUMN b', cb)", 'ALTER TABLE a DROP COLUMN b;'],
    ['a constant', 'const s = `SELECT 1`; db.runSql(s, cb)', 'SELECT 1;'],
    ['escapes', String.raw`db.runSql('SELECT \'a\'\n', cb)`, "SELECT 'a' ;"],
    ['several calls', "db.runSql('A'); db.runSql('B')", 'A; B;'],
    ['calls one after the other', "db.runSql('A', () => { db.runSql('B', cb) })", 'A; B;'],
    ['bound functions', "async.series([db.runSql.bind(db, 'A'), db.runSql.bind(db, 'B')], cb)", 'A; B;'],
    ['nothing', "db.runSql('', cb)", ''],
  ])('can be %s', (_, body, sql) => {
    const migration = read(`exports.up = (db, cb) => { ${body} };\nexports.down = (db, cb) => { db.runSql('C', cb) };`);
    expect(sqlOf(migration?.up)).toBe(sql);
    expect(migration?.isUpKnown).toBe(true);
  });

  it('can be in a constant of the file', () => {
    expect(sqlOf(read('const s = "SELECT 1";\nexports.up = (db) => db.runSql(s);')?.up)).toBe('SELECT 1;');
  });

  it('can be sent in a transaction', () => {
    const migration = read("exports.up = (knex) => knex.transaction(async (trx) => { await trx.raw('SELECT 1') });");
    expect(migration?.isUpKnown).toBe(true);
    expect(sqlOf(migration?.up)).toBe('SELECT 1;');
  });
});

describe('what a migration does is not known', () => {
  it.each([
    ['when it builds SQL by calls', "return knex.schema.createTable('a', (t) => t.increments())"],
    ['when SQL is sent under a condition', "if (process.env.A) await knex.raw('A')"],
    ['when SQL is sent for each of a list', 'rows.forEach((row) => knex.raw(`A`))'],
    ['when SQL is sent in a loop', 'for (const a of b) await knex.raw(`A`)'],
    ['when SQL may be taken back', "try { await knex.raw('A') } catch {}"],
    ['when SQL holds what is not written here', 'await knex.raw(`DROP TABLE ${name}`)'],
    ['when SQL comes from elsewhere', 'await knex.raw(readFileSync(path))'],
    ['when a function gets the database', "await knex.raw('A'); await seed(knex)"],
    ['when the constant comes behind what is sent before it', "const b = 'B'; await knex.raw('A'); await knex.raw(b)"],
  ])('%s', (_, body) => {
    expect(read(`exports.up = async (knex) => { ${body} };`)?.isUpKnown).toBe(false);
  });
});

describe('the way back', () => {
  const up = "exports.up = (db, cb) => { db.runSql('A', cb) };\n";

  it.each([
    ['is missing', ''],
    ['does nothing', 'exports.down = (db, cb) => { cb() };'],
    ['sends nothing', "exports.down = (db, cb) => { db.runSql('', cb) };"],
  ])('%s', (_, down) => {
    expect(read(up + down)).toMatchObject({ down: undefined, isDownKnown: true, isIrreversible: false });
  });

  it.each([
    ['throws', "exports.down = () => { throw new Error('no way back') };"],
    ['is false', 'exports.down = false;'],
    ['is said not to be one', '// irreversible: the rows are gone\nexports.down = (db, cb) => { cb() };'],
  ])('%s on purpose', (_, down) => {
    expect(read(up + down)).toMatchObject({ down: undefined, isIrreversible: true });
  });

  it('is not known when it builds SQL by calls', () => {
    expect(read(`${up}exports.down = (db) => db.dropTable('a');`)).toMatchObject({ isUpKnown: true, isDownKnown: false });
  });
});

describe('a file is no migration', () => {
  it.each(['export const a = 1;', 'export function up() { return 1; }', "exports.run = (db) => db.runSql('A');", ''])('%j', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
