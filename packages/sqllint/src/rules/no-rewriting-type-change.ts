import type { AlterColumnType, DataType } from '../changes.ts';
import type { LockEffect } from '../facts/lock-modes.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { against, listOf, nameOfKey } from './lock-words.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext, Report } from './rule.ts';

export const noRewritingTypeChange = defineRule({
  name: 'no-rewriting-type-change',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow changing the type of a column where PostgreSQL has to rewrite or check every row' },
  changes: {
    alterColumnType(change, context) {
      const { isNew, tableOf, isFirst, statement, locks, setting } = context;
      if (isNew(change.table)) return undefined;
      const [own, ...others] = locks;
      if (!own || own.work === 'catalog only') return undefined;
      const from = tableOf(change.table)?.columns.get(change.column)?.type;
      const needsUtc = isFreeInUtc(from, change);
      if ((needsUtc && isUtc(setting('timezone'))) || (!from && change.collation === undefined && isMostlyFree(change))) return undefined;
      // The columns of one ALTER TABLE are rewritten together.
      if (!isFirst(`no-rewriting-type-change ${String(statement.start)} ${displayName(change.table)}`)) return undefined;
      return needsUtc && from ? inUtc(change, from, context) : report(change, from, own, others);
    },
  },
});

/** The rows stay as they are when the server need not convert them. */
function inUtc(change: AlterColumnType, from: DataType, { inTransaction, sourceOf, statement }: ChangeContext): Report {
  const table = displayName(change.table);
  return {
    severity: 'warn',
    message: `Changing \`${table}.${change.column}\` from ${from.text} to ${change.type.text} rewrites \`${table}\` and its indexes while it is locked ${against('ACCESS EXCLUSIVE')}, unless the time zone of the session is UTC.`,
    instead: [
      '-- Where the values are in UTC, say so; PostgreSQL then keeps the rows as they are:',
      `${inTransaction === true ? 'SET LOCAL' : 'SET'} timezone = 'UTC';`,
      `${sourceOf(statement)};`,
    ].join('\n'),
  };
}

function report(change: AlterColumnType, from: DataType | undefined, own: LockEffect, others: readonly LockEffect[]): Report {
  const table = displayName(change.table);
  const column = `\`${table}.${change.column}\``;
  const locked = `while it is locked ${against('ACCESS EXCLUSIVE')}`;
  const partners = others.map((effect) => nameOfKey(effect.table)).filter((name) => name !== table);
  const also = partners.length === 0 ? '' : ` The same lock is on ${listOf(partners)}, at the other end of a foreign key.`;
  if (own.work === 'scan') {
    return {
      message: `Changing the type of ${column} keeps the rows as they are, but checks them all against the CHECK on the column: it reads all of \`${table}\` ${locked}.${also}`,
      instead: '-- Drop the CHECK, change the type, add the CHECK again with NOT VALID, and validate it in a migration of its own.',
    };
  }
  if (own.work === 'index build' || (!from && change.collation !== undefined && isMostlyFree(change))) {
    return {
      ...(from ? {} : { severity: 'warn' as const }),
      message: `Changing the collation of ${column} rebuilds every index on it ${locked.replace('it is', `\`${table}\` is`)}.${also}`,
      instead: `-- Build an index with the new collation, and drop the old one later:\nCREATE INDEX CONCURRENTLY ON ${quoteName(change.table)} (${quote(change.column)} COLLATE ${quote(change.collation ?? 'default')});`,
    };
  }
  const added = quote(`${change.column}_new`);
  const converted = change.using?.text ?? quote(change.column);
  const message = from
    ? `Changing ${column} from ${from.text} to ${change.type.text} rewrites \`${table}\` and its indexes ${locked}.`
    : `Changing ${column} to ${change.type.text} rewrites \`${table}\` and its indexes ${locked}, unless the old type is stored in the same way; the migrations do not tell what it is.`;
  return {
    ...(from ? {} : { severity: 'warn' as const }),
    message: message + also,
    instead: [
      '-- Add a column of the new type, have the code write to both, and fill the old rows in batches, outside a transaction:',
      `ALTER TABLE ${quoteName(change.table)} ADD COLUMN ${added} ${change.type.text};`,
      `UPDATE ${quoteName(change.table)} SET ${added} = ${converted} WHERE ctid IN (SELECT ctid FROM ${quoteName(change.table)} WHERE ${added} IS NULL LIMIT 1000);`,
      '-- Then move the code over, and drop the old column in a later release.',
    ].join('\n'),
  };
}

/** `timestamp` and `timestamptz` are stored alike; with UTC as the session's time zone, no value changes. */
function isFreeInUtc(from: DataType | undefined, { type, using }: AlterColumnType): boolean {
  const isTimestamp = ({ name }: DataType): boolean => name === 'timestamp' || name === 'timestamptz';
  if (using || !isTimestamp(type)) return false;
  return from ? isTimestamp(from) && from.modifiers.join() === type.modifiers.join() : type.modifiers.length === 0;
}

function isUtc(timeZone: string | undefined): boolean {
  return /^'?(?:utc|gmt|etc\/utc)'?$/iu.test(timeZone ?? '');
}

/** What people widen from `varchar(n)` and `numeric(p, s)`, which is free. */
function isMostlyFree({ type, using }: AlterColumnType): boolean {
  return !using && type.dimensions === 0 && type.modifiers.length === 0 && ['text', 'varchar', 'numeric'].includes(type.name);
}
