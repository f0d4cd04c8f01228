import type { DataType } from '../../changes.ts';
import type { TokenReader } from './token-reader.ts';

/** Other names of the same type. */
const aliases: Readonly<Record<string, string>> = {
  integer: 'int',
  int1: 'tinyint',
  int2: 'smallint',
  int3: 'mediumint',
  middleint: 'mediumint',
  int4: 'int',
  int8: 'bigint',
  dec: 'decimal',
  numeric: 'decimal',
  fixed: 'decimal',
  character: 'char',
  nchar: 'char',
  nvarchar: 'varchar',
  varcharacter: 'varchar',
  real: 'double',
  float4: 'float',
  float8: 'double',
  long: 'mediumtext',
  geometrycollection: 'geomcollection',
};

const integers = new Set(['tinyint', 'smallint', 'mediumint', 'int', 'bigint']);

/** A type with the parts that belong to the column rather than to the type. */
export interface ReadType {
  readonly type: DataType;
  readonly characterSet?: string;
  /** The column is `BINARY`, so that its collation is the binary one of its character set. */
  readonly binary?: boolean;
  /** `SERIAL`: `BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE`. */
  readonly serial?: boolean;
}

/**
 * Reads a column's type with `UNSIGNED`, `ZEROFILL` and what says how text is stored. The canonical
 * name has the sign in it (`int unsigned`); a width for display is no part of a number's type,
 * apart from that of `tinyint(1)`, which is a boolean.
 */
export function readDataType(reader: TokenReader): ReadType {
  const start = reader.offset;
  const written = readName(reader);
  if (written === 'serial') {
    const type: DataType = { name: 'bigint unsigned', modifiers: [], dimensions: 0, text: 'bigint unsigned' };
    return { type, serial: true };
  }
  const isBoolean = written === 'bool' || written === 'boolean';
  const base = isBoolean ? 'tinyint' : (aliases[written] ?? written);
  const modifiers = isBoolean ? ['1'] : readModifiers(reader);
  // The one type that the grammar has only with a length.
  if (/^(?:varchar|varbinary)$/u.test(base) && modifiers.length === 0) throw reader.unexpected(`a length for ${base}`);
  let end = reader.lastEnd;
  let characterSet: string | undefined = written === 'nchar' || written === 'nvarchar' ? 'utf8mb3' : undefined;
  let unsigned = false;
  let binary = false;
  for (;;) {
    if (reader.accept('UNSIGNED') || reader.accept('ZEROFILL')) unsigned = true;
    else if (reader.accept('SIGNED')) continue;
    else if (reader.accept('CHARACTER', 'SET') || reader.accept('CHARSET')) {
      characterSet = readCharacterSet(reader);
      continue;
    } else if (reader.accept('BINARY')) {
      binary = true;
      continue;
    } else if (reader.isNext('ASCII') || reader.isNext('UNICODE')) {
      characterSet = reader.accept('ASCII') ? 'latin1' : 'ucs2';
      if (characterSet === 'ucs2') reader.accept('UNICODE');
      continue;
    } else break;
    end = reader.lastEnd;
  }
  const name = unsigned ? `${base} unsigned` : base;
  const text = reader.textOf({ start, end }).replace(/\s+/gu, ' ');
  return {
    type: { name, modifiers: canonicalModifiers(base, modifiers), dimensions: 0, text: quoteIsNeeded(text) ? text : text.toLowerCase() },
    ...(characterSet === undefined ? {} : { characterSet: canonicalCharacterSet(characterSet) }),
    ...(binary ? { binary } : {}),
  };
}

/** The labels of an enum keep their spelling. */
function quoteIsNeeded(text: string): boolean {
  return /['"]/u.test(text);
}

function readName(reader: TokenReader): string {
  const first = reader.identifier().toLowerCase();
  if (first === 'double') reader.accept('PRECISION');
  else if (first === 'national') return reader.accept('VARCHAR') || reader.accept('CHARACTER', 'VARYING') ? 'nvarchar' : readNationalChar(reader);
  else if (first === 'character' || first === 'char') return reader.accept('VARYING') ? 'varchar' : 'char';
  else if (first === 'long') return readLong(reader);
  return first;
}

function readNationalChar(reader: TokenReader): string {
  if (!reader.accept('CHAR')) reader.expect('CHARACTER');
  return reader.accept('VARYING') ? 'nvarchar' : 'nchar';
}

function readLong(reader: TokenReader): string {
  if (reader.accept('VARBINARY')) return 'mediumblob';
  if (!reader.accept('VARCHAR')) reader.accept('CHAR', 'VARYING');
  return 'mediumtext';
}

/** Length, precision and scale, or the labels of an enum with their quotes taken off. */
function readModifiers(reader: TokenReader): string[] {
  if (reader.peek() !== '(') return [];
  return reader.group().parts().map((part) => (part.next?.kind === 'string' ? part.string() : part.restText));
}

function canonicalModifiers(base: string, modifiers: readonly string[]): readonly string[] {
  if (integers.has(base)) return base === 'tinyint' && modifiers[0] === '1' ? modifiers : [];
  if (base === 'decimal') return [modifiers[0] ?? '10', modifiers[1] ?? '0'];
  if (base === 'char' || base === 'binary' || base === 'bit') return [modifiers[0] ?? '1'];
  // FLOAT(p) only chooses between FLOAT and DOUBLE.
  if ((base === 'float' || base === 'double') && modifiers.length === 1) return [];
  if (base === 'year') return [];
  if (/^(?:datetime|timestamp|time)$/u.test(base)) return modifiers[0] === '0' ? [] : modifiers;
  return modifiers;
}

export function readCharacterSet(reader: TokenReader): string {
  reader.accept('=');
  return reader.next?.kind === 'string' ? reader.string() : reader.identifier();
}

/** `utf8` has always been the one with three bytes. */
export function canonicalCharacterSet(name: string): string {
  const lower = name.toLowerCase();
  return lower === 'utf8' ? 'utf8mb3' : lower;
}

/** `utf8_general_ci` is shown as `utf8mb3_general_ci` by newer servers. */
export function canonicalCollation(name: string): string {
  return name.toLowerCase().replace(/^utf8_/u, 'utf8mb3_');
}
