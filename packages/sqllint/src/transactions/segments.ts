import type { Statement } from '../changes.ts';
import type { DialectName } from '../dialect-name.ts';
import type { TransactionMode } from '../migrations/migration.ts';
import { commitsByItself } from './implicit-commit.ts';

/** Statements that commit or fail together. */
export interface Segment {
  /** Indexes into the script's statements, the end exclusive. */
  readonly from: number;
  readonly to: number;
  /** Whether a transaction block is open around them; unknown where the layout does not tell. */
  readonly inTransaction: boolean | undefined;
}

/** Cuts a script into the transactions in which its runner executes it. */
export function segmentsOf(statements: readonly Statement[], mode: TransactionMode, dialect: DialectName): readonly Segment[] {
  const segments: Segment[] = [];
  let outside = mode === 'wrapped' ? true : mode === 'implicit' ? inOneQuery(statements, dialect) : mode === 'none' ? false : undefined;
  let from = 0;
  let explicit = false;
  const close = (to: number): void => {
    if (to > from) segments.push({ from, to, inTransaction: explicit || outside });
    from = to;
  };
  for (const [index, statement] of statements.entries()) {
    if (commitsByItself(statement, dialect)) {
      close(index);
      // The transaction that was open is over, and the statement is one of its own.
      explicit = false;
      segments.push({ from: index, to: index + 1, inTransaction: false });
      from = index + 1;
      continue;
    }
    for (const change of statement.changes) {
      if (change.kind !== 'controlTransaction') continue;
      if (change.action === 'begin' && !explicit) {
        // In a transaction of the runner, BEGIN is a warning; in one query of several statements it takes in those before it.
        if (outside !== true) close(index);
        explicit = true;
      } else if (change.action === 'commit' || change.action === 'rollback') {
        // A runner's transaction that the script ends itself is over for the rest of it.
        const endsRunners = outside !== false && (mode === 'wrapped' || (mode === 'unknown' && !explicit));
        if (endsRunners) outside = true;
        close(index + 1);
        explicit = false;
        if (endsRunners) outside = false;
      }
    }
    // Without a transaction every statement commits by itself.
    if (!explicit && outside === false) close(index + 1);
  }
  close(statements.length);
  return segments;
}

/**
 * Whether statements that go to the server together are one transaction. PostgreSQL makes them one;
 * SQLite does not, and whether a runner for several databases wraps them there is a setting of its
 * own, which is off where the script opens its own transaction.
 */
function inOneQuery(statements: readonly Statement[], dialect: DialectName): boolean | undefined {
  if (dialect !== 'sqlite') return statements.length > 1;
  const opens = statements.some(({ changes }) => changes.some((change) => change.kind === 'controlTransaction' && change.action === 'begin'));
  return opens ? false : undefined;
}
