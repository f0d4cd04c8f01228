import type { Change, DropConstraint, IndexKey, QualifiedName } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import type { Constraint, Table } from '../schema/model.ts';
import { addConstraintSql, dropConstraintSql, quote, quoteName } from '../schema/write-sql.ts';
import { isNamedLikeNotNull } from './not-null-sql.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext } from './rule.ts';

export const noDropConstraint = defineRule({
  name: 'no-drop-constraint',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow dropping a constraint, which a down cannot add again once rows violate it' },
  changes: {
    dropConstraint(change, context) {
      const { isNew, tableOf, schema } = context;
      const table = tableOf(change.table);
      const constraint = table?.constraints.get(change.name);
      if (isNew(change.table) || constraint?.createdIn === schema.migration) return undefined;
      if (change.ifExists && table?.partial === false && !constraint) return undefined;
      // One that was seen in passing has a name and nothing else.
      const known = constraint?.known === true ? constraint : undefined;
      // no-replica-identity-loss says more of it.
      if (known ? known.type === 'primaryKey' : change.name === `${change.table.name}_pkey`) return undefined;
      if (isReplaced(change, known, context) || isIndexedStill(table, known) || isNotNullAnyway(change, known, context) || goesWithMore(change, known, context)) return undefined;
      const target = table ?? change.table;
      return {
        message: `Without constraint \`${change.name}\` of \`${displayName(change.table)}\` rows may come in that violate it: from then on no down can add it again.`,
        instead: [
          '-- Keep it until no rollback needs it. In a later release:',
          dropConstraintSql(target, change.name),
          ...(table && constraint?.known ? ['-- and in its down, where new rows are checked and old ones are looked through later:', addConstraintSql(table, constraint)] : []),
        ].join('\n'),
      };
    },
    // Of a domain, where its columns take such values from then on.
    alterObject({ objectType, aspect, value, name }, { isNewObject, isFollowedBy, isPrecededBy, change }) {
      if (objectType !== 'domain' || !aspect.startsWith('constraint ') || value !== '' || isNewObject({ objectType, name })) return undefined;
      const replaces = (other: Change): boolean => other.kind === 'alterObject' && other.objectType === 'domain' && other.name.name === name.name && other.aspect.startsWith('constraint') && other.value !== '';
      if (isFollowedBy(change, replaces) || isPrecededBy(change, replaces)) return undefined;
      const constraint = aspect.slice('constraint '.length);
      return {
        message: `Without constraint \`${constraint}\` of domain \`${displayName(name)}\` values may come in that violate it, wherever the domain is used: from then on no down can add it again.`,
        instead: `-- Keep it until no rollback needs it. In a later release:\nALTER DOMAIN ${quoteName(name)} DROP CONSTRAINT ${quote(constraint)};`,
      };
    },
  },
});

/** What is dropped, as the migration calls it at some place. */
interface Dropped {
  readonly table: QualifiedName;
  readonly name: string;
  readonly constraint: Constraint | undefined;
}

/** Whether the migration adds one that takes its place, before or after: of that name, or of its kind and about the same columns. */
function isReplaced(drop: DropConstraint, constraint: Constraint | undefined, { changes, isSameRelation }: ChangeContext): boolean {
  const at = changes.indexOf(drop);
  let dropped: Dropped = { table: drop.table, name: drop.name, constraint };
  for (const [index, other] of changes.entries()) {
    if (takesPlaceOf(dropped, other, isSameRelation)) return true;
    if (index > at) dropped = renamedBy(other, dropped, isSameRelation);
  }
  return false;
}

function takesPlaceOf({ table, name, constraint }: Dropped, other: Change, isSameRelation: ChangeContext['isSameRelation']): boolean {
  if (other.kind === 'createIndex') {
    return other.unique && !other.where && isSameRelation(other.table, table) && (!constraint || (isUnique(constraint) && covers(constraint, other.keys)));
  }
  if (other.kind !== 'addConstraint' || !isSameRelation(other.table, table)) return false;
  const { constraint: added } = other;
  if (!constraint || added.name === name) return true;
  if (isUnique(constraint)) return isUnique(added) && (added.usingIndex !== undefined || added.columns.every((column) => constraint.columns.includes(column)));
  return added.type === constraint.type && (constraint.columns.length === 0 || added.columns.length === 0 || added.columns.some((column) => constraint.columns.includes(column)));
}

/** The same, once a later change has given its table or one of its columns another name. */
function renamedBy(change: Change, dropped: Dropped, isSameRelation: ChangeContext['isSameRelation']): Dropped {
  const { table, constraint } = dropped;
  if (change.kind === 'renameTable' && isSameRelation(change.table, table)) return { ...dropped, table: { ...table, name: change.to } };
  if (change.kind !== 'renameColumn' || !constraint || !isSameRelation(change.table, table)) return dropped;
  const columns = constraint.columns.map((column) => (column === change.column ? change.to : column));
  return { ...dropped, constraint: { ...constraint, columns } };
}

/** Whether another unique index of the table says the same or more. */
function isIndexedStill(table: Table | undefined, constraint: Constraint | undefined): boolean {
  if (!table || !constraint || !isUnique(constraint)) return false;
  return [...table.indexes.values()].some((index) => index.unique && !index.where && index.constraint !== constraint.name && covers(constraint, index.keys));
}

function isUnique({ type }: Pick<Constraint, 'type'>): boolean {
  return type === 'unique' || type === 'primaryKey';
}

/** Whether what is unique in the keys is unique in the constraint's columns. */
function covers({ columns }: Constraint, keys: readonly IndexKey[]): boolean {
  return keys.every(({ column }) => column !== undefined && columns.includes(column));
}

/** The CHECK that proved what SET NOT NULL then says goes when its work is done. */
function isNotNullAnyway({ table, name, start }: DropConstraint, constraint: Constraint | undefined, { tableOf, changes, isSameRelation }: ChangeContext): boolean {
  if (constraint) {
    const columns = tableOf(table)?.columns;
    return constraint.type === 'check' && constraint.columns.length === 1 && constraint.columns.every((column) => columns?.get(column)?.notNull === true);
  }
  return isNamedLikeNotNull(name) || changes.some((other) => other.kind === 'setNotNull' && other.start < start && isSameRelation(other.table, table));
}

/** What the constraint is about goes as well, with its table, its columns or the table that it refers to: that is what matters then. */
function goesWithMore({ table }: DropConstraint, constraint: Constraint | undefined, { changes, isSameRelation, schema }: ChangeContext): boolean {
  return changes.some((other) => {
    if (other.kind === 'dropTable') return isSameRelation(other.table, table) || schema.resolve('relation', other.table) === `relation ${constraint?.references?.table ?? ''}`;
    return other.kind === 'dropColumn' && isSameRelation(other.table, table) && (!constraint || constraint.columns.includes(other.column));
  });
}
