import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import delivery from '../../src/sql.ts';

let root: string;
let folder: string;

beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'code-migrations-')));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(path.join(root, 'migrations-'));
});

const up = (sql: string, down = ''): string =>
  `exports.up = (db, cb) => {\n  db.runSql(\`${sql}\`, cb);\n};\nexports.down = (db, cb) => {\n  db.runSql(\`${down}\`, cb);\n};\n`;

async function lint(files: Record<string, string>, text?: { file: string; text: string }): Promise<string[]> {
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  const config: Linter.Config[] = [
    ...delivery.configs.migrations.map((block) => ({ ...block, files: ['**/*.{js,mjs}'] })),
    { files: ['**/*.js'], languageOptions: { sourceType: 'commonjs' } },
  ];
  const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: config });
  const results = text ? await eslint.lintText(text.text, { filePath: path.join(folder, text.file) }) : await eslint.lintFiles([folder]);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, column, endLine, endColumn, ruleId }) => `${path.basename(filePath)} ${line}:${column}-${endLine}:${endColumn} ${ruleId}`),
  );
}

describe('a migration in code', () => {
  it('is judged by the SQL that it sends, where that is written', async () => {
    expect(await lint({ '001-a.js': up('DROP TABLE a', 'CREATE TABLE a (id int)') })).toContain('001-a.js 2:14-2:26 delivery/no-drop-table');
  });

  it('is judged by the schema that those before it have made', async () => {
    const created = { '001-a.js': up('CREATE TABLE a (id int, b text)', 'DROP TABLE a') };
    expect(await lint({ ...created, '002-b.js': up('ALTER TABLE a DROP COLUMN b', 'ALTER TABLE a ADD COLUMN b varchar(5)') })).toEqual([
      '002-b.js 2:14-2:41 delivery/no-drop-column',
      '002-b.js 5:14-5:51 delivery/down-does-not-restore',
    ]);
  });

  it('has a finding when it has no way back', async () => {
    expect(await lint({ '001-a.js': up('CREATE TABLE a (id int)') })).toEqual(['001-a.js 2:14-2:37 delivery/require-down']);
  });

  it('has none when it says that there is none', async () => {
    expect(await lint({ '001-a.js': 'exports.up = (db, cb) => { db.runSql("CREATE TABLE a (id int)", cb) };\nexports.down = () => { throw new Error("gone") };' })).toEqual([]);
  });

  it('has none when its way back is not known', async () => {
    expect(await lint({ '001-a.js': 'exports.up = (db, cb) => { db.runSql("CREATE TABLE a (id int)", cb) };\nexports.down = (db) => undo(db);' })).toEqual([
      '001-a.js 2:24-2:32 delivery/no-unanalysed-sql',
    ]);
  });

  it('is judged by the SQL that its calls stand for, at the calls', async () => {
    const created = `exports.up = (knex) => knex.schema.createTable('orders', (table) => {
  table.increments();
  table.string('note').notNullable();
});
exports.down = (knex) => knex.schema.dropTable('orders');
`;
    const dropped = `exports.up = async (knex) => {
  await knex.schema.alterTable('orders', (table) => {
    table.dropColumn('note');
    table.integer('user_id').notNullable();
  });
};
exports.down = (knex) => knex.schema.alterTable('orders', (table) => {
  table.dropColumn('user_id');
  table.string('note', 40);
});
`;
    expect(await lint({ '001-a.js': created, '002-b.js': dropped })).toEqual([
      '002-b.js 3:5-3:29 delivery/no-drop-column',
      '002-b.js 4:5-4:43 delivery/no-required-column',
      '002-b.js 8:3-8:30 delivery/down-does-not-restore',
    ]);
  });

  it('does what functions and classes of other files do, at the call', async () => {
    const helpers = `class Base { constructor(knex) { this.knex = knex; } }
export class Helper extends Base {
  async drop(table, column) {
    await this.knex.schema.alterTable(table, (t) => { t.dropColumn(column); });
  }
}
`;
    writeFileSync(path.join(folder, 'helper.mjs'), helpers);
    const text = `import { Helper } from './helper.mjs';
export async function up(knex) {
  const helper = new Helper(knex);
  await helper.drop('a', 'b');
}
export async function down(knex) {
  await knex.raw('ALTER TABLE a ADD COLUMN b int');
}
`;
    expect(await lint({ '001-a.mjs': text })).toEqual(['001-a.mjs 4:9-4:30 delivery/no-drop-column']);
  });

  it('has its conditions decided by the schema', async () => {
    const created = "exports.up = (knex) => knex.schema.createTable('a', (t) => { t.increments(); });\nexports.down = (knex) => knex.schema.dropTable('a');\n";
    const guarded = "exports.up = async (knex) => {\n  if (await knex.schema.hasColumn('a', 'b')) await knex.schema.table('a', (t) => { t.dropColumn('b'); });\n  if (!(await knex.schema.hasTable('c'))) await knex.schema.createTable('c', (t) => { t.increments(); });\n};\nexports.down = (knex) => knex.schema.dropTable('c');\n";
    expect(await lint({ '001-a.js': created, '002-b.js': guarded })).toEqual([]);
  });

  it('is judged as it stands in the editor', async () => {
    expect(await lint({ '001-a.js': up('SELECT 1', 'SELECT 1') }, { file: '001-a.js', text: up('TRUNCATE a', 'SELECT 1') })).toEqual([
      '001-a.js 2:14-2:24 delivery/no-truncate',
    ]);
  });

  it('obeys a disable comment', async () => {
    expect(await lint({ '001-a.js': `// eslint-disable-next-line delivery/no-truncate -- a cache\nexports.up = (db) => db.runSql("TRUNCATE a");\nexports.down = () => { throw new Error() };` })).toEqual([]);
  });

  it('says what cannot be read, and doubts what it names', async () => {
    const calls = 'exports.up = async (db) => {\n  await mend(db, "a");\n};\nexports.down = () => { throw new Error() };\n';
    const files = { '001-a.js': up('CREATE TABLE a (id int)', 'DROP TABLE a'), '002-b.js': calls, '003-c.js': up('ALTER TABLE a DROP COLUMN b', 'ALTER TABLE a ADD COLUMN b int') };
    expect(await lint(files)).toEqual(['002-b.js 2:9-2:22 delivery/no-unanalysed-sql', '003-c.js 2:14-2:41 delivery/no-drop-column']);
  });

  it('is read as what the folder is for', async () => {
    expect(
      await lint({
        '001-a.js': up('CREATE TABLE a (id int AUTO_INCREMENT PRIMARY KEY, b int NOT NULL)', 'DROP TABLE a'),
        '002-b.js': up('ALTER TABLE a CHANGE b c bigint', 'ALTER TABLE a CHANGE c b bigint'),
      }),
    ).toEqual(['002-b.js 2:14-2:45 delivery/no-attribute-loss', '002-b.js 2:14-2:45 delivery/no-rename-column', '002-b.js 2:14-2:45 delivery/no-table-copy', '002-b.js 5:14-5:45 delivery/down-does-not-restore']);
  });
});

it('other code is left alone', async () => {
  expect(await lint({ 'a.js': 'export function up() { return 1; }', 'b.js': 'exports.q = (db) => db.query("DROP TABLE a");' })).not.toContainEqual(
    expect.stringContaining('delivery/'),
  );
});
