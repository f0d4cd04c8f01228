import type { DataType } from '../../changes.ts';

/**
 * What a client makes of a value: drivers map the types of one family to one type of the program,
 * and send parameters that all of them take. Types that are not listed are families of their own.
 */
const families: Readonly<Record<string, string>> = {
  text: 'text',
  varchar: 'text',
  bpchar: 'text',
  citext: 'text',
  name: 'text',
  int2: 'integer',
  int4: 'integer',
  int8: 'integer',
  float4: 'floating point',
  float8: 'floating point',
  numeric: 'numeric',
  money: 'money',
  bool: 'boolean',
  date: 'date',
  time: 'time',
  timetz: 'time with time zone',
  timestamp: 'timestamp',
  timestamptz: 'timestamp with time zone',
  interval: 'interval',
  json: 'json',
  jsonb: 'json',
  uuid: 'uuid',
  bytea: 'bytes',
  inet: 'network address',
  cidr: 'network address',
  bit: 'bits',
  varbit: 'bits',
  xml: 'xml',
  // MySQL's.
  tinyint: 'integer',
  smallint: 'integer',
  mediumint: 'integer',
  int: 'integer',
  bigint: 'integer',
  year: 'integer',
  float: 'floating point',
  double: 'floating point',
  decimal: 'numeric',
  char: 'text',
  tinytext: 'text',
  mediumtext: 'text',
  longtext: 'text',
  enum: 'text',
  set: 'text',
  datetime: 'timestamp',
  binary: 'bytes',
  varbinary: 'bytes',
  tinyblob: 'bytes',
  blob: 'bytes',
  mediumblob: 'bytes',
  longblob: 'bytes',
};

/** The family of a type, whether an array of it or not. */
function familyOf(type: DataType): string {
  return families[type.name.replace(/ unsigned$/u, '')] ?? type.name;
}

/** Families of numbers: literals and parameters of the one are accepted by the other, and programs read both as numbers. */
const numbers = new Set(['integer', 'floating point', 'numeric']);

/** Families whose values are no texts to any driver; those of other types (enums, `uuid` …) are to many. */
const neverTexts = new Set(['integer', 'floating point', 'numeric', 'boolean', 'json', 'bytes', 'date', 'timestamp', 'timestamp with time zone']);

/**
 * How differently clients see a value after a type change:
 * - `none`: not at all;
 * - `moment`: a `timestamp` has no time zone, and the server puts in that of the session;
 * - `typed`: a text to both, but for drivers that send and read values by their type;
 * - `other`: as something else.
 */
export function visibleChange(from: DataType, to: DataType): 'none' | 'moment' | 'typed' | 'other' {
  if (from.dimensions !== to.dimensions) return 'other';
  const [a, b] = [familyOf(from), familyOf(to)];
  if (a === b || (numbers.has(a) && numbers.has(b))) return 'none';
  const isTimestamp = (family: string): boolean => family === 'timestamp' || family === 'timestamp with time zone';
  if (isTimestamp(a) && isTimestamp(b)) return 'moment';
  return neverTexts.has(a) || neverTexts.has(b) ? 'other' : 'typed';
}
