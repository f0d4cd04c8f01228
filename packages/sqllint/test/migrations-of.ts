import { expect } from 'vitest';

import { load } from '../src/dialects/load.ts';
import { lintSet } from '../src/lint.ts';
import type { LintOptions } from '../src/lint.ts';
import type { Finding, SetResult } from '../src/lint-result.ts';
import type { Migration, MigrationSet, Script, TransactionMode } from '../src/migrations/migration.ts';
import { SourceText } from '../src/text/source-text.ts';
import { takeMarks } from './marked-text.ts';

const dialects = { postgres: await load('postgres'), mysql: await load('mysql'), mariadb: await load('mariadb'), sqlite: await load('sqlite') };

/** SQL by file name: `0001_init.up.sql` and `0001_init.down.sql`, or `0001_init.sql` where downs are not known. */
export type Files = Readonly<Record<string, string>>;

export interface HistoryOptions extends LintOptions {
  /** Whose SQL it is; PostgreSQL's when absent. */
  readonly dialect?: keyof typeof dialects;
  /** How the runner executes every script; `unknown` when absent. */
  readonly transaction?: TransactionMode;
  readonly outsideTransaction?: string;
  readonly foreignKeys?: MigrationSet['foreignKeys'];
  /** Whether the runner refuses a script that mixes what can run in a transaction with what cannot. */
  readonly refusesMixed?: boolean;
  /** Whether the history is one of those that go forward only. */
  readonly leavesDownsOut?: true;
  /** The names of the migrations that run again whenever they change. */
  readonly repeatable?: readonly string[];
}

/** The history that these files tell, in the order in which they are written down. */
export function migrationsOf(files: Files, options: HistoryOptions = {}): MigrationSet {
  const migrations = new Map<string, Partial<Record<'up' | 'down', Script>>>();
  for (const [file, text] of Object.entries(files)) {
    const [, id = file, direction = 'up'] = /^(.*?)(?:\.(up|down))?\.sql$/u.exec(file) ?? [];
    const source = new SourceText(text);
    const script: Script = { file, source, start: 0, end: source.text.length, transaction: options.transaction ?? 'unknown', ...(options.refusesMixed ? { refusesMixed: true } : {}) };
    migrations.set(id, { ...migrations.get(id), [direction]: script });
  }
  return {
    root: 'migrations',
    layout: 'plain',
    hasDowns: Object.keys(files).some((file) => /\.(?:up|down)\.sql$/u.test(file)),
    ...(options.leavesDownsOut ? { leavesDownsOut: true } : {}),
    dialect: options.dialect ?? 'postgres',
    ...(options.foreignKeys === undefined ? {} : { foreignKeys: options.foreignKeys }),
    ...(options.outsideTransaction === undefined ? {} : { outsideTransaction: options.outsideTransaction }),
    migrations: [...migrations].map(([id, { up, down }], index, all): Migration => {
      if (!up) throw new Error(`${id} has a down and no up.`);
      const [version = '', ...name] = id.split('_');
      const repeatable = options.repeatable?.includes(id) === true;
      const [taken] = all.slice(0, index).find(([earlier]) => earlier.startsWith(`${version}_`)) ?? [];
      return {
        id,
        version,
        name: name.join('_'),
        up,
        ...(down ? { down } : {}),
        ...(repeatable ? { repeatable } : {}),
        ...(taken === undefined ? {} : { sameVersionAs: { id: taken, consequence: 'the runner refuses to start' } }),
      };
    }),
    problems: [],
  };
}

/** Judges the history that these files tell. */
export function lint(files: Files, options: HistoryOptions = {}): SetResult {
  return lintSet(migrationsOf(files, options), dialects[options.dialect ?? 'postgres'], options);
}

/** What is said at a marked place: the message, and what to write instead, line by line. */
export interface ExpectedReport {
  readonly message: string;
  readonly instead?: readonly string[];
  /** Asserted where it is given. */
  readonly severity?: 'error' | 'warn';
}

/**
 * Asserts that a rule reports exactly the places that stand between `«` and `»` in the files,
 * with these words, in the order of the files.
 */
export function expectReports(
  rule: string,
  marked: Files,
  expected: readonly ExpectedReport[],
  options: HistoryOptions = {},
): void {
  const files: Record<string, string> = {};
  const places: string[] = [];
  for (const [file, sql] of Object.entries(marked)) {
    const { text, ranges } = takeMarks(sql);
    files[file] = text;
    for (const { start, end, place } of ranges) places.push(`${file}:${place} ${text.slice(start, end)}`);
  }
  expect(places, 'As many marks as expected reports').toHaveLength(expected.length);
  const reports = findingsOf(rule, files, options).map((finding, index) => ({
    at: `${finding.file}:${placeOf(finding)} ${(files[finding.file] ?? '').slice(finding.start, finding.end)}`,
    message: finding.message,
    ...(finding.instead === undefined ? {} : { instead: finding.instead.split('\n') }),
    ...(expected[index]?.severity === undefined ? {} : { severity: finding.severity }),
  }));
  expect(reports).toEqual(expected.map((report, index) => ({ at: places[index], ...report })));
}

/** Asserts that a rule reports nothing, of SQL that was understood. */
export function expectSilence(rule: string, files: Files, options: HistoryOptions = {}): void {
  expect(findingsOf(rule, files, options)).toEqual([]);
  expect(lint(files, options).migrations.flatMap(({ notAnalysed }) => notAnalysed)).toEqual([]);
}

function findingsOf(rule: string, files: Files, options: HistoryOptions): Finding[] {
  const { migrations } = lint(files, options);
  return migrations.flatMap(({ findings }) => findings.filter((finding) => finding.rule === rule));
}

function placeOf({ line, column, endLine, endColumn }: Finding): string {
  return `${line}:${column}-${endLine}:${endColumn}`;
}
