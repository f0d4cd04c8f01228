import type { DatabaseError, Engine } from '../engine.ts';
import type { RowsImage, TableRows } from '../rows/rows-image.ts';
import type { ColumnShape, TableShape } from '../table-shape.ts';
import { candidatesFor } from './candidates.ts';
import { combinations } from './combinations.ts';
import type { Choice } from './combinations.ts';
import { valueFor } from './values.ts';
import type { RowStyle } from './values.ts';
import { insertOf } from './write-row.ts';
import type { RowPlan } from './write-row.ts';
import { circleOf, fillCircle } from './circle.ts';

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

/** Values of such a row are larger than those of all others, for conditions that compare columns. */
const largerNumber = 200;

/** How often a row is tried with other values before it is given up. */
const attemptsPerRow = 120;

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
    // What is left waits for itself in a circle: it is written at once where the database can do that,
    // and else the first of it is tried although its parents are empty.
    const [first] = [...waiting.keys()].filter((name) => !reasons.has(name));
    if (first !== undefined) {
      const circle = circleOf(first, [...waiting.values()].map(({ table }) => table));
      for (const table of circle) await readParents(engine, table, parents);
      if (await fillCircle(engine, circle, parents, numbers)) {
        for (const { name } of circle) {
          waiting.delete(name);
          parents.delete(name);
        }
        rows += circle.length;
        progress = true;
        continue;
      }
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
    const next = nextTry(plan.table, error, tried);
    if (next === undefined) return { error };
    instead = withChoices(instead, next);
    const [now] = await engine.attempt([insertOf({ ...plan, style: 'plain', instead }, engine.writing)], 'what succeeds');
    if (now === undefined) return { instead: onlyFor(plan.table, instead), error };
    error = now;
  }
  return { error };
}

function withChoices(instead: Readonly<Record<string, string | null>>, next: Readonly<Record<string, Choice>>): Record<string, string | null> {
  const kept = Object.entries(instead).filter(([column]) => !(column in next));
  const chosen = Object.entries(next).flatMap(([column, value]): [string, string | null][] => (value === undefined ? [] : [[column, value]]));
  return Object.fromEntries([...kept, ...chosen]);
}

/** Values that must differ from row to row are not carried over to the next. */
function onlyFor({ uniques }: TableShape, instead: Readonly<Record<string, string | null>>): Readonly<Record<string, string | null>> {
  const unique = new Set(uniques.flat());
  return Object.fromEntries(Object.entries(instead).filter(([column]) => !unique.has(column)));
}

/** Other values for columns of the constraint or the domain that an error names, each combination once. */
function nextTry({ columns, checks, partitions }: TableShape, error: DatabaseError, tried: Set<string>): Record<string, Choice> | undefined {
  for (const [condition, about] of concerned(columns, checks, partitions, error)) {
    const choices = about.map((column) => ({ column: column.name, values: choicesFor(column, condition) }));
    for (const values of combinations(choices)) {
      // JSON knows no undefined.
      const key = JSON.stringify([condition, Object.entries(values).map(([column, value = false]) => [column, value])]);
      if (tried.has(key)) continue;
      tried.add(key);
      return values;
    }
  }
  return undefined;
}

/** NULL is the second thing that a condition about several columns is about. */
function choicesFor(column: ColumnShape, condition: string): readonly Choice[] {
  const [first, ...others] = candidatesFor(column, condition);
  const larger = first === undefined ? [valueFor(column, 'plain', largerNumber)] : others;
  return [first, ...(column.nullable ? [null] : []), ...larger];
}

/** The conditions that an error is about, each with its columns. */
function concerned(
  columns: readonly ColumnShape[],
  checks: TableShape['checks'],
  partitions: TableShape['partitions'],
  { message }: DatabaseError,
): (readonly [condition: string, about: readonly ColumnShape[]])[] {
  const settable = columns.filter(({ isGenerated }) => !isGenerated);
  const named = checks.filter(({ name }) => message.includes(`"${name}"`) || message.includes(`\`${name}\``) || message.includes(name));
  const conditions = [...named.map(({ condition }) => condition), ...(message.includes('partition') ? (partitions ?? []) : [])];
  const ofTable = conditions.flatMap((condition) => {
    const about = settable.filter(({ name }) => new RegExp(`(?<![\\w"])"?${escape(name)}"?(?![\\w"])`, 'u').test(condition));
    return about.length === 0 ? [] : [[condition, about] as const];
  });
  if (ofTable.length > 0 || !message.includes('domain')) return ofTable;
  return settable.flatMap((column) => (column.checks ?? []).map((condition) => [condition, [column]] as const));
}

function escape(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|]/gu, '\\$&');
}
