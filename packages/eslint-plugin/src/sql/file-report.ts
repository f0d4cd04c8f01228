import path from 'node:path';
import { lintSet, rules } from 'sqllint';
import type { Dialect, DialectName, FileProblem, Finding, MigrationSet, NotAnalysed } from 'sqllint';
import type { SqlSettings } from './sql-settings.ts';

/** What sqllint says of one file. */
export interface FileReport {
  /** Of all rules, whether they are on or off. */
  readonly findings: readonly Finding[];
  readonly notAnalysed: readonly NotAnalysed[];
  /** What is wrong with the file as a file, or why it was not checked. */
  readonly problems: readonly FileProblem[];
  /** The text that this is about; undefined for a file that is no migration. */
  readonly text: string | undefined;
}

export const emptyReport: FileReport = { findings: [], notAnalysed: [], problems: [], text: undefined };

/** Every rule, because in ESLint it is the config that decides which of them are on. */
const allRules = Object.fromEntries(rules.map(({ name, severity }) => [name, severity]));

/**
 * Lints sets and hands what was found to the files in which it was found, by their absolute paths.
 * @param dialects those that have been loaded
 */
export function reportsByFile(sets: readonly MigrationSet[], dialects: readonly Dialect[], settings: SqlSettings): Map<string, FileReport> {
  const reports = new Map<string, Collected>();
  const at = (file: string): Collected => {
    const key = path.resolve(file);
    let report = reports.get(key);
    if (!report) reports.set(key, (report = { findings: [], notAnalysed: [], problems: [], text: undefined }));
    return report;
  };

  for (const set of sets) {
    for (const { up, down } of set.migrations) {
      for (const { file, source } of down ? [up, down] : [up]) at(file).text = source.text;
    }
    for (const problem of set.problems) at(problem.file).problems.push(problem);
    const [first] = set.migrations;
    if (!first) continue;
    const database = settings.dialect ?? set.otherDatabase ?? set.dialect ?? 'postgres';
    const dialect = dialects.find(({ name }) => name === database);
    if (!dialect) {
      // Once for the whole folder, and always at the same place.
      at(first.up.file).problems.push({ level: 'warning', file: first.up.file, message: notReadYet(database, settings) });
      continue;
    }
    const options = { rules: allRules, ...(settings.pgVersion === undefined ? {} : { pgVersion: settings.pgVersion }) };
    for (const { findings, notAnalysed } of lintSet(set, dialect, options).migrations) {
      for (const finding of findings) at(finding.file).findings.push(finding);
      for (const part of notAnalysed) at(part.file).notAnalysed.push(part);
    }
  }
  return reports;
}

interface Collected extends FileReport {
  readonly findings: Finding[];
  readonly notAnalysed: NotAnalysed[];
  readonly problems: FileProblem[];
  text: string | undefined;
}

const titles: ReadonlyMap<string, string> = new Map<DialectName, string>([
  ['postgres', 'PostgreSQL'],
  ['mysql', 'MySQL'],
  ['mariadb', 'MariaDB'],
  ['sqlite', 'SQLite'],
]);

/** @param database a dialect, or another database in lower case */
function notReadYet(database: string, { dialect: configured }: SqlSettings): string {
  const what = `No migration in this folder was checked: they are for ${titles.get(database) ?? database}, which this plugin does not read yet.`;
  if (configured !== undefined) return `${what} Leave the folder out of the ESLint config until it does.`;
  return `${what} Leave the folder out of the ESLint config, or set settings.delivery.sql.dialect to "postgres" if they are for PostgreSQL after all.`;
}
