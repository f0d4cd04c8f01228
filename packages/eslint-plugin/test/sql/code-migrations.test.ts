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
    ...delivery.configs.migrations.map((block) => ({ ...block, files: ['**/*.js'] })),
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

  it.each(['exports.down = () => { throw new Error("gone") };', 'exports.down = (db) => db.dropTable("a");'])('has none with %s', async (down) => {
    expect(await lint({ '001-a.js': `exports.up = (db, cb) => { db.runSql("CREATE TABLE a (id int)", cb) };\n${down}` })).toEqual([]);
  });

  it('is judged as it stands in the editor', async () => {
    expect(await lint({ '001-a.js': up('SELECT 1', 'SELECT 1') }, { file: '001-a.js', text: up('TRUNCATE a', 'SELECT 1') })).toEqual([
      '001-a.js 2:14-2:24 delivery/no-truncate',
    ]);
  });

  it('obeys a disable comment', async () => {
    expect(await lint({ '001-a.js': `// eslint-disable-next-line delivery/no-truncate -- a cache\nexports.up = (db) => db.runSql("TRUNCATE a");\nexports.down = () => { throw new Error() };` })).toEqual([]);
  });

  it('says so once for a folder when some cannot be read', async () => {
    const built = 'exports.up = (db) => db.createTable("a");\nexports.down = (db) => db.dropTable("a");';
    expect(await lint({ '001-a.js': built, '002-b.js': built, '003-c.js': up('ALTER TABLE a DROP COLUMN gone', 'ALTER TABLE a ADD COLUMN gone int') })).toEqual([
      '001-a.js 1:1-1:42 delivery/no-unanalysed-sql',
      '003-c.js 2:14-2:44 delivery/no-drop-column',
    ]);
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
