import type { DatabaseError, Engine } from '../engine.ts';
import type { RowsImage, TableRows } from '../rows/rows-image.ts';
import type { ColumnShape, TableShape } from '../table-shape.ts';
import { candidatesFor } from './candidates.ts';
import type { RowStyle } from './values.ts';
import { insertOf } from './write-row.ts';
import type { RowPlan } from './write-row.ts';

/** The rows of a table that is filled for the first time. */
export const firstRows: readonly RowStyle[] = ['plain', 'extreme', 'sparse', 'plain'];
/** Those of one that has rows, after its columns changed. */
export const moreRows: readonly RowStyle[] = ['plain', 'extreme'];

/** A table that should get rows. */
export interface Wanted {
  readonly table: TableShape;
  readonly styles: readonly RowStyle[];
}

/** What filling came to. */
export interface Filled {
  readonly rows: number;
  /** Tables that took not one row, with the reason: a sentence. */
  readonly unfilled: readonly { readonly table: string; readonly reason: string }[];
}

/** How often a row is tried with other values before it is given up. */
const attemptsPerRow = 40;

/**
 * Writes rows into tables, parents before children. What a constraint refuses is tried again with
 * values that it names or that conditions are usually about; what cannot be filled is told.
 *
 * The same tables always get the same rows.
 *
 * @param known rows that need not be read to be referred to: what the tables hold now, as far as it is known
 */
export async function fill(engine: Engine, wanted: readonly Wanted[], numbers: RowNumbers, known: RowsImage = new Map()): Promise<Filled> {
  let rows = 0;
  const parents = new Map(known);
  const waiting = new Map(wanted.map((one) => [one.table.name, one]));
  const reasons = new Map<string, string>();
  for (let progress = true; progress && waiting.size > 0; ) {
    progress = false;
    for (const [name, { table, styles }] of waiting) {
      if (table.foreignKeys.some(({ references }) => references !== name && waiting.has(references) && !reasons.has(references))) continue;
      await readParents(engine, table, parents);
      const outcome = await fillOne(engine, { table, styles }, parents, numbers);
      parents.delete(name);
      if (outcome.rows > 0) {
        rows += outcome.rows;
        waiting.delete(name);
        reasons.delete(name);
        progress = true;
      } else if (!reasons.has(name)) {
        reasons.set(name, outcome.error?.message ?? 'no values of its types are known');
        // Its children need not wait for it any longer.
        progress = true;
      }
    }
    if (progress) continue;
    // What is left waits for itself in a circle: the first of it is tried although its parents are empty.
    const [first] = [...waiting.keys()].filter((name) => !reasons.has(name));
    if (first !== undefined) {
      reasons.set(first, 'it and the tables that it refers to refer to each other');
      progress = true;
    }
  }
  return { rows, unfilled: [...reasons].filter(([name]) => waiting.has(name)).map(([table, reason]) => ({ table, reason: sentence(reason) })) };
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1).replace(/\.$/u, '')}.`;
}

async function readParents(engine: Engine, { foreignKeys }: TableShape, parents: Map<string, TableRows>): Promise<void> {
  const missing = foreignKeys.map(({ references }) => references).filter((name) => !parents.has(name));
  if (missing.length === 0) return;
  for (const [name, rows] of await engine.rows(missing)) parents.set(name, rows);
}

/** Counts the rows that were written into each table, so that no two are alike. */
export class RowNumbers {
  readonly #last = new Map<string, number>();
  readonly #start: number;

  /** @param start where the numbers of every table begin */
  constructor(start = 0) {
    this.#start = start;
  }

  next(table: string): number {
    const number = (this.#last.get(table) ?? this.#start) + 1;
    this.#last.set(table, number);
    return number;
  }
}

async function fillOne(
  engine: Engine,
  { table, styles }: Wanted,
  parents: ReadonlyMap<string, TableRows>,
  numbers: RowNumbers,
): Promise<{ readonly rows: number; readonly error?: DatabaseError }> {
  const plans = styles.map((style): RowPlan => ({ table, style, number: numbers.next(table.name), parents }));
  const errors = await engine.attempt(plans.map((plan) => insertOf(plan, engine.writing)), 'what succeeds');
  let rows = errors.filter((error) => error === undefined).length;
  let instead: Readonly<Record<string, string | null>> = {};
  let last: DatabaseError | undefined;
  for (const [index, error] of errors.entries()) {
    const plan = plans[index];
    if (error === undefined || plan === undefined) continue;
    const mended = await mend(engine, { ...plan, instead }, error);
    if (mended.instead) {
      rows++;
      instead = mended.instead;
    } else {
      last ??= mended.error;
      // One row is enough to see whether rows survive; the others are for good measure.
      if (rows > 0) continue;
    }
  }
  return { rows, ...(rows === 0 && last ? { error: last } : {}) };
}

/** Tries other values for the columns that a refusal is about. */
async function mend(engine: Engine, plan: RowPlan, refusal: DatabaseError): Promise<{ readonly instead?: Readonly<Record<string, string | null>>; readonly error: DatabaseError }> {
  let { instead = {} } = plan;
  let error = refusal;
  const tried = new Set<string>();
  for (let attempts = 0; attempts < attemptsPerRow; attempts++) {
    const next = nextTry(plan.table, instead, error, tried);
    if (next === undefined) return { error };
    instead = { ...instead, ...next };
    const [now] = await engine.attempt([insertOf({ ...plan, style: 'plain', instead }, engine.writing)], 'what succeeds');
    if (now === undefined) return { instead: onlyFor(plan.table, instead), error };
    error = now;
  }
  return { error };
}

/** Values that must differ from row to row are not carried over to the next. */
function onlyFor({ uniques }: TableShape, instead: Readonly<Record<string, string | null>>): Readonly<Record<string, string | null>> {
  const unique = new Set(uniques.flat());
  return Object.fromEntries(Object.entries(instead).filter(([column]) => !unique.has(column)));
}

/** Other values for columns of the constraint or the domain that an error names, each combination once. */
function nextTry({ columns, checks, partitions }: TableShape, instead: Readonly<Record<string, string | null>>, error: DatabaseError, tried: Set<string>): Record<string, string | null> | undefined {
  for (const { column, condition } of concerned(columns, checks, partitions, error)) {
    const candidates: (string | null)[] = [...candidatesFor(column, condition), ...(column.nullable ? [null] : [])];
    for (const candidate of candidates) {
      const key = JSON.stringify([column.name, candidate]);
      if (tried.has(key) || instead[column.name] === candidate) continue;
      tried.add(key);
      return { [column.name]: candidate };
    }
  }
  return undefined;
}

function concerned(
  columns: readonly ColumnShape[],
  checks: TableShape['checks'],
  partitions: TableShape['partitions'],
  { message }: DatabaseError,
): { readonly column: ColumnShape; readonly condition: string }[] {
  const settable = columns.filter(({ isGenerated }) => !isGenerated);
  const named = checks.filter(({ name }) => message.includes(`"${name}"`) || message.includes(`\`${name}\``) || message.includes(name));
  const conditions = named.map(({ condition }) => condition);
  if (message.includes('partition') && partitions) conditions.push(`${partitions.key} ${partitions.bounds.join(' ')}`);
  const ofTable = conditions.flatMap((condition) => settable.filter(({ name }) => new RegExp(`(?<![\\w"])"?${escape(name)}"?(?![\\w"])`, 'u').test(condition)).map((column) => ({ column, condition })));
  if (ofTable.length > 0) return ofTable;
  const ofDomains = settable.flatMap((column) => (column.checks ?? []).map((condition) => ({ column, condition })));
  return message.includes('domain') ? ofDomains : [];
}

function escape(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|]/gu, '\\$&');
}
