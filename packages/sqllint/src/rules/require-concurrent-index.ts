import type { CreateIndex } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { isEmptied } from './emptied-table.ts';
import { indexName, named } from './index-name.ts';
import { outsideComment } from './outside-transaction.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext, Report } from './rule.ts';

export const requireConcurrentIndex = defineRule({
  name: 'require-concurrent-index',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Require indexes on existing tables to be built CONCURRENTLY, so that writes go on' },
  changes: {
    createIndex(change, context) {
      const { isNew, isSmall, tableOf, schema } = context;
      if (change.concurrently || change.only || isNew(change.table) || isSmall(change.table) || isEmptied(change.table, change, context)) return undefined;
      // Nobody writes to a materialized view, and readers do not mind the lock.
      if (schema.object('relation', change.table)?.objectType === 'materialized view') return undefined;
      if (change.ifNotExists && change.name !== undefined && schema.index({ ...change.table, name: change.name })) return undefined;
      const table = displayName(change.table);
      if (tableOf(change.table)?.partitionBy !== undefined) {
        return {
          message: `Building this index locks \`${table}\` and all of its partitions against writes (SHARE lock) until every row has been read; PostgreSQL has no CONCURRENTLY for a partitioned table.`,
          instead: onEachPartition(change, context).join('\n'),
        };
      }
      return {
        message: `Building this index locks \`${table}\` against writes (SHARE lock) until every row has been read.`,
        instead: `${outsideComment(context)}\n${concurrently(change, context)};`,
        ...fixOf(change, context),
      };
    },
  },
});

/** With CONCURRENTLY and a name, and without IF NOT EXISTS, which would take an index whose build failed for a good one. */
function concurrently(change: CreateIndex, { sourceOf }: ChangeContext): string {
  const statement = named(sourceOf(change).replace(/\bif\s+not\s+exists\s+/iu, ''), change);
  return statement.replace(/\bindex\b/iu, (word) => `${word} ${matchCase('CONCURRENTLY', word)}`);
}

/** None with IF NOT EXISTS: who wrote that has a database in mind where the index is there already. */
function fixOf(change: CreateIndex, { statement, sourceOf }: ChangeContext): Pick<Report, 'fix'> {
  if (change.ifNotExists || statement.changes.length > 1) return {};
  const source = sourceOf(change);
  const at = /\bindex\b/iu.exec(source);
  if (!at) return {};
  const end = change.start + at.index + at[0].length;
  const name = change.name === undefined ? ` ${quote(indexName(change))}` : '';
  return {
    fix: {
      does: `Builds index \`${indexName(change)}\` CONCURRENTLY.`,
      edits: [{ start: end, end, text: ` ${matchCase('CONCURRENTLY', at[0])}${name}` }],
      outsideTransaction: { start: statement.start, end: statement.end },
    },
  };
}

function onEachPartition(change: CreateIndex, context: ChangeContext): string[] {
  const { table } = change;
  const index = indexName(change);
  const statement = context.sourceOf(change);
  const rest = /\bon\s+\S+?\s*(?<rest>(?:using\b|\()[\s\S]*)$/iu.exec(statement)?.groups?.['rest'] ?? '(…)';
  const unique = /^create\s+unique\b/iu.test(statement) ? 'UNIQUE ' : '';
  return [
    '-- First the index of the parent alone, which is not valid yet:',
    `CREATE ${unique}INDEX ${quote(index)} ON ONLY ${quoteName(table)} ${rest};`,
    `${outsideComment(context).slice(0, -1)}, once for each partition:`,
    `CREATE ${unique}INDEX CONCURRENTLY … ON … ${rest};`,
    `ALTER INDEX ${quote(index)} ATTACH PARTITION …;`,
  ];
}

function matchCase(word: string, like: string): string {
  return like === like.toLowerCase() ? word.toLowerCase() : word;
}
