/**
 * The statements that give a table another form, as one has to in SQLite: a new one, the rows, and the old name.
 *
 * @param columns the new definition
 * @param kept the columns whose values are taken over, separated by commas
 */
export function rebuilt(table: string, columns: string, kept: string): string {
  return `CREATE TABLE new_${table} (${columns}); INSERT INTO new_${table} (${kept}) SELECT ${kept} FROM ${table}; DROP TABLE ${table}; ALTER TABLE new_${table} RENAME TO ${table}`;
}
