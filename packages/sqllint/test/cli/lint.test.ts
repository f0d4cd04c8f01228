import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

import { describe, expect, it } from 'vitest';

import { findSchemaErrors, findStrictSchemaErrors } from '../report/json-schema.ts';
import { commandFile, createOrders, deleteOrders, dropChannel, folderWith, quietEnvironment, sqllint } from './command.ts';

describe('sqllint', () => {
  it('judges the folder migrations/ when no path is given, and says so in one line when all is well', () => {
    expect(sqllint([], { cwd: folderWith(createOrders) })).toEqual({
      code: 0,
      stdout: '1 migration, 2 statements, all analysed. Nothing to report.\n',
      stderr: '',
    });
  });

  it('shows what is wrong with which verdict, and exits with 1', () => {
    const { code, stdout, stderr } = sqllint([], { cwd: folderWith({ ...createOrders, ...dropChannel }) });
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toMatchInlineSnapshot(`
      "migrations/0002_drop_channel.up.sql
        rollback schema only · deploy brief lock · old code breaks

        1:1  error    Dropping column \`orders.channel\` deletes its values: a down
                      migration can add the column again, but only empty. Code of the
                      previous release that still uses it fails at once.
                      no-drop-column (DP-01 HIGH)

          1 | ALTER TABLE orders DROP COLUMN channel;
            | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

          Instead:
            -- First ship code that no longer uses orders.channel. In a later release
            -- keep the values, then drop:
            CREATE TABLE orders_channel_kept AS SELECT id, channel FROM orders;
            -- sqllint-contract <the last migration that shipped with that code>
            ALTER TABLE orders DROP COLUMN channel;
            -- and in its down:
            ALTER TABLE orders ADD COLUMN channel text NOT NULL;
            UPDATE orders t SET channel = k.channel FROM orders_channel_kept k WHERE
              k.id = t.id;
            DROP TABLE orders_channel_kept;

        migration           rollback      deploy      old code
        0001_create_orders  exact         online      keeps working
        0002_drop_channel   schema only   brief lock  breaks

      Why these rules bite
        https://unpkg.com/sqllint@0.1.0/docs/rules/no-drop-column.md

      2 migrations, 4 statements, all analysed. 1 error.
      "
    `);
  });

  it('takes several folders and single files, and replays the history before a file', () => {
    const cwd = folderWith({ ...createOrders, ...dropChannel, 'other/1_a.up.sql': 'CREATE TABLE a (id int);', 'other/1_a.down.sql': 'DROP TABLE a;' });
    const { code, stdout } = sqllint(['other', 'migrations/0002_drop_channel.up.sql'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('ALTER TABLE orders ADD COLUMN channel text NOT NULL;');
    expect(stdout).toMatch(/^2 migrations, 4 statements, all analysed\. 1 error\.$/mu);
  });
});

describe('--format json', () => {
  it('prints a document that the published schema describes, with the same findings', () => {
    const cwd = folderWith({ ...createOrders, ...dropChannel, ...deleteOrders, 'migrations/0004_do.up.sql': 'DO $$ BEGIN EXECUTE x; END $$;' });
    const { code, stdout } = sqllint(['--format', 'json', 'migrations', 'nowhere'], { cwd });
    expect(code).toBe(2);
    const document: unknown = JSON.parse(stdout);
    expect(findSchemaErrors(document)).toBeUndefined();
    expect(findStrictSchemaErrors(document)).toBeUndefined();
    expect(document).toMatchObject({
      schemaVersion: 1,
      tool: { version: ownVersion() },
      migrations: [
        { id: '0001_create_orders', files: { up: 'migrations/0001_create_orders.up.sql' }, findings: [] },
        {
          id: '0002_drop_channel',
          findings: [{ rule: 'no-drop-column', file: 'migrations/0002_drop_channel.up.sql', script: 'up', line: 1, column: 1, endLine: 1, endColumn: 39 }],
          locks: [{ command: 'ALTER TABLE', tables: [{ table: 'public.orders', mode: 'ACCESS EXCLUSIVE', blocks: 'reads and writes', work: 'catalog only' }] }],
        },
        { id: '0003_delete_orders', findings: [{ severity: 'warn' }], locks: [{ tables: [{ mode: 'ROW EXCLUSIVE', blocks: 'nothing', work: 'row by row' }] }] },
        { id: '0004_do', notAnalysed: [{ kind: 'dynamic' }], locks: [{ command: 'DO', tables: [], unknown: ['This DO block runs SQL that it puts together at run time: EXECUTE x.'] }] },
      ],
      problems: [{ level: 'error', file: 'nowhere' }],
    });
  });

  it('stays a document when nothing could be judged', () => {
    const { code, stdout } = sqllint(['--format=json', 'nowhere'], { cwd: folderWith({}) });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ migrations: [], summary: { unjudged: 1 } });
  });
});

describe('--quiet and --max-warnings', () => {
  const warned = { ...createOrders, ...deleteOrders };

  it('warnings alone do not fail a run', () => {
    const { code, stdout } = sqllint([], { cwd: folderWith(warned) });
    expect(code).toBe(0);
    expect(stdout).toContain('1:1  warning  ');
    expect(stdout).toMatch(/^2 migrations, 4 statements, all analysed\. 1 warning\.$/mu);
  });

  it('--quiet counts them and does not show them', () => {
    expect(sqllint(['--quiet'], { cwd: folderWith(warned) })).toEqual({
      code: 0,
      stdout: '2 migrations, 4 statements, all analysed. 1 warning (not shown).\n',
      stderr: '',
    });
  });

  it('--max-warnings fails a run that has more', () => {
    const { code, stderr } = sqllint(['--max-warnings', '0', '--quiet'], { cwd: folderWith(warned) });
    expect(code).toBe(1);
    expect(stderr).toBe('sqllint: There is 1 warning, and --max-warnings allows 0. Mend some, or allow more.\n');
  });

  it('--max-warnings lets a run pass that has as many', () => {
    expect(sqllint(['--max-warnings=1'], { cwd: folderWith(warned) })).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('--stdin', () => {
  it('reads a migration that stands for itself', () => {
    const { code, stdout } = sqllint(['--stdin'], { cwd: folderWith(createOrders), input: 'SELECT 1;\nDROP TABLE orders;' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^stdin\.sql\n/u);
    expect(stdout).toContain('  2:1  error    Dropping table `orders`');
    expect(stdout).toMatch(/^1 migration, 2 statements, all analysed\. 1 error\.$/mu);
  });

  it('puts the text in the place of a file, whose history is replayed', () => {
    const cwd = folderWith({ ...createOrders, ...dropChannel });
    const input = 'ALTER TABLE orders DROP COLUMN channel;\n-- unsaved\n';
    const { code, stdout } = sqllint(['--stdin', '--stdin-filename', 'migrations/0002_drop_channel.up.sql'], { cwd, input });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^migrations\/0002_drop_channel\.up\.sql\n/u);
    // The column's type comes from the migration before.
    expect(stdout).toContain('ALTER TABLE orders ADD COLUMN channel text NOT NULL;');
    expect(stdout).toMatch(/^1 migration, 2 statements, all analysed\. 1 error\.$/mu);
  });

  it('the file need not exist yet', () => {
    const { code, stdout } = sqllint(['--stdin', '--stdin-filename', 'migrations/0002_new.up.sql'], {
      cwd: folderWith(createOrders),
      input: 'DROP TABLE orders;',
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^migrations\/0002_new\.up\.sql\n/u);
  });

  it('nor need its folder', () => {
    const { code, stdout, stderr } = sqllint(['--stdin', '--stdin-filename', 'new/0001_a.up.sql'], {
      cwd: folderWith({}),
      input: 'SELECT 1;',
    });
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '1 migration, 1 statement, all analysed. Nothing to report.\n',
      stderr: '',
    });
  });

  it('a text that is mended is clean although the file on the disk is not', () => {
    const up = 'migrations/0001_create_orders.up.sql';
    const cwd = folderWith({ ...createOrders, [up]: 'DROP TABLE orders;' });
    expect(sqllint(['--stdin', '--stdin-filename', up], { cwd, input: createOrders[up] })).toEqual({
      code: 0,
      stdout: '1 migration, 2 statements, all analysed. Nothing to report.\n',
      stderr: '',
    });
  });
});

describe('--pg-version', () => {
  it('is 14 unless given, and told in the document', () => {
    const cwd = folderWith(createOrders);
    expect(JSON.parse(sqllint(['--format', 'json'], { cwd }).stdout)).toMatchObject({ postgresVersion: 14 });
    expect(JSON.parse(sqllint(['--format', 'json', '--pg-version', '18'], { cwd }).stdout)).toMatchObject({ postgresVersion: 18 });
  });
});

describe('--help and --version', () => {
  it('--help shows every option within 80 columns', () => {
    const { code, stdout, stderr } = sqllint(['--help'], { cwd: folderWith({}) });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toMatchInlineSnapshot(`
      "Usage: sqllint [options] [paths…]
             sqllint <command> [options] …

      Says of every migration whether it can be rolled back without losing data, what
      it locks, and whether old and new code can live beside each other while it is
      deployed.

      Paths are folders of migrations or single files. Default: migrations/

      Options:
            --format <name>            How to print: stylish, json, sarif, github,
                                       gitlab, junit, markdown. Default: stylish.
            --dialect <name>           Whose SQL it is: postgres, mysql, mariadb,
                                       sqlite. Default: what the folder or its project
                                       tells, else postgres.
            --pg-version <major>       The oldest PostgreSQL that the migrations run
                                       on, 12 to 18. Default: what a compose file
                                       starts, else 14.
            --mysql-version <version>  The oldest MySQL, or MariaDB where the SQL is
                                       its, that the migrations run on, such as 8.0.20
                                       or 10.11. Default: what a compose file starts,
                                       else 8.4 and 10.6.
            --config <file>            The configuration to use. Default: the nearest
                                       sqllint.config.*, here or above.
            --no-config                Use no configuration.
            --print-config             Print the configuration that holds, for a path
                                       if one is named, and which databases the files
                                       tell of, and judge nothing.
            --since <ref>              Judge only what changed since the merge base
                                       with a branch, tag or commit. Default in CI:
                                       the branch that the change goes to.
            --applied-through <id>     Judge only what comes behind this migration,
                                       which has shipped.
            --all                      Judge all migrations, in CI too.
            --baseline <file>          Report only findings that are not recorded
                                       there. sqllint baseline records them.
            --stdin                    Read one migration from standard input.
            --stdin-filename <path>    The file that standard input stands for; its
                                       folder is replayed with it.
            --quiet                    Show errors only. Warnings are still counted.
            --max-warnings <n>         Fail when there are more warnings than this.
            --no-workspace             Do not look where code still names what a
                                       migration removes.
            --fix                      Rewrite what has one safe rewrite, in
                                       migrations that have not shipped.
            --fix-dry-run              Print what --fix would change as a patch, and
                                       change nothing.
            --watch                    Judge again whenever a migration or the
                                       configuration changes, until Ctrl-C.
            --shard <i/n>              Judge one of n parts, for machines that share
                                       the work. sqllint merge puts their JSON
                                       together.
            --no-cache                 Judge everything again, and keep nothing for
                                       the next run.
            --cache-location <folder>  Where results are kept. Default:
                                       node_modules/.cache/sqllint, here or above,
                                       else the cache folder of the user.
            --color                    Use colours even if this is not a terminal.
            --no-color                 Use no colours.
            --debug                    Show stack traces of internal errors.
        -h, --help                     Show this text.
        -v, --version                  Show the version.

      Commands:
        init          Writes a configuration and an npm script for the migrations that
                      it finds, and shows a CI job.
        down          Writes the down of a migration from the schema before it, where
                      the migration tool looks for it.
        verify        Runs every migration on a real database: up, the statements of
                      old and new code, down, and up again.
        baseline      Records today's findings in a file, so that --baseline leaves
                      them out. Default: sqllint.baseline.json.
        merge         Prints the JSON of a run from those of all its shards, and exits
                      as the run would have.
        suppressions  Lists the comments that switch rules off, with their reasons.
        rules         Lists all rules.
        explain       Shows the page of a rule: why it bites, and what to write
                      instead.

      Exit codes:
        0  no errors
        1  errors, or more warnings than allowed
        2  something could not be read or judged
      "
    `);
    expect(sqllint(['-h'], { cwd: folderWith({}) }).stdout).toBe(stdout);
  });

  it('--version shows the version of the package', () => {
    for (const flag of ['--version', '-v']) {
      expect(sqllint([flag], { cwd: folderWith({}) })).toEqual({ code: 0, stdout: `${ownVersion()}\n`, stderr: '' });
    }
  });
});

describe('colours', () => {
  const escape = '\u001b[';
  const runs: readonly [string, readonly string[], Readonly<Record<string, string>>, boolean][] = [
    ['none where this is no terminal', [], {}, false],
    ['FORCE_COLOR turns them on', [], { FORCE_COLOR: '1' }, true],
    ['NO_COLOR is stronger', [], { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['--color is stronger than both', ['--color'], { NO_COLOR: '1' }, true],
    ['--no-color is, too', ['--no-color'], { FORCE_COLOR: '1' }, false],
  ];

  it.each(runs)('%s', (_name, args, env, expected) => {
    const { stdout } = sqllint(args, { cwd: folderWith({ ...createOrders, ...dropChannel }), env });
    expect(stdout.includes(escape)).toBe(expected);
  });

  it('change nothing but the colours', () => {
    const cwd = folderWith({ ...createOrders, ...dropChannel, ...deleteOrders });
    const colored = sqllint(['--color'], { cwd }).stdout;
    expect(stripVTControlCharacters(colored)).toBe(sqllint([], { cwd }).stdout);
  });
});

describe('a reader that leaves early', () => {
  it('is no reason to complain', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`migrations/${1000 + index}_t.up.sql`, `DROP TABLE t${index};\n`]),
    );
    const child = spawn(process.execPath, [commandFile], { cwd: folderWith(many), env: quietEnvironment() });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });
});

function ownVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }; // npm refuses to publish a package without.
  return manifest.version;
}
