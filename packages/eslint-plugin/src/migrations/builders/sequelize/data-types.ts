import type { DialectName } from 'sqllint';
import { plainOf } from '../../interpreter/built-ins.ts';
import { ElsewhereValue, ListValue, RecordValue } from '../../interpreter/values.ts';
import type { Value } from '../../interpreter/values.ts';
import { TextValue } from '../../script/text-value.ts';
import { isMysql, listed, stringLiteral, textOf } from '../sql-text.ts';

/** The SQL of `DataTypes.STRING(80)`; undefined for what is no type. An enum of PostgreSQL has to be named by who asks. */
export function dataTypeSql(type: Value, dialect: DialectName): string | undefined {
  if (type instanceof TextValue) return textOf(type);
  if (!(type instanceof ElsewhereValue)) return undefined;
  const { name, args, modifiers } = partsOf(type);
  const [first, second] = args;
  const unsigned = modifiers.includes('UNSIGNED') && dialect !== 'postgres' ? ' UNSIGNED' : '';
  const length = (otherwise: string): string => (typeof first === 'number' ? `(${first})` : otherwise);
  switch (name) {
    case 'STRING':
      if (modifiers.includes('BINARY') && dialect === 'postgres') return 'BYTEA';
      return `VARCHAR${length('(255)')}`;
    case 'CHAR':
      return `CHAR${length('(255)')}`;
    case 'TEXT': {
      const size = textOf(first)?.toUpperCase();
      return isMysql(dialect) && size !== undefined ? `${size}TEXT` : 'TEXT';
    }
    case 'INTEGER':
    case 'BIGINT':
    case 'SMALLINT':
    case 'MEDIUMINT':
    case 'TINYINT':
      return `${name}${dialect === 'postgres' ? '' : length('')}${unsigned}`;
    case 'FLOAT':
    case 'REAL':
    case 'NUMBER':
      return `${name}${unsigned}`;
    case 'DOUBLE':
      return `DOUBLE PRECISION${unsigned}`;
    case 'DECIMAL':
    case 'NUMERIC':
      return `DECIMAL${typeof first === 'number' ? `(${first}${typeof second === 'number' ? `,${second}` : ''})` : ''}${unsigned}`;
    case 'BOOLEAN':
      return dialect === 'postgres' ? 'BOOLEAN' : 'TINYINT(1)';
    case 'DATE':
      if (dialect === 'postgres') return `TIMESTAMP${length('')} WITH TIME ZONE`;
      return `DATETIME${dialect === 'sqlite' ? '' : length('')}`;
    case 'DATEONLY':
      return 'DATE';
    case 'UUID':
      return isMysql(dialect) ? 'CHAR(36) BINARY' : 'UUID';
    case 'JSON':
    case 'JSONB':
      return dialect === 'postgres' ? name : 'JSON';
    case 'BLOB': {
      const size = textOf(first)?.toUpperCase() ?? '';
      return dialect === 'postgres' ? 'BYTEA' : isMysql(dialect) ? `${size}BLOB` : 'BLOB';
    }
    case 'RANGE':
      return { INTEGER: 'int4range', BIGINT: 'int8range', DECIMAL: 'numrange', DATE: 'tstzrange', DATEONLY: 'daterange' }[nameOfType(first) ?? 'INTEGER'];
    case 'ARRAY': {
      const of = dataTypeSql(first instanceof RecordValue ? first.get('type') : first, dialect);
      return of === undefined ? undefined : `${of}[]`;
    }
    case 'ENUM': {
      const labels = enumLabels(type);
      if (dialect === 'sqlite') return 'TEXT';
      // In PostgreSQL it is known by its name, whatever its labels are.
      return labels === undefined && dialect !== 'postgres' ? undefined : `ENUM(${labels ?? ''})`;
    }
    case 'TIME':
    case 'CITEXT':
    case 'HSTORE':
    case 'INET':
    case 'CIDR':
    case 'MACADDR':
    case 'TSVECTOR':
    case 'GEOMETRY':
    case 'GEOGRAPHY':
      return name;
    default:
      return undefined;
  }
}

/** The labels of `DataTypes.ENUM`, as SQL; undefined for another type, or where one of them is not known. */
export function enumLabels(type: Value): string | undefined {
  if (!(type instanceof ElsewhereValue)) return undefined;
  const { name, args } = partsOf(type);
  if (name === 'ARRAY') return enumLabels(args[0]);
  if (name !== 'ENUM') return undefined;
  const [first] = args;
  const values = first instanceof RecordValue ? listed(first.get('values')) : first instanceof ListValue ? first.items : args;
  const labels = values.map(textOf);
  return labels.length === 0 || labels.includes(undefined) ? undefined : labels.filter((label) => label !== undefined).map(stringLiteral).join(', ');
}

function nameOfType(type: Value): string | undefined {
  return type instanceof ElsewhereValue ? partsOf(type).name : undefined;
}

/** `DataTypes.INTEGER(11).UNSIGNED` is an `INTEGER` with an argument and a modifier. */
function partsOf(type: ElsewhereValue): { readonly name: string | undefined; readonly args: readonly Value[]; readonly modifiers: readonly string[] } {
  const modifiers: string[] = [];
  let current: ElsewhereValue = type;
  for (;;) {
    const isModifier = current.name !== undefined && /^(?:UNSIGNED|ZEROFILL|BINARY)$/u.test(current.name);
    if (!isModifier || !current.of) break;
    modifiers.push(current.name ?? '');
    current = current.of;
  }
  return { name: current.name, args: current.args ?? [], modifiers };
}

/** A default as Sequelize writes it; undefined for one that it fills in itself (`NOW`, `UUIDV4`, functions). */
export function defaultSql(value: Value, type: string): string | undefined {
  if (value === undefined) return undefined;
  if (value instanceof ElsewhereValue) {
    const [first] = value.args ?? [];
    if (value.name === 'literal') return textOf(first);
    if ((value.name === 'fn' || value.name === 'Fn') && textOf(first) !== undefined) {
      const rest = (value.args ?? []).slice(1).map((argument) => defaultSql(argument, '') ?? 'NULL');
      return `${textOf(first) ?? ''}(${rest.join(', ')})`;
    }
    return undefined;
  }
  if (value instanceof ListValue && type.endsWith('[]')) {
    const items = value.items.map((item) => defaultSql(item, '') ?? 'NULL');
    return `ARRAY[${items.join(',')}]::${type}`;
  }
  const plain = plainOf(value);
  if (!plain) return undefined;
  if (plain.value === null) return 'NULL';
  if (typeof plain.value === 'number' || typeof plain.value === 'boolean') return String(plain.value);
  if (/^JSONB?$/u.test(type)) return stringLiteral(JSON.stringify(plain.value));
  return stringLiteral(typeof plain.value === 'string' ? plain.value : JSON.stringify(plain.value));
}
