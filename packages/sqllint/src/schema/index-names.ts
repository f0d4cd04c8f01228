import { keyOf } from './model.ts';
import type { Schema } from './schema.ts';
import { isMySql } from './sql-dialect.ts';

interface Named {
  readonly schema: string;
  readonly name: string;
}

/** Notes which table an index of that name belongs to. In MySQL each table has names of its own, so that there is nothing to note. */
export function noteIndexName(schema: Schema, table: Named, index: string): void {
  if (isMySql()) return;
  schema.set(`relation ${table.schema}.${index}`, { kind: 'index', name: index, table: keyOf(table) });
}

/** Takes the note back, as the index is gone. */
export function forgetIndexName(schema: Schema, table: { readonly schema: string }, index: string): void {
  if (!isMySql()) schema.delete(`relation ${table.schema}.${index}`);
}
