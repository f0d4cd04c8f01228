import type { ColumnShape, ValueKind } from '../table-shape.ts';

/**
 * What a row is like: `plain` as an application writes it; `extreme` with the longest texts, the
 * largest numbers and the last days; `sparse` with NULL where it may be, and the smallest elsewhere.
 */
export type RowStyle = 'plain' | 'extreme' | 'sparse';

/** No text needs to be longer to be told from a shorter one. */
const longest = 300;

/**
 * A value for a column, as the text that the database would show.
 *
 * @param number which row of the table this is, from 1: no two rows have the same, and the value of
 *   a column differs from row to row wherever its type has room for that
 */
export function valueFor(column: ColumnShape, style: RowStyle, number: number): string | null {
  if (style === 'sparse' && column.nullable) return null;
  if (column.kind === 'array') return arrayOf(column, style, number);
  return scalar(column.kind, column, style, number);
}

function arrayOf(column: ColumnShape, style: RowStyle, number: number): string {
  const { element } = column;
  if (style === 'sparse' || element === undefined) return '{}';
  const value = scalar(element, column, style, number);
  return value === null ? '{}' : `{"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"}`;
}

type Size = Pick<ColumnShape, 'name' | 'length' | 'precision' | 'scale' | 'fields' | 'labels' | 'type'>;

function scalar(kind: ValueKind, size: Size, style: RowStyle, number: number): string | null {
  switch (kind) {
    case 'smallint':
      return String(whole(style, number, 32_767));
    case 'integer':
      return String(whole(style, number, 2_147_483_647));
    case 'bigint':
      return style === 'extreme' ? String(9_223_372_036_854_775_807n - BigInt(number)) : String(whole(style, number, 0));
    case 'decimal':
      return decimal(size, style, number);
    case 'float':
      return style === 'extreme' ? `${String(number)}e+30` : style === 'sparse' ? '0' : `${String(number)}.5`;
    case 'boolean':
      return number % 2 === 0 ? 'false' : 'true';
    case 'text':
      return text(size, style, number);
    case 'character':
      return String.fromCharCode(97 + (number % 26));
    case 'date':
      return date(style, number);
    case 'time':
      return style === 'extreme' ? '23:59:59.999999' : style === 'sparse' ? '00:00:00' : `${padded(number % 24)}:30:00`;
    case 'timestamp':
      return style === 'plain' ? `${date(style, number)} 12:34:56.789` : `${date(style, number)} ${style === 'extreme' ? '23:59:59.999999' : '00:00:00'}`;
    case 'interval':
      return style === 'extreme' ? `${String(1000 + number)} years` : `${String(number)} days`;
    case 'uuid':
      return `${number.toString(16).padStart(8, '0')}-0000-4000-8000-${(style === 'extreme' ? 'f' : '0').repeat(12)}`;
    case 'json':
      // What keeps a text as it was written keeps the order of keys and blanks; what does not, shows it.
      return style === 'sparse' ? '{}' : `{"${size.name.replaceAll(/["\\]/gu, '')}": ${String(number)},  "note": "für Ω", "a": null}`;
    case 'bytes':
      return `\\x${number.toString(16).padStart(4, '0')}`;
    case 'bits':
      return number.toString(2).padStart(size.length ?? 1, '0').slice(-(size.length ?? 64));
    case 'network address':
      return `10.${String((number >> 8) % 256)}.${String(number % 256)}.0`;
    case 'hardware address':
      return size.type.startsWith('macaddr8') ? `08:00:2b:01:02:03:04:${hex(number)}` : `08:00:2b:01:02:${hex(number)}`;
    case 'enum':
      return size.labels?.[number % size.labels.length] ?? null;
    case 'range':
      return range(size.type, number);
    case 'text search':
      return `'word${String(number)}'`;
    case 'point':
      return `(${String(number)},1)`;
    case 'key value':
      return `"key"=>"${String(number)}"`;
    case 'xml':
      return `<row number="${String(number)}"/>`;
    case 'shape':
      return shape(size.type, number);
    case 'place in the log':
      return `0/${(0x1000000 + number).toString(16).toUpperCase()}`;
    case 'composite':
      return composite(size, style, number);
    case 'array':
    case 'other':
      return null;
  }
}

function whole(style: RowStyle, number: number, largest: number): number {
  return style === 'extreme' ? largest - number : number;
}

function decimal({ precision = 12, scale = 2 }: Size, style: RowStyle, number: number): string {
  const digits = Math.max(precision - scale, 0);
  const fraction = scale > 0 ? `.${'9'.repeat(Math.min(scale, 6))}` : '';
  if (style === 'extreme') return `${digits === 0 ? '0' : '9'.repeat(Math.min(digits, 20))}${fraction}`;
  const before = digits === 0 ? 0 : number % 10 ** Math.min(digits, 6);
  return scale > 0 ? `${String(before)}.${style === 'sparse' ? '0' : '5'}` : String(before);
}

function text({ name, length, type }: Size, style: RowStyle, number: number): string {
  const isPath = type.startsWith('ltree');
  const short = number.toString(36);
  if (isPath) return `top.n${short}`;
  const room = length ?? longest;
  if (style === 'extreme') return `${short} ${'Größe Ω '.repeat(Math.ceil(room / 8))}`.slice(0, room).replace(/ $/u, '.');
  if (style === 'sparse') return number <= 3 ? '' : short.slice(0, room);
  const typical = `${name.slice(0, 20)} ${short}`;
  return typical.length <= room ? typical : short.slice(-room);
}

function date(style: RowStyle, number: number): string {
  if (style === 'extreme') return `9999-12-${padded(31 - (number % 28))}`;
  return style === 'sparse' ? `0001-01-${padded(1 + (number % 28))}` : `2024-02-${padded(1 + (number % 29))}`;
}

/** Shapes that touch no other of another number. */
function shape(type: string, number: number): string {
  const [from, to] = [`(${String(number)},0)`, `(${String(number)}.5,1)`];
  switch (type) {
    case 'circle':
      return `<${from},0.2>`;
    case 'line':
      return `{1,-1,${String(number)}}`;
    case 'box':
      return `${to},${from}`;
    case 'polygon':
      return `(${from},${to},(${String(number)}.5,0))`;
    default:
      return `[${from},${to}]`;
  }
}

/** A row of a composite type. */
function composite({ fields = [], ...size }: Size, style: RowStyle, number: number): string {
  const values = fields.map((kind) => (kind === 'array' || kind === 'enum' ? null : scalar(kind, { name: size.name, type: size.type }, style, number)));
  return `(${values.map((value) => (value === null ? '' : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`)).join(',')})`;
}

function range(type: string, number: number): string {
  const from = type.startsWith('date') ? date('plain', number) : type.startsWith('ts') ? `${date('plain', number)} 00:00:00` : String(number * 10);
  const to = type.startsWith('date') || type.startsWith('ts') ? '' : String(number * 10 + 5);
  const whole = to === '' ? `["${from}",)` : `[${from},${to})`;
  return type.includes('multirange') ? `{${whole}}` : whole;
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}

function hex(number: number): string {
  return (number % 256).toString(16).padStart(2, '0');
}
