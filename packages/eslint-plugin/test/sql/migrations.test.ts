import { describe, expect, it } from 'vitest';
import { placesOf, Project } from './project.ts';

const createOrders = 'CREATE TABLE orders (id bigint PRIMARY KEY, status text);\n';

describe('a migration in two files', () => {
  const files = {
    'migrations/0001_orders.up.sql': createOrders,
    'migrations/0001_orders.down.sql': 'DROP TABLE orders;\n',
    'migrations/0002_status.up.sql': '-- no longer used\nALTER TABLE orders DROP COLUMN status;\n',
    'migrations/0002_status.down.sql': 'ALTER TABLE orders ADD COLUMN status int;\n',
    'migrations/0003_items.up.sql': 'CREATE TABLE items (id bigint PRIMARY KEY);\n',
  };

  it('has its findings in the file that they are about', async () => {
    const messages = await new Project(files).lint();
    expect(Object.fromEntries(Object.entries(messages).map(([file, found]) => [file, placesOf(found)]))).toEqual({
      'migrations/0002_status.up.sql': ['2:1-2:38 delivery/no-drop-column'],
      'migrations/0002_status.down.sql': ['1:1-1:41 delivery/down-does-not-restore'],
      'migrations/0003_items.up.sql': ['1:1-1:43 delivery/require-down'],
    });
  });

  it('is judged by the whole history when one file alone is linted', async () => {
    const project = new Project(files);
    expect(placesOf(await project.lintFile('migrations/0002_status.down.sql'))).toEqual(['1:1-1:41 delivery/down-does-not-restore']);
    expect(await project.lintFile('migrations/0001_orders.down.sql')).toEqual([]);
  });

  it('says what sqllint says, and offers what to write instead', async () => {
    const [message, ...others] = await new Project(files).lintFile('migrations/0002_status.down.sql');
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      severity: 2,
      messageId: 'finding',
      message: expect.stringMatching(/^This down does not bring back the schema from before the up: .*orders\.status.*\.$/) as string,
      suggestions: [{ messageId: 'instead', desc: 'Put what to write instead above it, as a comment.' }],
    });
  });
});

describe('a migration in one file with two sections', () => {
  it('has the findings of both', async () => {
    const project = new Project({
      'db/migrations/20240101000000_orders.sql': `-- migrate:up\n${createOrders}-- migrate:down\nDROP TABLE orders;\n`,
      'db/migrations/20240102000000_status.sql':
        '-- migrate:up\nALTER TABLE orders DROP COLUMN status;\n\n-- migrate:down\nALTER TABLE orders ADD COLUMN status int;\n',
    });
    expect(placesOf(await project.lintFile('db/migrations/20240102000000_status.sql'))).toEqual([
      '2:1-2:38 delivery/no-drop-column',
      '5:1-5:41 delivery/down-does-not-restore',
    ]);
  });
});

describe('a migration that is a folder', () => {
  it('is judged with its neighbours', async () => {
    const project = new Project({
      'diesel.toml': '',
      'migrations/2024-01-01-000000_orders/up.sql': createOrders,
      'migrations/2024-01-01-000000_orders/down.sql': 'DROP TABLE orders;\n',
      'migrations/2024-01-02-000000_status/up.sql': 'ALTER TABLE orders DROP COLUMN status;\n',
      'migrations/2024-01-02-000000_status/down.sql': '',
    });
    const messages = await project.lint();
    expect(Object.keys(messages)).toContain('migrations/2024-01-02-000000_status/up.sql');
    expect(placesOf(await project.lintFile('migrations/2024-01-02-000000_status/up.sql'))).toEqual(['1:1-1:38 delivery/no-drop-column']);
  });
});

describe('an .sql file that is no migration of a tool', () => {
  it('is judged on its own, as one that only goes forward', async () => {
    const project = new Project({ 'scripts/cleanup.sql': 'DROP TABLE audit_log;\n' });
    expect(placesOf(await project.lintFile('scripts/cleanup.sql'))).toEqual(['1:1-1:21 delivery/no-drop-table']);
  });

  it('may be a query, of which there is nothing to say', async () => {
    const project = new Project({ 'queries/orders.sql': 'SELECT * FROM orders WHERE id = $1;\n' });
    expect(await project.lint()).toEqual({});
  });

  it('among those of a tool is not checked, and that is said', async () => {
    const project = new Project({
      'migrations/1_orders.up.sql': createOrders,
      'migrations/1_orders.down.sql': 'DROP TABLE orders;\n',
      'migrations/seed.sql': 'DELETE FROM orders;\n',
    });
    expect(await project.lint()).toMatchObject({
      'migrations/seed.sql': [
        {
          ruleId: 'delivery/no-unanalysed-sql',
          severity: 1,
          messageId: 'file',
          message: 'golang-migrate ignores this file, so it was not checked. If it is a migration, name it “<version>_<title>.up.sql”.',
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 20,
        },
      ],
    });
  });
});

describe('what cannot be analysed', () => {
  it('is said of the statement, at the word that the parser stopped at, and the others are checked', async () => {
    const project = new Project({ 'migrations/0001_broken.sql': 'DROP TABLE a;\nALTER TABEL b ADD c int;\nDROP TABLE d;\n' });
    expect(await project.lintFile('migrations/0001_broken.sql')).toMatchObject([
      { ruleId: 'delivery/no-drop-table', line: 1 },
      {
        ruleId: 'delivery/no-unanalysed-sql',
        severity: 1,
        messageId: 'statement',
        message: 'This was not analysed: Syntax error at or near "TABEL".',
        line: 2,
        column: 7,
        endLine: 2,
        endColumn: 12,
      },
      { ruleId: 'delivery/no-drop-table', line: 3 },
    ]);
  });

  it('can be switched off like any other rule', async () => {
    const project = new Project({ 'migrations/0001_psql.sql': '-- eslint-disable-next-line delivery/no-unanalysed-sql -- only a helper\n\\i helper.sql\n' });
    expect(await project.lint()).toEqual({});
  });

  it('is a whole folder, of a database that sqllint does not read: said once, at its first migration', async () => {
    const project = new Project({
      'clickhouse/0001_orders.sql': 'CREATE TABLE orders (id UInt64) ENGINE = MergeTree ORDER BY id;\n',
      'clickhouse/0002_drop.sql': 'DROP TABLE orders;\n',
    });
    expect(await project.lint()).toMatchObject({
      'clickhouse/0001_orders.sql': [
        {
          ruleId: 'delivery/no-unanalysed-sql',
          message:
            'No migration in this folder was checked: they are for clickhouse, and sqllint reads PostgreSQL, MySQL, MariaDB and SQLite. Leave the folder out of the ESLint config, or set settings.delivery.sql.dialect if they are for one of these after all.',
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 64,
        },
      ],
    });
    expect(Object.keys(await project.lint())).toEqual(['clickhouse/0001_orders.sql']);
  });

  it('is one of two histories in a folder, each for a database of its own, whichever file is linted first', async () => {
    const files = {
      'migrations/1_orders.mysql.sql': 'CREATE TABLE orders (id int AUTO_INCREMENT PRIMARY KEY, note int);\n',
      'migrations/1_orders.clickhouse.sql': 'CREATE TABLE orders (id UInt64) ENGINE = MergeTree ORDER BY id;\n',
      'migrations/1_orders.postgres.sql': createOrders,
      'migrations/2_drop.mysql.sql': 'ALTER TABLE `orders` MODIFY id bigint; # one more',
      'migrations/2_drop.sql': 'ALTER TABLE orders DROP COLUMN status;\n',
    };
    for (const order of [Object.keys(files), Object.keys(files).reverse()]) {
      const project = new Project(files);
      const found = new Map<string, string[]>();
      for (const file of order) found.set(file, placesOf(await project.lintFile(file)));
      expect(Object.fromEntries(found), order.join()).toEqual({
        'migrations/1_orders.mysql.sql': [],
        'migrations/1_orders.clickhouse.sql': ['1:1-1:64 delivery/no-unanalysed-sql'],
        'migrations/1_orders.postgres.sql': [],
        'migrations/2_drop.mysql.sql': ['1:1-1:38 delivery/no-attribute-loss', '1:1-1:38 delivery/no-table-copy'],
        'migrations/2_drop.sql': ['1:1-1:38 delivery/no-drop-column'],
      });
    }
  });

  it('is a file too large to be read, and the others are checked', async () => {
    const project = new Project({ 'migrations/0001_dump.sql': ' '.repeat(33 * 1024 * 1024), 'migrations/0002_drop.sql': 'DROP TABLE a;\n' });
    expect(await project.lint()).toMatchObject({
      'migrations/0001_dump.sql': [
        { ruleId: 'delivery/no-unanalysed-sql', message: 'This file was not read: it has 33 MiB, and the limit is 32 MiB.', line: 1, column: 1 },
      ],
      'migrations/0002_drop.sql': [{ ruleId: 'delivery/no-drop-table' }],
    });
  });

  it('is text in another encoding, and what can be read of it is checked', async () => {
    const project = new Project({ 'migrations/0001_latin.sql': Buffer.from('-- Gr\u00f6\u00dfe\nDROP TABLE a;\n', 'latin1') });
    expect(placesOf(await project.lintFile('migrations/0001_latin.sql'))).toEqual([
      expect.stringMatching(/^1:1-1:9 delivery\/no-unanalysed-sql$/),
      '2:1-2:13 delivery/no-drop-table',
    ]);
  });
});

describe('positions', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('are those of an editor, with characters beyond the 16th bit and %s', async (_, lineEnd) => {
    const text = ['-- Größe 📦', '/* 📦 */ DROP TABLE "📦"; DROP TABLE b', ';'].join(lineEnd);
    const project = new Project({ 'migrations/0001_parcels.sql': text });
    expect(placesOf(await project.lintFile('migrations/0001_parcels.sql'))).toEqual([
      '2:10-2:25 delivery/no-drop-table',
      '2:27-2:39 delivery/no-drop-table',
    ]);
  });

  it('do not count a byte order mark', async () => {
    const project = new Project({ 'migrations/0001_bom.sql': '\uFEFFDROP TABLE a;\n' });
    expect(placesOf(await project.lintFile('migrations/0001_bom.sql'))).toEqual(['1:1-1:13 delivery/no-drop-table']);
  });

  it('exist in an empty file', async () => {
    const project = new Project({
      'migrations/1_orders.up.sql': createOrders,
      'migrations/1_orders.down.sql': '',
    });
    expect(placesOf(await project.lintFile('migrations/1_orders.down.sql'))).toEqual(['1:1-1:1 delivery/require-down']);
  });
});

describe('the suggestion', () => {
  async function applied(text: string): Promise<string | undefined> {
    const [message] = await new Project({ 'migrations/0001_index.sql': text }).lintFile('migrations/0001_index.sql');
    const fix = message?.suggestions?.[0]?.fix;
    return fix && text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
  }

  it('puts comments in front of the statement and leaves it as it is', async () => {
    expect(await applied('SELECT 1;\nTRUNCATE a;\n')).toBe(
      [
        'SELECT 1;',
        '-- Keep the rows, so that the down can put them back:',
        '-- CREATE TABLE a_kept AS TABLE a;',
        '-- DELETE FROM a;',
        'TRUNCATE a;',
        '',
      ].join('\n'),
    );
  });

  it('keeps indentation and line ends', async () => {
    expect(await applied('SELECT 1;\r\n  TRUNCATE a;\r\n')).toBe(
      [
        'SELECT 1;',
        '  -- Keep the rows, so that the down can put them back:',
        '  -- CREATE TABLE a_kept AS TABLE a;',
        '  -- DELETE FROM a;',
        '  TRUNCATE a;',
        '',
      ].join('\r\n'),
    );
  });

  it('never lands in a string of the statement before', async () => {
    expect(await applied("SELECT '\n'; TRUNCATE a;\n")).toBe(
      ["SELECT '", "'; -- Keep the rows, so that the down can put them back:", '-- CREATE TABLE a_kept AS TABLE a;', '-- DELETE FROM a;', 'TRUNCATE a;', ''].join('\n'),
    );
  });
});
