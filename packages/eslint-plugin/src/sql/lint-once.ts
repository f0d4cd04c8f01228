import type { FileReport } from './file-report.ts';
import { Histories } from './histories.ts';
import type { LoadedDialects } from './loaded-dialects.ts';
import type { MigrationFolders } from './migration-folders.ts';
import type { LintFile } from './sql-rule.ts';
import { readSqlSettings } from './sql-settings.ts';
import type { SqlSettings } from './sql-settings.ts';

/** Lints each file when the first rule asks; the other rules get the same report. */
export function lintOnce(dialects: LoadedDialects, folders: MigrationFolders): LintFile {
  const histories = new Histories(dialects, folders);
  const reports = new WeakMap<object, { settings: SqlSettings; report: FileReport }>();
  return ({ filename, sourceCode, settings: allSettings }) => {
    const settings = readSqlSettings(allSettings);
    const known = reports.get(sourceCode);
    if (known?.settings === settings) return known.report;
    const report = histories.reportOf(filename, sourceCode.text, settings);
    reports.set(sourceCode, { settings, report });
    return report;
  };
}
