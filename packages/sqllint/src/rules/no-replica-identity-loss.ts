import type { Change, QualifiedName } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import type { Constraint, Table } from '../schema/model.ts';
import { constraintSql, quoteName } from '../schema/write-sql.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noReplicaIdentityLoss = defineRule({
  name: 'no-replica-identity-loss',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow taking from a table the key by which logical replication finds its rows' },
  changes: {
    dropConstraint(change, context) {
      const table = context.tableOf(change.table);
      const constraint = table?.constraints.get(change.name);
      // The name that the server gives to a primary key.
      if (!constraint && table?.partial !== false && change.name === `${change.table.name}_pkey`) {
        return report(`Without its primary key \`${change.name}\``, change.table, change, context);
      }
      if (!table || constraint?.type !== 'primaryKey' || context.isNew(change.table)) return undefined;
      return report(`Without its primary key \`${constraint.name}\``, change.table, change, context, constraint);
    },
    dropColumn(change, context) {
      const table = context.tableOf(change.table);
      const constraint = table && primaryKeyWith(table, change.column);
      if (!table || !constraint || context.isNew(change.table)) return undefined;
      return report(`Without column \`${change.column}\`, and so without its primary key,`, change.table, change, context);
    },
    dropIndex(change, context) {
      const found = context.schema.index(change.name);
      if (found?.table.aspects.get('replica identity') !== `index ${change.name.name}`) return undefined;
      return report(`Without index \`${change.name.name}\`, its replica identity,`, found.table, change, context);
    },
    alterTable(change, context) {
      if (change.aspect !== 'replica identity' || change.value !== 'n' || context.isNew(change.table)) return undefined;
      return report('With REPLICA IDENTITY NOTHING', change.table, change, context);
    },
  },
});

function primaryKeyWith(table: Table, column: string): Constraint | undefined {
  return [...table.constraints.values()].find(({ type, columns }) => type === 'primaryKey' && columns.includes(column));
}

function report(why: string, name: QualifiedName, change: Change, context: ChangeContext, key?: Constraint): Report | undefined {
  if (context.isFollowedBy(change, (later) => givesIdentity(later, name, context))) return undefined;
  const aspect = context.tableOf(name)?.aspects.get('replica identity');
  // It finds its rows by all columns, or by another index.
  const isSafe = change.kind !== 'alterTable' && (aspect === 'f' || (aspect?.startsWith('index ') === true && change.kind !== 'dropIndex'));
  if (isSafe) return undefined;
  const table = displayName(name);
  return {
    message: `${why} logical replication cannot tell the rows of \`${table}\` apart: as soon as a publication has the table, the server refuses every UPDATE and DELETE on it.`,
    instead: [
      '-- In the same transaction, give it another key, or have it send whole rows:',
      ...(key?.known === true ? [`ALTER TABLE ${quoteName(name)} ADD ${constraintSql(key)};`, '-- or'] : []),
      `ALTER TABLE ${quoteName(name)} REPLICA IDENTITY FULL;`,
    ].join('\n'),
  };
}

/** A key that comes in place of the one that goes; or the table goes as well. */
function givesIdentity(later: Change, name: QualifiedName, { isSameRelation }: ChangeContext): boolean {
  switch (later.kind) {
    case 'addConstraint':
      return later.constraint.type === 'primaryKey' && isSameRelation(later.table, name);
    case 'addColumn':
      return later.column.constraints.some(({ type }) => type === 'primaryKey') && isSameRelation(later.table, name);
    case 'alterTable':
      return later.aspect === 'replica identity' && later.value !== 'n' && isSameRelation(later.table, name);
    case 'dropTable':
      return isSameRelation(later.table, name);
    // A function of the migrations may add it.
    case 'callFunctions':
    case 'opaque':
      return true;
    default:
      return false;
  }
}
