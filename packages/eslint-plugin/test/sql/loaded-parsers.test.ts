import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Project } from './project.ts';

const { resolve } = createRequire(import.meta.url);
const entry = pathToFileURL(resolve('eslint-plugin-delivery/sql')).href;
const eslint = pathToFileURL(resolve('eslint')).href;

/** Tells of every module that Node loads. */
const hooks = 'export async function load(url, context, next) { process._rawDebug(url); return next(url, context); }';
const script = `
  import { register } from 'node:module';
  register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});
  const { default: delivery } = await import(${JSON.stringify(entry)});
  const { ESLint } = await import(${JSON.stringify(eslint)});
  const results = await new ESLint({ overrideConfigFile: true, overrideConfig: delivery.configs.sql }).lintFiles('.');
  console.log(JSON.stringify(results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))));
`;

/** Lints a project with an ESLint of its own: what is reported, and which parsers are loaded for it. */
function lintIn(files: Readonly<Record<string, string>>): { found: string[]; parsers: string[] } {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: new Project(files).root, encoding: 'utf8' });
  const parsers = { postgres: /\/libpg-query\//u, mysql: /\/dialects\/mysql\/mysql\.js/u, sqlite: /\/sqlite3-parser\// };
  const found: unknown = JSON.parse(stdout);
  return { found: found as string[], parsers: Object.entries(parsers).flatMap(([name, pattern]) => (pattern.test(stderr) ? [name] : [])) }; // the script prints names
}

describe('ESLint loads the parser', () => {
  it.each([
    ['of SQLite alone', 'CREATE TABLE a (id integer PRIMARY KEY AUTOINCREMENT);', ['sqlite']],
    ['of MySQL alone', 'CREATE TABLE `a` (id int AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;', ['mysql']],
    ['of PostgreSQL alone', 'CREATE TABLE a (id bigserial PRIMARY KEY, b jsonb);', ['postgres']],
  ])('%s where all migrations are for it', { timeout: 60_000 }, (_, create, parsers) => {
    const files = { 'migrations/0001_a.sql': create, 'migrations/0002_b.sql': 'DROP TABLE a;' };
    expect(lintIn(files)).toEqual({ found: ['delivery/no-drop-table'], parsers });
  });
});
