import type { DropObject } from '../changes.ts';
import type { ChangeContext } from './rule.ts';

/** Whether the migration creates an object or a table of the name that it drops, so that the name lives on. */
export function isCreatedAgain({ name }: DropObject, { changes, isSameRelation }: ChangeContext): boolean {
  return changes.some((other) => {
    if (other.kind === 'createTable') return isSameRelation(other.table, name);
    if (other.kind === 'renameTable') return other.to === name.name;
    if (other.kind === 'renameObject') return other.to === name.name && other.table === undefined;
    return other.kind === 'createObject' && other.table === undefined && isSameRelation(other.name, name);
  });
}
