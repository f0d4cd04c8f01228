import type { AddConstraint, ConstraintDefinition, QualifiedName } from '../changes.ts';
import { constraintFrom } from '../schema/apply-constraint.ts';
import { unknownTable } from '../schema/find-table.ts';
import type { Schema } from '../schema/schema.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import type { ChangeContext, Report } from './rule.ts';

/** The name that the constraint has, or the one that the server will choose. */
export function constraintName(table: QualifiedName, definition: ConstraintDefinition, schema: Schema): string {
  return definition.name ?? constraintFrom(schema, schema.table(table) ?? unknownTable(schema, table), definition).name;
}

/** The two statements that add a check or a foreign key without a scan under a strong lock. */
export function addThenValidateSql(table: QualifiedName, definition: ConstraintDefinition, schema: Schema): string[] {
  const name = quote(constraintName(table, definition, schema));
  return [
    `ALTER TABLE ${quoteName(table)} ADD CONSTRAINT ${name} ${bodyOf(definition)} NOT VALID;`,
    '-- Then, in a migration of its own:',
    `ALTER TABLE ${quoteName(table)} VALIDATE CONSTRAINT ${name};`,
  ];
}

/**
 * Adds the constraint without looking at the rows there are, and looks at them in a migration of its
 * own. None for a constraint that is written behind its column.
 */
export function validateLater({ table, constraint, start, end }: AddConstraint, { schema, sourceOf }: Pick<ChangeContext, 'schema' | 'sourceOf'>): Pick<Report, 'fix'> {
  const [words, given] = /^(?:alter\s+table\s[^;]*?\s)?add\s+(constraint\s+(?:"(?:[^"]|"")+"|\w+)\s+)?(?=foreign\s|check\b)/iu.exec(sourceOf({ start, end })) ?? [];
  if (words === undefined) return {};
  const name = constraintName(table, constraint, schema);
  const named = given === undefined ? [{ start: start + words.length, end: start + words.length, text: `CONSTRAINT ${quote(name)} ` }] : [];
  return {
    fix: {
      does: `Adds constraint \`${name}\` as NOT VALID, and validates it in a migration of its own.`,
      edits: [...named, { start: end, end, text: ' NOT VALID' }],
      next: { name: `validate_${name}`, up: [`ALTER TABLE ${quoteName(table)} VALIDATE CONSTRAINT ${quote(name)};`] },
    },
  };
}

/** The two statements that make a key of an index which was built while writes went on. */
export function addKeyFromIndexSql(table: QualifiedName, definition: ConstraintDefinition, schema: Schema, outside: string): string[] {
  const name = quote(constraintName(table, definition, schema));
  const columns = definition.columns.map(quote).join(', ');
  const kind = definition.type === 'primaryKey' ? 'PRIMARY KEY' : 'UNIQUE';
  const deferrable = definition.deferrable ? ' DEFERRABLE' : '';
  return [
    outside,
    `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${quoteName(table)} (${columns});`,
    '-- Then, in a migration of its own:',
    `ALTER TABLE ${quoteName(table)} ADD CONSTRAINT ${name} ${kind} USING INDEX ${name}${deferrable};`,
  ];
}

/** The constraint as it is written, without its name: `CHECK (total > 0)`. */
function bodyOf({ type, text, columns }: ConstraintDefinition): string {
  const body = text.replace(/^constraint\s+(?:"(?:[^"]|"")+"|\S+)\s+/iu, '').trim();
  // In line, a foreign key leaves its column to the place where it stands.
  return type === 'foreignKey' && /^references\b/iu.test(body) ? `FOREIGN KEY (${columns.map(quote).join(', ')}) ${body}` : body;
}
