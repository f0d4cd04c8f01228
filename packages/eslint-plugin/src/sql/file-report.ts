import path from 'node:path';
import { dialectNames, dialectTitled, lintSet, rules } from 'sqllint';
import type { DialectName, FileProblem, Finding, MigrationSet, NotAnalysed, Script } from 'sqllint';
import { comesBack } from 'sqllint/workspace';
import type { LoadedDialects } from './loaded-dialects.ts';
import type { Rewrite } from '../migrations/inverse.ts';
import type { SqlSettings } from './sql-settings.ts';

/** What sqllint says of one file. */
export interface FileReport {
  /** Of all rules, whether they are on or off. */
  readonly findings: readonly Finding[];
  readonly notAnalysed: readonly NotAnalysed[];
  /** What is wrong with the file as a file, or why it was not checked. */
  readonly problems: readonly FileProblem[];
  /** The down that a migration in code lacks, where its calls tell. */
  readonly missingDown?: Rewrite | undefined;
  /** The text that this is about; undefined for a file that is no migration. */
  readonly text: string | undefined;
  /** The dialect whose parser was not there to judge the file. */
  readonly missing?: DialectName;
}

export const emptyReport: FileReport = { findings: [], notAnalysed: [], problems: [], text: undefined };

/** Every rule, because in ESLint it is the config that decides which of them are on. */
const allRules = Object.fromEntries(rules.map(({ name, severity }) => [name, severity]));

/** Lints sets and hands what was found to the files in which it was found, by their absolute paths. */
export function reportsByFile(sets: readonly MigrationSet[], dialects: LoadedDialects, settings: SqlSettings): Map<string, FileReport> {
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
    const dialect = dialects.get(database);
    if (!dialect) {
      const missing = dialectNames.find((name) => name === database);
      // Once for the whole folder, and always at the same place.
      at(first.up.file).problems.push({ level: 'warning', file: first.up.file, message: missing === undefined ? notOurs(database) : notLoadedYet(missing) });
      if (missing !== undefined) for (const { up, down } of set.migrations) for (const { file } of down ? [up, down] : [up]) at(file).missing = missing;
      continue;
    }
    const { pgVersion, mysqlVersion } = settings;
    const options = { rules: allRules, ...(pgVersion === undefined ? {} : { pgVersion }), ...(mysqlVersion === undefined ? {} : { mysqlVersion }) };
    for (const { id, findings, notAnalysed } of lintSet(set, dialect, options).migrations) {
      const up = set.migrations.find((migration) => migration.id === id)?.up;
      for (const finding of findings) at(finding.file).findings.push(up ? unlessBack(finding, up) : finding);
      for (const part of notAnalysed) at(part.file).notAnalysed.push(part);
    }
  }
  return reports;
}

/** What the same migration puts back is not removed by it. */
function unlessBack(finding: Finding, { sql, source, start, end }: Script): Finding {
  const { removes, ...others } = finding;
  return removes && comesBack((sql ?? source.text).slice(start, end), removes.column ?? removes.table) ? others : finding;
}

interface Collected extends FileReport {
  readonly findings: Finding[];
  readonly notAnalysed: NotAnalysed[];
  readonly problems: FileProblem[];
  text: string | undefined;
  missing?: DialectName;
}

/** @param database one that sqllint knows no SQL of, in lower case */
function notOurs(database: string): string {
  return `No migration in this folder was checked: they are for ${database}, and sqllint reads PostgreSQL, MySQL, MariaDB and SQLite. Leave the folder out of the ESLint config, or set settings.delivery.sql.dialect if they are for one of these after all.`;
}

function notLoadedYet(dialect: DialectName): string {
  return `No migration in this folder was checked: they are for ${dialectTitled(dialect)}, which nothing told of when ESLint started, so its parser is being loaded only now. Lint again; or write settings.delivery.sql.dialect: "${dialect}" into the ESLint config, where it is looked for at the start.`;
}
