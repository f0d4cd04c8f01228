import type { Range } from 'sqllint';
import { plainOf } from '../../interpreter/built-ins.ts';
import { ListValue, RecordValue } from '../../interpreter/values.ts';
import type { Value } from '../../interpreter/values.ts';
import { part } from '../../script/script-writer.ts';
import type { Sql } from '../../script/script-writer.ts';
import { TextValue } from '../../script/text-value.ts';
import { listed, quotedText, SqlValue, stringLiteral, textOf } from '../sql-text.ts';

/** `pgm.func('now()')`: SQL where a value would be. */
export class Literal extends SqlValue {
  readonly #sql: Value;

  constructor(sql: Value) {
    super();
    this.#sql = sql;
  }

  asSql(): Sql | undefined {
    return this.#sql instanceof TextValue && this.#sql.isKnown ? this.#sql : undefined;
  }

  invoke(): Value {
    return this;
  }
}

/** A name, or an object with a name and a schema, in quotes. */
export function nameSql(name: Value): string | undefined {
  const own = plainName(name);
  if (own === undefined) return undefined;
  const schema = name instanceof RecordValue ? textOf(name.get('schema')) : undefined;
  return (schema === undefined ? '' : `${quotedText(schema, 'postgres')}.`) + quotedText(own, 'postgres');
}

export function plainName(name: Value): string | undefined {
  return name instanceof RecordValue ? textOf(name.get('name')) : textOf(name);
}

export function columnList(columns: readonly (string | undefined)[]): string | undefined {
  return columns.includes(undefined) ? undefined : columns.map((column) => quotedText(column ?? '', 'postgres')).join(', ');
}

/** What `TYPE_ADAPTERS` of node-pg-migrate does. */
export function typeSql(type: Value): string | undefined {
  const name = type instanceof RecordValue ? nameSql(type) : textOf(type);
  return name === undefined ? undefined : ({ int: 'integer', string: 'text', float: 'real', double: 'double precision', datetime: 'timestamp', bool: 'boolean' }[name] ?? name);
}

/** A default, a label of an enum: texts are quoted, functions are not. */
export function valueSql(value: Value): Sql | undefined {
  if (value instanceof SqlValue) return value.asSql();
  if (value instanceof ListValue) {
    const items = value.items.map(valueSql);
    return items.includes(undefined) ? undefined : part(undefined, 'ARRAY[', ...items.flatMap((item, index) => (index === 0 ? [item ?? ''] : [',', item ?? ''])), ']');
  }
  const plain = plainOf(value)?.value;
  if (plain === null) return 'NULL';
  if (typeof plain === 'string') return stringLiteral(plain);
  return typeof plain === 'number' || typeof plain === 'boolean' ? String(plain) : undefined;
}

/** `REFERENCES …` with its actions. */
function referencesSql(options: RecordValue): Sql | undefined {
  const references = options.get('references');
  const written = textOf(references);
  const target = written !== undefined && (written.startsWith('"') || written.endsWith(')')) ? written : nameSql(references);
  const action = (words: string, name: string): string => (textOf(options.get(name)) === undefined ? '' : ` ${words} ${textOf(options.get(name)) ?? ''}`);
  return target === undefined ? undefined : part(options.places.get('references'), `REFERENCES ${target}${action('MATCH', 'match')}`, action('ON DELETE', 'onDelete'), action('ON UPDATE', 'onUpdate'));
}

/** The definition of a column; undefined where part of it is not known. */
export function columnSql(name: string, given: Value, at: Range | undefined, withKey: boolean): Sql | undefined {
  const spec = given instanceof RecordValue ? given : undefined;
  if (spec?.isOpen) return undefined;
  const isId = textOf(spec ? spec.get('type') : given) === 'id';
  const type = isId ? 'serial' : typeSql(spec ? spec.get('type') : given);
  if (type === undefined) return undefined;
  const words = spec || isId ? wordsOf(spec ?? new RecordValue(), isId, withKey) : [];
  if (words.includes(undefined)) return undefined;
  const array = spec?.get('array');
  const ending = array === true ? ' ARRAY' : typeof array === 'number' ? ` ARRAY[${array}]` : '';
  return part(at, `${quotedText(name, 'postgres')} ${type}${ending}`, ...words.flatMap((word) => [' ', word ?? '']));
}

function wordsOf(spec: RecordValue, isId: boolean, withKey: boolean): (Sql | undefined)[] {
  const set = (name: string): boolean => spec.get(name) === true;
  const text = (name: string): string | undefined => textOf(spec.get(name));
  const given = spec.get('default');
  const generated = spec.get('sequenceGenerated');
  return [
    text('collation') === undefined ? '' : `COLLATE ${text('collation') ?? ''}`,
    given === undefined ? '' : defaultSql(given, spec),
    set('unique') ? part(spec.places.get('unique'), 'UNIQUE') : '',
    (set('primaryKey') || isId) && withKey ? part(spec.places.get('primaryKey'), 'PRIMARY KEY') : '',
    set('notNull') ? part(spec.places.get('notNull'), 'NOT NULL') : '',
    text('check') === undefined ? '' : part(spec.places.get('check'), `CHECK (${text('check') ?? ''})`),
    spec.get('references') === undefined || spec.get('references') === null ? '' : namedReferences(spec),
    set('deferrable') ? `DEFERRABLE INITIALLY ${set('deferred') ? 'DEFERRED' : 'IMMEDIATE'}` : '',
    generated instanceof RecordValue ? `GENERATED ${textOf(generated.get('precedence')) ?? 'BY DEFAULT'} AS IDENTITY` : '',
    text('expressionGenerated') === undefined ? '' : `GENERATED ALWAYS AS (${text('expressionGenerated') ?? ''}) STORED`,
  ].filter((word) => word !== '');
}

function defaultSql(value: Value, spec: RecordValue): Sql | undefined {
  const sql = valueSql(value);
  return sql === undefined ? undefined : part(spec.places.get('default'), 'DEFAULT ', sql);
}

function namedReferences(spec: RecordValue): Sql | undefined {
  const name = textOf(spec.get('referencesConstraintName'));
  const references = referencesSql(spec);
  return name === undefined || references === undefined ? references : part(undefined, `CONSTRAINT ${quotedText(name, 'postgres')} `, references);
}

/** The constraints of `addConstraint` and of a table's options. */
export function constraintsSql(table: string, options: RecordValue, given: string | undefined): (Sql | undefined)[] {
  const named = (ending: string): string => `CONSTRAINT ${quotedText(given ?? `${table}_${ending}`, 'postgres')} `;
  const deferrable = options.get('deferrable') === true ? ` DEFERRABLE INITIALLY ${options.get('deferred') === true ? 'DEFERRED' : 'IMMEDIATE'}` : '';
  const constraints: (Sql | undefined)[] = [];
  const checks = options.get('check');
  for (const [index, check] of listed(checks).entries()) {
    const text = textOf(check);
    constraints.push(text === undefined ? undefined : `${named(checks instanceof ListValue ? `chck_${index + 1}` : 'chck')}CHECK (${text})`);
  }
  const unique = listed(options.get('unique'));
  const sets = unique.some((one) => one instanceof ListValue) ? unique.map(listed) : unique.length > 0 ? [unique] : [];
  for (const set of sets) {
    const columns = set.map(textOf);
    const list = columnList(columns);
    constraints.push(list === undefined ? undefined : `${named(`uniq_${columns.join('_')}`)}UNIQUE (${list})`);
  }
  const key = listed(options.get('primaryKey')).map(textOf);
  if (key.length > 0) constraints.push(columnList(key) === undefined ? undefined : `${named('pkey')}PRIMARY KEY (${columnList(key) ?? ''})`);
  for (const one of listed(options.get('foreignKeys'))) constraints.push(one instanceof RecordValue ? foreignKeySql(table, one, given) : undefined);
  const exclude = textOf(options.get('exclude'));
  if (exclude !== undefined) constraints.push(`${named('excl')}EXCLUDE ${exclude}`);
  return constraints.map((constraint) => constraint && part(undefined, constraint, deferrable));
}

function foreignKeySql(table: string, key: RecordValue, given: string | undefined): Sql | undefined {
  const columns = listed(key.get('columns')).map(textOf);
  const list = columnList(columns);
  const references = referencesSql(key);
  if (list === undefined || references === undefined) return undefined;
  const name = textOf(key.get('referencesConstraintName')) ?? given ?? `${table}_fk_${columns.join('_')}`;
  return part(key.at, `CONSTRAINT ${quotedText(name, 'postgres')} FOREIGN KEY (${list}) `, references);
}
