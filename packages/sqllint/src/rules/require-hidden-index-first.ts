import { displayName } from '../schema/model.ts';
import type { Index } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const requireHiddenIndexFirst = defineRule({
  name: 'require-hidden-index-first',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['mysql', 'mariadb'],
  // Worth the second migration on large tables only, which no migration tells.
  recommended: false,
  docs: { description: 'Require an index to be hidden in an earlier migration than the one that drops it' },
  changes: {
    dropIndex(change, { isNew, tableOf, changes, isSameRelation, dialect }) {
      const name = change.table;
      const table = name && tableOf(name);
      if (!name || !table || isNew(name)) return undefined;
      const index = table.indexes.get(change.name.name);
      if (index?.unique === true || index?.implicit === true || change.isReplaced === true) return undefined;
      if (table.aspects.has(`invisible index ${change.name.name}`) || isReplacedBy(index, changes.flatMap((other) => (other.kind === 'createIndex' && isSameRelation(other.table, name) ? [other.keys[0]?.column] : [])))) return undefined;
      const hidden = dialect === 'mariadb' ? 'IGNORED' : 'INVISIBLE';
      return {
        message: `Dropping index \`${change.name.name}\` of \`${displayName(name)}\` at once leaves no quick way back: if a query needed it, building it again takes as long as the table is large.`,
        instead: [
          '-- Hide it first, which the next statement takes back in no time; drop it in a later release:',
          `ALTER TABLE ${quoteName(name)} ALTER INDEX ${quote(change.name.name)} ${hidden};`,
        ].join('\n'),
      };
    },
  },
});

/** Whether another index that begins with the same column takes its place. */
function isReplacedBy(index: Index | undefined, firstColumns: readonly (string | undefined)[]): boolean {
  const first = index?.keys[0]?.column;
  return first !== undefined && firstColumns.includes(first);
}
