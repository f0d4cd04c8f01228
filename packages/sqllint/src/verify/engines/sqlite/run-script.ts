import type { DatabaseError, ObservedLocks, RunnableScript, RunnableStatement, ScriptRun, StatementFailure } from '../../engine.ts';
import { relationsOf } from './schema-objects.ts';
import type { SqliteSession } from './sqlite-session.ts';
import { WriteWatch } from './watch-writes.ts';

/** What a statement says to a transaction that it must not share. */
const refusals = /within a transaction|inside a transaction|from within a transaction|no transaction is active/u;

/** Settings that do nothing, and say nothing, once a transaction has begun. */
const onlyOutside = /^\s*PRAGMA\s+(?:\w+\.)?(?:foreign_keys|journal_mode)\b/iu;

/** Whether a script shows that its tool does not put it into a transaction: it begins one, or sets what has to be set before. */
export function showsOwnTransactions({ statements }: RunnableScript): boolean {
  return statements.some(({ sql }) => /^\s*(?:BEGIN|COMMIT|END|VACUUM)\b/iu.test(sql) || onlyOutside.test(sql));
}

/** Whether a script begins a transaction itself, so that it has only ever run where its tool has not begun one: SQLite has no transactions within transactions. */
export function beginsTransaction({ statements }: RunnableScript): boolean {
  return statements.some(({ sql }) => /^\s*BEGIN\b/iu.test(sql));
}

/** Whether a statement was refused only because it shares a transaction with others. */
export function needsOwnTransaction({ message }: DatabaseError): boolean {
  return refusals.test(message);
}

/** Runs a script in a session that was not used before; whoever called ends the session. */
export function runScript(session: SqliteSession, { statements, transaction }: RunnableScript, watches: boolean): ScriptRun {
  const started = performance.now();
  const watch = watches ? new WriteWatch(session, new Set(relationsOf(session).map(({ name }) => name.toLowerCase()))) : undefined;
  const locks: ObservedLocks[] = [];
  const failure = transaction === 'each' ? runEach(session, statements, watch, locks) : runTogether(session, statements, watch, locks);
  watch?.end();
  return { ...(failure ? { failure } : {}), locks, ...(watch ? { touched: watch.touched } : {}), milliseconds: performance.now() - started };
}

function runTogether(session: SqliteSession, statements: readonly RunnableStatement[], watch: WriteWatch | undefined, locks: ObservedLocks[]): StatementFailure | undefined {
  session.query('BEGIN');
  const failure = runEach(session, statements, watch, locks);
  if (failure) return failure;
  const error = session.errorOf('COMMIT');
  return error && { error };
}

function runEach(session: SqliteSession, statements: readonly RunnableStatement[], watch: WriteWatch | undefined, locks: ObservedLocks[]): StatementFailure | undefined {
  for (const statement of statements) {
    watch?.beginStatement();
    const started = performance.now();
    const error = session.errorOf(statement.sql);
    if (error) return { statement, error };
    // Outside of a transaction the lock is gone with the statement that took it.
    if (watch) locks.push({ statement, tables: watch.endStatement(), milliseconds: performance.now() - started });
  }
  return undefined;
}
