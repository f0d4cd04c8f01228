import type { LockEffect } from '../../facts/lock-modes.ts';
import type { DatabaseError, ObservedLocks, RunnableScript, RunnableStatement, ScriptRun, StatementFailure } from '../engine.ts';
import { needsOwnTransaction, PostgresError } from './session.ts';
import type { PostgresSession } from './session.ts';
import { LockWatch } from './watch-locks.ts';

/** All that DISCARD ALL does, except that it leaves prepared statements alone, and shares a query with others. */
const asNewSession = 'ROLLBACK; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; CLOSE ALL; UNLISTEN *; DISCARD TEMP; DISCARD SEQUENCES; SELECT pg_advisory_unlock_all()';

/** Forgets what a session has set, and its temporary tables. */
export async function renew(session: PostgresSession): Promise<void> {
  await session.query(asNewSession);
}

/**
 * Runs a script as its migration tool would, in a session that is like a new one before and after.
 * Where one transaction is refused, nothing of that stays, and every statement runs by itself: what
 * has been in use for long got there somehow.
 */
export async function runScript(session: PostgresSession, script: RunnableScript, watches: boolean): Promise<ScriptRun> {
  const run = await runOnce(session, script, watches);
  if (script.transaction === 'each' || run.failure === undefined || !needsOwnTransaction(run.failure.error)) return run;
  const second = await runOnce(session, { ...script, transaction: 'each' }, watches);
  return { ...second, ranOneByOne: true, ...(script.transaction === 'one' ? { refusedTogether: run.failure } : {}) };
}

async function runOnce(session: PostgresSession, script: RunnableScript, watches: boolean): Promise<ScriptRun> {
  const { statements, transaction } = script;
  await renew(session);
  const started = performance.now();
  const watch = watches ? await LockWatch.begin(session, script) : undefined;
  const run = transaction === 'each' ? await runEach(session, statements, watch) : await runTogether(session, statements, watch);
  const milliseconds = performance.now() - started;
  await renew(session);
  const touched = watch && !watch.missedSomething ? { touched: [...watch.touched] } : {};
  return { ...run, ...touched, milliseconds };
}

type Run = Pick<ScriptRun, 'failure' | 'locks'>;

async function runTogether(session: PostgresSession, statements: readonly RunnableStatement[], watch: LockWatch | undefined): Promise<Run> {
  const locks: ObservedLocks[] = [];
  await session.query('BEGIN');
  await watch?.beginTransaction();
  for (const statement of statements) {
    const failure = await runOne(session, statement, watch, locks);
    if (failure) return { failure, locks };
  }
  const error = await errorOf(() => session.query('COMMIT'));
  return { locks, ...(error ? { failure: { error } } : {}) };
}

/** Each statement commits by itself. It is put into a transaction to see its locks, unless it refuses to be or begins one. */
async function runEach(session: PostgresSession, statements: readonly RunnableStatement[], watch: LockWatch | undefined): Promise<Run> {
  const locks: ObservedLocks[] = [];
  let isInTransaction = false;
  for (const statement of statements) {
    const command = statement.sql.trimStart().toUpperCase();
    const isControl = /^(?:BEGIN|START\s+TRANSACTION|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT|RELEASE)\b/u.test(command);
    if (watch && !isControl && !isInTransaction) {
      const failure = await runWatched(session, statement, watch, locks);
      if (failure) return { failure, locks };
      continue;
    }
    const failure = await runOne(session, statement, isControl ? undefined : watch, locks);
    if (failure) return { failure, locks };
    if (/^(?:BEGIN|START\s+TRANSACTION)\b/u.test(command)) isInTransaction = true;
    else if (/^(?:COMMIT|END|ROLLBACK(?!\s+TO)|ABORT)\b/u.test(command)) isInTransaction = false;
  }
  return { locks };
}

async function runWatched(session: PostgresSession, statement: RunnableStatement, watch: LockWatch, locks: ObservedLocks[]): Promise<StatementFailure | undefined> {
  if (locks.length > 0) await watch.look();
  await session.query('BEGIN');
  await watch.beginTransaction();
  const failure = await runOne(session, statement, watch, locks);
  if (!failure) {
    const error = await errorOf(() => session.query('COMMIT'));
    return error && { statement, error };
  }
  await session.query('ROLLBACK');
  if (!needsOwnTransaction(failure.error)) return failure;
  // What only runs by itself is maintenance that changes no rows, or a routine of which nothing is known.
  if (/^(?:DO|CALL)\b/iu.test(statement.sql.trimStart())) watch.missedSomething = true;
  const started = performance.now();
  let tables: readonly LockEffect[] | undefined;
  const error = await errorOf(async () => {
    tables = await watch.runAlone(statement);
  });
  if (error) return { statement, error };
  locks.push({ statement, tables: tables ?? [], milliseconds: performance.now() - started, ...(tables ? {} : { isUnseen: true }) });
  return undefined;
}

function send(session: PostgresSession, { sql, input }: RunnableStatement): Promise<unknown> {
  return input === undefined ? session.query(sql) : session.copyIn(sql, input);
}

async function runOne(session: PostgresSession, statement: RunnableStatement, watch: LockWatch | undefined, locks: ObservedLocks[]): Promise<StatementFailure | undefined> {
  const started = performance.now();
  const error = await errorOf(() => send(session, statement));
  if (error) return { statement, error };
  const milliseconds = performance.now() - started;
  if (watch) locks.push({ statement, tables: await watch.sinceLastLook(statement.sql), milliseconds });
  return undefined;
}

export async function errorOf(work: () => Promise<unknown>): Promise<DatabaseError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof PostgresError) return error.said;
    throw error;
  }
}
