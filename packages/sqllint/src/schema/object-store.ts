import type { DatabaseObject, SchemaObject, Table } from './model.ts';
import { Pointers } from './pointers.ts';

/** An object that is there and has not been looked at yet. */
export interface LatentObject {
  readonly kind: SchemaObject['kind'];
  /** From `targetsOf`. */
  readonly targets: readonly string[];
  /** Makes the object when somebody asks for it. */
  readonly read: () => SchemaObject;
}

interface Entry {
  readonly kind: SchemaObject['kind'];
  /** Grows in the order of the objects. */
  readonly place: number;
  targets: readonly string[];
  value: SchemaObject | LatentObject;
}

/**
 * The objects of a schema by their keys, in the order in which they came, which a change of an
 * object keeps. Of a long history that is not replayed but remembered, only the objects that
 * somebody asks for are made.
 */
export class ObjectStore {
  readonly #entries = new Map<string, Entry>();
  /** The same tables and the same other objects once more, for whoever goes through all of one kind. */
  readonly #tables = new Map<string, Entry>();
  readonly #others = new Map<string, Entry>();
  /** From keys of objects to keys of relations. */
  readonly #pointers = new Pointers();
  #lastPlace = 0;

  get(key: string): SchemaObject | undefined {
    const entry = this.#entries.get(key);
    return entry && valueOf(entry);
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /** In the order of the objects. */
  keys(): IterableIterator<string> {
    return this.#entries.keys();
  }

  *tables(): Generator<Table> {
    for (const entry of this.#tables.values()) {
      const table = valueOf(entry);
      if (table.kind === 'table') yield table;
    }
  }

  /** What is neither a table nor an index. */
  *others(): Generator<DatabaseObject> {
    for (const entry of this.#others.values()) {
      const object = valueOf(entry);
      if (object.kind === 'object') yield object;
    }
  }

  /** What names a relation, in the order of the objects. */
  pointingTo(relation: string): SchemaObject[] {
    const found: Entry[] = [];
    for (const key of this.#pointers.to(relation)) {
      const entry = this.#entries.get(key);
      if (entry) found.push(entry);
    }
    return found.sort((a, b) => a.place - b.place).map(valueOf);
  }

  /** @returns whether the object went to the end, because there was none of its key and kind */
  put(key: string, value: SchemaObject | LatentObject): boolean {
    const entry = this.#entries.get(key);
    if (entry?.kind === value.kind) {
      if (!haveSameTargets(entry.value, value)) {
        const targets = targetsOf(value);
        this.#pointers.change(key, entry.targets, targets);
        entry.targets = targets;
      }
      entry.value = value;
      return false;
    }
    // What becomes another kind of object goes to the end in every map, so that their orders agree.
    if (entry) this.remove(key);
    const fresh: Entry = { kind: value.kind, place: ++this.#lastPlace, targets: targetsOf(value), value };
    this.#entries.set(key, fresh);
    if (value.kind === 'table') this.#tables.set(key, fresh);
    else if (value.kind === 'object') this.#others.set(key, fresh);
    this.#pointers.change(key, [], fresh.targets);
    return true;
  }

  remove(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#pointers.change(key, entry.targets, []);
    this.#entries.delete(key);
    this.#tables.delete(key);
    this.#others.delete(key);
  }
}

function valueOf(entry: Entry): SchemaObject {
  if ('read' in entry.value) entry.value = entry.value.read();
  return entry.value;
}

/** Keys of the relations that an object names: the tables that it refers to, belongs to or reads. */
export function targetsOf(object: SchemaObject | LatentObject): readonly string[] {
  if ('read' in object) return object.targets;
  if (object.kind === 'index') return none;
  if (object.kind === 'object') return object.ownedBy ? [...object.reads, object.ownedBy.table] : object.reads;
  const targets = [...object.inherits];
  if (object.partitionOf) targets.push(object.partitionOf.table);
  for (const { references } of object.constraints.values()) if (references) targets.push(references.table);
  return targets.length === 0 ? none : targets;
}

const none: readonly string[] = [];

/** Sure to be true where it says so: most changes leave alone what names other relations. */
function haveSameTargets(a: SchemaObject | LatentObject, b: SchemaObject | LatentObject): boolean {
  if ('read' in a || 'read' in b) return false;
  if (a.kind === 'table' && b.kind === 'table') {
    return a.constraints === b.constraints && a.inherits === b.inherits && a.partitionOf === b.partitionOf;
  }
  return a.kind === 'object' && b.kind === 'object' && a.reads === b.reads && a.ownedBy === b.ownedBy;
}
