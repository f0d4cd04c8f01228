import type { AddColumn, ColumnDefinition, QualifiedName } from '../changes.ts';
import { rewriteReason } from '../facts/postgres/column-locks.ts';
import { domainOf } from '../facts/postgres/relatives.ts';
import { unknownFunctionIn } from '../facts/postgres/volatility.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { against } from './lock-words.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext } from './rule.ts';

export const noRewritingColumn = defineRule({
  name: 'no-rewriting-column',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow adding a column whose values PostgreSQL has to write into every row at once' },
  changes: {
    addColumn(change, context) {
      const { isNew, tableOf, schema, pgVersion, isFirst, statement } = context;
      if (isNew(change.table)) return undefined;
      if (change.ifNotExists && tableOf(change.table)?.columns.get(change.column.name)?.known === true) return undefined;
      const certain = rewriteReason(change, schema, pgVersion);
      const unknown = certain === undefined && change.column.default ? unknownFunctionIn(change.column.default, schema) : undefined;
      const reason = unknown === undefined ? certain : `${unknown}() may return another value for every row: no migration says that it is STABLE or IMMUTABLE`;
      if (reason === undefined) return undefined;
      // The columns of one ALTER TABLE are added in one rewrite.
      if (!isFirst(`no-rewriting-column ${String(statement.start)} ${displayName(change.table)}`)) return undefined;
      const table = displayName(change.table);
      return {
        ...(unknown === undefined ? {} : { severity: 'warn' as const }),
        message: `Adding \`${table}.${change.column.name}\` rewrites \`${table}\` and all its indexes, because ${reason}; until that is done the table is locked ${against('ACCESS EXCLUSIVE')}.`,
        instead: wayOut(change, context).join('\n'),
      };
    },
  },
});

function wayOut({ table, column }: AddColumn, { schema, pgVersion }: ChangeContext): string[] {
  const [target, name] = [quoteName(table), quote(column.name)];
  const plain = `ALTER TABLE ${target} ADD COLUMN ${name} ${column.type.text};`;
  if (column.generated) {
    return pgVersion >= 18
      ? [`ALTER TABLE ${target} ADD COLUMN ${name} ${column.type.text} GENERATED ALWAYS AS (${column.generated.expression.text}) VIRTUAL;`]
      : [
          '-- Add a plain column, keep it up to date with a trigger BEFORE INSERT OR UPDATE, and fill the old rows in batches:',
          plain,
          batch(table, column, column.generated.expression.text),
        ];
  }
  const domain = domainOf(schema, column.type);
  if (domain?.constrained === true) {
    return [
      "-- Use the domain's base type, with its condition as a constraint of the table:",
      `ALTER TABLE ${target} ADD COLUMN ${name} ${domain.baseType?.text ?? '…'};`,
      `ALTER TABLE ${target} ADD CHECK (…) NOT VALID;`,
    ];
  }
  return [
    '-- A default that is set afterwards applies to new rows only:',
    plain,
    ...defaultSql(table, column),
    '-- Then, outside a transaction, fill the old rows in batches until none is left:',
    batch(table, column, 'DEFAULT'),
    ...(column.notNull ? ['-- Then require a value, without a scan under the lock (see no-set-not-null).'] : []),
  ];
}

function defaultSql(table: QualifiedName, column: ColumnDefinition): string[] {
  const [target, name] = [quoteName(table), quote(column.name)];
  if (column.default) return [`ALTER TABLE ${target} ALTER COLUMN ${name} SET DEFAULT ${column.default.text};`];
  const sequence = { ...table, name: `${table.name}_${column.name}_seq` };
  return [
    `CREATE SEQUENCE ${quoteName(sequence)} OWNED BY ${target}.${name};`,
    `ALTER TABLE ${target} ALTER COLUMN ${name} SET DEFAULT nextval('${quoteName(sequence)}');`,
  ];
}

function batch(table: QualifiedName, column: ColumnDefinition, value: string): string {
  const [target, name] = [quoteName(table), quote(column.name)];
  return `UPDATE ${target} SET ${name} = ${value} WHERE ctid IN (SELECT ctid FROM ${target} WHERE ${name} IS NULL LIMIT 1000);`;
}
