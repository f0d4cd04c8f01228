import type { AlterTable } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { against, listOf } from './lock-words.ts';
import { defineRule } from './rule.ts';

export const noRewritingMaintenance = defineRule({
  name: 'no-rewriting-maintenance',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow VACUUM FULL, CLUSTER and other commands that write a whole table anew' },
  changes: {
    maintain({ command, tables }, { isNew }) {
      if (command === 'move tablespace') {
        return {
          message: `This moves everything in the tablespace by writing it anew, and holds a lock on each ${against('ACCESS EXCLUSIVE')} until all of it is done.`,
          instead: 'Leave it out of the migration: pg_repack moves one table after the other while the service runs, and REINDEX CONCURRENTLY (TABLESPACE …) one index.',
        };
      }
      if (command !== 'vacuum full' && command !== 'cluster') return undefined;
      const used = tables.filter((table) => !isNew(table));
      if (tables.length > 0 && used.length === 0) return undefined;
      const names = used.map(displayName);
      return {
        message: `${command.toUpperCase()} writes ${names.length === 0 ? 'one table after the other' : listOf(names)} anew, which is locked ${against('ACCESS EXCLUSIVE')} meanwhile.`,
        instead: 'Leave it out of the migration: VACUUM without FULL frees the space for new rows, and pg_repack gives it back to the system while the service runs.',
      };
    },
    alterTable(change, { isNew, locks }) {
      if (isNew(change.table) || !locks.some(({ work }) => work === 'rewrite')) return undefined;
      return {
        message: `${wordsOf(change)} writes \`${displayName(change.table)}\` anew, which is locked ${against('ACCESS EXCLUSIVE')} meanwhile.`,
        instead: [
          '-- Create a second table as it should be, have the code write to both, copy the old rows in batches, then swap the names:',
          `CREATE TABLE ${quoteName({ ...change.table, name: `${change.table.name}_new` })} (LIKE ${quoteName(change.table)} INCLUDING ALL);`,
        ].join('\n'),
      };
    },
    alterIndex(change, { schema, isNew, pgVersion }) {
      if (change.aspect !== 'tablespace') return undefined;
      const owner = schema.index(change.name)?.table;
      if (owner && isNew(owner)) return undefined;
      return {
        message: `SET TABLESPACE writes index \`${displayName(change.name)}\` anew, which is locked ${against('ACCESS EXCLUSIVE')} meanwhile; every query on its table waits, because planning one takes a lock on each index.`,
        instead:
          pgVersion >= 14
            ? `REINDEX (TABLESPACE ${quote(change.value ?? '')}) INDEX CONCURRENTLY ${quoteName(change.name)};`
            : 'Build the index in the other tablespace with CREATE INDEX CONCURRENTLY … TABLESPACE …, then drop this one with DROP INDEX CONCURRENTLY.',
      };
    },
    alterObject(change, { isNewObject }) {
      const name = displayName(change.name);
      if (change.objectType !== 'materialized view' || !change.aspect.startsWith('AT_SetTableSpace') || isNewObject(change)) return undefined;
      return {
        message: `SET TABLESPACE writes \`${name}\` anew, which is locked ${against('ACCESS EXCLUSIVE')} meanwhile.`,
        instead: 'Create the materialized view a second time in the other tablespace, move the code over, and drop this one in a later release.',
      };
    },
    setGenerated(change, { isNew, locks }) {
      if (isNew(change.table) || !locks.some(({ work }) => work === 'rewrite')) return undefined;
      const table = displayName(change.table);
      return {
        message: `SET EXPRESSION computes \`${table}.${change.column}\` for every row and writes \`${table}\` anew, which is locked ${against('ACCESS EXCLUSIVE')} meanwhile.`,
        instead: [
          '-- Add a column that is kept up to date by a trigger, fill it in batches, move the code over, and drop the old one in a later release:',
          `ALTER TABLE ${quoteName(change.table)} ADD COLUMN ${quote(`${change.column}_new`)} …;`,
        ].join('\n'),
      };
    },
  },
});

function wordsOf({ aspect, value }: AlterTable): string {
  if (aspect === 'persistence') return value === 'unlogged' ? 'SET UNLOGGED' : 'SET LOGGED';
  return `SET ${aspect.toUpperCase()}`;
}
