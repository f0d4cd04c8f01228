import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { millisecondsOf } from '../transactions/duration-setting.ts';
import { named } from './index-name.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext } from './rule.ts';

export const noUnsafeConcurrentIndexRetry = defineRule({
  name: 'no-unsafe-concurrent-index-retry',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow building an index CONCURRENTLY in a way that leaves an invalid index behind unnoticed' },
  changes: {
    createIndex(change, context) {
      const { isNew, inTransaction, isPrecededBy, statement, schema, setting, sourceOf } = context;
      // In a transaction it fails at once, which another rule says.
      if (!change.concurrently || inTransaction === true || isNew(change.table)) return undefined;
      const table = displayName(change.table);
      const source = sourceOf(statement);
      if (change.name === undefined) {
        return {
          message: `This index on \`${table}\` has no name: when the build fails, an invalid index stays behind, and running the migration again builds a second one beside it.`,
          instead: `${named(source, change)};`,
        };
      }
      const timeout = millisecondsOf(setting('statement_timeout') ?? '0') ?? 0;
      if (timeout > 0) {
        return {
          message: `A statement_timeout of ${setting('statement_timeout') ?? ''} is in force while index \`${change.name}\` is built: a large table takes longer, and what is then left is an invalid index that slows down writes and serves no query.`,
          instead: `SET statement_timeout = 0;\n${source};`,
        };
      }
      if (!change.ifNotExists) return undefined;
      const index = { ...(change.table.schema === undefined ? {} : { schema: change.table.schema }), name: change.name };
      const isDroppedBefore = isPrecededBy(change, (earlier) => earlier.kind === 'dropIndex' && earlier.name.name === change.name);
      if (isDroppedBefore || schema.index(index)) return undefined;
      return {
        message: `When building index \`${change.name}\` fails, PostgreSQL leaves it behind as invalid; IF NOT EXISTS then finds it when the migration runs again and reports success, and \`${table}\` stays without a working index.`,
        instead: wayOut(quoteName(index), source.replace(/\bif\s+not\s+exists\s+/iu, ''), context).join('\n'),
      };
    },
  },
});

/** Where nothing runs in a transaction, one script can clear away what a failed build left. */
function wayOut(index: string, statement: string, { migration }: ChangeContext): string[] {
  const drop = `DROP INDEX CONCURRENTLY IF EXISTS ${index};`;
  if (migration.up.transaction === 'none') return [drop, `${statement};`];
  return [`${statement};`, '-- A second run then stops at the invalid index instead of passing over it, and you drop it first:', drop];
}
