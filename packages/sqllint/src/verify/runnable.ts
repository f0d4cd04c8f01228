import type { Dialect } from '../dialects/dialect.ts';
import type { Script } from '../migrations/migration.ts';
import { copiedRows } from '../text/split.ts';
import type { RunnableScript, RunnableStatement } from './engine.ts';

/** Cuts a script into what the server gets, as the dialect's own grammar cuts it. */
export function runnable(script: Script, dialect: Dialect): RunnableScript {
  const text = script.sql ?? script.source.text;
  const statements = dialect.parse(text, script.start, script.end).statements.map(({ start, end }): RunnableStatement => {
    const input = copiedRows(text, start, end, script.end);
    return { sql: text.slice(start, end), ...(input === undefined ? {} : { input }), start, end };
  });
  return { statements, transaction: transactionOf(script, statements) };
}

function transactionOf({ transaction }: Script, statements: RunnableScript['statements']): RunnableScript['transaction'] {
  if (transaction === 'none') return 'each';
  if (transaction === 'unknown') return 'unknown';
  // One query that holds a single statement is no transaction block, and may be a CONCURRENTLY.
  return transaction === 'implicit' && (statements.length === 1 || staysOpen(statements)) ? 'each' : 'one';
}

/** Whether a script ends in a transaction of its own: it has no COMMIT, and what it did is gone with the connection. */
function staysOpen(statements: RunnableScript['statements']): boolean {
  const last = statements.findLast(({ sql }) => /^\s*(?:BEGIN|START\s+TRANSACTION|COMMIT|END|ROLLBACK|ABORT)\b/iu.test(sql));
  return last !== undefined && /^\s*(?:BEGIN|START)\b/iu.test(last.sql);
}
