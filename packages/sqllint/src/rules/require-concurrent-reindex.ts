import { displayName } from '../schema/model.ts';
import { against, nameOfKey } from './lock-words.ts';
import { outsideComment } from './outside-transaction.ts';
import { defineRule } from './rule.ts';

export const requireConcurrentReindex = defineRule({
  name: 'require-concurrent-reindex',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Require indexes to be rebuilt CONCURRENTLY, so that reads and writes go on' },
  changes: {
    reindex(change, context) {
      const { schema, locks, isNew, sourceOf, pgVersion } = context;
      if (change.concurrently) return undefined;
      if (change.target === 'system') {
        return {
          message: `REINDEX SYSTEM locks one catalog after the other ${against('SHARE')} while it rebuilds their indexes, and every query reads the catalogs.`,
          instead: 'Leave it out of the migration: there is no CONCURRENTLY for the catalogs, so it needs a time without traffic.',
        };
      }
      const owner = change.target === 'index' ? schema.index(change.name)?.table : undefined;
      if (isNew(owner ?? change.name)) return undefined;
      const [effect] = locks;
      const what = change.name.name === '' ? `the ${change.target}` : `${change.target} \`${displayName(change.name)}\``;
      const on = effect ? `\`${nameOfKey(effect.table)}\`` : change.target === 'index' ? 'its table' : 'one table after the other';
      const concurrently = sourceOf(change).replace(
        /^(reindex\s*(?:\([^)]*\)\s*)?(?:index|table|schema|database))\b/iu,
        (words) => `${words} CONCURRENTLY`,
      );
      return {
        message: `REINDEX of ${what} locks ${on} ${against('SHARE')} until the rebuild is done, and even queries wait, because planning one takes a lock on every index of its tables.`,
        ...(pgVersion >= 12
          ? { instead: `${outsideComment(context)}\n${concurrently};` }
          : { instead: 'Build a new index with CREATE INDEX CONCURRENTLY, then drop the old one with DROP INDEX CONCURRENTLY; REINDEX CONCURRENTLY needs PostgreSQL 12.' }),
      };
    },
  },
});
