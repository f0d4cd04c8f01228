import type { RowAtOnce, ValueAtOnce } from '../engine.ts';
import { quoteName, quoteText } from './postgres-database.ts';

/** Foreign keys are looked at when a statement is over, with all that stands in its WITH. */
export function rowsAtOnce(rows: readonly RowAtOnce[]): string {
  const counters = [...new Set(rows.flatMap(({ values }) => [...values.values()].filter((value) => typeof value === 'object')))];
  const numbers = counters.map(({ counter, of }, index) => `number_${String(index)} AS MATERIALIZED (SELECT nextval(pg_get_serial_sequence(${quoteText(of.sql)}, ${quoteText(counter)})) AS next)`);
  const written = (value: ValueAtOnce): string => (typeof value === 'string' ? value : `(SELECT next FROM number_${String(counters.indexOf(value))})`);
  const inserts = rows.map(({ table, values }) => `INSERT INTO ${table.sql} (${[...values.keys()].map(quoteName).join(', ')}) OVERRIDING SYSTEM VALUE VALUES (${[...values.values()].map(written).join(', ')})`);
  const [last, ...others] = inserts.toReversed();
  const all = [...numbers, ...others.map((insert, index) => `row_${String(index)} AS (${insert})`)];
  return `${all.length === 0 ? '' : `WITH ${all.join(', ')} `}${last ?? ''}`;
}
