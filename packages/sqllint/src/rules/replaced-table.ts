import type { Change, DropTable, QualifiedName } from '../changes.ts';
import type { ChangeContext } from './rule.ts';

/** What is left of a table that is dropped, when another one has its name once the migration is over. */
export interface Replacement {
  /** Whether rows went from the old table into another one before; when not, all are lost. */
  readonly keepsRows: boolean;
  /** Columns that the new table lacks. */
  readonly lacks: readonly string[];
  /** Columns whose values no other table got. */
  readonly loses: readonly string[];
}

/**
 * Create, copy, drop, rename: how tables are rebuilt where `ALTER TABLE` does not do, or is not known to. SQLite's
 * front end makes one change of it, since nobody can do without it there; elsewhere it is told from the drop.
 *
 * @returns undefined when the name goes with the table
 */
export function replacementOf(change: DropTable, context: ChangeContext): Replacement | undefined {
  const successor = successorOf(change, context);
  if (!successor) return undefined;
  const copy = context.changes.slice(0, context.changes.indexOf(change)).findLast((earlier) => readsRows(earlier, change.table, context));
  const old = context.tableOf(change.table);
  const columns = old && !old.partial ? [...old.columns.values()].filter(({ generated }) => !generated).map(({ name }) => name) : [];
  const lacks = columns.filter((name) => successor.columns?.has(name) === false);
  return { keepsRows: copy !== undefined, lacks, loses: copy ? columns.filter((name) => isLeftBehind(name, copy, lacks)) : columns };
}

interface Successor {
  /** Absent where they are not known. */
  readonly columns?: ReadonlySet<string>;
}

/** The last table that gets the name behind the drop. */
function successorOf(drop: DropTable, { changes, tableOf, isSameRelation }: ChangeContext): Successor | undefined {
  const at = changes.indexOf(drop);
  const later = changes.slice(at + 1).findLast((other) => isSameRelation(nameGivenBy(other) ?? { name: '' }, drop.table));
  if (later?.kind === 'createTable') return later.fromQuery ? {} : { columns: new Set(later.columns.map(({ name }) => name)) };
  if (later?.kind !== 'renameTable') return undefined;
  const known = tableOf(later.table);
  if (known) return known.partial ? {} : { columns: new Set(known.columns.keys()) };
  const created = changes.find((other) => other.kind === 'createTable' && isSameRelation(other.table, later.table));
  return created?.kind === 'createTable' && !created.fromQuery ? { columns: new Set(created.columns.map(({ name }) => name)) } : {};
}

/** The name that a table has after the change and had not before. */
function nameGivenBy(change: Change): QualifiedName | undefined {
  if (change.kind === 'createTable') return change.temporary ? undefined : change.table;
  return change.kind === 'renameTable' ? { ...change.table, name: change.to } : undefined;
}

function readsRows(change: Change, table: QualifiedName, { isSameRelation }: ChangeContext): boolean {
  const read = change.kind === 'insertRows' ? change.from : change.kind === 'createTable' ? change.reads : undefined;
  return read?.some((name) => isSameRelation(name, table)) === true;
}

/** Whether nothing of the column went along. Where the statement computes something, that may be of any column. */
function isLeftBehind(column: string, copy: Change, lacks: readonly string[]): boolean {
  const copies = copy.kind === 'insertRows' || copy.kind === 'createTable' ? copy.copies : undefined;
  if (copies) return copies.columns.length > 0 && copies.columns.every(({ from }) => from !== column);
  if (copy.kind !== 'insertRows' || copy.columns.length === 0) return false;
  return !lacks.includes(column) && !copy.columns.includes(column);
}
