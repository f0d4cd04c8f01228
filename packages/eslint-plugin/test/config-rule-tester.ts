import { Linter } from 'eslint';
import json from '@eslint/json';
import yml from 'eslint-plugin-yml';
import { expect } from 'vitest';
import { textLanguages } from '../src/languages/text-languages.ts';
import { rules } from '../src/rules/index.ts';
import { asEslintRule } from './rule-tester.ts';

const languageOf: readonly (readonly [RegExp, string])[] = [
  [/\.ya?ml$/, 'yml/yaml'],
  [/\.json$/, 'json/jsonc'],
  [/Dockerfile$/, 'delivery/dockerfile'],
  [/Procfile$/, 'delivery/properties'],
];

/**
 * Lints a config file with one rule, in the language that its name asks for.
 *
 * @returns the findings as `line:column-line:column message`, and the text after all fixes
 */
export function lintConfigFile(rule: keyof typeof rules, filename: string, text: string): { findings: string[]; fixed: string } {
  const language = languageOf.find(([pattern]) => pattern.test(filename))?.[1];
  if (language === undefined) throw new Error(`No language reads ${filename}.`);
  const config: Linter.Config = {
    files: [`**/${filename.replace(/^.*\//, '')}`],
    plugins: { yml, json, delivery: { languages: textLanguages, rules: { [rule]: asEslintRule(rules[rule]) } } },
    language,
    rules: { [`delivery/${rule}`]: 'error' },
  };
  const linter = new Linter();
  const messages = linter.verify(text, config, { filename });
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return {
    findings: messages.map(({ line, column, endLine, endColumn, message }) => `${line}:${column}-${endLine}:${endColumn} ${message}`),
    fixed: linter.verifyAndFix(text, config, { filename }).output,
  };
}
