import { describe, expect, it } from 'vitest';

import { checkConfig } from '../../src/config/check-config.ts';
import { ConfigError } from '../../src/config/config-error.ts';

const vocabulary = {
  rules: ['no-drop-column', 'no-drop-table', 'require-down'],
  layouts: ['flyway', 'goose', 'plain'],
  dialects: ['postgres', 'mysql'],
  pgVersions: { first: 12, last: 18 },
};

function problemsOf(value: unknown): readonly string[] {
  try {
    checkConfig(value, vocabulary, 'sqllint.config.json');
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('a configuration that can be used', () => {
  it.each([
    ['says nothing', {}],
    [
      'says everything',
      {
        $schema: 'https://example.com/schema.json',
        dialect: 'postgres',
        layout: 'goose',
        pgVersion: 16,
        rules: { 'no-drop-column': 'error', 'no-drop-table': 'warn', 'require-down': 'off' },
        tables: { small: ['countries'], hot: ['billing.orders'] },
        ignore: ['legacy/**'],
        overrides: [{ files: ['billing/**'], pgVersion: 12, rules: { 'require-down': 'error' }, tables: { small: ['plans'] } }],
      },
    ],
    ['has a key without a value, as JavaScript may', { pgVersion: undefined, rules: { 'no-drop-table': undefined } }],
    ['has empty lists', { ignore: [], overrides: [], tables: { small: [], hot: [] } }],
  ])('%s', (_name, value) => {
    expect(checkConfig(value, vocabulary, 'sqllint.config.json')).toBe(value);
  });
});

describe('what a message says', () => {
  it.each<[string, unknown, string]>([
    ['no object', 'strict', 'A configuration takes an object, not "strict".'],
    ['a function', () => ({}), 'A configuration takes an object, not a function.'],
    ['a list', [], 'A configuration takes an object, not a list.'],
    ['a mistyped key', { rule: {} }, '“rule” is not a key. Did you mean rules?'],
    [
      'a key that means nothing',
      { reporters: [] },
      '“reporters” is not a key. A configuration has dialect, layout, preset, pgVersion, mysqlVersion, rules, tables, ignore, workspace and overrides.',
    ],
    ['a mistyped rule', { rules: { 'no-drop-colum': 'off' } }, '“rules.no-drop-colum” is not a rule. Did you mean no-drop-column?'],
    ['a rule of another linter', { rules: { prettier: 'off' } }, '“rules.prettier” is not a rule. The page docs/rules/index.md lists the rules.'],
    [
      'a severity as a number',
      { rules: { 'require-down': 2 } },
      '“rules.require-down” takes "error", "warn" or "off", not 2. Write "error".',
    ],
    [
      'a severity of another linter',
      { rules: { 'require-down': 'warning' } },
      '“rules.require-down” takes "error", "warn" or "off", not "warning". Write "warn".',
    ],
    [
      'a severity with options',
      { rules: { 'require-down': ['off', {}] } },
      '“rules.require-down” takes "error", "warn" or "off", not a list. Write "off".',
    ],
    ['no severity', { rules: { 'require-down': null } }, '“rules.require-down” takes "error", "warn" or "off", not null.'],
    ['rules as a list', { rules: ['require-down'] }, '“rules” takes an object of severities by rule, not a list.'],
    ['a version as text', { pgVersion: '16' }, '“pgVersion” takes a major version from 12 to 18, not "16". Write 16.'],
    ['a minor version', { pgVersion: 14.2 }, '“pgVersion” takes a major version from 12 to 18, not 14.2. Write 14.'],
    ['a version that is too old', { pgVersion: 9 }, '“pgVersion” takes a major version from 12 to 18, not 9.'],
    ['a version of MySQL as a number', { mysqlVersion: 8 }, '“mysqlVersion” takes a version of MySQL or MariaDB in quotes, such as "8.0.36" or "10.11", not 8. Write "8".'],
    ['a mistyped dialect', { dialect: 'postgre' }, '“dialect” takes "postgres" or "mysql", not "postgre". Did you mean "postgres"?'],
    ['a mistyped layout', { layout: 'flywey' }, '“layout” takes "flyway", "goose" or "plain", not "flywey". Did you mean "flyway"?'],
    ['one glob', { ignore: 'legacy/**' }, '“ignore” takes a list of globs, not one. Write ["legacy/**"].'],
    ['an empty glob', { ignore: ['a', ''] }, '“ignore[1]” takes a string that is not empty, not "".'],
    ['a table that is no name', { tables: { small: [1] } }, '“tables.small[0]” takes a string that is not empty, not 1.'],
    ['a mistyped hint', { tables: { smal: [] } }, '“tables.smal” is not a key. Did you mean small?'],
    ['an override without files', { overrides: [{ pgVersion: 12 }] }, '“overrides[0].files” is missing. Add it.'],
    ['one override', { overrides: { files: [] } }, '“overrides” takes a list of overrides, not an object.'],
    [
      'a key that overrides do not have',
      { overrides: [{ files: ['a'], layout: 'goose' }] },
      '“overrides[0].layout” is not a key. “overrides[0]” has files, pgVersion, mysqlVersion, rules and tables.',
    ],
    ['a key that needs brackets', { rules: { 'a b': 'off' } }, '“rules["a b"]” is not a rule. The page docs/rules/index.md lists the rules.'],
  ])('%s', (_name, value, message) => {
    expect(problemsOf(value)).toEqual([message]);
  });

  it('everything at once, in the order of the file', () => {
    expect(problemsOf({ pgVersion: 8, rules: { 'no-drop-tables': 'of' }, overrides: [{ files: 'a' }] })).toEqual([
      '“pgVersion” takes a major version from 12 to 18, not 8.',
      '“rules.no-drop-tables” is not a rule. Did you mean no-drop-table?',
      '“overrides[0].files” takes a list of globs, not one. Write ["a"].',
    ]);
  });

  it('the file, in front of them when they are told as one', () => {
    expect(() => checkConfig({ rule: {} }, vocabulary, 'sqllint.config.json')).toThrow(
      'sqllint.config.json: “rule” is not a key. Did you mean rules?',
    );
  });
});
