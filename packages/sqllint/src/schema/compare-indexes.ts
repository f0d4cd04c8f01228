import { isReplacement } from './compare-columns.ts';
import type { Difference } from './difference.ts';
import type { Index, Table } from './model.ts';
import { pair } from './pair.ts';
import { dropIndexSql, indexSql } from './write-sql.ts';

export function compareIndexes(before: Table, after: Table, isUncertain: (key: string) => boolean): Difference[] {
  const free = (table: Table): Index[] => [...table.indexes.values()].filter((index) => index.constraint === undefined);
  if (before.indexes === after.indexes) return [];
  // A partition's indexes come and go with those of its parent.
  if (before.partitionOf && after.partitionOf) return [];
  const { missing, leftOver } = pair(free(before), free(after), (a, b) => indexContent(a) === indexContent(b));
  const found: Difference[] = [];
  for (const index of missing) {
    const sameName = after.indexes.get(index.name);
    found.push({
      problem: sameName ? 'different' : 'missing',
      object: `index ${index.name}`,
      ...(sameName ? { detail: 'its definition is not the earlier one' } : {}),
      mend: () => [...(sameName ? [dropIndexSql(before, index.name)] : []), indexSql(before, index)],
    });
  }
  for (const index of leftOver) {
    // It may have been there: the history did not make this table.
    const wasNamed = before.partial && isUncertain(`relation ${after.schema}.${index.name}`);
    if (before.indexes.has(index.name) || wasNamed) continue;
    if (index.keys.some(({ column }) => isReplacement(before, after, column))) continue;
    found.push({ problem: 'left over', object: `index ${index.name}`, mend: () => [dropIndexSql(before, index.name)] });
  }
  return found;
}

function indexContent(index: Index): string {
  return [
    index.unique,
    index.implicit === true ? 'btree' : index.method,
    index.keys.map((key) => `${key.column ?? key.expression?.key ?? ''} ${key.options}`).join(','),
    index.include.join(','),
    index.where?.key ?? '',
    index.details,
  ].join('|');
}
