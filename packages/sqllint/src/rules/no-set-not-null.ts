import type { QualifiedName, SetNotNull } from '../changes.ts';
import { notNullIsProven } from '../facts/postgres/constraint-locks.ts';
import { displayName } from '../schema/model.ts';
import { columnSql, quoteName } from '../schema/write-sql.ts';
import { isNamedLikeNotNull, notNullSql } from './not-null-sql.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext } from './rule.ts';

const eachAlone = '-- Each in a transaction of its own; only the validation takes time, and it lets reads and writes through:';

export const noSetNotNull = defineRule({
  name: 'no-set-not-null',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow SET NOT NULL before a validated CHECK makes its scan unnecessary' },
  changes: {
    setNotNull(change, context) {
      const { isNew, schema, pgVersion } = context;
      if (isNew(change.table) || notNullIsProven(change, schema, pgVersion) || isProvenElsewhere(change, context)) return undefined;
      const isUnknownToOldCode = wasAddedWithoutValue(change, context);
      return {
        message: `${messageOn('SET NOT NULL', change.table, change.column)}${isUnknownToOldCode ? ` The previous release does not know the column, and cannot insert into \`${displayName(change.table)}\` any more.` : ''}`,
        breaksOldCode: isUnknownToOldCode,
        instead: (withDefault(change, context) ?? [eachAlone, ...notNullSql(change.table, change.column, pgVersion)]).join('\n'),
      };
    },
    addConstraint({ table, constraint }, { isNew, tableOf, pgVersion }) {
      const [column] = constraint.columns;
      if (constraint.type !== 'notNull' || constraint.notValid || column === undefined || isNew(table)) return undefined;
      if (tableOf(table)?.columns.get(column)?.notNull === true) return undefined;
      return {
        message: messageOn('A NOT NULL constraint', table, column),
        instead: [eachAlone, ...notNullSql(table, column, pgVersion, constraint.name)].join('\n'),
      };
    },
  },
});

/**
 * Whether a constraint that no migration here created is validated just before, or dropped behind for its name: the second
 * and third step of the way that this rule recommends, in a file that is read without the first.
 */
function isProvenElsewhere(change: SetNotNull, { tableOf, changes, isSameRelation, pgVersion }: ChangeContext): boolean {
  if (pgVersion < 12) return false;
  const known = tableOf(change.table);
  if (known?.partial === false) return false;
  const at = changes.indexOf(change);
  return changes.some((other, index) => {
    if (other.kind !== 'validateConstraint' && other.kind !== 'dropConstraint') return false;
    if (!isSameRelation(other.table, change.table) || known?.constraints.get(other.name)?.known === true) return false;
    return other.kind === 'validateConstraint' ? index < at : index > at && isNamedLikeNotNull(other.name);
  });
}

/** Whether this migration added the column, and nothing but an insert of the new release gives it a value. */
function wasAddedWithoutValue(change: SetNotNull, { tableOf, isNewColumn, isFollowedBy, isSameRelation }: ChangeContext): boolean {
  const { table, column: name } = change;
  const known = tableOf(table);
  const column = known?.columns.get(name);
  if (!known || !column || !isNewColumn(table, name) || column.default || column.identity || column.generated) return false;
  if ([...known.parts.values()].some(({ objectType }) => objectType === 'trigger')) return false;
  return !isFollowedBy(change, (later) => {
    // A trigger that is made later may give the value as well.
    if (later.kind === 'createObject') return later.objectType === 'trigger';
    return (later.kind === 'setDefault' || later.kind === 'setIdentity' || later.kind === 'dropNotNull' || later.kind === 'dropColumn') && isSameRelation(later.table, table) && later.column === name;
  });
}

function messageOn(what: string, table: QualifiedName, column: string): string {
  const name = displayName(table);
  return `${what} on \`${name}.${column}\` reads every row of \`${name}\` while it locks the table against reads and writes (ACCESS EXCLUSIVE).`;
}

/** A column that this migration added with a constant default could have been NOT NULL from the start, without a scan. */
function withDefault(change: SetNotNull, { tableOf, isNewColumn, isPrecededBy, isSameRelation, pgVersion }: ChangeContext): string[] | undefined {
  const { table, column: name } = change;
  const column = tableOf(table)?.columns.get(name);
  if (!column?.default || !isNewColumn(table, name) || pgVersion < 11) return undefined;
  const isFilled = isPrecededBy(change, (earlier) => earlier.kind === 'updateRows' && isSameRelation(earlier.table, table));
  if (isFilled) return undefined;
  return [
    '-- With its default, the column can be NOT NULL from the start, and PostgreSQL reads no row:',
    `ALTER TABLE ${quoteName(table)} ADD COLUMN ${columnSql({ ...column, notNull: true })};`,
  ];
}
