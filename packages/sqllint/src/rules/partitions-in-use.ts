import type { ChangePartitions } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { enumerate } from './enumerate.ts';
import type { ChangeContext } from './rule.ts';

/**
 * Partitions of MySQL or MariaDB whose rows go with a change, and how to keep them; undefined where the migration has
 * taken the rows out of all of them before, by an exchange.
 */
export function partitionsInUse(change: ChangePartitions, context: ChangeContext): { readonly title: string; readonly instead: string } | undefined {
  const { table } = change;
  const isExchanged = (partition: string): boolean =>
    context.isPrecededBy(change, (earlier) => earlier.kind === 'changePartitions' && earlier.action === 'exchange' && context.isSameRelation(earlier.table, table) && earlier.partitions.includes(partition));
  const full = change.partitions.filter((partition) => !isExchanged(partition));
  const [first] = full;
  if (first === undefined) return undefined;
  const isAll = full.length === 1 && first.toUpperCase() === 'ALL';
  const kept = { ...table, name: `${table.name}_${isAll ? 'p0' : first}_kept` };
  const [original, copy] = [quoteName(table), quoteName(kept)];
  return {
    title: isAll ? `all partitions of \`${displayName(table)}\`` : `partition${full.length > 1 ? 's' : ''} ${enumerate(full.map((name) => `\`${name}\``))} of \`${displayName(table)}\``,
    instead: [
      '-- Exchange each with an empty table, which keeps its rows and can be exchanged back:',
      `CREATE TABLE ${copy} LIKE ${original};`,
      `ALTER TABLE ${copy} REMOVE PARTITIONING;`,
      `ALTER TABLE ${original} EXCHANGE PARTITION ${isAll ? 'p0' : first} WITH TABLE ${copy};`,
    ].join('\n'),
  };
}
