import type { DialectName } from 'sqllint';
import { RecordValue } from '../../interpreter/values.ts';
import type { Value } from '../../interpreter/values.ts';
import { isMysql, listed, stringLiteral, textOf } from '../sql-text.ts';

/** The methods of a table builder that add a column. */
export const columnTypes: ReadonlySet<string> = new Set([
  'tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'decimal', 'float', 'double', 'real', 'bit', 'boolean', 'serial',
  'date', 'datetime', 'timestamp', 'time', 'year', 'geometry', 'geography', 'point',
  'char', 'varchar', 'tinytext', 'tinyText', 'text', 'mediumtext', 'mediumText', 'longtext', 'longText',
  'binary', 'varbinary', 'tinyblob', 'tinyBlob', 'mediumblob', 'mediumBlob', 'blob', 'longblob', 'longBlob', 'enum', 'set',
  'bool', 'dateTime', 'increments', 'bigincrements', 'bigIncrements', 'integer', 'biginteger', 'bigInteger', 'string',
  'json', 'jsonb', 'uuid', 'enu', 'specificType',
]);

/** What Knex calls a type in the end: `boolean` is `bool`. */
export function typeName(method: string): string {
  const aliases: Readonly<Record<string, string>> = { float: 'floating', enum: 'enu', boolean: 'bool', string: 'varchar', bigint: 'biginteger' };
  return aliases[method] ?? method.toLowerCase();
}

interface TypeQuestion {
  readonly dialect: DialectName;
  /** The arguments behind the column's name. */
  readonly args: readonly Value[];
  /** Whether `increments` makes the primary key, which it does unless the table names another one. */
  readonly isPrimaryKey: boolean;
  /** The column in quotes. */
  readonly column: string;
}

/** The type that Knex writes for a column; undefined for one that it has none for. After its `columncompiler.js` and those of the dialects. */
export function columnType(type: string, question: TypeQuestion): string | undefined {
  const { dialect } = question;
  return (dialect === 'postgres' ? postgresType : isMysql(dialect) ? mysqlType : sqliteType)(type, question) ?? anyType(type, question);
}

function anyType(type: string, { args: [first, second] }: TypeQuestion): string | undefined {
  switch (type) {
    case 'varchar':
      return `varchar(${number(first, 255)})`;
    case 'decimal':
      return `decimal(${number(first, 8)}, ${number(second, 2)})`;
    case 'floating':
      return `float(${number(first, 8)}, ${number(second, 2)})`;
    case 'specifictype':
      return textOf(first);
    case 'binary':
      return 'blob';
    case 'bool':
      return 'boolean';
    case 'biginteger':
      return 'bigint';
    case 'uuid':
      return first instanceof RecordValue && first.get('useBinaryUuid') === true ? 'binary(16)' : 'char(36)';
    case 'smallint':
    case 'mediumint':
    case 'integer':
    case 'int':
      return 'integer';
    case 'bit':
    case 'json':
      return 'text';
    case 'date':
    case 'datetime':
    case 'time':
    case 'timestamp':
    case 'geometry':
    case 'geography':
    case 'point':
    case 'text':
    case 'tinyint':
      return type;
    default:
      return undefined;
  }
}

function postgresType(type: string, { args: [first, second], isPrimaryKey, column }: TypeQuestion): string | undefined {
  switch (type) {
    case 'increments':
      return `serial${primaryKey(isPrimaryKey, first)}`;
    case 'bigincrements':
      return `bigserial${primaryKey(isPrimaryKey, first)}`;
    case 'uuid':
      return `uuid${first instanceof RecordValue && first.get('primaryKey') === true && isPrimaryKey ? ' primary key' : ''}`;
    case 'datetime':
    case 'timestamp':
      return postgresTimestamp(first, second);
    case 'decimal':
      return first === null ? 'decimal' : undefined;
    case 'enu':
      return enumType(first, second, column);
    case 'binary':
      return 'bytea';
    case 'double':
      return 'double precision';
    case 'floating':
      return 'real';
    case 'json':
    case 'jsonb':
    case 'smallint':
      return type;
    case 'bit':
      return 'bit';
    case 'tinyint':
      return 'smallint';
    default:
      return undefined;
  }
}

function postgresTimestamp(first: Value, second: Value): string {
  const options = first instanceof RecordValue ? first : undefined;
  const useTz = options ? options.get('useTz') : first !== true;
  const precision = options ? options.get('precision') : second;
  return `${useTz === false ? 'timestamp' : 'timestamptz'}${typeof precision === 'number' ? `(${precision})` : ''}`;
}

/** A text with a check; a type of the database where `useNative` says so, which `createdEnum` creates. */
function enumType(values: Value, options: Value, column: string): string | undefined {
  if (options instanceof RecordValue && options.get('useNative') === true) return nativeEnumName(options);
  const labels = labelsOf(values);
  return labels && `text check (${column} in (${labels.join(', ')}))`;
}

function nativeEnumName(options: RecordValue): string | undefined {
  const [schema, name] = [textOf(options.get('schemaName')), textOf(options.get('enumName'))];
  return name === undefined ? undefined : `${schema === undefined ? '' : `"${schema}".`}"${name}"`;
}

/** The statement that creates an enum of PostgreSQL before the table; undefined where there is none to create. */
export function createdEnum([values, options]: readonly Value[]): string | undefined {
  if (!(options instanceof RecordValue) || options.get('useNative') !== true || options.get('existingType') === true) return undefined;
  const [name, labels] = [nativeEnumName(options), labelsOf(values)];
  return name === undefined || !labels ? undefined : `create type ${name} as enum (${labels.join(', ')})`;
}

function labelsOf(values: Value): readonly string[] | undefined {
  const labels = listed(values).map(textOf);
  return labels.includes(undefined) ? undefined : labels.filter((label) => label !== undefined).map(stringLiteral);
}

function mysqlType(type: string, { args: [first, second], isPrimaryKey }: TypeQuestion): string | undefined {
  switch (type) {
    case 'increments':
    case 'bigincrements':
      return `${type === 'increments' ? 'int' : 'bigint'} unsigned not null${primaryKey(isPrimaryKey, first) && ' auto_increment primary key'}`;
    case 'integer':
      return typeof first === 'number' ? `int(${first})` : 'int';
    case 'tinyint':
      return typeof first === 'number' ? `tinyint(${first})` : 'tinyint';
    case 'double':
      return first === undefined ? 'double' : `double(${number(first, 8)}, ${number(second, 2)})`;
    case 'text':
      return { medium: 'mediumtext', mediumtext: 'mediumtext', long: 'longtext', longtext: 'longtext' }[textOf(first) ?? ''] ?? 'text';
    case 'enu': {
      const labels = labelsOf(first);
      return labels && `enum(${labels.join(', ')})`;
    }
    case 'datetime':
    case 'timestamp':
    case 'time': {
      const precision = first instanceof RecordValue ? first.get('precision') : first;
      return typeof precision === 'number' ? `${type}(${precision})` : type;
    }
    case 'binary':
      return typeof first === 'number' ? `varbinary(${first})` : 'blob';
    case 'bit':
      return typeof first === 'number' ? `bit(${first})` : 'bit';
    case 'json':
    case 'jsonb':
      return 'json';
    case 'mediumint':
    case 'smallint':
    case 'mediumtext':
    case 'longtext':
      return type;
    default:
      return undefined;
  }
}

function sqliteType(type: string, { args: [first], column }: TypeQuestion): string | undefined {
  switch (type) {
    case 'increments':
    case 'bigincrements':
      return 'integer not null primary key autoincrement';
    case 'enu':
      return enumType(first, undefined, column);
    case 'json':
    case 'jsonb':
      return 'json';
    case 'double':
    case 'decimal':
    case 'floating':
      return 'float';
    case 'timestamp':
      return 'datetime';
    default:
      return undefined;
  }
}

function primaryKey(isPrimaryKey: boolean, options: Value): string {
  return isPrimaryKey && !(options instanceof RecordValue && options.get('primaryKey') !== true) ? ' primary key' : '';
}

function number(value: Value, otherwise: number): number {
  const parsed = typeof value === 'number' ? value : Number.parseInt(textOf(value) ?? '', 10);
  return Number.isNaN(parsed) ? otherwise : parsed;
}
