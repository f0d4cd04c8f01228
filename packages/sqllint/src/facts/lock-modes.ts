/** PostgreSQL's table lock modes, from weakest to strongest; rules name them. */
export const lockModes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;

/** The lock that a writing transaction takes on a whole SQLite database: others read, and nobody else writes. */
type DatabaseLockMode = 'RESERVED';

export type LockMode = (typeof lockModes)[number] | DatabaseLockMode;

/** Whether inserts, updates and deletes wait while the lock is held. */
export function blocksWrites(mode: LockMode): boolean {
  return mode === 'RESERVED' || lockModes.indexOf(mode) >= lockModes.indexOf('SHARE');
}

/** Whether even a `SELECT` waits while the lock is held. */
export function blocksReads(mode: LockMode): boolean {
  return mode === 'ACCESS EXCLUSIVE';
}

/** What the server does under a lock besides changing the catalog; all but the first take time by the row. */
export type Work = 'catalog only' | 'row by row' | 'scan' | 'index build' | 'rewrite';

/** What a table is to a statement that locks it without naming it. */
export type LockedAs =
  | 'referenced table'
  | 'referencing table'
  | 'partition'
  | 'default partition'
  | 'partitioned table'
  | 'inheriting table'
  | 'inherited table'
  | 'dependent view'
  | 'dependent table'
  | 'table of the view'
  | 'table with the type';

/** A lock that a statement takes on a table, and what it does meanwhile. */
export interface LockEffect {
  /** `schema.name`. */
  readonly table: string;
  /** `schema.name` of the index of the table that is locked alone; queries lock all indexes of a table when they are planned. */
  readonly index?: string;
  readonly mode: LockMode;
  readonly work: Work;
  /** Absent for what the statement names. */
  readonly as?: LockedAs;
}
