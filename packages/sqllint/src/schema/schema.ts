import type { QualifiedName } from '../changes.ts';
import { keyOf } from './model.ts';
import type { DatabaseObject, Index, SchemaObject, Table } from './model.ts';
import { ObjectStore } from './object-store.ts';
import type { LatentObject } from './object-store.ts';

/** A point in the history of a schema, to compare with or to return to. */
export interface Mark {
  readonly position: number;
  /** How many objects this migration had been assumed to find. */
  readonly assumed: number;
}

interface JournalEntry {
  readonly key: string;
  readonly before: SchemaObject | undefined;
}

/** What happened to one object: it has a new value, and perhaps a new place, or it is gone. */
export interface ObjectChange {
  readonly key: string;
  /** Undefined for an object that is gone. */
  readonly value: SchemaObject | LatentObject | undefined;
  /** Whether it stands behind all objects that did not move: it is new, or was away in between. */
  readonly moved: boolean;
}

/**
 * How a schema differs from an earlier state of itself. Applied to that state, this gives the same
 * schema again, with the same order of its objects.
 */
export interface SchemaChanges {
  /** Those that are there in the order of the schema. */
  readonly objects: readonly ObjectChange[];
  /** Keys of what was dropped at any time in between. */
  readonly dropped: readonly string[];
  readonly usesInheritance: boolean;
  /** The search path of sessions that set none. */
  readonly searchPath: readonly string[];
}

function usableSchemas(schemas: readonly string[]): string[] {
  return schemas.filter((schema) => schema !== '' && schema !== '$user' && schema !== 'pg_catalog');
}

/** Kinds of objects that share one space of names. */
export type Namespace = 'relation' | 'type' | 'routine' | 'global';

/**
 * A database schema as far as the migrations tell it. Objects that no migration created are
 * *unknown*: the model says less about them, never that they are absent.
 *
 * Every change goes through a journal, so that a state can be left and returned to
 * without copying the schema.
 */
export class Schema {
  readonly #objects = new ObjectStore();
  /** What changed since the changes were last taken: the keys, and whether the object went to the end. */
  readonly #touched = new Map<string, boolean>();
  #newlyDropped = new Set<string>();
  readonly #journal: JournalEntry[] = [];
  readonly #dropped = new Set<string>();
  /** The search path of a session that sets none: the database's or the role's. */
  #lastingPath: readonly string[] = ['public'];
  #searchPath: readonly string[] = this.#lastingPath;
  /** The ordinal of the migration that is being applied. */
  migration = 0;
  /** Whether this migration ran a function that may have changed the schema behind the model's back. */
  isTainted = false;
  /** Whether the session heeds foreign keys (MySQL's `foreign_key_checks`). */
  checksForeignKeys = true;
  /** Whether any table is a partition or inherits, so that changes have to be passed on. */
  usesInheritance = false;
  /** Keys of objects that conditional statements touched in this migration. */
  readonly #uncertain = new Set<string>();
  /** Keys of what `DROP … IF EXISTS` of this migration took, if it was there. */
  readonly #droppedIfThere = new Set<string>();
  /** Objects that statements of this migration took for granted. */
  readonly #assumed: { readonly key: string; readonly value: SchemaObject }[] = [];
  /** How things stood when a condition of this migration was first asked about. */
  #decided = new Map<object, unknown>();

  get searchPath(): readonly string[] {
    return this.#searchPath;
  }

  get lastingSearchPath(): readonly string[] {
    return this.#lastingPath;
  }

  get defaultSchema(): string {
    return this.#searchPath[0] ?? 'public';
  }

  setSearchPath(schemas: readonly string[]): void {
    const usable = usableSchemas(schemas);
    this.#searchPath = usable.length === 0 ? this.#lastingPath : usable;
  }

  /** The path of the sessions to come. */
  setLastingSearchPath(schemas: readonly string[]): void {
    const usable = usableSchemas(schemas);
    this.#lastingPath = usable.length === 0 ? ['public'] : usable;
  }

  /** The key of a name: as found through the search path, else where it would be created. */
  resolve(namespace: Namespace, name: QualifiedName, suffix = ''): string {
    if (name.schema !== undefined) return `${namespace} ${name.schema}.${name.name}${suffix}`;
    for (const schema of this.#searchPath) {
      const key = `${namespace} ${schema}.${name.name}${suffix}`;
      if (this.#objects.has(key)) return key;
    }
    return `${namespace} ${this.defaultSchema}.${name.name}${suffix}`;
  }

  get(key: string): SchemaObject | undefined {
    return this.#objects.get(key);
  }

  /** The table of that name; undefined when it is unknown, absent, or no table. */
  table(name: QualifiedName): Table | undefined {
    const found = this.#objects.get(this.resolve('relation', name));
    return found?.kind === 'table' ? found : undefined;
  }

  /** The table with a key from `keyOf`. */
  tableByKey(key: string): Table | undefined {
    const found = this.#objects.get(`relation ${key}`);
    return found?.kind === 'table' ? found : undefined;
  }

  object(namespace: Namespace, name: QualifiedName, suffix = ''): DatabaseObject | undefined {
    const found = this.#objects.get(this.resolve(namespace, name, suffix));
    return found?.kind === 'object' ? found : undefined;
  }

  /** The index of that name and its table. */
  index(name: QualifiedName): { readonly table: Table; readonly index: Index } | undefined {
    const entry = this.#objects.get(this.resolve('relation', name));
    if (entry?.kind !== 'index') return undefined;
    const table = this.tableByKey(entry.table);
    const index = table?.indexes.get(entry.name);
    return table && index ? { table, index } : undefined;
  }

  /** Whether a relation, type or routine of this key was dropped by the history. */
  wasDropped(key: string): boolean {
    return this.#dropped.has(key) && !this.#objects.has(key);
  }

  /** The schemas out of which the history dropped something of that name. */
  schemasDroppedFrom(namespace: Namespace, name: string): string[] {
    const [start, end] = [`${namespace} `, `.${name}`];
    return [...this.#dropped].filter((key) => key.startsWith(start) && key.endsWith(end)).map((key) => key.slice(start.length, -end.length));
  }

  /** Whether a name is in use among relations of a schema. */
  hasRelation(schema: string, name: string): boolean {
    return this.#objects.has(`relation ${schema}.${name}`);
  }

  tables(): IterableIterator<Table> {
    return this.#objects.tables();
  }

  objects(): IterableIterator<DatabaseObject> {
    return this.#objects.others();
  }

  /**
   * The tables that have a foreign key to a relation, are a partition of it or inherit from it, in
   * the order of the schema.
   * @param relation a key from `keyOf`
   */
  tablesPointingTo(relation: string): Table[] {
    return this.#objects.pointingTo(relation).filter((object) => object.kind === 'table');
  }

  /** The views that read a relation and the sequences that it owns, in the order of the schema. */
  objectsPointingTo(relation: string): DatabaseObject[] {
    return this.#objects.pointingTo(relation).filter((object) => object.kind === 'object');
  }

  set(key: string, value: SchemaObject): void {
    this.#record(key);
    this.#put(key, value);
  }

  delete(key: string): void {
    this.#record(key);
    this.#remove(key);
    if (this.#dropped.has(key)) return;
    this.#dropped.add(key);
    this.#newlyDropped.add(key);
  }

  /**
   * Learns that an object has been there all along. The journal is corrected too, so that a
   * state from before the statement that told us knows it as well.
   */
  assume(key: string, value: SchemaObject): void {
    this.#put(key, value);
    this.#assumed.push({ key, value });
    for (const [position, entry] of this.#journal.entries()) {
      if (entry.key === key && entry.before === undefined) this.#journal[position] = { key, before: value };
    }
  }

  /** Corrects what earlier states knew about a table that the history did not create. */
  assumeInTable(table: Table, learn: (table: Table) => Table): Table {
    const key = `relation ${keyOf(table)}`;
    for (const [position, entry] of this.#journal.entries()) {
      if (entry.key === key && entry.before?.kind === 'table' && entry.before.partial) {
        this.#journal[position] = { key, before: learn(entry.before) };
      }
    }
    const learned = learn(table);
    this.#put(key, learned);
    return learned;
  }

  /** Learns that a table may hold more than the history says. */
  makePartial(table: Table): void {
    const key = `relation ${keyOf(table)}`;
    for (const [position, entry] of this.#journal.entries()) {
      if (entry.key === key && entry.before?.kind === 'table') {
        this.#journal[position] = { key, before: { ...entry.before, partial: true } };
      }
    }
    this.#put(key, { ...table, partial: true });
    this.doubt(key);
  }

  /** The present point, to compare with or to return to. */
  mark(): Mark {
    return { position: this.#journal.length, assumed: this.#assumed.length };
  }

  /** The state of every object that changed since the mark, as it was at the mark. */
  changedSince(mark: Mark): Map<string, SchemaObject | undefined> {
    const changed = new Map<string, SchemaObject | undefined>();
    for (let at = mark.position; at < this.#journal.length; at++) {
      const entry = this.#journal[at];
      if (entry && !changed.has(entry.key)) changed.set(entry.key, entry.before);
    }
    return changed;
  }

  /** Undoes everything since the mark. */
  returnTo(mark: Mark): void {
    while (this.#journal.length > mark.position) {
      const entry = this.#journal.pop();
      if (!entry) break;
      if (entry.before) this.#put(entry.key, entry.before);
      else this.#remove(entry.key);
    }
  }

  /**
   * Undoes everything since the mark, and forgets what was taken for granted since: that a down
   * names an object does not make it be there when the next migration creates it.
   */
  takeBack(mark: Mark): void {
    this.returnTo(mark);
    for (const { key, value } of this.#assumed.splice(mark.assumed)) if (this.#objects.get(key) === value) this.#remove(key);
  }

  /** Begins the next migration: earlier states are settled, nobody returns to them. */
  beginMigration(ordinal: number): void {
    this.migration = ordinal;
    this.#journal.length = 0;
    this.#uncertain.clear();
    this.#droppedIfThere.clear();
    this.#assumed.length = 0;
    this.#decided = new Map();
    this.isTainted = false;
    this.checksForeignKeys = true;
    this.setSearchPath([]);
  }

  /** Notes that whether the object changed depends on the data or on the server. */
  doubt(key: string): void {
    this.#uncertain.add(key);
  }

  /** Notes that the object is gone for certain, and that nobody knows whether it was there before. */
  doubtWhetherThere(key: string): void {
    this.#droppedIfThere.add(key);
  }

  /** Whether the object may or may not have been there when this migration dropped it. */
  mayHaveBeenThere(key: string): boolean {
    return this.#droppedIfThere.has(key);
  }

  isUncertain(key: string): boolean {
    return this.#uncertain.has(key);
  }

  /** The answer to a question as it was when this migration first asked it. */
  decide<T>(question: object, answer: () => T): T {
    // A question has one kind of answer: that of the only caller who asks it.
    if (this.#decided.has(question)) return this.#decided.get(question) as T;
    const found = answer();
    this.#decided.set(question, found);
    return found;
  }

  /** What the migrations since the last call did to the schema, so that it can be kept and applied again. */
  takeChanges(): SchemaChanges {
    const objects: ObjectChange[] = [];
    for (const key of this.#objects.keys()) {
      const moved = this.#touched.get(key);
      if (moved !== undefined) objects.push({ key, value: this.#objects.get(key), moved });
    }
    for (const key of this.#touched.keys()) if (!this.#objects.has(key)) objects.push({ key, value: undefined, moved: false });
    const dropped = [...this.#newlyDropped];
    this.#touched.clear();
    this.#newlyDropped = new Set();
    return { objects, dropped, usesInheritance: this.usesInheritance, searchPath: this.#lastingPath };
  }

  /** Does again what `takeChanges` told, to a schema that is as it was then. Between migrations only. */
  applyChanges({ objects, dropped, usesInheritance, searchPath }: SchemaChanges): void {
    for (const { key, value, moved } of objects) {
      if (value === undefined || moved) this.#remove(key);
      if (value !== undefined) this.#put(key, value);
    }
    for (const key of dropped) this.#dropped.add(key);
    this.usesInheritance = usesInheritance;
    this.setLastingSearchPath(searchPath);
    this.#touched.clear();
  }

  #put(key: string, value: SchemaObject | LatentObject): void {
    const moved = this.#objects.put(key, value);
    if (moved || !this.#touched.has(key)) this.#touched.set(key, moved);
  }

  #remove(key: string): void {
    this.#objects.remove(key);
    if (!this.#touched.has(key)) this.#touched.set(key, false);
  }

  #record(key: string): void {
    this.#journal.push({ key, before: this.#objects.get(key) });
  }
}
