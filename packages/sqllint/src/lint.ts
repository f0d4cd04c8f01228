import type { Problem, Statement } from './changes.ts';
import { contractWith } from './contract.ts';
import { contractsBeforeDeploy } from './contract-before-deploy.ts';
import type { VersionBefore } from './contract-before-deploy.ts';
import type { Dialect } from './dialects/dialect.ts';
import { DirectivesInUse } from './directives-in-use.ts';
import type { DirectiveInUse } from './directives-in-use.ts';
import { findingFrom, inOrder, placeOf } from './finding-from.ts';
import type { Severities } from './finding-from.ts';
import { versionsOf } from './facts/server.ts';
import { judge } from './judge.ts';
import type { Finding, MigrationResult, NotAnalysed, SetResult, StatementLocks, SuppressedFinding } from './lint-result.ts';
import type { FileProblem, MigrationSet, Script } from './migrations/migration.ts';
import { replay } from './replay.ts';
import type { Replayed } from './replay.ts';
import { asList } from './replay-up.ts';
import type { LockedStatement, RuleReport } from './replay-up.ts';
import { rules as allRules } from './rules/index.ts';
import type { DirectiveContext, Rule } from './rules/rule.ts';
import { Schema } from './schema/schema.ts';
import { writingFor } from './schema/sql-dialect.ts';
import type { TableHints } from './table-hints.ts';

/** What may differ from file to file. */
export interface FileOptions {
  /** The server's major version; when absent, what the project's files tell, else `defaultPgVersion`. */
  readonly pgVersion?: number;
  /** The version of MySQL or MariaDB, such as `8.0.20`; when absent, what the project's files tell, else the oldest that its makers maintain. */
  readonly mysqlVersion?: string;
  /** A severity per rule; what is absent has the rule's own. */
  readonly rules?: Severities;
  /** What the history cannot tell about tables. */
  readonly tables?: TableHints;
}

export interface LintOptions extends FileOptions {
  /**
   * What holds for single files, as `Script.file` names them, instead of what stands beside this.
   * Of a migration, the file of its up decides about the server and the tables, and the file of
   * each finding about its severity.
   */
  readonly files?: Readonly<Record<string, FileOptions>>;
  /**
   * The ids of the migrations that have shipped; left out where that is not known. They are
   * replayed and not judged, nothing new may come before them, and a contract step has to stand on
   * one of them.
   */
  readonly shipped?: readonly string[];
  /**
   * The ids of those among them whose files have changed since, in the SQL of their up or
   * elsewhere. They are judged again.
   */
  readonly changed?: Readonly<Record<string, 'sql' | 'other'>>;
  /** What runs while the migrations that have not shipped are applied; its code shall not use what they remove. */
  readonly before?: VersionBefore;
  /**
   * The only migrations to judge, as indexes into the set's, the end exclusive. Those before are
   * replayed, those behind are left alone. It holds all migrations of a file or none.
   */
  readonly part?: { readonly from: number; readonly to: number };
  /** Whether to tell what each statement of an up locks. */
  readonly tellLocks?: boolean;
  /** Lets an internal error through with its stack instead of telling it in one line. */
  readonly debug?: boolean;
  /** Called after each migration, for progress on long runs. */
  readonly onMigration?: () => void;
}

/**
 * Judges the migrations of one set, in order, replaying the schema from the first.
 * Synchronous and without side effects; the dialect has been loaded before.
 */
export function lintSet(set: MigrationSet, dialect: Dialect, options: LintOptions = {}): SetResult {
  const whole = { from: 0, to: set.migrations.length };
  const { migrations, problems } = lintPart(set, whole, new Schema(), dialect, options);
  return { root: set.root, layout: set.layout, dialect: dialect.name, migrations, problems: [...set.problems, ...problems] };
}

/** The schema before the first migration. */
export function emptySchema(): Schema {
  return new Schema();
}

/**
 * Judges some of a set's migrations, for who knows the schema before them, which is then as the last
 * of them leaves it. What it finds depends on these migrations, the schema and the options; of the
 * set's other migrations, on the names of those before and on which have shipped. The cache of the
 * command relies on that: what is to depend on more has to be part of its keys (cli/cache/blocks.ts).
 *
 * @param part indexes into the set's migrations, the end exclusive; it holds all migrations of a file or none
 * @returns the results, and what went wrong in judging
 */
export function lintPart(
  set: MigrationSet,
  part: { readonly from: number; readonly to: number },
  schema: Schema,
  dialect: Dialect,
  options: LintOptions,
): Pick<SetResult, 'migrations' | 'problems'> {
  return writingFor(dialect.name, () => judgePart(set, part, schema, dialect, options));
}

function judgePart(
  set: MigrationSet,
  part: { readonly from: number; readonly to: number },
  schema: Schema,
  dialect: Dialect,
  options: LintOptions,
): Pick<SetResult, 'migrations' | 'problems'> {
  const rules = allRules.filter((rule) => rule.dialects.includes(dialect.name));
  const problems: FileProblem[] = [];
  const migrations: MigrationResult[] = [];
  const directives = new DirectivesInUse(dialect.lexicalRules);
  const shipped = options.shipped && new Set(options.shipped);
  const lastShipped = set.migrations.findLast(({ id, repeatable }) => shipped?.has(id) === true && repeatable !== true);
  let isBehind = lastShipped !== undefined && set.migrations.indexOf(lastShipped) < part.from;
  for (const [index, migration] of set.migrations.slice(part.from, part.to).entries()) {
    const change = options.changed?.[migration.id];
    const hasShipped = shipped?.has(migration.id) === true;
    isBehind ||= migration === lastShipped;
    const at = part.from + index;
    if (options.part && at >= options.part.to) continue;
    const isOwn = options.part === undefined || at >= options.part.from;
    const isJudged = isOwn && (!hasShipped || change !== undefined);
    try {
      const { tables, ...said } = optionsFor(migration.up.file, options);
      const { pgVersion, mysqlVersion } = versionsOf(set, dialect.name, said);
      const assumptions = {
        pgVersion,
        ...(mysqlVersion === undefined ? {} : { mysqlVersion }),
        ...(tables === undefined ? {} : { tables }),
        ...(options.tellLocks === true ? { tellLocks: true } : {}),
        ...(change === 'sql' ? { isEdited: true } : {}),
        ...(lastShipped !== undefined && !isBehind && !hasShipped ? { shippedAfter: lastShipped.id } : {}),
      };
      const replayed = replay(migration, at, set, dialect, schema, isJudged ? rules : [], assumptions);
      if (!isJudged) continue;
      directives.meet(replayed, (id) => contractWith(id, set.migrations.slice(0, at), shipped));
      const judged = withoutContractSteps(replayed, directives);
      const early = options.before && !hasShipped ? contractsBeforeDeploy(migration, judged.reports, options.before) : [];
      migrations.push(resultOf({ ...judged, reports: [...judged.reports, ...early] }, set.hasDowns, directives, options));
    } catch (error) {
      // A mistake of ours must not hide what the other migrations show.
      if (options.debug) throw error;
      if (!isOwn) continue;
      const reason = error instanceof Error ? error.message : String(error);
      problems.push({
        level: 'error',
        file: migration.up.file,
        message: `sqllint failed on this migration (${reason}). Please report it with the file; the others were judged.`,
      });
    } finally {
      options.onMigration?.();
    }
  }
  return { migrations: withFindingsAbout(directives, migrations, rules, options), problems };
}

function optionsFor(file: string, options: LintOptions): FileOptions {
  const own = options.files?.[file];
  return own === undefined ? options : { ...options, ...own };
}

interface Judged extends Replayed {
  /** Reports that count for the verdict alone. */
  readonly accepted?: readonly RuleReport[];
}

function resultOf(replayed: Judged, hasDowns: boolean, directives: DirectivesInUse, options: LintOptions): MigrationResult {
  const { migration, up, down } = replayed;
  const statements = [...up, ...(down ?? [])];
  return {
    id: migration.id,
    version: migration.version,
    name: migration.name,
    files: { up: migration.up.file, ...(migration.down ? { down: migration.down.file } : {}) },
    verdict: judge({ ...replayed, reports: [...replayed.reports, ...(replayed.accepted ?? [])] }, hasDowns),
    statements: {
      seen: statements.length,
      analysed: statements.filter((statement) => statement.problem === undefined).length,
    },
    ...findingsOf(replayed, directives, options),
    notAnalysed: [
      ...problemsOf(up, migration.up, 'up'),
      ...(down && migration.down ? problemsOf(down, migration.down, 'down') : []),
    ],
    ...(options.tellLocks === true ? { locks: replayed.locked.map((locked) => locksOfStatement(locked, migration.up)) } : {}),
  };
}

function locksOfStatement({ statement, inTransaction, tables, unknown }: LockedStatement, up: Script): StatementLocks {
  return {
    command: statement.command,
    script: 'up',
    ...placeOf(up, statement),
    ...(inTransaction === undefined ? {} : { inTransaction }),
    tables,
    ...(unknown.length === 0 ? {} : { unknown }),
  };
}

/**
 * A removal that is the contract step of an earlier migration breaks no old code, and is reported
 * no more. What it takes away is gone all the same, which the verdict has to say.
 */
function withoutContractSteps(replayed: Replayed, directives: DirectivesInUse): Judged {
  const isStep = (report: RuleReport): boolean => directives.isContractStep(report, replayed.migration);
  const accepted = replayed.reports.filter(isStep);
  if (accepted.length === 0) return replayed;
  return {
    ...replayed,
    reports: replayed.reports.filter((report) => !accepted.includes(report)),
    accepted: accepted.map((report) => ({ ...report, breaksOldCode: false })),
  };
}

/** What the rules say, apart from what a comment explains. The verdict is not asked: a comment changes nothing about what the migration does. */
function findingsOf(
  { migration, reports }: Replayed,
  directives: DirectivesInUse,
  options: LintOptions,
): Pick<MigrationResult, 'findings' | 'suppressed'> {
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const report of reports) {
    const suppression = directives.suppressionOf(report, migration);
    const script = report.script === 'down' && migration.down ? migration.down : migration.up;
    const finding = findingFrom(report, script, optionsFor(script.file, options).rules);
    if (finding === undefined) continue;
    if (suppression) suppressed.push(suppressedBy(suppression, finding));
    else findings.push(finding);
  }
  return { findings: findings.sort(inOrder), suppressed: suppressed.sort((a, b) => inOrder(a.finding, b.finding)) };
}

function suppressedBy({ directive, file, source }: DirectiveInUse, finding: Finding): SuppressedFinding {
  const { reason } = directive;
  return { finding, ...(reason === undefined ? {} : { reason }), comment: placeOf({ file, source }, directive) };
}

/** Adds what the rules say of the directives themselves, now that it is known what each has done. */
function withFindingsAbout(
  directives: DirectivesInUse,
  migrations: readonly MigrationResult[],
  rules: readonly Rule[],
  options: LintOptions,
): readonly MigrationResult[] {
  const added = new Map<string, Finding[]>();
  const ruleNames = allRules.map(({ name }) => name);
  for (const found of directives) {
    const { directive, owner, statement, used, contract } = found;
    const isAnalysed = statement?.problem === undefined;
    const context: DirectiveContext = {
      directive,
      hasStatement: statement !== undefined,
      isAnalysed,
      isUsed: (name) => used.has(name),
      wasAsked: (name) => rules.every((rule) => rule.name !== name || rule.needs === undefined || options[rule.needs] !== undefined),
      ruleNames,
      ...(contract === undefined ? {} : { contract }),
    };
    for (const rule of rules) {
      for (const report of asList(rule.directive?.(context))) {
        const finding = findingFrom({ ...report, rule, script: owner.script, range: report.range ?? directive }, found, optionsFor(found.file, options).rules);
        if (finding) added.set(owner.migration.id, [...(added.get(owner.migration.id) ?? []), finding]);
      }
    }
  }
  if (added.size === 0) return migrations;
  return migrations.map((result) => {
    const more = added.get(result.id);
    return more ? { ...result, findings: [...result.findings, ...more].sort(inOrder) } : result;
  });
}

function problemsOf(statements: readonly Statement[], script: Script, direction: 'up' | 'down'): NotAnalysed[] {
  return statements.flatMap(({ command, problem }: { command: string; problem?: Problem }) =>
    problem
      ? [{ command, kind: problem.kind, reason: problem.message, script: direction, ...placeOf(script, problem) }]
      : [],
  );
}
