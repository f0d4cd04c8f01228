import type { Change } from '../changes.ts';
import type { ChangeContext } from './rule.ts';
import { defineRule } from './rule.ts';

export const preferGuardedStatement = defineRule({
  name: 'prefer-guarded-statement',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: false,
  docs: { description: 'Require IF EXISTS or IF NOT EXISTS, so that a migration that stopped half way can run again' },
  everyChange(change, { inTransaction, isPrecededBy, isSameRelation }) {
    // What commits as a whole is not there in halves.
    const clause = inTransaction === true ? undefined : missingClause(change);
    if (clause === undefined || isPrecededBy(change, (earlier) => clears(earlier, change, isSameRelation))) return undefined;
    return {
      message: `Without ${clause} this statement fails when the migration stopped behind it and runs again.`,
      instead: `Add ${clause}${clause === 'IF NOT EXISTS' ? ', and make sure that what is there then has the shape that you mean' : ''}.`,
    };
  },
});

/** The clause that the statement could have and has not. */
function missingClause(change: Change): 'IF EXISTS' | 'IF NOT EXISTS' | undefined {
  switch (change.kind) {
    case 'createTable':
      return change.ifNotExists || change.temporary ? undefined : 'IF NOT EXISTS';
    case 'addColumn':
      return change.ifNotExists ? undefined : 'IF NOT EXISTS';
    case 'createIndex':
      // For an index that is built concurrently, the clause hides a failed build.
      return change.ifNotExists || change.concurrently || change.name === undefined ? undefined : 'IF NOT EXISTS';
    case 'createObject':
      return change.ifNotExists || !['schema', 'sequence', 'extension', 'materialized view'].includes(change.objectType) ? undefined : 'IF NOT EXISTS';
    case 'dropTable':
    case 'dropColumn':
    case 'dropConstraint':
    case 'dropIndex':
    case 'dropObject':
      return change.ifExists ? undefined : 'IF EXISTS';
    default:
      return undefined;
  }
}

/** Whether an earlier statement made room for this one. */
function clears(earlier: Change, change: Change, isSameRelation: ChangeContext['isSameRelation']): boolean {
  if (change.kind === 'createTable') return earlier.kind === 'dropTable' && isSameRelation(earlier.table, change.table);
  if (change.kind === 'createIndex') return earlier.kind === 'dropIndex' && earlier.name.name === change.name;
  return change.kind === 'addColumn' && earlier.kind === 'dropColumn' && earlier.column === change.column.name;
}
