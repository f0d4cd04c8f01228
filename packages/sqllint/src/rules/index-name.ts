import type { CreateIndex } from '../changes.ts';
import { objectName } from '../schema/names.ts';
import { quote } from '../schema/write-sql.ts';

/** The name of the index, or the one that the server would give it. */
export function indexName({ name, table, keys }: CreateIndex): string {
  if (name !== undefined) return name;
  const parts = keys.map((key) => key.column ?? key.expression?.functions[0] ?? 'expr');
  return objectName(table.name, parts.join('_'), 'idx');
}

/** The statement with a name for its index, where it has none: an index without one cannot be found again when its build fails. */
export function named(statement: string, change: CreateIndex): string {
  if (change.name !== undefined) return statement;
  return statement.replace(/\bindex\s+(?:concurrently\s+)?/iu, (words) => `${words}${quote(indexName(change))} `);
}
