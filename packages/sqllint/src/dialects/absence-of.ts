import type { CatalogTest, Change, Condition } from '../changes.ts';

/** That what a change creates is not there yet: the condition of one whose error somebody handles. */
export function absenceOf(change: Change): Condition {
  const test = creationOf(change);
  return test ? { kind: 'not', of: { kind: 'exists', test } } : { kind: 'unknown' };
}

function creationOf(change: Change): CatalogTest | undefined {
  switch (change.kind) {
    case 'createTable':
      return { object: 'relation', ...change.table };
    case 'addColumn':
      return { object: 'column', name: change.column.name, of: change.table };
    case 'addConstraint':
      return change.constraint.name === undefined ? undefined : { object: 'constraint', name: change.constraint.name, of: change.table };
    case 'createIndex':
      return change.name === undefined ? undefined : { object: 'index', name: change.name, of: change.table };
    case 'createObject': {
      const { objectType } = change;
      if (objectType === 'enum' || objectType === 'type' || objectType === 'domain') return { object: 'type', ...change.name };
      if (objectType === 'view' || objectType === 'sequence') return { object: 'relation', ...change.name };
      const isPart = (objectType === 'trigger' || objectType === 'policy') && change.table;
      return isPart ? { object: objectType, name: change.name.name, of: isPart } : undefined;
    }
    default:
      return undefined;
  }
}
