import type { AlterObject, Change, QualifiedName, RoutineCall, SetIdentity } from '../changes.ts';
import { columnsFedBy } from '../schema/dependants.ts';
import { displayName } from '../schema/model.ts';
import { literal, quote, quoteName } from '../schema/write-sql.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noSequenceRestart = defineRule({
  name: 'no-sequence-restart',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow setting a sequence to a number of its own choice, which forgets the last one it gave out' },
  changes: {
    alterObject(change, context) {
      if (change.objectType !== 'sequence' || change.aspect !== 'restart' || context.isNewObject(change)) return undefined;
      if (isFedHere(change, context)) return undefined;
      const [fed] = columnsFedBy(context.schema, displayName(change.name));
      const [table = '…', column = '…'] = fed?.split('.').slice(-2) ?? [];
      return report(`RESTART sets sequence \`${displayName(change.name)}\``, literal(quoteName(change.name)), table, column);
    },
    setIdentity: startsBehindRows,
    callFunctions(change, context) {
      const [only] = change.calls ?? [];
      const name = only?.name.name === 'setval' ? nameSetTo(only) : undefined;
      if (!name || context.isNewObject({ objectType: 'sequence', name }) || isOfNewTable(name, context)) return undefined;
      const [fed] = columnsFedBy(context.schema, displayName(name));
      const [table = '…', column = '…'] = fed?.split('.').slice(-2) ?? [];
      if (isEmptied({ name: table }, context)) return undefined;
      return report(`This setval sets sequence \`${displayName(name)}\``, literal(quoteName(name)), table, column);
    },
  },
});

/** The sequence of a new identity begins at 1, and the rows that are there have such numbers already. */
function startsBehindRows(change: SetIdentity, context: ChangeContext): Report | undefined {
  const { isNew, isNewColumn, tableOf, isFollowedBy, sourceOf } = context;
  const { table, column } = change;
  if (change.identity === undefined || isNew(table) || isNewColumn(table, column) || isEmptied(table, context)) return undefined;
  // SET GENERATED keeps the sequence, and START WITH or a later setval says where it goes on.
  if (!/\bADD\s+GENERATED\b/iu.test(sourceOf(change)) || /\bSTART\b/iu.test(sourceOf(change)) || tableOf(table)?.columns.get(column)?.identity) return undefined;
  if (isFollowedBy(change, (later) => mayAdvance(later))) return undefined;
  const name = `${displayName(table)}.${column}`;
  return {
    message: `The identity of \`${name}\` has a sequence of its own, which begins at 1: inserts get numbers that rows have already, and fail or, without a unique index, come in twice.`,
    instead: `-- In the same transaction, go on where the rows end:\nSELECT setval(pg_get_serial_sequence(${literal(quoteName(table))}, ${literal(column)}), (SELECT max(${quote(column)}) FROM ${quoteName(table)}));`,
  };
}

/** What may set a sequence, as far as one can tell. */
function mayAdvance(later: Change): boolean {
  if (later.kind === 'callFunctions') return later.calls?.some(({ name }) => name.name === 'setval') ?? true;
  return later.kind === 'opaque' || (later.kind === 'alterObject' && later.aspect === 'restart');
}

/** The sequence of `setval('shop."Numbers"', 1)`; undefined where one of the two is computed. */
function nameSetTo({ arguments: [sequence, number] }: RoutineCall): QualifiedName | undefined {
  if (typeof sequence?.value !== 'string' || typeof number?.value !== 'string') return undefined;
  const parts = [...sequence.value.matchAll(/"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^."]+)/gu)].map(
    ({ groups }) => groups?.['quoted']?.replaceAll('""', '"') ?? groups?.['plain']?.trim().toLowerCase() ?? '',
  );
  const schema = parts.at(-2);
  return { ...(schema === undefined ? {} : { schema }), name: parts.at(-1) ?? '' };
}

function report(subject: string, sequence: string, table: string, column: string): Report {
  return {
    message: `${subject} to a number that the script chose: the last one that it gave out is lost, no down knows it, and numbers that rows have already may be given out again.`,
    instead: `-- Go on where the rows end:\nSELECT setval(${sequence}, (SELECT max(${column}) FROM ${table}));`,
  };
}

/** Whether all that the sequence numbers goes or comes in this migration. */
function isFedHere({ name }: AlterObject, context: ChangeContext): boolean {
  if (isOfNewTable(name, context)) return true;
  const fed = columnsFedBy(context.schema, displayName(name));
  return fed.length > 0 && fed.every((column) => isEmptied({ name: column.split('.').at(-2) ?? '' }, context));
}

/** `orders_id_seq` belongs to a column of `orders`. */
function isOfNewTable(sequence: QualifiedName, { isNew, changes }: ChangeContext): boolean {
  return changes.some((change) => change.kind === 'createTable' && sequence.name.startsWith(`${change.table.name}_`) && isNew(change.table));
}

/** Whether the migration takes all rows out of the table, so that counting from the start is what it means. */
function isEmptied(table: QualifiedName, { changes, isSameRelation }: ChangeContext): boolean {
  return changes.some((change) => {
    if (change.kind === 'truncateTable') return isSameRelation(change.table, table);
    return change.kind === 'deleteRows' && !change.hasWhere && isSameRelation(change.table, table);
  });
}

