import type { ChangePartitions } from '../changes.ts';
import type { ApplyProblem } from './apply.ts';
import { findTable } from './find-table.ts';
import { keyOf } from './model.ts';
import type { Schema } from './schema.ts';

const none: readonly ApplyProblem[] = [];

/** MySQL's partitions have no tables of their own; what is known of them is the text of `PARTITION BY`. */
export function changePartitions(schema: Schema, change: ChangePartitions): readonly ApplyProblem[] {
  const target = findTable(schema, change.table, change.tableIfExists);
  if (!('table' in target)) return target.problems;
  const { table } = target;
  const key = `relation ${keyOf(table)}`;
  if (change.conditional) schema.doubt(key);
  if (change.action === 'partition by') {
    const text = change.text.replace(/^partition\s+by\s+/iu, '');
    schema.set(key, { ...table, partitionBy: text.toLowerCase().replace(/\s+/gu, ' '), partitionByText: text });
  } else if (change.action === 'remove') {
    const { partitionBy: _by, partitionByText: _text, ...rest } = table;
    schema.set(key, rest);
  } else if (/^(?:add|drop|reorganize|coalesce)$/u.test(change.action)) {
    // The list of partitions is part of a text that is not put together anew.
    schema.doubt(key);
  }
  return none;
}
