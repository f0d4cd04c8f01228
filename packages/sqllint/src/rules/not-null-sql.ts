import type { QualifiedName } from '../changes.ts';
import { objectName } from '../schema/names.ts';
import { quote, quoteName } from '../schema/write-sql.ts';

/**
 * The steps that make a column NOT NULL without a scan under a strong lock. Only the validation
 * takes time, and it lets reads and writes through.
 */
export function notNullSql(table: QualifiedName, column: string, pgVersion: number, name = objectName(table.name, column, 'not_null')): string[] {
  const alter = `ALTER TABLE ${quoteName(table)}`;
  const constraint = quote(name);
  if (pgVersion >= 18) {
    return [`${alter} ADD CONSTRAINT ${constraint} NOT NULL ${quote(column)} NOT VALID;`, `${alter} VALIDATE CONSTRAINT ${constraint};`];
  }
  return [
    `${alter} ADD CONSTRAINT ${constraint} CHECK (${quote(column)} IS NOT NULL) NOT VALID;`,
    `${alter} VALIDATE CONSTRAINT ${constraint};`,
    // Before PostgreSQL 12 the check does not spare the scan, and has to do in its place.
    ...(pgVersion >= 12 ? [`${alter} ALTER COLUMN ${quote(column)} SET NOT NULL;`, `${alter} DROP CONSTRAINT ${constraint};`] : []),
  ];
}

/**
 * Whether a CHECK of which only the name is known was the proof of a NOT NULL: `orders_code_not_null`, `code_null` as Rails'
 * guides have it, `code_is_set`.
 */
export function isNamedLikeNotNull(constraint: string): boolean {
  return /not_?null|_nn$|_null$|is_set$|_required$/iu.test(constraint);
}
