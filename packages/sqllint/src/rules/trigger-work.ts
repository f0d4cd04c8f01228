import type { AlterTable, Change, DropObject, QualifiedName } from '../changes.ts';
import type { ChangeContext } from './rule.ts';

/** Whether code that still runs is left without what a trigger did for it: nothing of the migration takes its place, and its table stays. */
export function endsWorkOfTrigger(change: DropObject, context: ChangeContext): boolean {
  const { table, name, ifExists, objectType } = change;
  const { isNew, isNewObject, tableOf, changes, isSameRelation } = context;
  if (objectType !== 'trigger' || !table || isNew(table) || isNewObject(change)) return false;
  const known = tableOf(table);
  if (ifExists && known?.partial === false && ![...known.parts.values()].some((part) => part.objectType === 'trigger' && part.name === name.name)) return false;
  // A trigger often goes with the column that it looks after: that is what matters then.
  if (goesAway(table, context) || changes.some((other) => other.kind === 'dropColumn' && isSameRelation(other.table, table))) return false;
  // Another trigger may do the work from now on, of this table or of the one where it is done better.
  return !changes.some((other) => other.kind === 'createObject' && other.objectType === 'trigger');
}

/** Whether rows can be written past a trigger that the statement switches off. */
export function letsRowsPastTriggers(change: AlterTable, context: ChangeContext): boolean {
  const { aspect, value, table } = change;
  if (!aspect.startsWith('trigger ') || value?.endsWith('disabled') !== true || context.isNew(table)) return false;
  // In one transaction nobody else writes past a trigger, since the lock lasts as long; foreign keys are not checked for its own rows either.
  return value === 'all disabled' || context.inTransaction !== true || !comesBackOn(change, context);
}

/** Whether a later statement of the migration switches the trigger on again. */
export function comesBackOn(change: AlterTable, context: ChangeContext): boolean {
  return context.isFollowedBy(change, (later) => enables(later, change, context));
}

/** Whether the migration drops the table or the view, so that nobody waits for it or writes to it. */
export function goesAway(table: QualifiedName, { changes, isSameRelation }: ChangeContext): boolean {
  return changes.some((other) => {
    if (other.kind === 'dropTable') return isSameRelation(other.table, table);
    return other.kind === 'dropObject' && other.objectType === 'view' && isSameRelation(other.name, table);
  });
}

function enables(later: Change, { table, aspect }: AlterTable, { isSameRelation }: ChangeContext): boolean {
  if (later.kind !== 'alterTable' || !isSameRelation(later.table, table)) return false;
  const isOn = later.value === undefined || later.value === 'always' || later.value === 'replica';
  return isOn && (later.aspect === aspect || later.aspect === 'trigger *');
}
