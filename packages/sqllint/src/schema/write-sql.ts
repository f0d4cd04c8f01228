/** SQL that brings an object of the model back, or takes it away; for messages and for down scripts. */
import type { Expression, ObjectType, QualifiedName } from '../changes.ts';
import type { Column, Constraint, DatabaseObject, Index, Table, TablePart } from './model.ts';
import { mysqlColumnSql, mysqlDropConstraint, mysqlKeySql, mysqlTableOptions } from './mysql-sql.ts';
import { quote, quoteName } from './quote.ts';
import { isMySql, writtenDialect } from './sql-dialect.ts';
import { sqliteTableSql } from './sqlite-sql.ts';

export { quote, quoteName } from './quote.ts';

/** The name in a key from `keyOf`. */
function nameOfKey(key: string): QualifiedName {
  const dot = key.indexOf('.');
  return { schema: key.slice(0, dot), name: key.slice(dot + 1) };
}

/** A string literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The type of a column as `ADD COLUMN` wants it; `serial` where the column is one. */
function typeText(column: Column): string {
  const type = column.type?.text ?? 'text';
  if (!column.serial) return type;
  return { smallint: 'smallserial', integer: 'serial', bigint: 'bigserial' }[type] ?? type;
}

/** A column as `CREATE TABLE` and `ADD COLUMN` want it. */
export function columnSql(column: Column): string {
  if (isMySql()) return mysqlColumnSql(column);
  const parts = [quote(column.name), ...(typeText(column) === '' ? [] : [typeText(column)])];
  if (column.collation !== undefined) parts.push(`COLLATE ${column.collation.split('.').map(quote).join('.')}`);
  if (column.generated) {
    parts.push(`GENERATED ALWAYS AS (${column.generated.expression.text})${column.generated.stored ? ' STORED' : ''}`);
  }
  if (column.identity) {
    const options = column.identityOptions === undefined ? '' : ` ${column.identityOptions}`;
    parts.push(`GENERATED ${column.identity.toUpperCase()} AS IDENTITY${options}`);
  }
  if (column.default) parts.push(`DEFAULT ${defaultText(column.default)}`);
  else if (column.defaultsToNull) parts.push('DEFAULT NULL');
  if (column.notNull === true && !column.serial && !column.identity) parts.push('NOT NULL');
  return parts.join(' ');
}

/** A default as it can be written again: a cast of a plain string is left to the server, as the type may be called otherwise by now. */
export function defaultText({ constant, text }: Expression): string {
  return typeof constant === 'string' && /^'(?:[^']|'')*'\s*::/u.test(text) ? literal(constant) : text;
}

/** A constraint as it stands in `CREATE TABLE` or behind `ADD`. */
export function constraintSql(constraint: Constraint): string {
  // Only PostgreSQL knows a constraint that has no name by the one that it gave it.
  const isUnnamed = (constraint.autoNamed && writtenDialect() !== 'postgres') || (constraint.type === 'primaryKey' && isMySql());
  const named = isUnnamed ? '' : `CONSTRAINT ${quote(constraint.name)} `;
  const columns = constraint.columns.map(quote).join(', ');
  const { definition } = constraint;
  const include = definition?.include ? ` INCLUDE (${definition.include.map(quote).join(', ')})` : '';
  const nulls = definition?.nullsNotDistinct ? ' NULLS NOT DISTINCT' : '';
  const suffix = [
    constraint.deferrable ? ' DEFERRABLE' : '',
    definition?.initiallyDeferred ? ' INITIALLY DEFERRED' : '',
    constraint.enforced ? '' : ' NOT ENFORCED',
    constraint.validated ? '' : ' NOT VALID',
  ].join('');
  switch (constraint.type) {
    case 'primaryKey':
      return `${named}PRIMARY KEY (${columns})${include}${suffix}`;
    case 'unique':
      return `${named}UNIQUE${nulls} (${columns})${include}${suffix}`;
    case 'check':
      return `${named}CHECK (${constraint.expression?.text ?? ''})${suffix}`;
    case 'notNull':
      return `${named}NOT NULL ${columns}${suffix}`;
    case 'foreignKey': {
      // SQLite keeps apart whether the primary key was named or meant.
      const isMeant = writtenDialect() === 'sqlite' && definition?.references?.columns.length === 0;
      const referenced = isMeant ? '' : (constraint.references?.columns.map(quote).join(', ') ?? '');
      const where = quoteName(nameOfKey(constraint.references?.table ?? ''));
      const actions = actionsText(constraint.references?.actions ?? '');
      return `${named}FOREIGN KEY (${columns}) REFERENCES ${where}${referenced === '' ? '' : ` (${referenced})`}${actions}${suffix}`;
    }
    case 'exclude':
      return `${named}${constraint.text.replace(/^constraint\s+\S+\s+/iu, '')}`;
  }
}

const actionNames: Readonly<Record<string, string>> = {
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
};

/** `MATCH`, `ON UPDATE` and `ON DELETE` from the letters of the parser. */
function actionsText(actions: string): string {
  const [match, update, remove, columns = ''] = actions.split(' ');
  const removedColumns = columns === '' ? '' : ` (${columns.split(',').map(quote).join(', ')})`;
  const updateName = actionNames[update ?? ''];
  const removeName = actionNames[remove ?? ''];
  return [
    match === 'f' ? ' MATCH FULL' : '',
    removeName ? ` ON DELETE ${removeName}${removedColumns}` : '',
    updateName ? ` ON UPDATE ${updateName}` : '',
  ].join('');
}

/** Statements, each with its semicolon, that create the table with its indexes and triggers. */
export function createTableSql(table: Table): string[] {
  const indexes = [...table.indexes.values()].filter((index) => index.constraint === undefined);
  if (writtenDialect() === 'sqlite') return [sqliteTableSql(table), ...indexes.map((index) => indexSql(table, index)), ...[...table.parts.values()].map(partSql)];
  const elements = [
    ...[...table.columns.values()].map(columnSql),
    ...(isMySql() ? indexes.map(mysqlKeySql) : []),
    ...[...table.constraints.values()].filter((constraint) => constraint.known).map(constraintSql),
  ];
  if (isMySql()) return [`CREATE TABLE ${quoteName(table)} (\n${elements.map((element) => `  ${element}`).join(',\n')}\n)${mysqlTableOptions(table)};`];
  const persistence = table.aspects.get('persistence') === 'unlogged' ? 'UNLOGGED ' : '';
  return [
    `CREATE ${persistence}TABLE ${quoteName(table)} (\n${elements.map((element) => `  ${element}`).join(',\n')}\n);`,
    ...indexes.map((index) => indexSql(table, index)),
    ...[...table.parts.values()].map(partSql),
  ];
}

/** `CREATE INDEX …;`, without `CONCURRENTLY`, as the history wrote it. */
export function indexSql(table: Table, index: Index): string {
  if (isMySql()) return createIndexSql(table, index);
  return `${index.text.replace(/\bconcurrently\s+/iu, '')};`;
}

/** `CREATE INDEX …;` with the names that table and columns have now. */
export function createIndexSql(table: Table, index: Index, concurrently = false): string {
  if (isMySql()) return `ALTER TABLE ${quoteName(table)} ADD ${mysqlKeySql(index)};`;
  const keys = index.keys.map(({ text, column, expression }) => text ?? (column === undefined ? `(${expression?.text ?? ''})` : quote(column)));
  return [
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${concurrently ? 'CONCURRENTLY ' : ''}${quote(index.name)} ON ${quoteName(table)}`,
    index.method === 'btree' ? '' : ` USING ${quote(index.method)}`,
    ` (${keys.join(', ')})`,
    index.include.length > 0 ? ` INCLUDE (${index.include.map(quote).join(', ')})` : '',
    index.detailsText === undefined ? '' : ` ${index.detailsText}`,
    index.where ? ` WHERE ${index.where.text}` : '',
    ';',
  ].join('');
}

export function partSql(part: TablePart): string {
  return `${part.text};`;
}

export function addColumnSql(table: Table, column: Column): string {
  return `ALTER TABLE ${quoteName(table)} ADD COLUMN ${columnSql(column)};`;
}

export function dropColumnSql(table: QualifiedName, column: string): string {
  return `ALTER TABLE ${quoteName(table)} DROP COLUMN ${quote(column)};`;
}

/** `DROP INDEX …;` */
export function dropIndexSql(table: QualifiedName, index: string, options = ''): string {
  if (isMySql()) return `ALTER TABLE ${quoteName(table)} DROP INDEX ${quote(index)};`;
  return `DROP INDEX ${options}${quoteName({ ...(table.schema === undefined ? {} : { schema: table.schema }), name: index })};`;
}

/** `MODIFY` with all that the column is, as MySQL wants it for any change of a column. */
export function restateColumnSql(table: QualifiedName, column: Column): string {
  return `ALTER TABLE ${quoteName(table)} MODIFY COLUMN ${columnSql(column)};`;
}

export function addConstraintSql(table: Table, constraint: Constraint): string {
  return `ALTER TABLE ${quoteName(table)} ADD ${constraintSql(constraint)};`;
}

/** @param type where it is known; MySQL has a word of its own for each */
export function dropConstraintSql(table: QualifiedName, constraint: string, type?: Constraint['type']): string {
  if (isMySql()) return `ALTER TABLE ${quoteName(table)} ${mysqlDropConstraint(constraint, type)};`;
  return `ALTER TABLE ${quoteName(table)} DROP CONSTRAINT ${quote(constraint)};`;
}

/** `ALTER TABLE … ALTER COLUMN … <action>;` */
export function alterColumnSql(table: Table, column: string, action: string): string {
  return `ALTER TABLE ${quoteName(table)} ALTER COLUMN ${quote(column)} ${action};`;
}

export function createObjectSql(object: DatabaseObject): string {
  return `${object.text};`;
}

const dropWords: Partial<Record<ObjectType, string>> = { enum: 'TYPE' };

export function dropObjectSql(object: DatabaseObject): string {
  const word = dropWords[object.objectType] ?? object.objectType.toUpperCase();
  const given = object.arguments === undefined ? '' : `(${object.arguments.split(',').join(', ')})`;
  return `DROP ${word} ${quoteName(object)}${given};`;
}
