import type { AddColumn, Change, ColumnDefinition, QualifiedName } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import type { DialectName } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { enumerate } from './enumerate.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noRequiredColumn = defineRule({
  name: 'no-required-column',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow adding a NOT NULL column without a default, which inserts of the previous release leave out' },
  changes: {
    addColumn(change, context) {
      const { table } = change;
      if (context.isNew(table)) return undefined;
      // One `ALTER TABLE` may add many, and says so once.
      const isOfRebuild = !context.statement.changes.includes(change);
      // Where SQLite adds one, it fails first: no-failing-add-column tells.
      if (context.dialect === 'sqlite' && !isOfRebuild) return undefined;
      const required = (isOfRebuild ? [change] : context.statement.changes)
        .filter((other) => other.kind === 'addColumn')
        .filter((other) => isRequired(other, context) && staysRequired(other, table, other.column.name, context));
      if (required[0] !== change) return undefined;
      const names = required.map(({ column }) => column.name);
      return report(table, names, context, isOfRebuild ? undefined : consequences[context.dialect]);
    },
    setNotNull(change, context) {
      const { table, column } = change;
      if (context.isNew(table) || !context.isNewColumn(table, column)) return undefined;
      const found = context.tableOf(table)?.columns.get(column);
      if (!found || found.default || found.identity || found.generated || found.serial) return undefined;
      if (found.type && hasDefaultOfType(found.type.name, context)) return undefined;
      return staysRequired(change, table, column, context) ? report(table, [column], context) : undefined;
    },
    dropDefault(change, context) {
      const { table, column } = change;
      if (context.isNew(table) || !context.isNewColumn(table, column)) return undefined;
      const found = context.tableOf(table)?.columns.get(column);
      if (found?.notNull !== true || !staysRequired(change, table, column, context)) return undefined;
      return report(table, [column], context);
    },
  },
});

/** What adding the column does to the rows that are there. */
const consequences: Readonly<Record<DialectName, string>> = {
  postgres: 'and the statement itself fails if the table has rows',
  sqlite: 'and the statement itself fails if the table has rows',
  mysql: "and the rows that are there silently get the zero of its type, `0` or `''`",
  mariadb: "and the rows that are there silently get the zero of its type, `0` or `''`",
};

/** A domain may bring a default along. */
function hasDefaultOfType(type: string, { schema }: ChangeContext): boolean {
  for (const object of schema.objects()) {
    if (object.objectType === 'domain' && displayName(object) === type) return true;
  }
  return false;
}

/** Whether the statement alone makes every insert name the column. */
function isRequired({ table, column }: AddColumn, context: ChangeContext): boolean {
  if (!column.notNull || column.default || column.identity || column.generated || column.serial || fillsItself(column, context)) return false;
  const existing = context.tableOf(table)?.columns.get(column.name);
  // `IF NOT EXISTS` of a column that was there before adds none.
  if (existing && existing.createdIn !== context.schema.migration) return false;
  return !hasDefaultOfType(column.type.name, context);
}

/** MySQL has a value for an enum, and for AUTO_INCREMENT; older MariaDB for a timestamp too. */
function fillsItself({ autoIncrement, type }: ColumnDefinition, { dialect }: ChangeContext): boolean {
  if (dialect !== 'mysql' && dialect !== 'mariadb') return false;
  return autoIncrement === true || type.name === 'enum' || (dialect === 'mariadb' && type.name === 'timestamp');
}

function staysRequired(change: Change, table: QualifiedName, column: string, context: ChangeContext): boolean {
  return !context.isFollowedBy(change, (later) => mends(later, table, column, context));
}

function report(table: QualifiedName, columns: readonly string[], context: ChangeContext, more?: string): Report | undefined {
  if (isFilledByTrigger(table, context)) return undefined;
  const names = enumerate(columns.map((column) => `\`${displayName(table)}.${column}\``));
  const [subject, know] = columns.length > 1 ? [`columns ${names} are NOT NULL and have`, 'them'] : [`column ${names} is NOT NULL and has`, 'it'];
  const alter = `ALTER TABLE ${quoteName(table)} ALTER COLUMN ${quote(columns[0] ?? '')}`;
  return {
    message: `The new ${subject} no default: INSERTs of the previous release, which do not know ${know}, fail as long as that runs beside the new one, and again after a rollback of the code${more === undefined ? '' : `; ${more}`}.`,
    instead: (context.dialect === 'sqlite'
      ? ['-- In the definition of the new table, until no release is running that does not write it:', `${quote(columns[0] ?? '')} … NOT NULL DEFAULT …`]
      : [
      '-- Leave it a default, or leave it nullable, until no release is running that does not write it:',
      `${alter} SET DEFAULT …;`,
      '-- and take the default away in a later release, if it has to go:',
      `${alter} DROP DEFAULT;`,
    ]).join('\n'),
    breaksOldCode: true,
  };
}

/** Whether a later change lets inserts leave the column out. */
function mends(later: Change, table: QualifiedName, column: string, { isSameRelation }: ChangeContext): boolean {
  switch (later.kind) {
    case 'setDefault':
    case 'dropNotNull':
    case 'dropColumn':
      return later.column === column && isSameRelation(later.table, table);
    case 'setIdentity':
      return later.identity !== undefined && later.column === column && isSameRelation(later.table, table);
    // Reported there.
    case 'dropDefault':
    case 'setNotNull':
      return later.column === column && isSameRelation(later.table, table);
    case 'dropTable':
      return isSameRelation(later.table, table);
    default:
      return false;
  }
}

/** Whether the migration creates a trigger on the table, which may fill the column for the old code. */
function isFilledByTrigger(table: QualifiedName, { changes, isSameRelation }: ChangeContext): boolean {
  return changes.some(
    (other) => other.kind === 'createObject' && other.objectType === 'trigger' && other.table !== undefined && isSameRelation(other.table, table),
  );
}
