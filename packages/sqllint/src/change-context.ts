import type { Lookups } from './lookups.ts';
import type { ChangeContext, MigrationFacts } from './rules/rule.ts';

/** What differs from change to change. */
type Scene = Omit<ChangeContext, keyof Lookups | keyof MigrationFacts>;

/** All of it, with `undefined` for a fact that is not there. */
type Spelled = { readonly [Name in keyof Required<ChangeContext>]: ChangeContext[Name] };

/**
 * What a rule may ask about one change. Spelled out, because putting it together of three objects
 * with `...` for each change took a fifth of the time of a run; the compiler tells what is missing.
 */
export function contextOf(facts: MigrationFacts, lookups: Lookups, scene: Scene): ChangeContext {
  const context: Spelled = {
    migration: facts.migration,
    hasDowns: facts.hasDowns,
    leavesDownsOut: facts.leavesDownsOut,
    dialect: facts.dialect,
    pgVersion: facts.pgVersion,
    mysqlVersion: facts.mysqlVersion,
    tables: facts.tables,
    isEdited: facts.isEdited,
    shippedAfter: facts.shippedAfter,
    outsideTransaction: facts.outsideTransaction,
    foreignKeys: facts.foreignKeys,
    change: scene.change,
    statement: scene.statement,
    up: scene.up,
    schema: scene.schema,
    locks: scene.locks,
    heldLocks: scene.heldLocks,
    addedValues: scene.addedValues,
    setting: scene.setting,
    inTransaction: scene.inTransaction,
    isNew: lookups.isNew,
    isSmall: lookups.isSmall,
    isNewColumn: lookups.isNewColumn,
    tableOf: lookups.tableOf,
    isWrittenByDown: lookups.isWrittenByDown,
    isFirst: lookups.isFirst,
    isKept: lookups.isKept,
    replacedByView: lookups.replacedByView,
    createsTable: lookups.createsTable,
    objectOf: lookups.objectOf,
    isNewObject: lookups.isNewObject,
    changes: lookups.changes,
    isFollowedBy: lookups.isFollowedBy,
    isPrecededBy: lookups.isPrecededBy,
    isSameRelation: lookups.isSameRelation,
    sourceOf: lookups.sourceOf,
  };
  // A fact that is `undefined` is one that is not there: rules read them and never count them.
  return context as ChangeContext;
}
