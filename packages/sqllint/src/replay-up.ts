import { contextOf } from './change-context.ts';
import type { Change, ChangeKind, Statement } from './changes.ts';
import type { LockEffect } from './facts/lock-modes.ts';
import { locksOf, unknownLocks } from './facts/locks.ts';
import { mergedLocks } from './facts/merged-locks.ts';
import type { TableLock } from './lint-result.ts';
import { lookupsOf } from './lookups.ts';
import type { ChangeHandler, MigrationFacts, Report, Rule } from './rules/rule.ts';
import { apply, textsBehind } from './schema/apply.ts';
import { alterationsOf } from './schema/rebuild.ts';
import { alterationsOfRestated } from './schema/restated-column.ts';
import { distrustNames, namesInDoubt } from './schema/run-time-sql.ts';
import type { ApplyProblem } from './schema/apply.ts';
import type { SchemaObject } from './schema/model.ts';
import type { Schema } from './schema/schema.ts';
import { settle } from './schema/settle.ts';
import { isHinted } from './table-hints.ts';
import { segmentsOf } from './transactions/segments.ts';
import { Session } from './transactions/session.ts';

/** A report with the rule that made it. */
export interface RuleReport extends Report {
  readonly rule: Rule;
  readonly script: 'up' | 'down';
  readonly range: { readonly start: number; readonly end: number };
  /** Whether the statement locks a table that the configuration calls hot. */
  readonly isOnHotTable?: true;
}

export interface ReplayFacts extends MigrationFacts {
  /** Whether to tell what each statement locks. */
  readonly tellLocks?: boolean;
}

/** All that is known of the locks of one statement. */
export interface LockedStatement {
  readonly statement: Statement;
  readonly inTransaction: boolean | undefined;
  readonly tables: readonly TableLock[];
  /** Sentences: why there may be more. */
  readonly unknown: readonly string[];
}

export interface ReplayedUp {
  readonly reports: RuleReport[];
  /** Locks on tables that were there before the migration. */
  readonly locks: readonly LockEffect[];
  /** Empty where nobody asked. */
  readonly locked: readonly LockedStatement[];
  /** Why statements of the up would fail, with the statement. */
  readonly problems: readonly { readonly problem: ApplyProblem; readonly statement: Statement }[];
}

/** Lets every rule look at every change with the schema as it stands before it, then applies the change. */
export function replayUp(
  up: readonly Statement[],
  down: readonly Statement[] | undefined,
  facts: ReplayFacts,
  schema: Schema,
  rules: readonly Rule[],
): ReplayedUp {
  const reports: RuleReport[] = [];
  const locks: LockEffect[] = [];
  const problems: { problem: ApplyProblem; statement: Statement }[] = [];
  const locked: LockedStatement[] = [];
  const kept = new Set<string>();
  const session = new Session();
  const lookups = lookupsOf(up, down ?? [], facts, schema, kept);
  const setting = (name: string): string | undefined => session.setting(name);
  const { byKind: handlers, forEvery } = handlersOf(rules);
  for (const segment of segmentsOf(up, facts.migration.up.transaction, facts.dialect)) {
    for (const statement of up.slice(segment.from, segment.to)) {
      const found: ApplyProblem[] = [];
      const tables: TableLock[] = [];
      const unknown: string[] = [];
      for (const unsettled of statement.changes) {
        const change = settle(schema, unsettled);
        if (!change) continue;
        const effects = locksOf(change, schema, facts);
        if (facts.tellLocks === true) {
          tables.push(...effects.map((effect) => withNewness(effect, schema)));
          const reason = unknownLocks(change, schema, facts);
          if (reason !== undefined) unknown.push(reason);
        }
        const taken = locksOnUsedTables(effects, schema, facts);
        const isOnHotTable = taken.some(({ table }) => isHinted(facts.tables?.hot, table, (name) => schema.resolve('relation', name)));
        locks.push(...taken);
        for (const seen of [change, ...amountsTo(change, schema)]) {
          const context = contextOf(facts, lookups, {
            change: seen,
            statement,
            up,
            schema,
            locks: taken,
            heldLocks: session.held,
            addedValues: session.addedValues,
            inTransaction: segment.inTransaction,
            setting,
          });
          for (const { rule, handle } of handlers.get(seen.kind) ?? forEvery) {
            for (const report of asList(handle(seen, context))) {
              const range = report.range ?? { start: seen.start, end: seen.end };
              reports.push({ ...report, rule, script: 'up', range, ...(isOnHotTable ? { isOnHotTable } : {}) });
            }
          }
        }
        if (change.kind === 'createTable') {
          for (const name of change.reads ?? []) kept.add(schema.resolve('relation', name));
        }
        session.remember(change, statement, taken, segment.inTransaction === true);
        found.push(...apply(schema, change));
        if (change.kind === 'opaque' && change.targets) distrustNames(schema, namesInDoubt(change, up));
        else if (change.kind === 'opaque') distrust(schema, lookups.sourceOf(statement));
        else if (change.kind === 'callFunctions' && !change.isFollowed && schema.isTainted) distrust(schema, `${lookups.sourceOf(statement)} ${textsBehind(schema, change)}`);
      }
      if (facts.tellLocks === true) {
        locked.push({ statement, inTransaction: segment.inTransaction, tables: mergedLocks(tables), unknown: [...new Set(unknown)] });
      }
      for (const problem of found) {
        // `DROP TABLE a, b` drops both at once, whichever of them needs the other.
        const wentWithIt = problem.kind === 'in use' && problem.key !== undefined && !schema.get(problem.key);
        if (!wentWithIt) problems.push({ problem, statement });
      }
    }
    session.commit();
  }
  return { reports, locks, locked, problems };
}

/** The plain changes that a rebuild or a column stated again amounts to, for the rules. */
function amountsTo(change: Change, schema: Schema): readonly Change[] {
  if (change.kind === 'rebuildTable') return alterationsOf(schema, change);
  return change.kind === 'restateColumn' ? alterationsOfRestated(schema, change) : [];
}

/**
 * A table that this migration created, or a temporary one, has no other users to wait. What takes
 * time by the row takes none worth mentioning in a table that is said to be small.
 */
function locksOnUsedTables(effects: readonly LockEffect[], schema: Schema, { tables }: MigrationFacts): readonly LockEffect[] {
  const used = effects.filter(({ table }) => isUsed(schema.get(`relation ${table}`), schema));
  if (tables?.small === undefined) return used;
  const isSmall = (table: string): boolean => isHinted(tables.small, table, (name) => schema.resolve('relation', name));
  return used.map((effect) => (isSmall(effect.table) ? { ...effect, work: 'catalog only' } : effect));
}

function withNewness(effect: LockEffect, schema: Schema): TableLock {
  const relation = schema.get(`relation ${effect.table}`);
  return relation && relation.kind !== 'index' && relation.createdIn === schema.migration ? { ...effect, isNew: true } : effect;
}

/** Whether others may be at work on a relation. Of sequences rules say nothing. */
function isUsed(relation: SchemaObject | undefined, schema: Schema): boolean {
  if (relation?.kind === 'table') return relation.createdIn !== schema.migration && !relation.temporary;
  return relation?.kind !== 'object' || (relation.createdIn !== schema.migration && relation.objectType !== 'sequence');
}

interface Handler {
  readonly rule: Rule;
  readonly handle: ChangeHandler<Change>;
}

interface Handlers {
  /** Those for a kind of change, and behind them those for every change. */
  readonly byKind: ReadonlyMap<ChangeKind, readonly Handler[]>;
  /** For kinds that no rule names. */
  readonly forEvery: readonly Handler[];
}

const handlersOfRules = new WeakMap<readonly Rule[], Handlers>();

/** The rules' handlers by the kind of change that they are for. */
function handlersOf(rules: readonly Rule[]): Handlers {
  let handlers = handlersOfRules.get(rules);
  if (handlers) return handlers;
  const forEvery = rules.flatMap((rule): Handler[] => (rule.everyChange ? [{ rule, handle: rule.everyChange }] : []));
  const named = new Map<ChangeKind, Handler[]>();
  for (const rule of rules) {
    for (const [name, handle] of Object.entries(rule.changes ?? {})) {
      // `Object.entries` widens the names of a rule's handlers, which are kinds of changes.
      const kind = name as ChangeKind;
      // The handler under a kind takes changes of that kind; the compiler cannot follow the lookup.
      const entry = { rule, handle } as Handler;
      named.set(kind, [...(named.get(kind) ?? []), entry]);
    }
  }
  handlers = { byKind: new Map([...named].map(([kind, ofKind]) => [kind, [...ofKind, ...forEvery]])), forEvery };
  handlersOfRules.set(rules, handlers);
  return handlers;
}

/** What a rule returned, as a list. */
export function asList<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  // `Array.isArray` does not narrow a readonly array out of a union by itself.
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** SQL that cannot be read may have changed every table that its text names, in whatever schema. */
export function distrust(schema: Schema, text: string): void {
  const words = new Set(text.toLowerCase().match(/[\w$]+/gu));
  for (const table of [...schema.tables()]) if (!table.partial && words.has(table.name.toLowerCase())) schema.makePartial(table);
}
