import type { Range } from 'sqllint';
import type { Target } from '../database.ts';

/** What Knex does by building the table anew from what the database says of it, which no file tells. */
export function rebuildInSqlite({ writer }: Target, range: Range): void {
  writer.unknown(range, 'Knex does this by building the table anew from what the database says of it, which this file does not tell.');
}
