import type { DataType } from '../../changes.ts';
import { bytesOf, maximumBytes } from './sizes.ts';

/** Bytes of an integer, and whether it has negative values. */
const integers: Readonly<Record<string, number>> = { tinyint: 1, smallint: 2, mediumint: 3, int: 4, bigint: 8 };

interface Range {
  readonly low: bigint;
  readonly high: bigint;
}

function rangeOf({ name }: DataType): Range | undefined {
  const [base = '', sign] = name.split(' ');
  const bytes = integers[base];
  if (bytes === undefined) return base === 'year' ? { low: 0n, high: 2155n } : undefined;
  const bits = BigInt(bytes * 8);
  return sign === 'unsigned' ? { low: 0n, high: 2n ** bits - 1n } : { low: -(2n ** (bits - 1n)), high: 2n ** (bits - 1n) - 1n };
}

/** Digits before and behind the point. */
function digitsOf({ name, modifiers }: DataType): { readonly before: number; readonly behind: number; readonly signed: boolean } | undefined {
  const [base, sign] = name.split(' ');
  if (base !== 'decimal') return undefined;
  const [precision = 10, scale = 0] = modifiers.map(Number);
  return { before: precision - scale, behind: scale, signed: sign !== 'unsigned' };
}

/** A column's type with the character set of its text. */
export interface StoredType {
  readonly type: DataType;
  /** Absent where the history does not tell. */
  readonly characterSet: string | undefined;
}

const unicode = new Set(['utf8mb3', 'utf8mb4', 'utf16', 'utf32', 'ucs2']);

/**
 * Whether a type can hold every value of another: by the bytes of its text, by its range, by its
 * digits, by its labels.
 * @returns undefined where that depends on the values
 */
export function holdsAll({ type: from, characterSet: oldSet }: StoredType, { type: to, characterSet: newSet }: StoredType): boolean | undefined {
  const [old, now] = [rangeOf(from), rangeOf(to)];
  if (old && now) return now.low <= old.low && now.high >= old.high;
  const [digits, newDigits] = [digitsOf(from), digitsOf(to)];
  if (digits && newDigits) {
    return newDigits.before >= digits.before && newDigits.behind >= digits.behind && (newDigits.signed || !digits.signed);
  }
  if (digits && now) return digits.behind === 0 && 10n ** BigInt(digits.before) - 1n <= now.high && (now.low < 0n || !digits.signed);
  if (old && newDigits) return 10n ** BigInt(newDigits.before) > old.high && (newDigits.signed || old.low >= 0n);
  if (from.name === to.name && (to.name === 'enum' || to.name === 'set')) return from.modifiers.every((label) => includesLabel(to.modifiers, label));
  const moments = momentsHeld(from, to);
  if (moments !== undefined) return moments;
  const isFloat = /^(?:float|double)\b/u;
  if (isFloat.test(from.name)) return isFloat.test(to.name) ? !(from.name.startsWith('double') && to.name.startsWith('float')) : now || newDigits ? false : undefined;
  return textHeld(from, oldSet, to, newSet);
}

/** Whether a character set lacks characters of another. */
export function losesCharacters(from: string, to: string): boolean {
  return (unicode.has(from) && !unicode.has(to)) || (from === 'utf8mb4' && to === 'utf8mb3');
}

/** Labels differ in more than case and blanks behind them. */
function includesLabel(labels: readonly string[], label: string): boolean {
  return labels.some((other) => other.trimEnd().toLowerCase() === label.trimEnd().toLowerCase());
}

function momentsHeld(from: DataType, to: DataType): boolean | undefined {
  const fraction = ({ modifiers }: DataType): number => Number(modifiers[0] ?? '0');
  const isMoment = (name: string): boolean => /^(?:datetime|timestamp|date|time)$/u.test(name);
  if (!isMoment(from.name) || !isMoment(to.name)) return undefined;
  if (from.name === to.name) return fraction(to) >= fraction(from);
  if (from.name === 'date') return to.name === 'datetime';
  // A timestamp begins in 1970 and ends in 2038.
  if (from.name === 'timestamp' && to.name === 'datetime') return fraction(to) >= fraction(from);
  return false;
}

function textHeld(from: DataType, oldSet: string | undefined, to: DataType, newSet: string | undefined): boolean | undefined {
  const isText = /^(?:char|varchar|\w*text|enum|set|json)$/u;
  const isBinary = /^(?:binary|varbinary|\w*blob)$/u;
  if (isText.test(from.name) && isText.test(to.name)) {
    if (to.name === 'enum' || to.name === 'set' || (to.name === 'json' && from.name !== 'json')) return undefined;
    if (oldSet !== undefined && newSet !== undefined && losesCharacters(oldSet, newSet)) return false;
    if (from.name === 'enum' || from.name === 'set') {
      const longest = from.name === 'enum' ? Math.max(...from.modifiers.map(({ length }) => length)) : from.modifiers.join().length;
      return fewestCharacters(to, newSet) >= longest;
    }
    // The same bytes, or fewer than the server reckons with.
    if (from.name === to.name && from.name.endsWith('text')) return oldSet === newSet || oldSet === 'utf8mb3' || undefined;
    return fewestCharacters(to, newSet) >= mostCharacters(from);
  }
  if (isBinary.test(from.name) && isBinary.test(to.name)) return (maximumBytes(to, 'binary') ?? 0) >= (maximumBytes(from, 'binary') ?? 0);
  return undefined;
}

/** The characters that fit whatever they are. */
function fewestCharacters(type: DataType, characterSet: string | undefined): number {
  if (type.name === 'char' || type.name === 'varchar') return Number(type.modifiers[0] ?? '1');
  return Math.floor((maximumBytes(type, characterSet) ?? 0) / (characterSet === undefined ? 1 : bytesOf(characterSet)));
}

/** The characters that may be in a column, each of a single byte where its size is one in bytes. */
function mostCharacters(type: DataType): number {
  if (type.name === 'char' || type.name === 'varchar') return Number(type.modifiers[0] ?? '1');
  // A longer type is meant for longer texts; JSON has no length that anybody reaches.
  return type.name === 'json' ? 65_535 : (maximumBytes(type, 'ascii') ?? 0);
}
