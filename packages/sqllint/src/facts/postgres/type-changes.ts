import type { DataType } from '../../changes.ts';

/**
 * What `ALTER COLUMN … TYPE` does to a table, measured on PostgreSQL 12, 14, 16, 17 and 18, which
 * agree: a conversion is free when every stored value is valid in the new type bit by bit.
 */
export type TypeChangeWork = 'none' | 'rewrite' | 'unknown';

const unlimitedText = new Set(['text', 'varchar']);

const withFraction = new Set(['time', 'timetz', 'timestamp', 'timestamptz', 'interval']);

/** The length of a text or a bit string, the digits of a fraction of a second. */
function lengthOf(type: DataType): number {
  if (!withFraction.has(type.name)) return type.modifiers.length === 0 ? Number.POSITIVE_INFINITY : Number(type.modifiers[0]);
  // The parser puts the fields of an interval before its digits; without digits it has fields alone.
  const digits = type.name === 'interval' && type.modifiers.length === 1 ? '0' : (type.modifiers.at(-1) ?? '6');
  return Math.min(Number(digits), 6);
}

/**
 * @param from undefined when the history does not tell the old type
 * @param computes whether a `USING` does more than cast the column: then every row is written anew
 */
export function typeChangeWork(from: DataType | undefined, to: DataType, computes: boolean): TypeChangeWork {
  if (computes) return 'rewrite';
  if (!from) return 'unknown';
  if (from.dimensions !== to.dimensions) return 'rewrite';
  const isSame = from.name === to.name;
  if (isSame && from.modifiers.join() === to.modifiers.join()) return 'none';
  if (unlimitedText.has(from.name) && unlimitedText.has(to.name)) {
    const widens = to.name === 'text' || lengthOf(to) >= lengthOf(from);
    return widens ? 'none' : 'rewrite';
  }
  if (isSame && from.name === 'numeric') return widensNumeric(from, to) ? 'none' : 'rewrite';
  if (isSame && (from.name === 'varbit' || withFraction.has(from.name))) {
    return lengthOf(to) >= lengthOf(from) ? 'none' : 'rewrite';
  }
  if (from.name === 'cidr' && to.name === 'inet') return 'none';
  if (from.name === 'bpchar' && to.name === 'bpchar' && to.modifiers.length === 0) return 'none';
  // Free in a session whose time zone is UTC; a number of digits is applied to every value, even where it cuts nothing off.
  if (isTimestamp(from) && isTimestamp(to) && to.modifiers.length === 0) return 'unknown';
  return 'rewrite';
}

function isTimestamp(type: DataType): boolean {
  return type.name === 'timestamp' || type.name === 'timestamptz';
}

function widensNumeric(from: DataType, to: DataType): boolean {
  if (to.modifiers.length === 0) return true;
  if (from.modifiers.length === 0) return false;
  const [precision = 0, scale = 0] = from.modifiers.map(Number);
  const [newPrecision = 0, newScale = 0] = to.modifiers.map(Number);
  return newScale === scale && newPrecision >= precision;
}

const integerBytes: Readonly<Record<string, number>> = { int2: 2, int4: 4, int8: 8 };
/** Decimal digits that an integer type can hold at most. */
const integerDigits: Readonly<Record<string, number>> = { int2: 5, int4: 10, int8: 19 };

/**
 * Whether every value of the old type comes through a conversion unchanged, and comes back
 * unchanged: `lossless`, `lossy` (or refused by the server for some values), or `unknown`.
 */
export function conversion(from: DataType | undefined, to: DataType): 'lossless' | 'lossy' | 'unknown' {
  if (!from) return 'unknown';
  if (from.name === to.name && from.dimensions === to.dimensions) return sameTypeConversion(from, to);
  if (from.dimensions !== to.dimensions) return 'lossy';
  const [oldBytes, newBytes] = [integerBytes[from.name], integerBytes[to.name]];
  if (oldBytes !== undefined && newBytes !== undefined) return newBytes > oldBytes ? 'lossless' : 'lossy';
  if (isText(to) && (isKnown(from) || to.modifiers.length === 0)) return textHolds(to, from) ? 'lossless' : 'lossy';
  if (to.name === 'float8' && isShortNumeric(from, 15)) return 'lossless';
  if (to.name === 'float4' && isShortNumeric(from, 6)) return 'lossless';
  if (from.name === 'bool' && to.name === 'int4') return 'lossless';
  if (oldBytes !== undefined && to.name === 'numeric') return holdsInteger(to, integerDigits[from.name] ?? 0);
  if (from.name === 'float4' && to.name === 'float8') return 'lossless';
  if (from.name === 'int4' && to.name === 'float8') return 'lossless';
  if (from.name === 'int2' && (to.name === 'float4' || to.name === 'float8')) return 'lossless';
  if (from.name === 'date' && isTimestamp(to)) return 'lossless';
  if (isTimestamp(from) && isTimestamp(to)) return lengthOf(to) >= lengthOf(from) ? 'lossless' : 'lossy';
  if (from.name === 'cidr' && to.name === 'inet') return 'lossless';
  if (from.name === 'jsonb' && to.name === 'json') return 'lossless';
  if (isKnown(from) && isKnown(to)) return 'lossy';
  return 'unknown';
}

function isText(type: DataType): boolean {
  return type.name === 'text' || type.name === 'varchar' || type.name === 'bpchar';
}

function textHolds(to: DataType, from: DataType): boolean {
  // Blanks at the end of a text are gone in a char(n), whose padding means nothing; bits do not fit as they are.
  if (to.name === 'bpchar' && ['text', 'varchar', 'bit', 'varbit'].includes(from.name)) return false;
  return to.modifiers.length === 0 || (longestText(from) ?? Number.POSITIVE_INFINITY) <= lengthOf(to);
}

/** Whether a floating-point number with so many decimal digits tells all values apart. */
function isShortNumeric(type: DataType, digits: number): boolean {
  return type.name === 'numeric' && type.modifiers.length > 0 && Number(type.modifiers[0]) <= digits;
}

/** The most characters that a value takes as text; undefined where there is no such number. */
function longestText(type: DataType): number | undefined {
  if (isText(type) || type.name === 'varbit' || type.name === 'bit') return lengthOf(type);
  if (type.name === 'numeric' && type.modifiers.length > 0) return Number(type.modifiers[0]) + '-0.'.length;
  return longestTexts[type.name];
}

const longestTexts: Readonly<Record<string, number>> = {
  bool: 'false'.length,
  int2: '-32768'.length,
  int4: '-2147483648'.length,
  int8: '-9223372036854775808'.length,
  float4: '-1.17549435e-38'.length,
  float8: '-2.2250738585072014e-308'.length,
  date: '5874897-12-31'.length,
  time: '23:59:59.999999'.length,
  uuid: 36,
  inet: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128'.length,
  cidr: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128'.length,
};

function sameTypeConversion(from: DataType, to: DataType): 'lossless' | 'lossy' {
  if (from.name === 'numeric') {
    if (to.modifiers.length === 0) return 'lossless';
    if (from.modifiers.length === 0) return 'lossy';
    const [precision = 0, scale = 0] = from.modifiers.map(Number);
    const [newPrecision = 0, newScale = 0] = to.modifiers.map(Number);
    return newScale >= scale && newPrecision - newScale >= precision - scale ? 'lossless' : 'lossy';
  }
  return lengthOf(to) >= lengthOf(from) ? 'lossless' : 'lossy';
}

function holdsInteger(to: DataType, digits: number): 'lossless' | 'lossy' {
  if (to.modifiers.length === 0) return 'lossless';
  const [precision = 0, scale = 0] = to.modifiers.map(Number);
  return precision - scale >= digits ? 'lossless' : 'lossy';
}

const known = new Set(
  'int2 int4 int8 float4 float8 numeric text varchar bpchar bool date time timetz timestamp timestamptz interval json jsonb uuid bytea inet cidr money xml bit varbit'.split(
    ' ',
  ),
);

function isKnown(type: DataType): boolean {
  return known.has(type.name);
}
