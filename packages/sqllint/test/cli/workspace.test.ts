import { execFileSync } from 'node:child_process';

import { describe, expect, it } from 'vitest';

import { findStrictSchemaErrors } from '../report/json-schema.ts';
import { createOrders, dropChannel, folderWith, sqllint } from './command.ts';

const schema = `import { pgTable, text } from 'drizzle-orm/pg-core';

export const orders = pgTable('orders', {
  channel: text(),
});
`;
const query = "export const open = 'SELECT channel FROM orders';\n";

interface Document {
  readonly migrations: readonly { readonly findings: readonly { readonly message: string; readonly uses?: readonly object[] }[] }[];
}

/** What is said of the one removal. */
function told(cwd: string, ...args: readonly string[]): Document['migrations'][number]['findings'][number] | undefined {
  const { stdout } = sqllint(['--format', 'json', ...args], { cwd });
  const document = JSON.parse(stdout) as Document; // It is our own.
  expect(findStrictSchemaErrors(document)).toBeUndefined();
  return document.migrations.at(-1)?.findings[0];
}

const what = 'Dropping column `orders.channel` deletes its values: a down migration can add the column again, but only empty. Code of the previous release that still uses it fails at once.';

describe('a removal of what code still names', () => {
  it('says where, up to three places, and how many more there are', () => {
    const cwd = folderWith({ ...createOrders, ...dropChannel, 'src/schema.ts': schema, 'src/a.ts': query });
    expect(told(cwd)).toMatchObject({
      message: `${what} Code here still names it: src/a.ts:1 and src/schema.ts:4.`,
      uses: [{ file: 'src/a.ts', line: 1 }, { file: 'src/schema.ts', line: 4 }],
    });
    const many = folderWith({ ...createOrders, ...dropChannel, 'src/a.ts': query.repeat(5) });
    expect(told(many)?.message).toBe(`${what} Code here still names it: src/a.ts:1, src/a.ts:2, src/a.ts:3 and 2 more.`);
  });

  it('is found anew when only the code has changed', () => {
    const cwd = folderWith({ ...createOrders, ...dropChannel, 'node_modules/.keep': '' });
    const silent = told(cwd);
    expect(silent?.message).toBe(what);
    expect(silent?.uses).toBeUndefined();
    execFileSync(process.execPath, ['-e', 'fs.writeFileSync("a.ts", process.argv[1])', query], { cwd });
    expect(told(cwd)?.message).toBe(`${what} Code here still names it: a.ts:1.`);
  });

  it('says nothing of tests, of what git ignores, of a name that comes back, and where it is switched off', () => {
    const migrations = { ...createOrders, ...dropChannel };
    expect(told(folderWith({ ...migrations, 'src/a.test.ts': query, 'migrations/a.ts': query }))?.message).toBe(what);

    const ignoring = folderWith({ ...migrations, 'local/a.ts': query, '.gitignore': 'local/\n' });
    execFileSync('git', ['init', '--quiet'], { cwd: ignoring });
    expect(told(ignoring)?.message).toBe(what);

    const back = folderWith({
      ...migrations,
      'a.ts': query,
      'migrations/0003_again.up.sql': 'ALTER TABLE orders ADD COLUMN channel int;\n',
      'migrations/0003_again.down.sql': 'ALTER TABLE orders DROP COLUMN channel;\n',
    });
    expect(sqllint([], { cwd: back }).stdout).not.toContain('still names');

    const off = folderWith({ ...migrations, 'a.ts': query, 'b/a.ts': query });
    expect(told(off, '--no-workspace')?.message).toBe(what);
  });

  it('looks where the configuration says', () => {
    const migrations = { ...createOrders, ...dropChannel, 'a/a.ts': query, 'b/b.ts': query };
    const some = folderWith({ ...migrations, 'sqllint.config.json': '{ "workspace": ["b"] }' });
    expect(told(some)?.message).toBe(`${what} Code here still names it: b/b.ts:1.`);
    const none = folderWith({ ...migrations, 'sqllint.config.json': '{ "workspace": false }' });
    expect(told(none)?.message).toBe(what);
    const wrong = folderWith({ ...migrations, 'sqllint.config.json': '{ "workspace": "b" }' });
    expect(sqllint([], { cwd: wrong }).stderr).toBe('sqllint: sqllint.config.json: “workspace” takes a list of folders, or false, not one. Write ["b"].\n');
  });
});
