import type { TSESTree } from '@typescript-eslint/utils';
import { parserOf } from '../analysis/parse-code.ts';
import type { LanguageOptions } from '../analysis/parse-code.ts';
import { CodeHistories } from './code-histories.ts';
import type { FileReport } from './file-report.ts';
import type { LoadedDialects } from './loaded-dialects.ts';
import { readSqlSettings } from './sql-settings.ts';
import type { SqlSettings } from './sql-settings.ts';

/** The part of a rule's context that says which code file is linted, and how. */
export interface LintedCode {
  readonly filename: string;
  readonly sourceCode: { readonly text: string; readonly ast: TSESTree.Program };
  readonly settings: Readonly<Record<string, unknown>>;
  readonly languageOptions: LanguageOptions;
}

/** Lints a migration that is written in code with all rules, once for all of them. */
export type LintCode = (code: LintedCode) => FileReport;

/** Lints each code file when the first rule asks; the other rules get the same report. */
export function lintCodeOnce(dialects: LoadedDialects): LintCode {
  const histories = new CodeHistories(dialects);
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
