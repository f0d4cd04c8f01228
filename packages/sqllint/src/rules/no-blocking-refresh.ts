import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { against } from './lock-words.ts';
import { defineRule } from './rule.ts';

export const noBlockingRefresh = defineRule({
  name: 'no-blocking-refresh',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow refreshing a materialized view without CONCURRENTLY, which stops its readers' },
  changes: {
    refreshView(change, { schema }) {
      if (change.concurrently || change.withoutData) return undefined;
      const view = schema.object('relation', change.name);
      if (view?.createdIn === schema.migration) return undefined;
      // A view that was created empty has no readers yet, and its first refresh cannot be CONCURRENTLY.
      if (view && /\bwith\s+no\s+data\s*$/iu.test(view.text)) return undefined;
      const name = displayName(change.name);
      return {
        message: `Refreshing \`${name}\` locks it ${against('ACCESS EXCLUSIVE')} until its query has been computed anew.`,
        instead: [
          '-- CONCURRENTLY lets readers through; it needs a unique index over columns that cover all rows:',
          `CREATE UNIQUE INDEX CONCURRENTLY ON ${quoteName(change.name)} (…);`,
          `REFRESH MATERIALIZED VIEW CONCURRENTLY ${quoteName(change.name)};`,
        ].join('\n'),
      };
    },
  },
});
