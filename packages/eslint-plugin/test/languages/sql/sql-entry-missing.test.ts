import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Linter } from 'eslint';
import { ESLint } from 'eslint';
import { defineConfig } from 'eslint/config';
import { rules } from 'sqllint';
import { describe, expect, it } from 'vitest';
import delivery from '../../../src/index.ts';
import { sqlRuleNames } from '../../../src/languages/sql/sql-rule-names.ts';

async function lint(config: Linter.Config[], filePath: string): Promise<Linter.LintMessage[]> {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: config });
  const [result] = await eslint.lintText('x', { filePath });
  return result?.messages ?? [];
}

function sentence(user: string): string {
  return `Import “eslint-plugin-delivery/sql” instead of “eslint-plugin-delivery” in your ESLint config: ${user} needs the SQL parser that it loads.`;
}

describe('without the SQL entry', () => {
  it('a rule for SQL that is on is refused with the entry to import', async () => {
    const config = [{ files: ['**/*.js'], plugins: { delivery }, rules: { 'delivery/no-drop-table': 'error' } }] satisfies Linter.Config[];
    await expect(lint(config, 'x.js')).rejects.toThrow(sentence('delivery/no-drop-table'));
  });

  it('a rule for SQL that is off is fine', async () => {
    expect(await lint([{ files: ['**/*.js'], plugins: { delivery }, rules: { 'delivery/no-drop-table': 'off' } }], 'x.js')).toEqual([]);
  });

  it('an ESLint that knows nothing of languages of rules is told when it creates the rule', () => {
    const rule = delivery.rules['no-truncate'];
    expect(() => rule?.create({} as never)).toThrow(sentence('delivery/no-truncate')); // the context is not looked at
  });

  it('the language is refused', async () => {
    const config = [{ files: ['**/*.sql'], plugins: { delivery }, language: 'delivery/sql' }];
    await expect(lint(config, 'x.sql')).rejects.toThrow(sentence('the language delivery/sql'));
  });

  it('the config is refused, by name and as a property', () => {
    expect(() => defineConfig([{ plugins: { delivery }, extends: ['delivery/sql'] }])).toThrow(sentence('the config delivery/sql'));
    expect(() => delivery.configs['sql']).toThrow(sentence('the config delivery/sql'));
  });

  it('a rule that does not exist is what it always is', async () => {
    const config = [{ files: ['**/*.js'], plugins: { delivery }, rules: { 'delivery/no-such-rule': 'error' } }] satisfies Linter.Config[];
    await expect(lint(config, 'x.js')).rejects.toThrow('Could not find "no-such-rule" in plugin "delivery"');
  });

  it('the error is one line, although ESLint prints the stack', async () => {
    const failure: unknown = await lint([{ files: ['**/*.sql'], plugins: { delivery }, language: 'delivery/sql' }], 'x.sql').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure instanceof Error && failure.stack?.split('\n')).toEqual([`Error: ${sentence('the language delivery/sql')}`]);
  });

  it('nobody who lists what the plugin has finds what it does not have yet', () => {
    expect(Object.keys(delivery.rules).filter((name) => sqlRuleNames.includes(name))).toEqual([]);
    expect(Object.keys(delivery.languages)).not.toContain('sql');
    expect(Object.keys(delivery.configs)).not.toContain('sql');
  });
});

describe('the names of the rules for SQL', () => {
  it('are those of sqllint, and those that only ESLint has', () => {
    expect(sqlRuleNames).toEqual([...rules.map(({ name }) => name), 'no-contract-before-deploy', 'no-unanalysed-sql'].sort());
  });
});

describe('the built main entry', () => {
  it('loads neither sqllint nor its parser', () => {
    const loaded = execFileSync(
      process.execPath,
      ['--no-warnings', '--print', "require('./dist/index.js'); Object.keys(require.cache).filter((file) => /[\\\\/](?:sqllint|libpg-query)[\\\\/]/.test(file)).length"],
      { cwd: fileURLToPath(new URL('../../..', import.meta.url)), encoding: 'utf8' },
    );
    expect(loaded.trim()).toBe('0');
  });
});
