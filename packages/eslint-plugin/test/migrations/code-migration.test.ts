import { describe, expect, it } from 'vitest';
import { branchesOf, downOf, read, unknownOf, upOf } from './read-migration.ts';

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
    expect(migration?.tool).toBe(tool);
    expect([upOf(text), downOf(text), unknownOf(text)]).toEqual(['SELECT 1;', 'SELECT 2;', []]);
  });

  it('stands where it stands in the file', () => {
    const text = "exports.up = (db, cb) => {\r\n  db.runSql('DROP TABLE \"😀\"', cb);\r\n};";
    const { source } = read(text)?.writtenFor('postgres') ?? {};
    const start = source?.text.indexOf('TABLE') ?? -1;
    expect(source?.placeOf({ start, end: start + 'TABLE "😀"'.length })).toMatchObject({
      start: text.indexOf('TABLE'),
      end: text.indexOf("', cb"),
      from: { line: 2, column: 19 },
      to: { line: 2, column: 29 },
    });
  });

  it.each([
    ['strings that are put together', "db.runSql('ALTER TABLE a ' +\n 'DROP COLUMN b', cb)", 'ALTER TABLE a DROP COLUMN b;'],
    ['a constant', 'const s = `SELECT 1`; db.runSql(s, cb)', 'SELECT 1;'],
    ['escapes', String.raw`db.runSql('SELECT \'a\'\n', cb)`, "SELECT 'a'\n;"],
    ['several calls', "db.runSql('A'); db.runSql('B')", 'A;\nB;'],
    ['calls one after the other', "db.runSql('A', () => { db.runSql('B', cb) })", 'A;\nB;'],
    ['bound functions', "async.series([db.runSql.bind(db, 'A'), db.runSql.bind(db, 'B')], cb)", 'A;\nB;'],
    ['nothing', "db.runSql('', cb)", ''],
  ])('can be %s', (_, body, sql) => {
    const text = `exports.up = (db, cb) => { ${body} };\nexports.down = (db, cb) => { db.runSql('C', cb) };`;
    expect(upOf(text) ?? '').toBe(sql);
    expect(unknownOf(text)).toEqual([]);
  });

  it('can be in a constant of the file', () => {
    expect(upOf('const s = "SELECT 1";\nexports.up = (db) => db.runSql(s);')).toBe('SELECT 1;');
  });

  it('can be sent in a transaction', () => {
    expect(upOf("exports.up = (knex) => knex.transaction(async (trx) => { await trx.raw('SELECT 1') });")).toBe('SELECT 1;');
  });

  it('can be sent by a function of the file', () => {
    expect(upOf('const run = (db, table) => db.runSql(`DROP TABLE ${table}`);\nexports.up = async (db) => { await run(db, "a"); await run(db, "b"); };')).toBe('DROP TABLE a;\nDROP TABLE b;');
  });

  it('can be sent by a method of the class', () => {
    expect(upOf('export class A1 { async up(q) { await this.drop(q, "a") } async drop(q, t) { await q.query("DROP TABLE " + t) } }')).toBe('DROP TABLE a;');
  });

  it.each([
    ['for-of', 'for (const t of tables) await knex.raw(`DROP TABLE ${t}`)'],
    ['for', 'for (let i = 0; i < tables.length; i++) await knex.raw(`DROP TABLE ${tables[i]}`)'],
    ['forEach', 'tables.forEach((t) => knex.raw(`DROP TABLE ${t}`))'],
    ['Promise.all', 'await Promise.all(tables.map((t) => knex.raw(`DROP TABLE ${t}`)))'],
    ['Object.keys', 'for (const t of Object.keys({ a: 1, b: 2 })) await knex.raw(`DROP TABLE ${t}`)'],
  ])('is that of each thing in a list: %s', (_, body) => {
    expect(upOf(`const tables = ['a', 'b'];\nexports.up = async (knex) => { ${body} };`)).toBe('DROP TABLE a;\nDROP TABLE b;');
  });

  it('may hold values that are not known', () => {
    expect(upOf("exports.up = async (knex) => { await knex.raw(`UPDATE a SET b = ${value} WHERE c = '${other}'`) };")).toBe("UPDATE a SET b = $1 WHERE c = '…';");
  });

  it('may have values bound to it', () => {
    expect(upOf("exports.up = async (knex) => { await knex.raw('UPDATE ?? SET b = ? WHERE c = ?', ['a', 1, row.c]) };")).toBe('UPDATE "a" SET b = 1 WHERE c = $1;');
  });
});

describe('conditions', () => {
  const unknown = { kind: 'unknown' };

  it.each([
    ['if', "if (process.env.A) await knex.raw('A')"],
    ['a loop over what a query returns', "for (const row of await knex('b').select()) await knex.raw('A')"],
    ['a callback for each of what is not known', "rows.forEach((row) => knex.raw('A'))"],
    ['&&', "process.env.A && (await knex.raw('A'))"],
    ['try', "try { await knex.raw('A') } catch {}"],
  ])('of which nothing is known: %s', (_, body) => {
    expect(branchesOf(`exports.up = async (knex) => { ${body} };`)).toEqual([['A;', unknown]]);
  });

  it.each([
    ['a return before', "if (process.env.A) return; await knex.raw('A')"],
    ['else', "if (process.env.A) {} else await knex.raw('A')"],
  ])('of which the opposite has to hold: %s', (_, body) => {
    expect(branchesOf(`exports.up = async (knex) => { ${body} };`)).toEqual([['A;', { kind: 'not', of: unknown }]]);
  });

  it('of which a throw is none: without the rest nothing would be left', () => {
    expect(branchesOf("exports.up = async (knex) => { if (rows.length > 0) throw new Error(); await knex.raw('A') };")).toEqual([]);
  });

  it.each([
    ['hasTable', "if (!(await knex.schema.hasTable('a'))) await knex.raw('A')", { kind: 'not', of: { kind: 'exists', test: { object: 'relation', name: 'a' } } }],
    ['then', "knex.schema.hasTable('a').then((exists) => { if (exists) return knex.raw('A') })", { kind: 'exists', test: { object: 'relation', name: 'a' } }],
    ['hasColumn', "const has = await knex.schema.hasColumn('a', 'b'); if (has) await knex.raw('A')", { kind: 'exists', test: { object: 'column', name: 'b', of: { name: 'a' } } }],
  ])('that the schema may decide: %s', (_, body, condition) => {
    expect(branchesOf(`exports.up = async (knex) => { ${body} };`)).toEqual([['A;', condition]]);
  });

  it.each([
    ['postgres', 'PG;'],
    ['mysql', 'MY;'],
    ['sqlite', 'LITE;'],
  ] as const)('that the database decides: %s', (dialect, sql) => {
    const text = "exports.up = async (knex) => { const client = knex.client.config.client; if (client === 'pg') await knex.raw('PG'); else if (client.includes('mysql')) await knex.raw('MY'); else await knex.raw('LITE'); };";
    expect(upOf(text, dialect)).toBe(sql);
  });
});

describe('what a call does is not known', () => {
  it.each([
    ['when SQL holds a name that is not written here', 'knex.raw(`DROP TABLE ${name}`)', '`DROP TABLE ${name}`'],
    ['when SQL comes from elsewhere', 'knex.raw(readFileSync(path))', 'readFileSync(path)'],
    ['when a function of another file gets the database', 'seed(knex)', 'seed(knex)'],
    ['when the library has a method that is not read', 'knex.schema.fancy()', 'knex.schema.fancy()'],
  ])('%s', (_, call, unknown) => {
    expect(unknownOf(`exports.up = async (knex) => { await knex.raw('A'); await ${call}; };`)).toEqual([unknown]);
  });

  it('but what it is called may say that it only reads', () => {
    expect(unknownOf("exports.up = async (knex) => { await knex.raw('A'); await getTables(knex); };")).toEqual([]);
  });

  it('when it would take for ever', () => {
    expect(unknownOf("exports.up = async (knex) => { await knex.raw('A'); while (true) { while (true) {} } };")).toHaveLength(1);
  });
});

describe('the way back', () => {
  const up = "exports.up = (db, cb) => { db.runSql('A', cb) };\n";

  it.each([
    ['is missing', ''],
    ['does nothing', 'exports.down = (db, cb) => { cb() };'],
    ['sends nothing', "exports.down = (db, cb) => { db.runSql('', cb) };"],
  ])('%s', (_, down) => {
    expect(downOf(up + down)).toBeUndefined();
    expect(read(up + down)?.isIrreversible).toBe(false);
  });

  it.each([
    ['throws', "exports.down = () => { throw new Error('no way back') };"],
    ['is false', 'exports.down = false;'],
    ['is said not to be one', '// irreversible: the rows are gone\nexports.down = (db, cb) => { cb() };'],
  ])('%s on purpose', (_, down) => {
    expect(downOf(up + down)).toBeUndefined();
    expect(read(up + down)?.isIrreversible).toBe(true);
  });
});

describe('a file is no migration', () => {
  it.each(['export const a = 1;', 'export function up() { return 1; }', "exports.run = (db) => db.runSql('A');", ''])('%j', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
