import type { ObservedLocks, RunnableScript, ScriptRun, StatementFailure } from '../../engine.ts';
import type { MysqlSession } from './mysql-session.ts';

/**
 * Runs a script in a session of its own. What changes the schema commits by itself, also in the
 * transaction of a migration tool; where the tool is not known, none is begun.
 *
 * @param settings which the session begins with
 */
export async function runScript(session: MysqlSession, { statements, transaction }: RunnableScript, settings: readonly string[]): Promise<ScriptRun> {
  await session.renew();
  for (const setting of settings) await session.query(setting);
  const started = performance.now();
  const locks: ObservedLocks[] = [];
  const failure = await runAll(session, statements, transaction === 'one', locks);
  const milliseconds = performance.now() - started;
  await session.renew();
  return { ...(failure ? { failure } : {}), locks, milliseconds };
}

async function runAll(session: MysqlSession, statements: RunnableScript['statements'], inTransaction: boolean, locks: ObservedLocks[]): Promise<StatementFailure | undefined> {
  if (inTransaction) await session.query('START TRANSACTION');
  for (const statement of statements) {
    const started = performance.now();
    const error = await session.errorOf(statement.sql);
    if (error) return { statement, error };
    // Neither MySQL nor MariaDB tells of locks on tables in every configuration.
    locks.push({ statement, tables: [], milliseconds: performance.now() - started, isUnseen: true });
  }
  const error = inTransaction ? await session.errorOf('COMMIT') : undefined;
  return error && { error };
}
