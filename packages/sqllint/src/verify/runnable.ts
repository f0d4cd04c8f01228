import type { Dialect } from '../dialects/dialect.ts';
import type { Script } from '../migrations/migration.ts';
import type { RunnableScript } from './engine.ts';

/** Cuts a script into what the server gets, as the dialect's own grammar cuts it. */
export function runnable(script: Script, dialect: Dialect): RunnableScript {
  const text = script.sql ?? script.source.text;
  const statements = dialect
    .parse(text, script.start, script.end)
    .statements.map(({ start, end }) => ({ sql: text.slice(start, end), start, end }));
  return { statements, transaction: transactionOf(script, statements.length) };
}

function transactionOf({ transaction }: Script, statements: number): RunnableScript['transaction'] {
  if (transaction === 'none') return 'each';
  if (transaction === 'unknown') return 'unknown';
  // One query that holds a single statement is no transaction block, and may be a CONCURRENTLY.
  return transaction === 'implicit' && statements === 1 ? 'each' : 'one';
}
