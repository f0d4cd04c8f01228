import type { Linter, Rule } from 'eslint';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { textLanguages } from '../../../src/languages/text-languages.ts';
import { placesOf } from '../../sql/project.ts';

/** Reports every “bad” in a text, in any language. */
const noTrap: Rule.RuleModule = {
  create: (context) => ({
    TextDocument() {
      const { sourceCode } = context;
      for (const { index } of sourceCode.text.matchAll(/bad/gu)) {
        context.report({ loc: { start: sourceCode.getLocFromIndex(index), end: sourceCode.getLocFromIndex(index + 3) }, message: 'Bad.' });
      }
    },
  }),
};

async function lint(language: string, text: string, options: Linter.Config['linterOptions'] = {}): Promise<ESLint.LintResult> {
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/file.*'],
        plugins: { delivery: { languages: textLanguages, rules: { 'no-trap': noTrap } } },
        language: `delivery/${language}`,
        rules: { 'delivery/no-trap': 'error' },
        linterOptions: options,
      },
    ],
  });
  const [result] = await eslint.lintText(text, { filePath: 'file.x' });
  if (!result) throw new Error('ESLint returned no result.');
  return result;
}

const comments = {
  dotenv: ['# ', ''],
  dockerfile: ['# ', ''],
  properties: ['! ', ''],
  text: ['<!-- ', ' -->'],
} as const;

describe.each(Object.entries(comments))('%s', (language, [open, close]) => {
  const comment = (text: string): string => `${open}${text}${close}`;
  const places = async (...lines: string[]): Promise<string[]> => placesOf((await lint(language, lines.join('\n'))).messages);

  it('reports where the text is, whatever ends its lines', async () => {
    expect(placesOf((await lint(language, '\uFEFFA=😀\r\nB=bad\rC=bad\n')).messages)).toEqual(['2:3-2:6 delivery/no-trap', '3:3-3:6 delivery/no-trap']);
  });

  it('obeys eslint-disable-next-line, with a reason', async () => {
    expect(await places(comment('eslint-disable-next-line delivery/no-trap -- known'), 'A=bad', 'B=bad')).toEqual(['3:3-3:6 delivery/no-trap']);
  });

  it('obeys eslint-disable and eslint-enable', async () => {
    expect(await places(comment('eslint-disable'), 'A=bad', comment('eslint-enable'), 'B=bad')).toEqual(['4:3-4:6 delivery/no-trap']);
  });

  it('obeys a severity for the file', async () => {
    expect(await places(comment('eslint delivery/no-trap: "off"'), 'A=bad')).toEqual([]);
  });

  it('keeps the reason beside what it suppresses', async () => {
    const { suppressedMessages } = await lint(language, `${comment('eslint-disable-next-line delivery/no-trap -- known')}\nA=bad`);
    expect(suppressedMessages).toMatchObject([{ suppressions: [{ kind: 'directive', justification: 'known' }] }]);
  });

  it('reports a directive that disables nothing', async () => {
    const { messages } = await lint(language, `${comment('eslint-disable-next-line delivery/no-trap')}\nA=good`, { reportUnusedDisableDirectives: 'warn' });
    expect(messages).toMatchObject([{ message: "Unused eslint-disable directive (no problems were reported from 'delivery/no-trap').", line: 1, column: 1 }]);
  });
});
