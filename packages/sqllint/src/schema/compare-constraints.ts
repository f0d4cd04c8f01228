import { isReplacement } from './compare-columns.ts';
import type { Difference } from './difference.ts';
import { displayName } from './model.ts';
import type { Constraint, Table } from './model.ts';
import { pair } from './pair.ts';
import { addConstraintSql, dropConstraintSql } from './write-sql.ts';

export function compareConstraints(before: Table, after: Table): Difference[] {
  const found: Difference[] = [];
  if (before.constraints === after.constraints) return found;
  const matches = (a: Constraint, b: Constraint): boolean => {
    if (a === b) return true;
    if (!a.known || !b.known) return a.name === b.name || (a.type === b.type && !a.known);
    const complete = (a.references?.columns.length ?? 0) > 0 && (b.references?.columns.length ?? 0) > 0;
    return constraintContent(a, complete) === constraintContent(b, complete);
  };
  const { missing, leftOver } = pair([...before.constraints.values()], [...after.constraints.values()], matches);
  for (const constraint of missing) {
    // A constraint of a column that is missing is missing with it; one message is enough.
    if (constraint.columns.some((column) => before.columns.has(column) && !after.columns.has(column))) continue;
    const sameName = after.constraints.get(constraint.name);
    found.push({
      problem: sameName ? 'different' : 'missing',
      object: `constraint ${constraint.name} on table ${displayName(before)}`,
      ...(sameName ? { detail: constraintDetail(constraint, sameName) } : {}),
      mend: () =>
        constraint.known
          ? [...(sameName ? [dropConstraintSql(before, constraint.name, constraint.type)] : []), addConstraintSql(before, constraint)]
          : [],
    });
  }
  for (const constraint of leftOver) {
    if (!constraint.known || before.constraints.has(constraint.name)) continue;
    if (constraint.columns.some((column) => after.columns.has(column) && !before.columns.has(column))) continue;
    if (constraint.columns.some((column) => isReplacement(before, after, column))) continue;
    found.push({
      problem: 'left over',
      object: `constraint ${constraint.name} on table ${displayName(before)}`,
      mend: () => [dropConstraintSql(before, constraint.name, constraint.type)],
    });
  }
  return found;
}

/** Equal for constraints that forbid the same, whatever they are called. */
function constraintContent(constraint: Constraint, withReferenced: boolean): string {
  const { references } = constraint;
  return [
    constraint.type,
    constraint.type === 'check' ? '' : constraint.columns.join(','),
    constraint.expression?.key ?? '',
    references ? `${references.table}(${withReferenced ? references.columns.join(',') : ''}) ${references.actions}` : '',
    constraint.validated,
    constraint.enforced,
    constraint.deferrable,
    constraint.details,
  ].join('|');
}

function constraintDetail(before: Constraint, after: Constraint): string {
  if (before.validated && !after.validated) return 'it was validated and is NOT VALID';
  if (before.expression && after.expression && before.expression.key !== after.expression.key) {
    return `it was CHECK (${before.expression.text}) and is CHECK (${after.expression.text})`;
  }
  return 'its definition is not the earlier one';
}
