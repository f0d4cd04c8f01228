import type { SchemaObject, Table } from '../model.ts';
import { keyOf } from '../model.ts';
import type { Schema } from '../schema.ts';
import type { Copy } from './copy.ts';

/** One change of an up, seen from both sides. */
export interface Moment {
  /** The schema as it was just before the change. */
  readonly before: Schema;
  /** Every object that the change touched, by key, as it was just after; undefined for what it took away. */
  readonly after: ReadonlyMap<string, SchemaObject | undefined>;
  /** The copies that the up had made before the change. */
  readonly copies: readonly Copy[];
  /**
   * What the migration made and took away again itself: it is not brought back, so that there is
   * nothing to take away either. Keys of objects, and of their parts as `goneKey` writes them.
   */
  readonly gone: Set<string>;
  /** Labels that the migration adds to enums: a row that has one cannot have been there before. */
  readonly newLabels: ReadonlySet<string>;
  /** The server's major version. */
  readonly pgVersion: number;
  /** Whether what the change did with `CONCURRENTLY` may be undone with it. */
  readonly concurrently: boolean;
  /** The text of the statement. */
  readonly statement: string;
  /** In which order the migration created objects, by key. */
  readonly created: ReadonlyMap<string, number>;
}

/** Whether the migration made an object after a table of its own, so that it goes while the table is still there. */
export function goesBefore(moment: Moment, key: string, table: Table): boolean {
  const order = moment.created.get(key);
  const orderOfTable = moment.created.get(`relation ${keyOf(table)}`);
  return order !== undefined && orderOfTable !== undefined && order > orderOfTable;
}

/** Whether the migration itself created the object: it will go as a whole, so that its parts need no care. */
export function isOwn(moment: Moment, object: SchemaObject | undefined): boolean {
  return object !== undefined && object.kind !== 'index' && object.createdIn === moment.before.migration;
}

/** The key of a part of a table in `gone`. */
export function goneKey(table: Table, part: 'column' | 'constraint' | 'index' | 'part', name: string): string {
  return `relation ${keyOf(table)} ${part} ${name}`;
}

/** Whether a relation with this key from `keyOf` is there after the change, as far as the history tells. */
export function isThereAfter(moment: Moment, relation: string): boolean {
  const key = `relation ${relation}`;
  if (moment.after.has(key)) return moment.after.get(key) !== undefined;
  return moment.before.get(key) !== undefined || !moment.before.wasDropped(key);
}
