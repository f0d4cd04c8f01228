import type { Engine, KeptState } from './engine.ts';
import type { SeedOutcome } from './result.ts';
import type { RowsImage, TableRows } from './rows/rows-image.ts';
import { compareSchemas } from './schema/compare-schema.ts';
import type { SchemaDifference } from './schema/compare-schema.ts';
import type { SchemaImage } from './schema/schema-image.ts';
import { fill, firstRows, moreRows, RowNumbers } from './seed/fill.ts';
import type { Wanted } from './seed/fill.ts';
import type { TableShape } from './table-shape.ts';

/** More rows than this tell nothing new. */
const enoughRows = 12;

/**
 * The state that the ups alone leave, with rows in every table: what each migration starts from.
 * What is known of it is brought up to date by what a migration changed, so that a long history
 * costs no more per migration than a short one.
 */
export class Trunk {
  readonly #engine: Engine;
  readonly #numbers: RowNumbers;
  #schema: SchemaImage = new Map();
  #shapes = new Map<string, TableShape>();
  #rows = new Map<string, TableRows>();
  /** Tables whose columns changed since rows were written, or that have lost all their rows. */
  #stale = new Set<string>();
  #unfilled = new Map<string, string>();
  /** Sequences of their own from which numbers were taken. */
  readonly #drawn = new Set<string>();
  /** A copy of this very state, if somebody has made one. */
  #kept: KeptState | undefined;

  /** @param seed gives other rows for another number, and the same for the same */
  constructor(engine: Engine, seed: number) {
    this.#engine = engine;
    this.#numbers = new RowNumbers(seed);
  }

  get schema(): SchemaImage {
    return this.#schema;
  }

  /** The rows of every table; only of those named, if some are. */
  rows(tables?: ReadonlySet<string>): RowsImage {
    return tables ? new Map([...this.#rows].filter(([name]) => tables.has(name))) : this.#rows;
  }

  /** Tables and views by name. */
  get shapes(): ReadonlyMap<string, TableShape> {
    return this.#shapes;
  }

  /** Takes a copy of the state that trunk and engine are in, so that the next migration need not make one. */
  handOver(state: KeptState): void {
    this.#kept = state;
  }

  /** A copy of the trunk's state: the one that was handed over, where it is still true. The caller forgets it. */
  async keep(): Promise<KeptState> {
    const kept = this.#kept ?? (await this.#engine.keep());
    this.#kept = undefined;
    return kept;
  }

  /** Forgets the copy that was handed over, if nobody has taken it. */
  async forgetKept(): Promise<void> {
    if (this.#kept) await this.#engine.forget(this.#kept);
    this.#kept = undefined;
  }

  get rowCount(): number {
    return [...this.#rows.values()].reduce((sum, { rows }) => sum + rows.length, 0);
  }

  /**
   * Takes the engine's state for the trunk's.
   * @param schema what it is now
   * @param touched tables whose rows may have changed; absent when that is not known
   * @returns the tables and views that differ, by the names that they had or have
   */
  async moveTo(schema: SchemaImage, touched: readonly string[] | undefined): Promise<ReadonlySet<string>> {
    await this.forgetKept();
    const { differences, cosmetic } = compareSchemas(this.#schema, schema);
    const changed = new Set([...differences, ...cosmetic].flatMap(({ kind, parent, name }) => (['table', 'view', 'materialized view'].includes(kind) ? [unquoted(name)] : [unquoted(parent)])));
    for (const name of this.#dependants(differences, schema)) changed.add(name);
    this.#schema = schema;
    const known = touched === undefined ? undefined : [...new Set([...touched, ...changed])];
    const filled = [...this.#rows.keys()].filter((name) => this.#hasRows(name));
    await this.#readAgain(known);
    // What an up has emptied, or the way around our rows, is filled for the next migration.
    for (const name of filled) if (this.#shapes.has(name) && !this.#hasRows(name)) this.#stale.add(name);
    for (const name of changed) if (this.#shapes.get(name)?.isView === false) this.#stale.add(name);
    changed.delete('');
    return changed;
  }

  /** Writes rows into tables that are new or have changed. */
  async seed(): Promise<SeedOutcome> {
    const wanted = [...this.#stale].flatMap((name): Wanted[] => {
      const table = this.#shapes.get(name);
      const count = this.#rows.get(name)?.rows.length ?? 0;
      return table === undefined || count >= enoughRows ? [] : [{ table, styles: count === 0 ? firstRows : moreRows }];
    });
    this.#stale.clear();
    await this.#draw();
    if (wanted.length > 0) {
      await this.forgetKept();
      const { unfilled } = await fill(this.#engine, wanted, this.#numbers, this.#rows);
      for (const { table } of wanted) this.#unfilled.delete(table.name);
      for (const { table, reason } of unfilled) if (!this.#hasRows(table)) this.#unfilled.set(table, reason);
      const written = new Set(wanted.map(({ table }) => table.name));
      // A trigger may write elsewhere, and even create tables.
      const fires = [...this.#schema.values()].some(({ kind, parent }) => kind === 'trigger' && written.has(unquoted(parent)));
      if (fires) await this.moveTo(await this.#engine.schema(), undefined);
      else for (const [name, rows] of await this.#engine.rows([...written])) this.#rows.set(name, rows);
    }
    return { rows: this.rowCount, unfilled: [...this.#unfilled].filter(([table]) => this.#shapes.has(table)).map(([table, reason]) => ({ table, reason })) };
  }

  async #draw(): Promise<void> {
    const fresh = freeSequences(this.#schema).filter((name) => !this.#drawn.has(name));
    if (fresh.length === 0) return;
    await this.forgetKept();
    await this.#engine.drawFrom?.(fresh);
    for (const name of fresh) this.#drawn.add(name);
  }

  #hasRows(table: string): boolean {
    return (this.#rows.get(table)?.rows.length ?? 0) > 0;
  }

  /** Tables that behave differently because of a type, a domain or a function of a trigger that changed. */
  *#dependants(differences: readonly SchemaDifference[], schema: SchemaImage): Generator<string, void> {
    const types = new Set(differences.flatMap(({ kind, parent, name }) => (kind === 'type' ? [name] : kind === 'domain constraint' ? [parent] : [])));
    const functions = differences.filter(({ kind }) => kind === 'function').map(({ name }) => `${name.slice(0, name.indexOf('('))}(`);
    if (types.size > 0) for (const { name, columns } of this.#shapes.values()) if (columns.some(({ type }) => types.has(type.replace(/\[\]$/u, '')))) yield name;
    if (functions.length > 0) for (const { kind, parent, definition } of schema.values()) if (kind === 'trigger' && functions.some((name) => definition.includes(name))) yield unquoted(parent);
  }

  async #readAgain(names: readonly string[] | undefined): Promise<void> {
    const shapes = await this.#engine.tables(names);
    const rows = await this.#engine.rows(names);
    if (names === undefined) {
      this.#shapes = new Map();
      this.#rows = new Map();
    }
    for (const name of names ?? []) {
      this.#shapes.delete(name);
      this.#rows.delete(name);
    }
    for (const shape of shapes) this.#shapes.set(shape.name, shape);
    for (const [name, table] of rows) this.#rows.set(name, table);
  }
}

/** Sequences that no column owns, as SQL names them. */
export function freeSequences(schema: SchemaImage): string[] {
  return [...schema.values()].flatMap(({ kind, name, definition }) => (kind === 'sequence' && !definition.includes(' OWNED BY ') ? [name] : []));
}

/** The catalogs quote names where SQL would need it; shapes and rows have them as they are. */
export function unquoted(name: string): string {
  return name.replaceAll(/"((?:[^"]|"")*)"/gu, (_, inner: string) => inner.replaceAll('""', '"'));
}
