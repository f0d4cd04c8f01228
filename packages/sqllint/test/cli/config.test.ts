import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { createOrders, deleteOrders, dropChannel, folderWith, sqllint } from './command.ts';
import type { Outcome, RunOptions } from './command.ts';

const history = { '.git/HEAD': '', ...createOrders, ...dropChannel };

/** The rules that report something, with their severities, in order. */
function reported(args: readonly string[], options: RunOptions): readonly string[] {
  const { stdout, stderr, code } = sqllint([...args, '--format', 'json'], options);
  if (code === 2) throw new Error(stderr);
  // The document that the command itself describes by a schema.
  const { migrations } = JSON.parse(stdout) as { migrations: { findings: { rule: string; severity: string }[] }[] };
  return migrations.flatMap(({ findings }) => findings.map(({ rule, severity }) => `${rule} ${severity}`));
}

function printed(args: readonly string[], options: RunOptions): Record<string, unknown> {
  // The form is what docs/configuration.md shows.
  return JSON.parse(sqllint([...args, '--print-config'], options).stdout) as Record<string, unknown>;
}

function refusal(files: Readonly<Record<string, string>>, ...args: readonly string[]): Outcome {
  return sqllint(args, { cwd: folderWith({ ...history, ...files }) });
}

describe('a configuration', () => {
  it.each([
    ['sqllint.config.json', '{ "rules": { "no-drop-column": "warn" } }'],
    ['sqllint.config.mjs', "export default { rules: { 'no-drop-column': 'warn' } };"],
    ['sqllint.config.js', "module.exports = { rules: { 'no-drop-column': 'warn' } };"],
    ['sqllint.config.ts', "import type { Config } from 'sqllint';\n\nexport default { rules: { 'no-drop-column': 'warn' } } satisfies Config;"],
    ['package.json', '{ "sqllint": { "rules": { "no-drop-column": "warn" } } }'],
  ])('sets severities: %s', (name, content) => {
    const cwd = folderWith({ ...history, [name]: content });
    expect(reported([], { cwd })).toEqual(['no-drop-column warn']);
  });

  it('switches on every rule, but those that it names', () => {
    const files = { '.git/HEAD': '', 'migrations/0001_init.sql': 'CREATE TABLE orders (id int, code varchar(9), PRIMARY KEY (id));\n' };
    expect(reported([], { cwd: folderWith({ ...files, 'sqllint.config.json': '{ "preset": "recommended" }' }) })).toEqual([]);
    const config = '{ "preset": "all", "rules": { "prefer-text": "error", "prefer-guarded-statement": "off" } }';
    expect(reported([], { cwd: folderWith({ ...files, 'sqllint.config.json': config }) })).toEqual(['prefer-bigint warn', 'prefer-text error']);
  });

  it('switches rules off', () => {
    const cwd = folderWith({ ...history, 'sqllint.config.json': '{ "rules": { "no-drop-column": "off" } }' });
    expect(reported([], { cwd })).toEqual([]);
  });

  it('holds in the folders below', () => {
    const cwd = folderWith({
      '.git/HEAD': '',
      'sqllint.config.json': '{ "rules": { "no-drop-column": "off" } }',
      ...Object.fromEntries(Object.entries(history).map(([name, content]) => [`services/shop/${name}`, content])),
    });
    // The service is a folder of the repository, not a repository of its own.
    expect(reported(['services'], { cwd })).toEqual([]);
  });

  it('says which version the migrations run on, unless the command line does', () => {
    const cwd = folderWith({ ...history, 'sqllint.config.json': '{ "pgVersion": 17 }' });
    expect(JSON.parse(sqllint(['--format', 'json'], { cwd }).stdout)).toMatchObject({ postgresVersion: 17 });
    expect(JSON.parse(sqllint(['--format', 'json', '--pg-version', '12'], { cwd }).stdout)).toMatchObject({ postgresVersion: 12 });
  });

  it('says whose files they are', () => {
    const cwd = folderWith({ ...history, 'sqllint.config.json': '{ "layout": "plain" }' });
    expect(JSON.parse(sqllint(['--format', 'json'], { cwd }).stdout)).toMatchObject({
      migrations: [{ layout: 'plain' }, { layout: 'plain' }],
    });
  });

  it('is the one that --config names', () => {
    const cwd = folderWith({
      ...history,
      'sqllint.config.json': '{ "rules": { "no-drop-column": "off" } }',
      'strict.json': '{ "rules": { "no-drop-column": "warn" } }',
    });
    expect(reported(['--config', 'strict.json'], { cwd })).toEqual(['no-drop-column warn']);
  });

  it('is none with --no-config', () => {
    const cwd = folderWith({ ...history, 'sqllint.config.json': '{ "rules": { "no-drop-column": "off" } }' });
    expect(reported(['--no-config'], { cwd })).toEqual(['no-drop-column error']);
  });
});

describe('an override', () => {
  it('holds for the files that it names', () => {
    const cwd = folderWith({
      ...history,
      ...deleteOrders,
      'sqllint.config.json': '{ "overrides": [{ "files": ["**/0002_*"], "rules": { "no-drop-column": "off" } }] }',
    });
    expect(reported([], { cwd })).toEqual(['no-delete-rows warn']);
  });

  it('is relative to the configuration, not to where the command runs', () => {
    const cwd = folderWith({
      ...history,
      'sqllint.config.json': '{ "overrides": [{ "files": ["migrations/0002_*"], "rules": { "no-drop-column": "off" } }] }',
    });
    mkdirSync(join(cwd, 'tools'));
    expect(reported(['../migrations'], { cwd: join(cwd, 'tools') })).toEqual([]);
  });
});

describe('ignore', () => {
  it('leaves out what is found in a migration, and still knows what it did', () => {
    const cwd = folderWith({ ...history, ...deleteOrders, 'sqllint.config.json': '{ "ignore": ["migrations/000[12]_*"] }' });
    expect(sqllint(['--format', 'json'], { cwd }).stdout).toContain('"id": "0003_delete_orders"');
    expect(reported([], { cwd })).toEqual(['no-delete-rows warn']);
  });

  it('leaves out folders', () => {
    const cwd = folderWith({
      '.git/HEAD': '',
      'a/migrations/0001_a.up.sql': 'DROP TABLE a;',
      'b/migrations/0001_b.up.sql': 'CREATE TABLE b (id bigint PRIMARY KEY);',
      'b/migrations/0001_b.down.sql': 'DROP TABLE b;',
      'sqllint.config.json': '{ "ignore": ["a"] }',
    });
    expect(sqllint(['.'], { cwd })).toEqual({ code: 0, stdout: '1 migration, 2 statements, all analysed. Nothing to report.\n', stderr: '' });
  });

  it('says so when nothing is left', () => {
    const cwd = folderWith({ ...history, 'sqllint.config.json': '{ "ignore": ["migrations"] }' });
    const { code, stdout } = sqllint([], { cwd });
    expect(stdout).toContain('“ignore” of sqllint.config.json leaves out everything here.');
    expect(code).toBe(0);
  });
});

describe('tables', () => {
  const index = {
    '.git/HEAD': '',
    ...createOrders,
    'migrations/0002_index.up.sql': "SET lock_timeout = '1s';\nCREATE INDEX orders_channel ON orders (channel);\n",
    'migrations/0002_index.down.sql': 'DROP INDEX orders_channel;\n',
  };

  it('that are small need no care', () => {
    const cwd = folderWith({ ...index, 'sqllint.config.json': '{ "tables": { "small": ["public.orders"] } }' });
    expect(reported(['--no-config'], { cwd })).toContain('require-concurrent-index error');
    expect(reported([], { cwd })).not.toContain('require-concurrent-index error');
    expect(JSON.parse(sqllint(['--format', 'json'], { cwd }).stdout)).toMatchObject({ migrations: [{}, { verdict: { deploy: 'brief lock' } }] });
  });

  it('that are not named are not small', () => {
    const cwd = folderWith({ ...index, 'sqllint.config.json': '{ "tables": { "small": ["order", "sales.orders"] } }' });
    expect(reported([], { cwd })).toContain('require-concurrent-index error');
  });

  const backfill = {
    '.git/HEAD': '',
    ...createOrders,
    'migrations/0002_fill.up.sql': 'UPDATE orders SET channel = lower(channel);\n',
    'migrations/0002_fill.down.sql': 'SELECT 1;\n',
  };

  it('that are hot make errors of warnings about downtime', () => {
    const cwd = folderWith({ ...backfill, 'sqllint.config.json': '{ "tables": { "hot": ["orders"] } }' });
    expect(reported(['--no-config'], { cwd })).toContain('no-unbatched-backfill warn');
    expect(reported([], { cwd })).toContain('no-unbatched-backfill error');
  });

  it('that are hot leave a severity that was chosen', () => {
    const cwd = folderWith({
      ...backfill,
      'sqllint.config.json': '{ "tables": { "hot": ["orders"] }, "rules": { "no-unbatched-backfill": "warn" } }',
    });
    expect(reported([], { cwd })).toContain('no-unbatched-backfill warn');
  });
});

describe('--print-config', () => {
  it('prints the defaults where there is no configuration', () => {
    const config = printed([], { cwd: folderWith({ '.git/HEAD': '' }) });
    expect(config).toMatchObject({
      file: null,
      dialect: null,
      layout: null,
      pgVersion: 14,
      rules: { 'no-drop-column': 'error', 'no-delete-rows': 'warn' },
      tables: { small: [], hot: [] },
      ignore: [],
    });
  });

  it('prints what holds in general, and for a path', () => {
    const cwd = folderWith({
      ...history,
      'sqllint.config.json': JSON.stringify({
        dialect: 'postgres',
        layout: 'golang-migrate',
        pgVersion: 16,
        rules: { 'no-drop-column': 'warn' },
        tables: { small: ['countries'] },
        ignore: ['old'],
        overrides: [{ files: ['migrations/0002*'], pgVersion: 13, rules: { 'no-drop-column': 'off' } }],
      }),
    });
    const general = {
      file: 'sqllint.config.json',
      dialect: 'postgres',
      layout: 'golang-migrate',
      pgVersion: 16,
      rules: { 'no-drop-column': 'warn' },
      tables: { small: ['countries'], hot: [] },
      ignore: ['old'],
    };
    expect(printed([], { cwd })).toMatchObject(general);
    expect(printed(['migrations/0002_drop_channel.up.sql'], { cwd })).toMatchObject({
      ...general,
      pgVersion: 13,
      rules: { 'no-drop-column': 'off' },
      ignored: false,
    });
    expect(printed(['old/1.sql', '--pg-version', '18'], { cwd })).toMatchObject({ ...general, pgVersion: 18, ignored: true });
  });

  it('tells of each folder whose SQL it is, for which server, and which file says so', () => {
    const cwd = folderWith({
      'compose.yaml': 'services:\n  db:\n    image: mariadb:10.11\n',
      'shop/flyway.conf': 'flyway.url=jdbc:mariadb://db/shop\n',
      'shop/sql/V1__orders.sql': 'CREATE TABLE `orders` (id int) ENGINE=InnoDB;\n',
    });
    const set = { root: 'shop/sql', layout: 'flyway', dialect: 'mariadb', dialectFrom: 'shop/flyway.conf' };
    expect(printed(['shop'], { cwd })).toMatchObject({ migrations: [{ ...set, version: '10.11', versionFrom: 'compose.yaml' }] });
    const typed = printed(['shop', '--mysql-version', '10.6'], { cwd });
    expect(typed).toMatchObject({ mysqlVersion: '10.6', migrations: [{ ...set, version: '10.6' }] });
    expect(JSON.stringify(typed)).not.toContain('versionFrom');
  });
});

describe('a configuration that cannot be used', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[], readonly string[]]>([
    [
      'mistakes in it, each on a line',
      { 'sqllint.config.json': '{ "pgVersion": "16", "rules": { "no-drop-colum": "off" } }' },
      [],
      [
        'sqllint: sqllint.config.json: “pgVersion” takes a major version from 12 to 18, not "16". Write 16.',
        'sqllint: sqllint.config.json: “rules.no-drop-colum” is not a rule. Did you mean no-drop-column?',
      ],
    ],
    [
      'broken JSON',
      { 'sqllint.config.json': '{' },
      [],
      ['sqllint: sqllint.config.json: It is not valid JSON: line 1, column 2. Mend it; comments and trailing commas are not allowed.'],
    ],
    ['a named file that is not there', {}, ['--config', 'nowhere.json'], ['sqllint: nowhere.json: There is no such file. Check the path.']],
    [
      'both options',
      {},
      ['--config', 'a.json', '--no-config'],
      ['sqllint: --config and --no-config contradict each other. Leave one out.'],
    ],
    [
      'one that throws',
      { 'sqllint.config.mjs': "throw new Error('Not today');" },
      [],
      ['sqllint: sqllint.config.mjs: It cannot be loaded: Not today. Mend it, or run with --no-config.'],
    ],
  ])('%s', (_name, files, args, lines) => {
    expect(refusal(files, ...args)).toEqual({ code: 2, stdout: '', stderr: lines.map((line) => `${line}\n`).join('') });
  });
});

describe('paths with wildcards that the shell left alone', () => {
  const services = {
    '.git/HEAD': '',
    'services/a/migrations/0001_a.up.sql': 'CREATE TABLE a (id bigint PRIMARY KEY);',
    'services/a/migrations/0001_a.down.sql': 'DROP TABLE a;',
    'services/b/migrations/0001_b.up.sql': 'CREATE TABLE b (id bigint PRIMARY KEY);',
    'services/b/migrations/0001_b.down.sql': 'DROP TABLE b;',
    'services/b/README.md': '# b',
  };

  it.each(['services/*/migrations', 'services/**', 'services/{a,b}', 'services/*/migrations/*.up.sql', '**/*.sql'])('%s', (glob) => {
    expect(sqllint([glob], { cwd: folderWith(services) })).toMatchObject({ code: 0, stderr: '' });
    expect(sqllint([glob, '--format', 'json'], { cwd: folderWith(services) }).stdout).toContain('"migrations": 2,');
  });

  it('mean nothing', () => {
    expect(sqllint(['db/*'], { cwd: folderWith(services) })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'sqllint: Nothing matches db/*. Check the pattern, or name a folder.\n',
    });
  });

  it('are part of a name', () => {
    const cwd = folderWith({ 'db[1]/0001_a.up.sql': 'CREATE TABLE a (id bigint PRIMARY KEY);', 'db[1]/0001_a.down.sql': 'DROP TABLE a;' });
    expect(sqllint(['db[1]'], { cwd })).toMatchObject({ code: 0, stderr: '' });
  });
});
