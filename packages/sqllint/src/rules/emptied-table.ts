import type { Change, QualifiedName } from '../changes.ts';
import type { ChangeContext } from './rule.ts';

/**
 * Whether the migration emptied a table with TRUNCATE before this change and put nothing into it since: what reads
 * all of its rows or builds an index over them is done at once, and TRUNCATE, of which another rule speaks, holds
 * the stronger lock already.
 */
export function isEmptied(table: QualifiedName, change: Change, { changes, isSameRelation }: Pick<ChangeContext, 'changes' | 'isSameRelation'>): boolean {
  const earlier = changes.slice(0, changes.indexOf(change));
  const truncated = earlier.findLastIndex((one) => one.kind === 'truncateTable' && one.conditional !== true && isSameRelation(one.table, table));
  if (truncated === -1) return false;
  return !earlier.slice(truncated).some((one) => one.kind === 'opaque' || one.kind === 'callFunctions' || (one.kind === 'insertRows' && isSameRelation(one.table, table)));
}
