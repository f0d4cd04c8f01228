import { blocksWrites } from '../facts/lock-modes.ts';
import type { LockMode } from '../facts/lock-modes.ts';
import type { Edit } from '../text/edits.ts';
import { lineBreakOf, startOfLine, startWithComments } from '../text/lines.ts';
import { limitsMetadataWaiting, limitsWaiting } from '../transactions/lock-timeout.ts';
import { against, nameOfKey } from './lock-words.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext } from './rule.ts';

export const requireLockTimeout = defineRule({
  name: 'require-lock-timeout',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres', 'mysql', 'mariadb'],
  // Many teams set it for the role or in the connection, where no migration shows it.
  recommended: false,
  docs: { description: 'Require a lock_timeout, or a lock_wait_timeout, before the first statement that locks a table which is in use' },
  everyChange(_change, context) {
    const { dialect, locks, isFirst } = context;
    const waits = locks.find(({ mode }) => blocksWrites(mode));
    const { setting, isLimited, locked, queue, sql } = dialect === 'postgres' ? lockTimeout(context) : lockWaitTimeout(context);
    if (!waits || isLimited || !isFirst('require-lock-timeout')) return undefined;
    const value = context.setting(setting);
    const without = value === undefined ? `without a ${setting}` : `with ${setting} = ${value}, which is no limit`;
    return {
      message: `${locked(`\`${nameOfKey(waits.table)}\``, waits.mode)} ${without}: ${queue}`,
      instead: `-- Give up after a moment, and let the runner try again:\n${sql(context.inTransaction === true)};`,
      fix: { does: `Sets a ${setting}.`, edits: [setBefore(context, sql)] },
    };
  },
});

/** What ends the wait for a lock in one of the databases. */
interface Timeout {
  readonly setting: string;
  /** Whether the statement gives up some day. */
  readonly isLimited: boolean;
  /** What the statement does to a table, up to where the setting is named. */
  readonly locked: (table: string, mode: LockMode) => string;
  /** What happens without a limit. */
  readonly queue: string;
  /** The statement that sets it, where it may be for the transaction alone. */
  readonly sql: (inTransaction: boolean) => string;
}

function lockTimeout({ setting }: ChangeContext): Timeout {
  return {
    setting: 'lock_timeout',
    isLimited: limitsWaiting(setting('lock_timeout')),
    locked: (table, mode) => `This locks ${table} ${against(mode)}`,
    queue: 'while it waits for one long query, every later query on the table waits behind it.',
    sql: (inTransaction) => `SET ${inTransaction ? 'LOCAL ' : ''}lock_timeout = '2s'`,
  };
}

/** MySQL and MariaDB: whatever a change of a table does, it needs the table's metadata lock for a moment. */
function lockWaitTimeout({ dialect, setting, statement }: ChangeContext): Timeout {
  const rows = setting('innodb_lock_wait_timeout') === undefined ? '' : ' innodb_lock_wait_timeout, which is set, is about rows.';
  return {
    setting: 'lock_wait_timeout',
    isLimited: limitsMetadataWaiting(statement.online?.wait ?? setting('lock_wait_timeout')),
    locked: (table) => `This needs the metadata lock of ${table}`,
    queue: `while it waits for one open transaction, every later query on the table waits behind it, for up to a ${dialect === 'mysql' ? 'year' : 'day'}.${rows}`,
    sql: () => 'SET SESSION lock_wait_timeout = 5',
  };
}

/** The line above the statement and its comments. */
function setBefore({ statement, up, migration: { up: script } }: ChangeContext, sql: Timeout['sql']): Edit {
  const { source: { text }, start, transaction } = script;
  const before = up[up.indexOf(statement) - 1]?.end ?? start;
  // With one more statement, the query that the server gets becomes a transaction.
  const set = `${sql(transaction === 'wrapped' || transaction === 'implicit')};`;
  const at = startWithComments(text, before, statement.start);
  const [indent = ''] = /^[ \t]*/u.exec(text.slice(at)) ?? [];
  const isInLine = at === statement.start && startOfLine(text, at) !== at;
  return { start: at, end: at, text: isInLine ? `${set} ` : `${indent}${set}${lineBreakOf(text)}` };
}
