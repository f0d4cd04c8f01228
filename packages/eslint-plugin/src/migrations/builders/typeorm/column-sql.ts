import type { DialectName } from 'sqllint';
import { part } from '../../script/script-writer.ts';
import type { Sql } from '../../script/script-writer.ts';
import { TextValue } from '../../script/text-value.ts';
import { isMysql, quotedText, stringLiteral, textOf } from '../sql-text.ts';
import type { Options } from './options.ts';

/** The definition of a column as TypeORM writes it; undefined where the name or the type is not known. */
export function columnSql(column: Options, table: string, dialect: DialectName): Sql | undefined {
  const name = column.text('name');
  const type = typeSql(column, table, dialect);
  if (name === undefined || type === undefined || !column.isKnown) return undefined;
  const words = isMysql(dialect) ? mysqlWords(column) : dialect === 'postgres' ? postgresWords(column) : sqliteWords(column);
  return part(column.at, `${quotedText(name, dialect)} ${type}`, ...words.flatMap((word) => [' ', word]));
}

/** Where an enum of PostgreSQL has to be created for a column: its name. */
export function enumName(column: Options, table: string): string {
  const own = column.text('enumName');
  const path = table.split('.');
  const name = own ?? `${path.at(-1) ?? ''}_${(column.text('name') ?? '').toLowerCase()}_enum`;
  return [...path.slice(0, -1), name].map((one) => quotedText(one, 'postgres')).join('.');
}

export function isEnum(column: Options): boolean {
  return /^(?:simple-)?enum$/u.test(column.text('type') ?? '');
}

export function enumLabels(column: Options): string | undefined {
  return column.texts('enum')?.map(stringLiteral).join(', ');
}

function isIncrement(column: Options): boolean {
  return column.value('isGenerated') === true && (column.text('generationStrategy') ?? 'increment') === 'increment';
}

export function typeSql(column: Options, table: string, dialect: DialectName): string | undefined {
  const type = column.text('type');
  if (type === undefined) return undefined;
  if (dialect === 'postgres') {
    if (isIncrement(column)) return { smallint: 'SMALLSERIAL', int2: 'SMALLSERIAL', bigint: 'BIGSERIAL', int8: 'BIGSERIAL' }[type] ?? 'SERIAL';
    if (isEnum(column)) return enumName(column, table) + (column.value('isArray') === true ? ' array' : '');
  }
  if (isMysql(dialect) && isEnum(column)) return `enum (${enumLabels(column) ?? ''})`;
  if (dialect === 'sqlite' && isEnum(column)) return 'varchar';
  return withSize(plainType(type), column) + (column.value('isArray') === true && dialect === 'postgres' ? ' array' : '');
}

/** What TypeORM knows and no database does. */
function plainType(type: string): string {
  return { 'simple-array': 'text', 'simple-json': 'text' }[type] ?? type;
}

function withSize(type: string, column: Options): string {
  const length = column.text('length');
  const [precision, scale] = [column.text('precision'), column.text('scale')];
  const size = length === undefined || length === '' ? [precision, scale].filter((one) => one !== undefined).join(',') : length;
  if (size === '') return type;
  const zone = / with(?:out)? time zone$/iu.exec(type)?.[0] ?? '';
  return `${type.slice(0, type.length - zone.length)}(${size})${zone}`;
}

function postgresWords(column: Options): Sql[] {
  const generated = column.text('asExpression');
  const collation = column.text('collation');
  const isUuid = column.value('isGenerated') === true && column.text('generationStrategy') === 'uuid' && column.value('default') === undefined;
  return [
    generated === undefined ? '' : `GENERATED ALWAYS AS (${generated}) STORED`,
    collation === undefined ? '' : `COLLATE "${collation}"`,
    notNull(column),
    defaultOf(column),
    isUuid ? 'DEFAULT uuid_generate_v4()' : '',
  ].filter((word) => word !== '');
}

function mysqlWords(column: Options): Sql[] {
  const comment = column.text('comment');
  const onUpdate = column.text('onUpdate');
  const collation = column.text('collation');
  return [
    collation === undefined ? '' : `COLLATE "${collation}"`,
    column.value('unsigned') === true ? 'UNSIGNED' : '',
    column.value('isNullable') === true ? part(column.place('isNullable'), 'NULL') : 'NOT NULL',
    isIncrement(column) ? 'AUTO_INCREMENT' : '',
    comment === undefined ? '' : `COMMENT ${stringLiteral(comment)}`,
    defaultOf(column),
    onUpdate === undefined ? '' : `ON UPDATE ${onUpdate}`,
  ].filter((word) => word !== '');
}

function sqliteWords(column: Options): Sql[] {
  const isOwnKey = column.value('isPrimary') === true && isIncrement(column);
  return [isOwnKey ? 'PRIMARY KEY AUTOINCREMENT' : '', notNull(column), defaultOf(column)].filter((word) => word !== '');
}

function notNull(column: Options): Sql {
  return column.value('isNullable') === true ? '' : part(column.place('isNullable'), 'NOT NULL');
}

/** SQL as it is written, not a value: `default: "'new'"`. */
function defaultOf(column: Options): Sql {
  const value = column.value('default');
  if (value === undefined || value === null) return '';
  const text = value instanceof TextValue && value.isKnown ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : (textOf(value) ?? 'NULL');
  return part(column.place('default'), 'DEFAULT ', text);
}
