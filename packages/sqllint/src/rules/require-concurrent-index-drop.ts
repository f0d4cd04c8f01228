import type { DropIndex } from '../changes.ts';
import { displayName, keyOf } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { isHeldAgainstReads } from './held-lock.ts';
import { against, listOf } from './lock-words.ts';
import { outsideComment } from './outside-transaction.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext, Report } from './rule.ts';

const name = 'require-concurrent-index-drop';

export const requireConcurrentIndexDrop = defineRule({
  name,
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Require indexes to be dropped CONCURRENTLY, so that no query waits for the lock' },
  changes: {
    dropIndex(change, context) {
      const { statement, isFirst } = context;
      if (!isInUse(change, context) || !isFirst(`${name} ${String(statement.start)}`)) return undefined;
      const dropped = statement.changes.flatMap((other) => (other.kind === 'dropIndex' && isInUse(other, context) ? [other.name] : []));
      const tables = dropped.flatMap((index) => context.schema.index(index)?.table ?? []).map(displayName);
      const on = tables.length === 0 ? 'its table' : listOf(tables);
      const what = dropped.length === 1 ? `index ${listOf(dropped.map(displayName))}` : `indexes ${listOf(dropped.map(displayName))}`;
      return {
        message: `Dropping ${what} locks ${on} ${against('ACCESS EXCLUSIVE')}: the statement waits for every query that is running there, and all later ones wait behind it.`,
        instead: [
          outsideComment(context),
          ...dropped.map((index) => `DROP INDEX CONCURRENTLY IF EXISTS ${quoteName(index)};`),
        ].join('\n'),
        ...fixOf(change, context),
      };
    },
  },
});

/** CONCURRENTLY takes one index, and no CASCADE. */
function fixOf(change: DropIndex, { statement, sourceOf }: ChangeContext): Pick<Report, 'fix'> {
  const [words] = /^drop\s+index\b/iu.exec(sourceOf(statement)) ?? [];
  if (statement.changes.length > 1 || change.cascade || words === undefined) return {};
  const end = statement.start + words.length;
  const written = words === words.toLowerCase() ? 'concurrently' : 'CONCURRENTLY';
  return {
    fix: {
      does: `Drops index \`${displayName(change.name)}\` CONCURRENTLY.`,
      edits: [{ start: end, end, text: ` ${written}` }],
      outsideTransaction: { start: statement.start, end: statement.end },
    },
  };
}

/** Whether the index may be there, belongs to a table that others use, and could be dropped CONCURRENTLY. */
function isInUse(change: DropIndex, context: ChangeContext): boolean {
  if (change.concurrently) return false;
  const { schema, changes, isSameRelation } = context;
  const found = schema.index(change.name);
  if (!found) return mayExist(change, context);
  const { table, index } = found;
  if (table.createdIn === schema.migration || table.temporary || index.createdIn === schema.migration) return false;
  // CONCURRENTLY is refused for the index of a partitioned table and for what belongs to it.
  if (index.constraint !== undefined || table.partitionBy !== undefined || table.partitionOf) return false;
  if (isHeldAgainstReads(keyOf(table), context)) return false;
  return !changes.some((other) => other.kind === 'dropTable' && isSameRelation(other.table, table));
}

/** `IF EXISTS` of an index that no migration created is a precaution where the migrations created all tables, or create the index. */
function mayExist(change: DropIndex, { schema, changes }: ChangeContext): boolean {
  if (schema.wasDropped(schema.resolve('relation', change.name))) return false;
  if (!change.ifExists) return true;
  if (changes.some((other) => other.kind === 'createIndex' && other.name === change.name.name)) return false;
  const tables = [...schema.tables()];
  return tables.length === 0 || tables.some((table) => table.partial);
}
