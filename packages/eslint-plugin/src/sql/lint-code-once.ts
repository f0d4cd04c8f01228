import type { TSESTree } from '@typescript-eslint/utils';
import type { Dialect } from 'sqllint';
import { CodeHistories } from './code-histories.ts';
import type { ParseCode } from './code-histories.ts';
import type { FileReport } from './file-report.ts';
import { readSqlSettings } from './sql-settings.ts';
import type { SqlSettings } from './sql-settings.ts';

/** The part of a rule's context that says which code file is linted, and how. */
export interface LintedCode {
  readonly filename: string;
  readonly sourceCode: { readonly text: string; readonly ast: TSESTree.Program };
  readonly settings: Readonly<Record<string, unknown>>;
  readonly languageOptions: { readonly parser?: unknown; readonly sourceType?: unknown };
}

/** Lints a migration that is written in code with all rules, once for all of them. */
export type LintCode = (code: LintedCode) => FileReport;

/** Lints each code file when the first rule asks; the other rules get the same report. */
export function lintCodeOnce(dialect: Dialect): LintCode {
  const histories = new CodeHistories(dialect);
  const reports = new WeakMap<object, { settings: SqlSettings; report: FileReport }>();
  return ({ filename, sourceCode, settings: allSettings, languageOptions }) => {
    const settings = readSqlSettings(allSettings);
    const known = reports.get(sourceCode);
    if (known?.settings === settings) return known.report;
    const report = histories.reportOf(filename, sourceCode.text, sourceCode.ast, parserOf(languageOptions), settings);
    reports.set(sourceCode, { settings, report });
    return report;
  };
}

/** A parser as ESLint takes it: one of the two functions, the first of which returns more than the tree. */
interface Parser {
  readonly parseForESLint?: (text: string, options: object) => { readonly ast: TSESTree.Program };
  readonly parse?: (text: string, options: object) => TSESTree.Program;
}

/** The files beside a migration are read with its own parser, but without the types of the project, which nobody asks for. */
function parserOf({ parser, sourceType }: LintedCode['languageOptions']): ParseCode {
  const { parseForESLint, parse } = (parser ?? {}) as Parser; // ESLint has checked that it is one
  return (text, file) => {
    const options = { ecmaVersion: 'latest', sourceType: sourceType ?? 'module', range: true, loc: true, filePath: file };
    if (parseForESLint) return parseForESLint(text, options).ast;
    if (parse) return parse(text, options);
    throw new Error('There is no parser.');
  };
}
