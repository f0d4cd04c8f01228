import type { QualifiedName, Statement } from './changes.ts';
import type { ChangeContext, MigrationFacts } from './rules/rule.ts';
import { objectKey } from './schema/object-key.ts';
import type { ObjectName } from './schema/object-key.ts';
import type { DatabaseObject } from './schema/model.ts';
import type { Schema } from './schema/schema.ts';
import { isHinted } from './table-hints.ts';

/** The questions that a rule may ask about the migration around a change. */
export type Lookups = Pick<
  ChangeContext,
  | 'isNew'
  | 'isSmall'
  | 'isNewColumn'
  | 'isWrittenByDown'
  | 'isFirst'
  | 'tableOf'
  | 'objectOf'
  | 'isNewObject'
  | 'isKept'
  | 'replacedByView'
  | 'createsTable'
  | 'changes'
  | 'isFollowedBy'
  | 'isPrecededBy'
  | 'isSameRelation'
  | 'sourceOf'
>;

/**
 * @param kept keys of the tables whose rows the migration has copied so far; grows while it is replayed
 */
export function lookupsOf(
  up: readonly Statement[],
  down: readonly Statement[],
  facts: MigrationFacts,
  schema: Schema,
  kept: ReadonlySet<string>,
): Lookups {
  const changes = up.flatMap((statement) => statement.changes);
  const downChanges = down.flatMap((statement) => statement.changes);
  const said = new Set<string>();
  const sameName = (a: QualifiedName, b: QualifiedName): boolean =>
    schema.resolve('relation', a) === schema.resolve('relation', b);
  const objectOf = (object: ObjectName): DatabaseObject | undefined => {
    const found = schema.get(objectKey(schema, object));
    return found?.kind === 'object' ? found : undefined;
  };
  return {
    isNew(name) {
      const table = schema.table(name);
      return table !== undefined && (table.createdIn === schema.migration || table.temporary);
    },
    isSmall: (name) => isHinted(facts.tables?.small, name, (other) => schema.resolve('relation', other)),
    isNewColumn: (name, column) => schema.table(name)?.columns.get(column)?.createdIn === schema.migration,
    tableOf: (name) => schema.table(name),
    isWrittenByDown: (name, column) =>
      downChanges.some((change) => {
        if (change.kind === 'insertRows') return sameName(change.table, name);
        if (change.kind !== 'updateRows' || !sameName(change.table, name)) return false;
        return column === undefined || change.columns.includes(column);
      }),
    isFirst(key) {
      const isFirst = !said.has(key);
      said.add(key);
      return isFirst;
    },
    isKept: (name) => kept.has(schema.resolve('relation', name)),
    replacedByView: (name) =>
      changes.some(
        (change) => change.kind === 'createObject' && change.objectType === 'view' && sameName(change.name, name),
      ),
    createsTable: (name) => changes.some((change) => {
        if (change.kind === 'renameTable') return sameName({ ...change.table, name: change.to }, name);
        return change.kind === 'createTable' && sameName(change.table, name);
      }),
    objectOf,
    isNewObject: (object) => objectOf(object)?.createdIn === schema.migration,
    changes,
    isFollowedBy(change, test) {
      const at = changes.indexOf(change);
      return changes.some((later, index) => index > at && test(later));
    },
    isPrecededBy: (change, test) => changes.slice(0, changes.indexOf(change)).some(test),
    isSameRelation: sameName,
    sourceOf: ({ start, end }) => (facts.migration.up.sql ?? facts.migration.up.source.text).slice(start, end),
  };
}
