import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import delivery from '../../../src/sql.ts';
import { placesOf } from '../../sql/project.ts';

async function lint(lines: readonly string[], options: ESLint.Options = {}): Promise<ESLint.LintResult> {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: delivery.configs.sql, ...options });
  const [result] = await eslint.lintText(lines.join('\n'), { filePath: 'nowhere/0001_drop.sql' });
  if (!result) throw new Error('ESLint returned no result.');
  return result;
}

async function places(...lines: string[]): Promise<string[]> {
  return placesOf((await lint(lines)).messages);
}

describe('a disable comment', () => {
  it('is needed: without it there is a finding', async () => {
    expect(await places('DROP TABLE a;')).toEqual(['1:1-1:13 delivery/no-drop-table']);
  });

  it.each([
    ['eslint-disable-next-line', ['-- eslint-disable-next-line delivery/no-drop-table', 'DROP TABLE a;']],
    ['eslint-disable-next-line with a reason', ['-- eslint-disable-next-line delivery/no-drop-table -- kept in a dump', 'DROP TABLE a;']],
    ['eslint-disable-next-line in a block comment', ['/* eslint-disable-next-line delivery/no-drop-table -- kept */', 'DROP TABLE a;']],
    ['eslint-disable-next-line over several lines', ['/* eslint-disable-next-line', 'delivery/no-drop-table', '*/', 'DROP TABLE a;']],
    ['eslint-disable-next-line for all rules', ['-- eslint-disable-next-line', 'DROP TABLE a;']],
    ['eslint-disable-line', ['DROP TABLE a; -- eslint-disable-line delivery/no-drop-table']],
    ['eslint-disable-line before the statement', ['/* eslint-disable-line delivery/no-drop-table */ DROP TABLE a;']],
    ['eslint-disable for the rest of the file', ['-- eslint-disable delivery/no-drop-table', '', 'DROP TABLE a;']],
    ['a severity for the file', ['/* eslint delivery/no-drop-table: "off" */', 'DROP TABLE a;']],
    ['a severity for the file, in a line comment', ['-- eslint delivery/no-drop-table: off', 'DROP TABLE a;']],
  ])('works: %s', async (_, lines) => {
    expect(await places(...lines)).toEqual([]);
  });

  it('is over at eslint-enable', async () => {
    expect(await places('-- eslint-disable', 'DROP TABLE a;', '-- eslint-enable', 'DROP TABLE b;')).toEqual(['4:1-4:13 delivery/no-drop-table']);
  });

  it('means only the rules that it names', async () => {
    expect(await places('-- eslint-disable-next-line delivery/no-truncate', 'TRUNCATE a; DROP TABLE b;')).toEqual(['2:13-2:25 delivery/no-drop-table']);
  });

  it('is none in a string', async () => {
    expect(await places("SELECT '", '-- eslint-disable', "';", 'DROP TABLE a;')).toEqual(['4:1-4:13 delivery/no-drop-table']);
  });

  it('is none when a word stands before it', async () => {
    expect(await places('-- see eslint-disable', 'DROP TABLE a;')).toEqual(['2:1-2:13 delivery/no-drop-table']);
  });

  it('with -line on several lines is refused', async () => {
    const { messages } = await lint(['/* eslint-disable-line', 'delivery/no-drop-table */ DROP TABLE a;']);
    expect(messages).toMatchObject([
      {
        ruleId: null,
        message: 'Write this eslint-disable-line comment on one line: of a comment on several, it is not clear which line it means.',
        line: 1,
        column: 1,
        endLine: 2,
        endColumn: 26,
      },
      { ruleId: 'delivery/no-drop-table' },
    ]);
  });

  it('keeps the reason beside what it suppresses', async () => {
    const { suppressedMessages } = await lint(['-- eslint-disable-next-line delivery/no-drop-table -- kept in a dump', 'DROP TABLE a;']);
    expect(suppressedMessages).toMatchObject([{ ruleId: 'delivery/no-drop-table', suppressions: [{ kind: 'directive', justification: 'kept in a dump' }] }]);
  });
});

describe('a severity in a comment', () => {
  it('holds for the file', async () => {
    const { messages } = await lint(['/* eslint delivery/no-drop-table: "warn" */', 'DROP TABLE a;']);
    expect(messages).toMatchObject([{ ruleId: 'delivery/no-drop-table', severity: 1 }]);
  });

  it('that cannot be read is an error at the comment', async () => {
    const { messages } = await lint(['SELECT 1; /* eslint delivery/no-drop-table: {{ */']);
    expect(messages).toMatchObject([{ ruleId: null, severity: 2, line: 1, column: 11, endLine: 1, endColumn: 50 }]);
    expect(messages[0]?.message).toMatch(/^Failed to parse JSON/);
  });

  it('is passed over when comments are not to change the config', async () => {
    const config: Linter.Config[] = [...delivery.configs.sql, { linterOptions: { noInlineConfig: true } }];
    const { messages } = await lint(['-- eslint delivery/no-drop-table: off', 'DROP TABLE a; -- eslint-disable-line'], { overrideConfig: config });
    expect(messages.filter(({ ruleId }) => ruleId !== null)).toMatchObject([{ ruleId: 'delivery/no-drop-table', line: 2 }]);
  });
});

describe('a disable comment that disables nothing', () => {
  const config: Linter.Config[] = [...delivery.configs.sql, { linterOptions: { reportUnusedDisableDirectives: 'warn' } }];

  it('is reported', async () => {
    const { messages } = await lint(['SELECT 1;', '  -- eslint-disable-next-line delivery/no-drop-table -- why?', 'SELECT 2;'], { overrideConfig: config });
    expect(messages).toMatchObject([
      {
        message: "Unused eslint-disable directive (no problems were reported from 'delivery/no-drop-table').",
        severity: 1,
        line: 2,
        column: 3,
      },
    ]);
  });

  it('can be removed, and nothing else with it', async () => {
    const before = ['SELECT 1;', '/* eslint-disable-next-line delivery/no-truncate, delivery/no-drop-table */', 'DROP TABLE a;', '-- eslint-disable', ''];
    const { output } = await lint(before, { overrideConfig: config, fix: true });
    expect(output?.split('\n')).toEqual(['SELECT 1;', '/* eslint-disable-next-line delivery/no-drop-table */', 'DROP TABLE a;', ' ', '']);
  });
});
