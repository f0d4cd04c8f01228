import type { RowsImage } from './rows/rows-image.ts';
import { candidatesFor } from './seed/candidates.ts';
import type { RowNumbers } from './seed/fill.ts';
import { valueFor } from './seed/values.ts';
import type { TableShape } from './table-shape.ts';

/** Values of a row that a constraint of before may have refused. */
export interface FormerlyRefused {
  /** By column; the others get values as any row does. */
  readonly instead: Readonly<Record<string, string | null>>;
  /** What the new schema lets in: a sentence; absent where it may have been let in before. */
  readonly allows?: string;
}

/** Numbers from here on are in no row. */
const unknownNumbers = 50_000;
/** Of one condition. */
const mostValues = 5;

/** What a table takes since it lost constraints: keys of rows that do not exist, values beyond a condition, the same values twice. */
export function formerlyRefused(after: TableShape, before: TableShape, rows: RowsImage, numbers: RowNumbers): FormerlyRefused[] {
  return [...unboundKeys(after, before, numbers), ...unboundValues(after, before, numbers), ...sameBeginnings(after, before, rows), ...copies(after, rows)];
}

function unboundKeys(after: TableShape, before: TableShape, numbers: RowNumbers): FormerlyRefused[] {
  const key = ({ columns, references }: TableShape['foreignKeys'][number]): string => JSON.stringify([columns, references]);
  const kept = new Set(after.foreignKeys.map(key));
  return before.foreignKeys.filter((one) => !kept.has(key(one))).flatMap(({ columns, references }) => {
    const shapes = after.columns.filter(({ name, isGenerated }) => columns.includes(name) && !isGenerated);
    if (shapes.length < columns.length) return [];
    const number = unknownNumbers + numbers.next(after.name);
    const instead = Object.fromEntries(shapes.map((shape) => [shape.name, valueFor(shape, 'plain', number)]));
    return [{ instead, allows: `\`${after.name}\` takes a ${columns.join(', ')} that no row of \`${references}\` has.` }];
  });
}

/** For conditions about one column that are gone and have no other in their place: its extremes, and what stands near the limits. */
function unboundValues(after: TableShape, before: TableShape, numbers: RowNumbers): FormerlyRefused[] {
  return after.columns.flatMap((column) => {
    const was = before.columns.find(({ name }) => name === column.name);
    if (!was || column.isGenerated) return [];
    const isAboutIt = ({ condition }: { readonly condition: string }): boolean => {
      const words = new Set(condition.split(/[^\p{L}\p{N}_$]+/u));
      return words.has(column.name) && !before.columns.some(({ name }) => name !== column.name && words.has(name));
    };
    const conditionsOf = (shape: TableShape, ofDomain: readonly string[] | undefined): string[] => [...shape.checks.filter(isAboutIt).map(({ condition }) => condition), ...(ofDomain ?? [])];
    const now = conditionsOf(after, column.checks);
    if (now.length > 0) return [];
    return conditionsOf(before, was.checks).flatMap((condition) => {
      const values = [valueFor(column, 'extreme', numbers.next(after.name)), ...candidatesFor(column, condition)].slice(0, mostValues);
      return values.map((value) => ({ instead: { [column.name]: value }, allows: `\`${after.name}.${column.name}\` is not bound by ${condition} any more.` }));
    });
  });
}

/** Values that begin as others do, where more of them counts now. */
function sameBeginnings({ name, columns, uniqueBeginnings: still = [] }: TableShape, { uniqueBeginnings: were = [] }: TableShape, rows: RowsImage): FormerlyRefused[] {
  const known = rows.get(name);
  return were.flatMap(({ column, length }) => {
    if (still.some((one) => one.column === column && one.length <= length)) return [];
    const { length: room = Infinity } = columns.find((shape) => shape.name === column) ?? { length: 0 };
    const values = new Set(known?.rows.map((row) => row[known.columns.indexOf(column)] ?? ''));
    const longer = [...values].flatMap((value) => (value.length >= length && length < room ? [`${value.slice(0, length)}+`] : [])).find((value) => !values.has(value));
    return longer === undefined ? [] : [{ instead: { [column]: longer }, allows: `\`${name}\` takes the same first ${String(length)} characters of ${column} twice.` }];
  });
}

/** Rows that are there once more, with another key: what an index on an expression, NULLs or an exclusion constraint may refuse. */
function copies({ name, columns, uniques }: TableShape, rows: RowsImage): FormerlyRefused[] {
  const known = rows.get(name);
  if (!known) return [];
  const [first, ...others] = known.rows;
  if (!first) return [];
  const empty = (row: readonly (string | null)[]): number => row.filter((value) => value === null).length;
  const sparsest = others.reduce((most, row) => (empty(row) > empty(most) ? row : most), first);
  const free = new Set(uniques.flat());
  return [...new Set([first, sparsest])].flatMap((row) => {
    const copied = columns.flatMap((column): [string, string | null][] => {
      const at = known.columns.indexOf(column.name);
      const value = row[at] ?? null;
      // A key may have NULL more than once.
      return at < 0 || column.isGenerated || (free.has(column.name) && !(value === null && column.nullable)) ? [] : [[column.name, value]];
    });
    return copied.length === 0 ? [] : [{ instead: Object.fromEntries(copied) }];
  });
}
