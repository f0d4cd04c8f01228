import type { Change, Statement } from './changes.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { LockEffect } from './facts/lock-modes.ts';
import type { Migration, MigrationSet } from './migrations/migration.ts';
import { scriptParser } from './parse-script.ts';
import { asList, replayUp } from './replay-up.ts';
import type { LockedStatement, ReplayFacts, RuleReport } from './replay-up.ts';
import type { MigrationContext, MigrationFacts, Rule } from './rules/rule.ts';
import { neverCreatedIndex } from './schema/apply-index.ts';
import { apply } from './schema/apply.ts';
import { differencesSince } from './schema/compare.ts';
import { doubtNames, namesInDoubt } from './schema/run-time-sql.ts';
import type { Mark, Schema } from './schema/schema.ts';

/** What replaying one migration showed. */
export interface Replayed {
  readonly migration: Migration;
  readonly up: readonly Statement[];
  readonly down: readonly Statement[] | undefined;
  readonly reports: readonly RuleReport[];
  /** Locks on tables that were there before the migration. */
  readonly locks: readonly LockEffect[];
  /** Empty where nobody asked. */
  readonly locked: readonly LockedStatement[];
  readonly changesSchema: boolean;
  /** False where the model cannot tell what the down brings back. */
  readonly isCertain: boolean;
  /** Something that no statement can undo, such as a new value of an enum. */
  readonly hasNoInverse: boolean;
}

/** What is said of the database and of earlier releases, and no migration tells. */
export type Assumptions = Pick<ReplayFacts, 'tellLocks'> & Pick<MigrationFacts, 'pgVersion' | 'mysqlVersion' | 'tables' | 'isEdited' | 'shippedAfter'>;

/** Changes after which the schema is the same as before. */
const withoutSchemaChange = new Set<Change['kind']>([
  'insertRows',
  'updateRows',
  'deleteRows',
  'truncateTable',
  'lockTable',
  'refreshView',
  'maintain',
  'reindex',
  'changePrivileges',
  'setComment',
  'alterIndex',
  'setParameter',
  'controlTransaction',
  'validateConstraint',
  'callFunctions',
  'raiseError',
  'noEffect',
  'opaque',
]);

/**
 * Runs one migration through the schema model: every rule looks at every change with the schema as
 * it stood before it, then the down is tried on the result and taken back. The schema is left as
 * the up made it.
 */
export function replay(
  migration: Migration,
  ordinal: number,
  set: MigrationSet,
  dialect: Dialect,
  schema: Schema,
  rules: readonly Rule[],
  assumptions: Assumptions,
): Replayed {
  schema.beginMigration(ordinal);
  const before = schema.mark();
  const facts: ReplayFacts = {
    migration,
    hasDowns: set.hasDowns,
    ...(set.leavesDownsOut ? { leavesDownsOut: ordinal === 0 ? 'first of the history' : 'later' } : {}),
    dialect: dialect.name,
    ...assumptions,
    ...(set.outsideTransaction === undefined ? {} : { outsideTransaction: set.outsideTransaction }),
    ...(set.foreignKeys === undefined ? {} : { foreignKeys: set.foreignKeys }),
  };
  const parse = scriptParser(dialect, schema);
  const up = parse(migration.up);
  const down = migration.down ? parse(migration.down, up) : undefined;
  const { reports, locks, locked, problems } = replayUp(up, down, facts, schema, rules);
  const changes = up.flatMap((statement) => statement.changes);
  const ofSchema = changes.filter((change) => !withoutSchemaChange.has(change.kind));
  // Beside a statement that cannot be read the model is in doubt, but what does change tables is plain to see.
  const isPlain =
    changes.some((change) => change.kind === 'opaque') &&
    ofSchema.some((change) => 'table' in change && !change.conditional && !(change.kind === 'createTable' && change.temporary));
  const changesSchema = ofSchema.length > 0 && (isPlain || differencesSince(schema, before).length > 0);
  const tried = down ? tryDown(down, schema, before, up) : undefined;
  const context: MigrationContext = {
    ...facts,
    up,
    down,
    changesSchema,
    upProblems: problems,
    differences: tried?.differences,
    downProblems: tried?.downProblems ?? [],
  };
  for (const rule of rules) {
    for (const report of asList(rule.migration?.(context))) {
      const script = report.script ?? 'up';
      reports.push({ ...report, rule, script, range: report.range ?? startOf(script, context) });
    }
  }
  return {
    migration,
    up,
    down,
    reports,
    locks,
    locked,
    changesSchema,
    isCertain: tried === undefined || (tried.differences !== undefined && !tried.hasDoubts),
    hasNoInverse: changes.some((change) => change.kind === 'addEnumValue'),
  };
}

/** The first statement of a script, or the place where it would stand. */
function startOf(script: 'up' | 'down', { up, down, migration }: MigrationContext): { start: number; end: number } {
  const [first] = script === 'up' ? up : (down ?? []);
  if (first) return { start: first.start, end: first.end };
  const { start, end } = script === 'up' ? migration.up : (migration.down ?? migration.up);
  return { start, end: Math.min(start + 1, end) };
}

/**
 * Applies a down to the schema after the up, compares with the schema before, and takes it back.
 *
 * @param before where the up began
 */
export function tryDown(
  down: readonly Statement[],
  schema: Schema,
  before: Mark,
  up: readonly Statement[],
): Pick<MigrationContext, 'differences' | 'downProblems'> & { readonly hasDoubts: boolean } {
  const after = schema.mark();
  schema.setSearchPath([]);
  const problems: { problem: ReturnType<typeof apply>[number]; statement: Statement }[] = [];
  for (const statement of down) {
    const start = schema.mark();
    const found = statement.changes.flatMap((change) => [...(change.kind === 'dropIndex' ? neverCreatedIndex(schema, change) : []), ...apply(schema, change)]);
    const changed = schema.changedSince(start);
    for (const problem of found) {
      // `DROP TABLE a, b` drops both at once, whichever of them needs the other.
      const wentWithIt = problem.key !== undefined && changed.get(problem.key) !== undefined && !schema.get(problem.key);
      if (!wentWithIt) problems.push({ problem, statement });
    }
  }
  const opaque = [up, down].flatMap((script) => script.flatMap(({ changes }) => changes.flatMap((change) => (change.kind === 'opaque' ? [{ change, script }] : []))));
  const isOpaque = schema.isTainted || opaque.some(({ change }) => change.targets === undefined);
  for (const { change, script } of opaque) doubtNames(schema, namesInDoubt(change, script), before);
  const differences = isOpaque ? undefined : differencesSince(schema, before, after);
  const hasDoubts = opaque.length > 0 || [...schema.changedSince(before).keys()].some((key) => schema.isUncertain(key) || schema.mayHaveBeenThere(key));
  schema.takeBack(after);
  return { hasDoubts, differences, downProblems: opaque.length > 0 || schema.isTainted ? [] : problems };
}
