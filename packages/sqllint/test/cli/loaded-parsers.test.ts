import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { folderWith, sqllint } from './command.ts';

/** Whose modules tell that a database's reader has been loaded. */
const readers = {
  postgres: /\/libpg-query\/|\/dialects\/postgres\/postgres\.js$/u,
  mysql: /\/dialects\/mysql\/mysql\.js$/u,
  sqlite: /\/sqlite3-parser\/|\/dialects\/sqlite\/sqlite\.js$/u,
};

const migrations = {
  postgres: 'CREATE TABLE a (b bigserial);\n',
  mysql: 'CREATE TABLE a (b int AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;\n',
  sqlite: 'CREATE TABLE a (b INTEGER PRIMARY KEY AUTOINCREMENT);\n',
};

describe('a run over migrations', () => {
  it.each(['postgres', 'mysql', 'sqlite'] as const)('of %s loads the reader of no other database', (dialect) => {
    const cwd = folderWith({ 'migrations/0001_a.sql': migrations[dialect] });
    const { code, stdout } = sqllint(['--no-config', '--no-cache', '--dialect', dialect], { cwd, env: { NODE_V8_COVERAGE: join(cwd, 'loaded') } });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '1 migration, 1 statement, all analysed. Nothing to report.\n' });
    expect(readersIn(join(cwd, 'loaded'))).toEqual([dialect]);
  });
});

/** The readers among the modules that a process has run, as Node's own record of covered code names them. */
function readersIn(folder: string): string[] {
  const loaded = readdirSync(folder).flatMap((file) => {
    // The format is Node's: https://nodejs.org/api/cli.html#node_v8_coveragedir.
    const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { readonly result: readonly { readonly url: string }[] };
    return result.map(({ url }) => url);
  });
  return Object.entries(readers).filter(([, of]) => loaded.some((url) => of.test(url))).map(([name]) => name);
}
