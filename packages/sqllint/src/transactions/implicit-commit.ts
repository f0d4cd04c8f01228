import type { Change, Statement } from '../changes.ts';
import type { DialectName } from '../dialect-name.ts';

/** Changes that MySQL and MariaDB make inside a transaction like any other. */
const transactional = new Set<Change['kind']>([
  'insertRows',
  'updateRows',
  'deleteRows',
  'setParameter',
  'controlTransaction',
  'callFunctions',
  'noEffect',
  'opaque',
]);

/**
 * Whether a statement commits the transaction that is open and then itself, as all DDL does in
 * MySQL and MariaDB (their manuals: “Statements That Cause an Implicit Commit”). In PostgreSQL and
 * SQLite DDL is part of the transaction.
 */
export function commitsByItself({ changes }: Statement, dialect: DialectName): boolean {
  if (dialect === 'postgres' || dialect === 'sqlite') return false;
  return changes.some((change) => !transactional.has(change.kind) && !isTemporary(change));
}

function isTemporary(change: Change): boolean {
  return change.kind === 'createTable' && change.temporary;
}
