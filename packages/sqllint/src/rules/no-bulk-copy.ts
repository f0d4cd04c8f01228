import type { CreateTable, InsertRows, QualifiedName } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { readsUsedTable } from './bulk-rows.ts';
import { enumerate } from './enumerate.ts';
import { locksOfOthers } from './held-lock.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext, Report } from './rule.ts';

export const noBulkCopy = defineRule({
  name: 'no-bulk-copy',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: false,
  docs: { description: 'Disallow copying the rows of tables that are in use with one statement of a migration' },
  changes: {
    insertRows: (change, context) => report(change, change.from ?? [], `This INSERT into \`${displayName(change.table)}\``, context),
    createTable: (change, context) => (change.temporary ? undefined : report(change, change.reads ?? [], `Creating \`${displayName(change.table)}\` from a query`, context)),
    createObject(change, context) {
      if (change.objectType !== 'materialized view' || change.withoutData === true) return undefined;
      const used = (change.reads ?? []).filter((table) => readsUsedTable([table], context));
      if (used.length === 0) return undefined;
      return {
        message: `Creating materialized view \`${displayName(change.name)}\` runs its query over ${listOf(used)} as a part of the deployment, which waits for it, and VACUUM cleans up nothing until it is done.`,
        instead: `-- Create it empty, and fill it when the deployment is over:\nCREATE MATERIALIZED VIEW … WITH NO DATA;\nREFRESH MATERIALIZED VIEW …;`,
      };
    },
  },
});

function report(change: InsertRows | CreateTable, from: readonly QualifiedName[], what: string, context: ChangeContext): Report | undefined {
  const text = context.sourceOf(change);
  const used = from.filter((table) => !isOfWith(table, text) && readsUsedTable([table], context));
  // Under a lock of the same transaction it is worse, which another rule says.
  if (used.length === 0 || locksOfOthers(context).length > 0) return undefined;
  if (/\blimit\b|\bbetween\b/iu.test(text)) return undefined;
  return {
    message: `${what} copies rows of ${listOf(used)} at once: the deployment waits for all of them, and VACUUM cleans up nothing until they are done.`,
    instead: 'Copy in batches, outside the deployment, and let a trigger or the code keep the copy up to date meanwhile.',
  };
}

/** Whether the statement itself defines the name, in a WITH. */
function isOfWith({ schema, name }: QualifiedName, text: string): boolean {
  return schema === undefined && new RegExp(String.raw`\b${name.replace(/[^\w]/gu, '.')}"?\s*(?:\([^)]*\)\s*)?as\s*(?:(?:not\s+)?materialized\s*)?\(`, 'iu').test(text);
}

function listOf(tables: readonly QualifiedName[]): string {
  return enumerate([...new Set(tables.map((table) => `\`${displayName(table)}\``))]);
}
