import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { folderWith, sqllint } from './command.ts';

interface Document {
  readonly migrations: readonly { readonly findings: readonly { readonly rule: string; readonly message: string }[] }[];
}

const identity = { GIT_AUTHOR_NAME: 'Ann', GIT_AUTHOR_EMAIL: 'ann@example.com', GIT_COMMITTER_NAME: 'Ann', GIT_COMMITTER_EMAIL: 'ann@example.com' };

it('tries the queries of a file, and with --since those of the code that runs before the change', () => {
  const cwd = folderWith({
    'migrations/1.up.sql': 'CREATE TABLE orders (id int PRIMARY KEY, total int);\nCREATE TABLE customers (id int PRIMARY KEY, name text);',
    'migrations/1.down.sql': 'DROP TABLE customers;\nDROP TABLE orders;',
    'src/orders.ts': `export const one = (id) => db.query('SELECT total FROM orders WHERE id = ?', [id]);\nexport const all = () => db.query('SELECT id FROM orders');\nexport const other = () => other.query('SELECT a FROM elsewhere');\n`,
    'queries.sql': '-- Who buys.\nSELECT name FROM customers;\nSELECT id FROM customers;\nSELECT id, name FROM customers;\n',
  });
  const git = (...args: readonly string[]): void => void execFileSync('git', args, { cwd, stdio: 'ignore', env: { ...process.env, ...identity, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' } });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message=Ship');
  writeFileSync(join(cwd, 'migrations/2.up.sql'), 'ALTER TABLE orders RENAME COLUMN total TO amount;\nALTER TABLE customers DROP COLUMN name;');
  writeFileSync(join(cwd, 'migrations/2.down.sql'), 'ALTER TABLE customers ADD COLUMN name text;\nALTER TABLE orders RENAME COLUMN amount TO total;');
  writeFileSync(join(cwd, 'src/orders.ts'), `export const one = (id) => db.query('SELECT amount FROM orders WHERE id = ?', [id]);\n`);

  const { stdout, stderr } = sqllint(['verify', '--no-config', '--since', 'main', '--queries', 'queries.sql', '--format', 'json', 'migrations'], { cwd });
  expect(stderr).toContain('ran on PostgreSQL');
  const { migrations } = JSON.parse(stdout) as Document; // It is our own.
  const told = migrations.flatMap(({ findings }) => findings.flatMap(({ rule, message }) => (rule === 'verify/old-code-breaks' && message.startsWith('A query') ? [message] : [])));
  expect(told).toEqual([
    'A query of the application, queries.sql:2, fails after this up: Column "name" does not exist. So does queries.sql:4. It was: SELECT name FROM customers',
    'A query of the application, src/orders.ts:1, fails after this up: Column "total" does not exist. It was: SELECT total FROM orders WHERE id = ?',
  ]);
}, 60_000);
