import { blocksReads, blocksWrites } from '../facts/lock-modes.ts';
import type { Finding, LintResult, MigrationResult, NotAnalysed, SetResult, StatementLocks, SuppressedFinding, TableLock } from '../lint-result.ts';
import type { FileProblem } from '../migrations/migration.ts';
import type { Verdict } from '../verdict.ts';
import { schemaVersion } from './json-version.ts';
import type { Report, ReportContext } from './report.ts';
import { totalsOf } from './totals.ts';

/** The document that `schema/result.v1.json` describes. */
export interface JsonReport {
  readonly schemaVersion: typeof schemaVersion;
  readonly tool: { readonly name: 'sqllint'; readonly version: string };
  readonly postgresVersion: number;
  readonly migrations: readonly JsonMigration[];
  readonly problems: readonly FileProblem[];
  readonly summary: JsonSummary;
  /** Only in the document of one shard. */
  readonly shard?: JsonShard;
}

/** What `sqllint merge` has to know of a shard besides what it found. */
export interface JsonShard {
  readonly index: number;
  readonly count: number;
  /** Shards belong together when theirs is the same. */
  readonly run: string;
  /** All folders of the run, and how many of the problems in the document are of each. */
  readonly sets: readonly { readonly folder: string; readonly dialect: string; readonly problems: number; readonly part?: NonNullable<SetResult['part']> }[];
}

export interface JsonMigration {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly folder: string;
  readonly layout: string;
  readonly dialect: string;
  readonly files: { readonly up: string; readonly down?: string };
  readonly verdict: Verdict;
  readonly statements: { readonly seen: number; readonly analysed: number };
  readonly findings: readonly JsonFinding[];
  readonly suppressed: readonly JsonSuppressed[];
  readonly baselined?: readonly JsonFinding[];
  readonly notAnalysed: readonly JsonNotAnalysed[];
  readonly locks?: readonly JsonStatementLocks[];
}

export type JsonFinding = Omit<Finding, 'start' | 'end' | 'fix' | 'removes'> & { readonly docs?: string };

export interface JsonSuppressed {
  readonly finding: JsonFinding;
  readonly reason?: string;
  readonly comment: Omit<SuppressedFinding['comment'], 'start' | 'end'>;
}

export type JsonNotAnalysed = Omit<NotAnalysed, 'start' | 'end'>;

export interface JsonStatementLocks extends Omit<StatementLocks, 'start' | 'end' | 'tables'> {
  readonly tables: readonly JsonTableLock[];
}

export interface JsonTableLock extends Omit<TableLock, 'isNew'> {
  readonly blocks: 'nothing' | 'writes' | 'reads and writes';
  readonly new?: true;
}

export interface JsonSummary {
  readonly migrations: number;
  readonly statements: { readonly seen: number; readonly analysed: number };
  readonly errors: number;
  readonly warnings: number;
  readonly baselined?: number;
  readonly unjudged: number;
  readonly fileWarnings: number;
  readonly verdicts: {
    readonly rollback: Readonly<Record<string, number>>;
    readonly deploy: Readonly<Record<string, number>>;
    readonly oldCode: Readonly<Record<string, number>>;
  };
}

/** For programs: one JSON document, described by `schema/result.v1.json`. */
export const json: Report = (result, context) => JSON.stringify(jsonReport(result, context), undefined, 2);

/** The same as an object. */
export function jsonReport(result: LintResult, context: ReportContext): JsonReport {
  const { verdicts, baselined, ...totals } = totalsOf(result.sets);
  return {
    schemaVersion,
    tool: { name: 'sqllint', version: context.version },
    postgresVersion: context.postgresVersion,
    migrations: result.sets.flatMap((set) => set.migrations.map((migration) => migrationOf(migration, set, context))),
    problems: result.sets.flatMap((set) => set.problems.map((problem) => problemOf(problem, context))),
    summary: {
      ...totals,
      ...(baselined === 0 ? {} : { baselined }),
      verdicts: {
        rollback: Object.fromEntries(verdicts.rollback),
        deploy: Object.fromEntries(verdicts.deploy),
        oldCode: Object.fromEntries(verdicts.oldCode),
      },
    },
    ...(context.shard === undefined ? {} : { shard: shardOf(result, context.shard, context) }),
  };
}

function shardOf({ sets }: LintResult, { index, count, run }: NonNullable<ReportContext['shard']>, { shownPath }: ReportContext): JsonShard {
  return {
    index,
    count,
    run,
    sets: sets.map(({ root, dialect, problems, part }) => ({ folder: shownPath(root), dialect, problems: problems.length, ...(part === undefined ? {} : { part }) })),
  };
}

function migrationOf(migration: MigrationResult, set: SetResult, context: ReportContext): JsonMigration {
  const { id, version, name, files, verdict, statements } = migration;
  const shown = migration.findings.filter((finding) => finding.severity === 'error' || !context.quiet);
  return {
    id,
    version,
    name,
    folder: context.shownPath(set.root),
    layout: set.layout,
    dialect: set.dialect,
    files: {
      up: context.shownPath(files.up),
      ...(files.down === undefined ? {} : { down: context.shownPath(files.down) }),
    },
    verdict: {
      rollback: verdict.rollback,
      deploy: verdict.deploy,
      oldCode: verdict.oldCode,
      certain: verdict.certain,
    },
    statements: { seen: statements.seen, analysed: statements.analysed },
    findings: shown.map((finding) => findingOf(finding, context)),
    suppressed: migration.suppressed.map((one) => suppressedOf(one, context)),
    ...(migration.baselined === undefined ? {} : { baselined: migration.baselined.map((finding) => findingOf(finding, context)) }),
    notAnalysed: migration.notAnalysed.map((part) => notAnalysedOf(part, context)),
    ...(migration.locks === undefined ? {} : { locks: migration.locks.map((locks) => locksOf(locks, context)) }),
  };
}

function findingOf(finding: Finding, context: ReportContext): JsonFinding {
  const docs = context.docsUrl(finding.rule);
  return {
    rule: finding.rule,
    antipattern: finding.antipattern,
    rating: finding.rating,
    severity: finding.severity,
    message: finding.message,
    ...(finding.instead === undefined ? {} : { instead: finding.instead }),
    ...(docs === undefined ? {} : { docs }),
    ...(finding.uses === undefined ? {} : { uses: finding.uses }),
    file: context.shownPath(finding.file),
    script: finding.script,
    line: finding.line,
    column: finding.column,
    endLine: finding.endLine,
    endColumn: finding.endColumn,
  };
}

function suppressedOf({ finding, reason, comment }: SuppressedFinding, context: ReportContext): JsonSuppressed {
  const { file, line, column, endLine, endColumn } = comment;
  return {
    finding: findingOf(finding, context),
    ...(reason === undefined ? {} : { reason }),
    comment: { file: context.shownPath(file), line, column, endLine, endColumn },
  };
}

function notAnalysedOf(part: NotAnalysed, context: ReportContext): JsonNotAnalysed {
  return {
    command: part.command,
    kind: part.kind,
    reason: part.reason,
    file: context.shownPath(part.file),
    script: part.script,
    line: part.line,
    column: part.column,
    endLine: part.endLine,
    endColumn: part.endColumn,
  };
}

function locksOf(locks: StatementLocks, context: ReportContext): JsonStatementLocks {
  return {
    command: locks.command,
    file: context.shownPath(locks.file),
    script: locks.script,
    line: locks.line,
    column: locks.column,
    endLine: locks.endLine,
    endColumn: locks.endColumn,
    ...(locks.inTransaction === undefined ? {} : { inTransaction: locks.inTransaction }),
    tables: locks.tables.map(tableLockOf),
    ...(locks.unknown === undefined ? {} : { unknown: locks.unknown }),
  };
}

function tableLockOf({ table, index, mode, work, as, isNew }: TableLock): JsonTableLock {
  return {
    table,
    ...(index === undefined ? {} : { index }),
    mode,
    blocks: blocksReads(mode) ? 'reads and writes' : blocksWrites(mode) ? 'writes' : 'nothing',
    work,
    ...(as === undefined ? {} : { as }),
    ...(isNew === undefined ? {} : { new: isNew }),
  };
}

function problemOf(problem: FileProblem, context: ReportContext): FileProblem {
  return {
    level: problem.level,
    file: context.shownPath(problem.file),
    ...(problem.line === undefined ? {} : { line: problem.line }),
    message: problem.message,
  };
}
