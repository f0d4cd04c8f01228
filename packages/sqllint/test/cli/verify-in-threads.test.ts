import { describe, expect, it } from 'vitest';

import { folderWith, sqllint } from './command.ts';

const endless = 'DO $$ BEGIN LOOP END LOOP; END $$;';
const greedy = "SELECT length(repeat('x', 1050000000));";

interface Migration {
  readonly id: string;
  readonly findings: readonly { readonly rule: string; readonly message: string; readonly line: number; readonly column: number }[];
}

/** What `sqllint verify` finds by itself, by migration. */
function found(files: Readonly<Record<string, string>>, ...options: readonly string[]): Record<string, string[]> {
  const { stdout, stderr } = sqllint(['verify', '--no-config', '--format', 'json', ...options, 'migrations'], { cwd: folderWith(files) });
  if (stdout === '') throw new Error(stderr);
  // What the format says of itself.
  const { migrations } = JSON.parse(stdout) as { readonly migrations: readonly Migration[] };
  return Object.fromEntries(migrations.map(({ id, findings }) => [id, findings.filter(({ rule }) => rule.startsWith('verify/')).map(({ rule, message, line, column }) => `${rule} ${String(line)}:${String(column)} ${message}`)]));
}

describe('sqllint verify without a server', () => {
  it('stops a statement that never ends, says so where it stands, and goes on', () => {
    const files = {
      'migrations/0001_create.up.sql': 'CREATE TABLE a (id int PRIMARY KEY);\n',
      'migrations/0001_create.down.sql': 'DROP TABLE a;\n',
      'migrations/0002_endless.up.sql': `ALTER TABLE a ADD COLUMN b int;\n${endless}\n`,
      'migrations/0002_endless.down.sql': 'ALTER TABLE a DROP COLUMN b;\n',
      'migrations/0003_endless_down.up.sql': 'ALTER TABLE a ADD COLUMN c int;\n',
      'migrations/0003_endless_down.down.sql': `ALTER TABLE a DROP COLUMN c;\n${endless}\n`,
      'migrations/0004_loses_data.up.sql': 'CREATE TABLE d (id int PRIMARY KEY);\nINSERT INTO d VALUES (1);\n',
      'migrations/0004_loses_data.down.sql': 'DROP TABLE d;\nUPDATE a SET id = id + 1000;\n',
    };
    expect(found(files, '--timeout', '2')).toEqual({
      '0001_create': [],
      '0002_endless': ['verify/up-fails 2:1 This up does not run: Canceling statement due to statement timeout: it took more than 2 s.'],
      '0003_endless_down': ['verify/down-fails 2:1 This down does not run: Canceling statement due to statement timeout: it took more than 2 s.'],
      '0004_loses_data': [expect.stringContaining('verify/down-loses-data 1:1 Up and down do not bring every value back')],
    });
  }, 120_000);

  it('lets no statement have all the memory', () => {
    const files = {
      'migrations/0001_greedy.up.sql': `${greedy}\n`,
      'migrations/0002_create.up.sql': 'CREATE TABLE a (id int PRIMARY KEY);\n',
      'migrations/0002_create.down.sql': 'DROP TABLE a;\n',
    };
    expect(found(files)).toEqual({ '0001_greedy': [expect.stringContaining('verify/up-fails 1:1 This up does not run: Out of memory.')], '0002_create': [] });
  }, 120_000);

  it('finds the same in a history that is cut in two as in its parts', () => {
    const wrong = new Set([7, 30, 55]);
    const files: Record<string, string> = { 'migrations/100_create.up.sql': 'CREATE TABLE a (id int PRIMARY KEY);\n', 'migrations/100_create.down.sql': 'DROP TABLE a;\n' };
    for (let number = 1; number <= 59; number++) {
      const name = `migrations/${String(100 + number)}_add`;
      files[`${name}.up.sql`] = `ALTER TABLE a ADD COLUMN c${String(number)} text;\n`;
      files[`${name}.down.sql`] = wrong.has(number) ? 'SELECT 1;\n' : `ALTER TABLE a DROP COLUMN c${String(number)};\n`;
    }
    const all = found(files);
    expect(Object.keys(all)).toHaveLength(60);
    expect(Object.entries(all).filter(([, findings]) => findings.length > 0).map(([id]) => id)).toEqual(['107_add', '130_add', '155_add']);
  }, 180_000);

  it('says of a timeout that is none what it takes', () => {
    const { code, stderr } = sqllint(['verify', '--timeout', 'long', 'migrations'], { cwd: folderWith({}) });
    expect(code).toBe(2);
    expect(stderr).toContain('--timeout takes a whole number of seconds from 1 on, not “long”.');
  });
});
