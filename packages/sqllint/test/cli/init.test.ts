import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ownVersion } from '../../src/cli/version.ts';
import { folderWith, sqllint } from './command.ts';

const history = {
  '.git/HEAD': '',
  'migrations/0001_create_orders.up.sql': 'CREATE TABLE orders (id bigserial PRIMARY KEY, at timestamptz);\n',
  'migrations/0001_create_orders.down.sql': 'DROP TABLE orders;\n',
  'migrations/0002_drop_at.up.sql': 'ALTER TABLE orders DROP COLUMN at;\n',
  'migrations/0002_drop_at.down.sql': 'ALTER TABLE orders ADD COLUMN at timestamptz;\n',
};

function contentOf(cwd: string, file: string): string | undefined {
  return existsSync(join(cwd, file)) ? readFileSync(join(cwd, file), 'utf8') : undefined;
}

const jsonConfig = `{
  "dialect": "postgres",
  "layout": "golang-migrate",
  "pgVersion": 14
}
`;

describe('sqllint init', () => {
  it('says what it found and wrote, and shows a CI job', () => {
    const cwd = folderWith({ ...history, 'package.json': '{\n    "name": "shop"\n}\n' });
    expect(sqllint(['init'], { cwd })).toEqual({
      code: 0,
      stdout: `migrations: 2 migrations, layout golang-migrate, postgres

Wrote sqllint.config.json.
Wrote package.json (script lint:migrations).

For your CI, as .github/workflows/sqllint.yml (--ci github writes it):

name: sqllint
on: pull_request
permissions:
  contents: read
jobs:
  sqllint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npx --yes sqllint@${ownVersion()} migrations --format github

Next: npx sqllint migrations
`,
      stderr: '',
    });
    expect(contentOf(cwd, 'sqllint.config.json')).toBe(jsonConfig);
    expect(contentOf(cwd, 'package.json')).toBe(
      '{\n    "name": "shop",\n    "scripts": {\n        "lint:migrations": "sqllint migrations"\n    }\n}\n',
    );
    expect(existsSync(join(cwd, '.github'))).toBe(false);
  });

  it('writes a configuration that sqllint reads', () => {
    const cwd = folderWith(history);
    sqllint(['init'], { cwd });
    expect(sqllint([], { cwd }).code).toBe(1);
    expect(sqllint(['--print-config'], { cwd }).stdout).toContain('"file": "sqllint.config.json"');
  });

  it('writes TypeScript in a TypeScript project, which sqllint reads', () => {
    const cwd = folderWith({ ...history, 'tsconfig.json': '{}' });
    sqllint(['init'], { cwd });
    expect(contentOf(cwd, 'sqllint.config.ts')).toBe(
      "import type { Config } from 'sqllint';\n\nexport default {\n  dialect: 'postgres',\n  layout: 'golang-migrate',\n  pgVersion: 14,\n} satisfies Config;\n",
    );
    expect(sqllint(['--print-config'], { cwd }).stdout).toContain('"layout": "golang-migrate"');
  });

  it('leaves to each folder what folders do not have in common', () => {
    const cwd = folderWith({
      '.git/HEAD': '',
      'a/migrations/0001_a.up.sql': 'CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz);',
      'a/migrations/0001_a.down.sql': 'DROP TABLE a;',
      'b/migrations/V1__b.sql': 'CREATE TABLE b (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz);',
      'package.json': '{}',
    });
    sqllint(['init'], { cwd });
    expect(contentOf(cwd, 'sqllint.config.json')).not.toContain('layout');
    expect(contentOf(cwd, 'package.json')).toContain('"lint:migrations": "sqllint a/migrations b/migrations"');
  });

  it('writes no dialect that it only supposes', () => {
    const cwd = folderWith({ '.git/HEAD': '', 'migrations/0001_a.up.sql': 'CREATE TABLE a (id bigint);' });
    expect(sqllint(['init'], { cwd }).stdout).toContain('migrations: 1 migration, layout golang-migrate, postgres as far as one can tell\n');
    expect(contentOf(cwd, 'sqllint.config.json')).toBe('{\n  "layout": "golang-migrate",\n  "pgVersion": 14\n}\n');
  });

  it('keeps what is there', () => {
    const files = {
      ...history,
      'sqllint.config.json': '{}',
      'package.json': '{ "scripts": { "lint:migrations": "make lint" } }',
      '.github/workflows/sqllint.yml': 'on: push',
    };
    const cwd = folderWith(files);
    const { code, stdout } = sqllint(['init', '--ci', 'github'], { cwd });
    expect(stdout).toContain('Kept sqllint.config.json. It is there already. --force overwrites it.\n');
    expect(stdout).toContain(
      'Kept package.json (script lint:migrations). It has a script lint:migrations already (make lint). --force overwrites it.\n',
    );
    expect(stdout).toContain('Kept .github/workflows/sqllint.yml. It is there already. --force overwrites it.\n');
    expect(code).toBe(0);
    for (const file of ['sqllint.config.json', 'package.json', '.github/workflows/sqllint.yml'] as const) {
      expect(contentOf(cwd, file)).toBe(files[file]);
    }
  });

  it('overwrites it with --force', () => {
    const cwd = folderWith({ ...history, 'sqllint.config.json': '{}', 'package.json': '{"scripts":{"lint:migrations":"make lint"}}' });
    sqllint(['init', '--force'], { cwd });
    expect(contentOf(cwd, 'sqllint.config.json')).toBe(jsonConfig);
    expect(contentOf(cwd, 'package.json')).toContain('"lint:migrations": "sqllint migrations"');
  });

  it('adds no second configuration to one of another kind, even with --force', () => {
    const cwd = folderWith({ ...history, 'sqllint.config.mjs': 'export default {};' });
    expect(sqllint(['init', '--force'], { cwd }).stdout).toContain('Kept sqllint.config.mjs, which is the configuration here.\n');
    expect(contentOf(cwd, 'sqllint.config.json')).toBeUndefined();
  });

  it('writes nothing with --dry-run', () => {
    const cwd = folderWith({ ...history, 'package.json': '{}' });
    const { stdout } = sqllint(['init', '--dry-run', '--ci', 'github'], { cwd });
    expect(stdout).toContain(`Would write sqllint.config.json:\n\n${jsonConfig}`);
    expect(stdout).toContain('Would write package.json (script lint:migrations).\n');
    expect(stdout).toContain('Would write .github/workflows/sqllint.yml:\n\nname: sqllint\n');
    expect(contentOf(cwd, 'sqllint.config.json')).toBeUndefined();
    expect(contentOf(cwd, 'package.json')).toBe('{}');
    expect(existsSync(join(cwd, '.github'))).toBe(false);
  });

  it('writes a job for GitLab beside .gitlab-ci.yml, and says how to include it', () => {
    const cwd = folderWith({ ...history, '.gitlab-ci.yml': 'stages: [test]\n' });
    expect(sqllint(['init', '--ci', 'gitlab'], { cwd }).stdout).toContain(
      'Include it from .gitlab-ci.yml:\n\ninclude:\n  - local: .gitlab/sqllint.gitlab-ci.yml\n',
    );
    expect(contentOf(cwd, '.gitlab/sqllint.gitlab-ci.yml')).toContain(
      `    - npx --yes sqllint@${ownVersion()} migrations --format gitlab > gl-code-quality-report.json\n`,
    );
    expect(contentOf(cwd, '.gitlab-ci.yml')).toBe('stages: [test]\n');
  });

  it.each<[string, readonly string[], string]>([
    ['no migrations', ['init', 'docs'], 'There are no migrations here. Name their folder: sqllint init path/to/migrations'],
    ['another CI', ['init', '--ci', 'jenkins'], '--ci takes github or gitlab, not “jenkins”. For another CI, run: sqllint --format junit'],
    ['an option of another command', ['init', '--quiet'], '--quiet is not an option. Run sqllint --help to see the options.'],
  ])('cannot do with %s', (_name, args, message) => {
    const cwd = folderWith({ ...history, 'docs/a.md': '' });
    const { code, stderr } = sqllint(args, { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(`sqllint: ${message}\n`);
  });
});
