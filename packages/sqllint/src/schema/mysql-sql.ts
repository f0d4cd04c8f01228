/** How MySQL and MariaDB write the parts of a table, where that differs from PostgreSQL. */
import type { Expression } from '../changes.ts';
import type { Column, Constraint, Index, Table } from './model.ts';
import { quote } from './quote.ts';

/** A column with all that belongs to it, as `CREATE TABLE`, `ADD COLUMN` and `MODIFY COLUMN` want it. */
export function mysqlColumnSql(column: Column): string {
  const type = column.type?.text ?? 'text';
  const parts = [quote(column.name), type];
  if (column.characterSet !== undefined && !/\bcharacter set\b|\bcharset\b/iu.test(type)) parts.push(`CHARACTER SET ${column.characterSet}`);
  if (column.collation === 'binary') parts.push('BINARY');
  else if (column.collation !== undefined) parts.push(`COLLATE ${column.collation}`);
  if (column.generated) parts.push(`GENERATED ALWAYS AS (${bare(column.generated.expression.text)}) ${column.generated.stored ? 'STORED' : 'VIRTUAL'}`);
  if (column.notNull === true) parts.push('NOT NULL');
  // An older server gives a TIMESTAMP without NULL a value of its own.
  else if (column.type?.name === 'timestamp') parts.push('NULL');
  if (column.default) parts.push(`DEFAULT ${defaultText(column.default.text, column.type?.name ?? '')}`);
  if (column.autoIncrement) parts.push('AUTO_INCREMENT');
  if (column.onUpdate) parts.push(`ON UPDATE ${column.onUpdate.text}`);
  if (column.comment !== undefined) parts.push(`COMMENT ${literal(column.comment)}`);
  return parts.join(' ');
}

/** MySQL gives a text, a blob or JSON no default but an expression, which stands in parentheses; MariaDB takes that as well. */
function defaultText(text: string, type: string): string {
  const isLong = /(?:text|blob)$|^(?:json|geometry)$/u.test(type);
  return isLong && !text.startsWith('(') && text.toUpperCase() !== 'NULL' ? `(${text})` : text;
}

/** A string constant. */
function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** Without the parentheses around the whole. */
function bare(text: Expression['text']): string {
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;
}

/** An index as it stands in `CREATE TABLE` or behind `ADD`. */
export function mysqlKeySql(index: Index): string {
  const kind = index.unique ? 'UNIQUE INDEX' : index.method === 'btree' ? 'INDEX' : `${index.method.toUpperCase()} INDEX`;
  const keys = index.keys.map(({ text, column, expression }) => text ?? (column === undefined ? `(${expression?.text ?? ''})` : quote(column)));
  const details = index.detailsText === undefined ? '' : ` ${index.detailsText}`;
  return `${kind} ${quote(index.name)} (${keys.join(', ')})${details}`;
}

/** The action that takes a constraint away. */
export function mysqlDropConstraint(name: string, type: Constraint['type'] | undefined): string {
  if (name === 'PRIMARY') return 'DROP PRIMARY KEY';
  return type === 'foreignKey' ? `DROP FOREIGN KEY ${quote(name)}` : `DROP CONSTRAINT ${quote(name)}`;
}

const optionWords: Readonly<Record<string, string>> = {
  engine: 'ENGINE',
  'character set': 'DEFAULT CHARACTER SET',
  collation: 'COLLATE',
  row_format: 'ROW_FORMAT',
  comment: 'COMMENT',
};

/** The options behind a table's definition, with a blank in front, and its partitions. */
export function mysqlTableOptions(table: Table): string {
  const options = [...table.aspects].flatMap(([name, value]) => {
    const option = mysqlOptionSql(name, value);
    return option === undefined ? [] : [` ${option}`];
  });
  return `${options.join('')}${table.partitionByText === undefined ? '' : ` PARTITION BY ${table.partitionByText}`}`;
}

/** `ENGINE=innodb`; undefined for what is no option of a table that can be written again. */
export function mysqlOptionSql(aspect: string, value: string | undefined): string | undefined {
  const word = aspect.startsWith('option ') ? optionWords[aspect.slice('option '.length)] : undefined;
  if (word === undefined || value === undefined) return undefined;
  return `${word}=${word === 'COMMENT' ? literal(value) : value}`;
}
