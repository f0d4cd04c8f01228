/** How SQLite creates a table, and how it changes what its `ALTER TABLE` cannot: by making the table anew. */
import type { Column, Constraint, Table } from './model.ts';
import { quote, quoteName } from './quote.ts';
import { columnSql, constraintSql, createIndexSql, partSql } from './write-sql.ts';

/** `CREATE TABLE`, under another name where one is given. */
export function sqliteTableSql(table: Table, name = table.name): string {
  const constraints = [...table.constraints.values()].filter(({ known }) => known);
  const counted = constraints.find(isCounted);
  const elements = [
    // AUTOINCREMENT can stand behind a column alone.
    ...[...table.columns.values()].map((column) => (counted?.columns[0] === column.name ? countedColumnSql(column) : columnSql(column))),
    ...constraints.filter((constraint) => constraint !== counted).map(constraintSql),
  ];
  const options = [...table.aspects.keys()].flatMap((aspect) => (aspect.startsWith('option ') ? [aspect.slice('option '.length).toUpperCase()] : []));
  return `CREATE TABLE ${quoteName({ ...table, name })} (\n${elements.map((element) => `  ${element}`).join(',\n')}\n)${options.length > 0 ? ` ${options.join(', ')}` : ''};`;
}

function isCounted({ type, details }: Constraint): boolean {
  return type === 'primaryKey' && details.includes('autoincrement');
}

function countedColumnSql({ name, type }: Column): string {
  return `${quote(name)} ${type?.text ?? 'INTEGER'} PRIMARY KEY AUTOINCREMENT`;
}

/** What a column of the table gets: a value of the rows as they are, as SQL. */
export interface SourceOfColumn {
  readonly column: string;
  readonly value: string;
}

/**
 * The statements that make a table what it was, with its indexes and triggers; columns without a source get their default.
 * @param hasViews whether views read the table, which `RENAME` would look for while there is none
 */
export function sqliteRebuildSql(table: Table, sources: readonly SourceOfColumn[], hasViews = false): string[] {
  let name = `new_${table.name}`;
  while (table.columns.has(name)) name = `new_${name}`;
  const written = sources.filter(({ column }) => table.columns.get(column)?.generated === undefined);
  const columns = written.map(({ column }) => quote(column)).join(', ');
  return [
    sqliteTableSql(table, name),
    `INSERT INTO ${quoteName({ ...table, name })} (${columns}) SELECT ${written.map(({ value }) => value).join(', ')} FROM ${quoteName(table)};`,
    `DROP TABLE ${quoteName(table)};`,
    ...(hasViews ? ['PRAGMA legacy_alter_table = ON;'] : []),
    `ALTER TABLE ${quoteName({ ...table, name })} RENAME TO ${quote(table.name)};`,
    ...(hasViews ? ['PRAGMA legacy_alter_table = OFF;'] : []),
    ...[...table.indexes.values()].filter(({ constraint, known }) => constraint === undefined && known).map((index) => createIndexSql(table, index)),
    ...[...table.parts.values()].filter(({ known }) => known).map(partSql),
  ];
}

/** Whether `ALTER TABLE` alone cannot make the one of the other. */
export function needsRebuild(from: Table, to: Table): boolean {
  for (const column of to.columns.values()) {
    const now = from.columns.get(column.name);
    if (now ? !isSameColumn(column, now) : !canBeAdded(column, to)) return true;
  }
  for (const column of from.columns.values()) {
    if (!to.columns.has(column.name) && !canBeDropped(column.name, from)) return true;
  }
  const shared = (table: Table, other: Table): string[] =>
    [...table.constraints.values()].filter(({ columns }) => columns.every((column) => other.columns.has(column))).map(contentOf).sort();
  return shared(from, to).join('|') !== shared(to, from).join('|');
}

function isSameColumn(a: Column, b: Column): boolean {
  if (a === b || !a.known || !b.known) return true;
  return (
    a.type?.name === b.type?.name &&
    a.type?.modifiers.join() === b.type?.modifiers.join() &&
    (a.notNull ?? false) === (b.notNull ?? false) &&
    a.default?.key === b.default?.key &&
    a.collation === b.collation &&
    a.generated?.expression.key === b.generated?.expression.key
  );
}

function contentOf({ type, columns, expression, references, details }: Constraint): string {
  return [type, type === 'check' ? expression?.key : columns.join(), references ? `${references.table} ${references.actions}` : '', details].join(' ');
}

/** Whether `ADD COLUMN` takes it, whatever rows there are. */
function canBeAdded(column: Column, table: Table): boolean {
  if (column.generated) return !column.generated.stored;
  if (column.notNull === true && !column.default) return false;
  if (column.default && column.default.functions.length > 0) return false;
  return [...table.constraints.values()].every(({ columns }) => !columns.includes(column.name));
}

function canBeDropped(column: string, table: Table): boolean {
  return [...table.constraints.values()].every(({ columns, definition }) => !columns.includes(column) || (columns.length === 1 && definition?.inlineOf === column && definition.type !== 'primaryKey' && definition.type !== 'unique'));
}
