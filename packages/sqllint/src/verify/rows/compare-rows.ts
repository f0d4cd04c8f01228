import type { RowsImage, TableRows } from './rows-image.ts';

/** Values that were there and are not any more. */
export interface LostData {
  readonly table: string;
  /** Absent when whole rows are gone. */
  readonly column?: string;
  /** How many rows are concerned, of how many. */
  readonly rows: number;
  readonly of: number;
  /** `old` rows were there before the up; `new` ones were written since. */
  readonly which: 'old' | 'new';
  /** One value, before and after. */
  readonly example?: { readonly before: string | null; readonly after: string | null };
}

/**
 * What of `before` is missing in `after`. A table that is gone counts with all its rows; a column
 * that is gone, or a value that changed, with the rows concerned.
 */
export function compareRows(before: RowsImage, after: RowsImage, which: LostData['which']): LostData[] {
  return [...before].flatMap(([table, was]) => lostOf({ table, of: was.rows.length, which }, was, after.get(table)));
}

/**
 * The rows of `now` that are not in `before`, with the columns that tables had at first: what was
 * written since into what a rollback promises to bring back.
 */
export function onlyNewRows(now: RowsImage, before: RowsImage, atFirst: RowsImage): RowsImage {
  const found = new Map<string, TableRows>();
  for (const [table, { columns, rows, key }] of now) {
    const first = atFirst.get(table);
    if (!first) continue;
    const known = new Set(before.get(table)?.rows.map((row) => JSON.stringify(row)));
    const kept = columns.flatMap((column, index) => (first.columns.includes(column) ? [index] : []));
    const added = rows.filter((row) => !known.has(JSON.stringify(row))).map((row) => kept.map((index) => row[index] ?? null));
    found.set(table, { columns: kept.map((index) => columns[index] ?? ''), rows: added, key: key.filter((column) => first.columns.includes(column)) });
  }
  return found;
}

function lostOf(all: Pick<LostData, 'table' | 'of' | 'which'>, was: TableRows, is: TableRows | undefined): LostData[] {
  if (was.rows.length === 0) return [];
  if (!is) return [{ ...all, rows: was.rows.length }];
  const pairs = pair(was, is);
  const gone = pairs.filter(({ now }) => now === undefined).length;
  const columns = was.columns.flatMap((column, index): LostData[] => {
    const there = is.columns.indexOf(column);
    const changed = pairs.filter(({ row, now }) => now !== undefined && row[index] !== (there < 0 ? undefined : now[there]));
    // A column that was NULL everywhere had nothing to lose.
    const lost = there < 0 ? changed.filter(({ row }) => row[index] !== null) : changed;
    const [first] = lost;
    if (first === undefined) return [];
    return [{ ...all, column, rows: lost.length, example: { before: first.row[index] ?? null, after: (there < 0 ? null : first.now?.[there]) ?? null } }];
  });
  return [...(gone > 0 ? [{ ...all, rows: gone }] : []), ...columns];
}

type Row = readonly (string | null)[];

/** Finds each row again: by its whole content, else by its key, else by the most values that are the same. */
function pair(was: TableRows, is: TableRows): { readonly row: Row; readonly now: Row | undefined }[] {
  const common = was.columns.flatMap((column, index): [number, number][] => {
    const there = is.columns.indexOf(column);
    return there < 0 ? [] : [[index, there]];
  });
  const contentWas = (row: Row): string => JSON.stringify(common.map(([index]) => row[index]));
  const contentIs = (row: Row): string => JSON.stringify(common.map(([, there]) => row[there]));
  const free = new Map<string, Row[]>();
  for (const row of is.rows) {
    const content = contentIs(row);
    const same = free.get(content);
    if (same) same.push(row);
    else free.set(content, [row]);
  }
  const pairs = was.rows.map((row) => ({ row, now: free.get(contentWas(row))?.pop() }));
  const left = new Set([...free.values()].flat());
  const key = was.key.map((column): [number, number] => [was.columns.indexOf(column), is.columns.indexOf(column)]);
  const hasKey = key.length > 0 && key.every(([, there]) => there >= 0);
  return pairs.map(({ row, now }) => {
    if (now !== undefined || left.size === 0) return { row, now };
    const found = hasKey ? [...left].find((other) => key.every(([index, there]) => row[index] === other[there])) : mostAlike(row, left, common);
    if (found) left.delete(found);
    return { row, now: found };
  });
}

/** The row that shares the most values; none shares nothing. */
function mostAlike(row: Row, rows: ReadonlySet<Row>, common: readonly (readonly [number, number])[]): Row | undefined {
  let best: Row | undefined;
  let most = 0;
  for (const other of rows) {
    const shared = common.filter(([index, there]) => row[index] === other[there]).length;
    if (shared > most) [best, most] = [other, shared];
  }
  return best;
}
