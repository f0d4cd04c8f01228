import type { Change, DropObject } from '../changes.ts';
import { columnsOfTypes } from '../schema/dependants.ts';
import type { Dependant } from '../schema/dependants.ts';
import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { contractComment } from './contract-step.ts';
import { enumerate } from './enumerate.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noDropType = defineRule({
  name: 'no-drop-type',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow dropping a type, with its columns or under code that still names it' },
  changes: {
    dropObject(change, context) {
      if (!types.has(change.objectType) || context.isNewObject(change) || livesOn(change, context)) return undefined;
      const columns = columnsOfTypes(context.schema, [displayName(change.name)]).filter((column) => isStillThere(column, context));
      if (change.cascade && columns.length > 0) return withColumns(change, columns, context.objectOf(change)?.baseType?.text ?? 'text');
      if (change.cascade && context.objectOf(change)?.known !== true) return withUnknown(change, context);
      return alone(change, context);
    },
  },
});

const types = new Set<DropObject['objectType']>(['type', 'enum', 'domain']);

function wordFor({ objectType }: DropObject): 'domain' | 'type' {
  return objectType === 'domain' ? 'domain' : 'type';
}

/** A type that this migration moved out of the way, or puts another in place of. */
function livesOn({ name }: DropObject, { changes }: ChangeContext): boolean {
  return changes.some((change) => {
    if (change.kind === 'renameObject') return types.has(change.objectType) && change.to === name.name;
    return change.kind === 'createObject' && types.has(change.objectType) && change.name.name === name.name;
  });
}

/** A table that the migration drops as well takes its columns with it by itself. */
function isStillThere({ relation }: { readonly relation: string }, { changes, schema }: ChangeContext): boolean {
  return !changes.some((change) => change.kind === 'dropTable' && schema.resolve('relation', change.table) === `relation ${relation}`);
}

/** @param instead the type that the columns can have instead */
function withColumns(change: DropObject, columns: readonly Dependant[], instead: string): Report {
  const names = enumerate(columns.map(({ name }) => name.replace(/^column (.*)$/u, '`$1`')));
  return {
    message: `Dropping ${wordFor(change)} \`${displayName(change.name)}\` with CASCADE drops ${columns.length > 1 ? 'the columns' : 'the column'} ${names}, values included; no down migration can bring them back.`,
    instead: [
      '-- Give the columns another type in a release before, then drop the type alone:',
      ...columns.map(({ drop }) => `${drop.replace(/ DROP COLUMN (.*);$/u, ` ALTER COLUMN $1 TYPE ${instead}`)};`),
      `DROP ${wordFor(change).toUpperCase()} ${quoteName(change.name)};`,
    ].join('\n'),
    losesData: true,
    breaksOldCode: true,
  };
}

function withUnknown(change: DropObject, { isFirst, statement }: ChangeContext): Report | undefined {
  if (!isFirst(`no-drop-type ${String(statement.start)}`)) return undefined;
  return {
    message: `Dropping ${wordFor(change)} \`${displayName(change.name)}\` with CASCADE drops every column that has it, values included, and the migrations do not tell which these are.`,
    instead: `-- Without CASCADE the server refuses as long as a column needs the type:\nDROP ${wordFor(change).toUpperCase()} ${quoteName(change.name)};`,
    losesData: true,
  };
}

/** The server lets a type go that no column has; casts in code are another matter. */
function alone(change: DropObject, { changes, schema, objectOf }: ChangeContext): Report | undefined {
  // In a block that may catch the error, as `IF EXISTS` for what no migration made.
  if (change.conditional && !objectOf(change)) return undefined;
  // What used the type went in an earlier migration, or goes in this one and is reported there.
  if (objectOf(change)?.known === true && !changes.some(frees(change, schema))) return undefined;
  if (changes.some((other) => other.kind === 'dropTable' || other.kind === 'dropColumn')) return undefined;
  const name = displayName(change.name);
  return {
    severity: 'warn',
    message: `Dropping ${wordFor(change)} \`${name}\` breaks code of the previous release that still names it, in a cast such as \`$1::${name}\` or in what its driver has prepared.`,
    instead: `-- Ship code that no longer names the type, and drop it in a later release:\n${contractComment}\nDROP ${wordFor(change).toUpperCase()} ${quoteName(change.name)};`,
    breaksOldCode: true,
  };
}

/** Whether a change takes the type away from a column. */
function frees({ name }: DropObject, schema: ChangeContext['schema']): (change: Change) => boolean {
  return (change) => {
    if (change.kind !== 'alterColumnType') return false;
    // The schema is the one after that change: what the column had is gone, what it has is not this type.
    return change.type.name !== displayName(name) && schema.table(change.table) !== undefined;
  };
}
