import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import { defineConfig } from 'eslint/config';
import { rules } from 'sqllint';
import { describe, expect, it } from 'vitest';
import main from '../../src/index.ts';
import delivery from '../../src/sql.ts';
import { placesOf } from './project.ts';

async function lint(config: Linter.Config[], filePath = 'nowhere/0001_drop.sql', text = 'DROP TABLE a;\n'): Promise<Linter.LintMessage[]> {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: config });
  const [result] = await eslint.lintText(text, { filePath });
  return result?.messages ?? [];
}

const finding = ['1:1-1:13 delivery/no-drop-table'];

describe('the plugin with SQL', () => {
  it('is the one of the main entry', () => {
    expect(delivery).toBe(main);
  });

  it('has every rule of sqllint under its own name, with its description and a page', () => {
    for (const { name, docs, antipattern, severity, recommended, needs } of rules) {
      expect(delivery.rules[name]?.meta, name).toMatchObject({
        type: 'problem',
        languages: ['delivery/sql', 'js/js'],
        schema: [],
        docs: {
          description: docs.description,
          antipattern,
          recommended: recommended && needs !== 'before' ? severity : false,
          url: `https://unpkg.com/${delivery.meta.name}@${delivery.meta.version}/docs/rules/${name}.md`,
        },
      });
    }
  });

  it('lists them, now that they are there', () => {
    expect(Object.keys(delivery.rules)).toEqual(expect.arrayContaining([...rules.map(({ name }) => name), 'no-unanalysed-sql']));
    expect(Object.keys(delivery.languages)).toContain('sql');
    expect(Object.keys(delivery.configs)).toEqual(expect.arrayContaining(['recommended', 'sql']));
  });
});

describe('the config sql', () => {
  it('is one block for .sql files, with a name and the language', () => {
    expect(delivery.configs.sql).toMatchObject([{ name: 'delivery/sql', files: ['**/*.sql'], language: 'delivery/sql' }]);
  });

  it('has each recommended rule at the severity that sqllint gives it, but for the one that needs a baseline in CI', () => {
    const recommended = rules.filter((rule) => rule.recommended && rule.needs !== 'before').map(({ name, severity }) => [`delivery/${name}`, severity] as const);
    expect(delivery.configs.sql[0]?.rules).toEqual({ ...Object.fromEntries(recommended), 'delivery/no-unanalysed-sql': 'warn' });
  });

  it('works as it is', async () => {
    expect(placesOf(await lint(delivery.configs.sql))).toEqual(finding);
  });

  it('works in defineConfig, beside the config for code', async () => {
    const config = defineConfig([delivery.configs.recommended, delivery.configs.sql]);
    expect(placesOf(await lint(config))).toEqual(finding);
    expect(await lint(config, 'src/pool.js', 'const MAX_CONNECTIONS = 10;\n')).toMatchObject([{ ruleId: 'delivery/no-hardcoded-operational-value' }]);
  });

  it('works by name', async () => {
    expect(placesOf(await lint(defineConfig([{ plugins: { delivery }, extends: ['delivery/sql'] }])))).toEqual(finding);
  });

  it('works by name under another namespace', async () => {
    const config = defineConfig([{ plugins: { ship: delivery }, extends: ['ship/sql'] }]);
    expect(placesOf(await lint(config))).toEqual(['1:1-1:13 ship/no-drop-table']);
  });

  it('lets a project choose severities', async () => {
    const config = defineConfig([delivery.configs.sql, { files: ['**/*.sql'], rules: { 'delivery/no-drop-table': 'warn' } }]);
    expect(await lint(config)).toMatchObject([{ ruleId: 'delivery/no-drop-table', severity: 1 }]);
  });

  it('is not disturbed by options for JavaScript that are meant for all files', async () => {
    const options = { ecmaVersion: 2023, sourceType: 'commonjs', globals: { a: 'readonly' } } as const;
    expect(placesOf(await lint(defineConfig([{ languageOptions: options }, delivery.configs.sql])))).toEqual(finding);
  });

  it('can be printed', async () => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: delivery.configs.sql });
    // ESLint serialises a config for --print-config and for the key of its cache.
    const config = JSON.parse(JSON.stringify(await eslint.calculateConfigForFile('a.sql'))) as Linter.Config;
    expect(config.language).toBe('delivery/sql');
  });

  it('says nothing of code that is no migration', async () => {
    const config = [{ files: ['**/*.js'], plugins: { delivery }, rules: { 'delivery/no-drop-table': 'error' as const } }];
    expect(await lint(config, 'a.js', 'db.query("DROP TABLE a")')).toEqual([]);
  });

  it('refuses options of rules, which have none', async () => {
    const config = [...delivery.configs.sql, { files: ['**/*.sql'], rules: { 'delivery/no-drop-table': ['error', { only: 'a' }] } }] satisfies Linter.Config[];
    await expect(lint(config)).rejects.toThrow('Key "rules": Key "delivery/no-drop-table"');
  });
});

describe('settings.delivery.sql', () => {
  function withSettings(sql: unknown): Linter.Config[] {
    return [...delivery.configs.sql, { files: ['**/*.sql'], settings: { delivery: { sql } } }];
  }

  it.each([
    [7, 'settings.delivery.sql must be an object.'],
    [null, 'settings.delivery.sql must be an object.'],
    [{ dialekt: 'postgres' }, 'settings.delivery.sql has no key "dialekt"; it knows dialect, pgVersion, mysqlVersion.'],
    [{ dialect: 'oracle' }, 'settings.delivery.sql.dialect must be one of postgres, mysql, mariadb, sqlite, not "oracle".'],
    [{ pgVersion: '14' }, 'settings.delivery.sql.pgVersion must be a major version of PostgreSQL from 12 to 18, not "14".'],
    [{ pgVersion: 9.6 }, 'settings.delivery.sql.pgVersion must be a major version of PostgreSQL from 12 to 18, not 9.6.'],
    [{ pgVersion: 140_005 }, 'settings.delivery.sql.pgVersion must be a major version of PostgreSQL from 12 to 18, not 140005.'],
    [{ mysqlVersion: 8.4 }, 'settings.delivery.sql.mysqlVersion must be a version of MySQL or MariaDB in quotes, such as "8.0.20" or "10.11", not 8.4.'],
    [{ mysqlVersion: 'latest' }, 'settings.delivery.sql.mysqlVersion must be a version of MySQL or MariaDB in quotes, such as "8.0.20" or "10.11", not "latest".'],
  ])('%j is refused with a clear line', async (sql, message) => {
    await expect(lint(withSettings(sql))).rejects.toThrow(message);
  });

  it.each([[undefined], [{}], [{ dialect: 'postgres' }], [{ pgVersion: 12 }], [{ dialect: 'postgres', pgVersion: 18 }], [{ mysqlVersion: '10.11' }]])('%j is fine', async (sql) => {
    expect(placesOf(await lint(withSettings(sql)))).toEqual(finding);
  });

  it('can say that files are for a database that they do not look like', async () => {
    const mysql = 'CREATE TABLE a (id int AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB; DROP TABLE b;';
    expect(placesOf(await lint(withSettings({ dialect: 'postgres' }), 'nowhere/0001_a.sql', mysql))).toEqual([
      expect.stringMatching(/^1:\d+-1:\d+ delivery\/no-unanalysed-sql$/),
      '1:67-1:79 delivery/no-drop-table',
    ]);
  });

  it('can say how old the server is', async () => {
    const text = 'ALTER TABLE a DROP COLUMN b;';
    const copies = async (mysqlVersion: string) =>
      placesOf(await lint(withSettings({ dialect: 'mysql', mysqlVersion }), 'nowhere/0001_a.sql', text)).filter((place) => place.endsWith('no-table-copy'));
    expect(await copies('8.0.12')).toEqual(['1:1-1:28 delivery/no-table-copy']);
    expect(await copies('8.4')).toEqual([]);
  });
});
