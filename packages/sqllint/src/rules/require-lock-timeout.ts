import { blocksWrites } from '../facts/lock-modes.ts';
import type { Edit } from '../text/edits.ts';
import { lineBreakOf, startOfLine, startWithComments } from '../text/lines.ts';
import { limitsWaiting } from '../transactions/lock-timeout.ts';
import { against, nameOfKey } from './lock-words.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext } from './rule.ts';

export const requireLockTimeout = defineRule({
  name: 'require-lock-timeout',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  // Many teams set it for the role or in the connection, where no migration shows it.
  recommended: false,
  docs: { description: 'Require a lock_timeout before the first statement that locks a table which is in use' },
  everyChange(_change, context) {
    const { locks, setting, isFirst, inTransaction } = context;
    const waits = locks.find(({ mode }) => blocksWrites(mode));
    if (!waits || limitsWaiting(setting('lock_timeout')) || !isFirst('require-lock-timeout')) return undefined;
    const value = setting('lock_timeout');
    const how = inTransaction === true ? 'SET LOCAL' : 'SET';
    return {
      message: `This locks \`${nameOfKey(waits.table)}\` ${against(waits.mode)} ${value === undefined ? 'without a lock_timeout' : `with lock_timeout = ${value}, which is no limit`}: while it waits for one long query, every later query on the table waits behind it.`,
      instead: `-- Give up after a moment, and let the runner try again:\n${how} lock_timeout = '2s';`,
      fix: { does: 'Sets a lock_timeout.', edits: [setBefore(context)] },
    };
  },
});

/** The line above the statement and its comments. */
function setBefore({ statement, up, migration: { up: script } }: ChangeContext): Edit {
  const { source: { text }, start, transaction } = script;
  const before = up[up.indexOf(statement) - 1]?.end ?? start;
  // With one more statement, the query that the server gets becomes a transaction.
  const isOneQuery = transaction === 'wrapped' || transaction === 'implicit';
  const sql = `SET ${isOneQuery ? 'LOCAL ' : ''}lock_timeout = '2s';`;
  const at = startWithComments(text, before, statement.start);
  const [indent = ''] = /^[ \t]*/u.exec(text.slice(at)) ?? [];
  const isInLine = at === statement.start && startOfLine(text, at) !== at;
  return { start: at, end: at, text: isInLine ? `${sql} ` : `${indent}${sql}${lineBreakOf(text)}` };
}
