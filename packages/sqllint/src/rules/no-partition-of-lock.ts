import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { limitsWaiting } from '../transactions/lock-timeout.ts';
import { against, nameOfKey } from './lock-words.ts';
import { defineRule } from './rule.ts';

export const noPartitionOfLock = defineRule({
  name: 'no-partition-of-lock',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow CREATE TABLE … PARTITION OF, which locks the partitioned table against reads and writes' },
  changes: {
    createTable(change, { isNew, locks, setting, isFirst, tableOf }) {
      const parent = change.partitionOf?.table;
      if (!parent || isNew(parent) || (change.ifNotExists && tableOf(change.table))) return undefined;
      const scanned = locks.find(({ work }) => work === 'scan');
      if (!scanned && limitsWaiting(setting('lock_timeout'))) return undefined;
      const name = displayName(parent);
      if (!isFirst(`no-partition-of-lock ${name}`)) return undefined;
      const locked = `CREATE TABLE … PARTITION OF locks \`${name}\` ${against('ACCESS EXCLUSIVE')}`;
      return {
        message: scanned
          ? `${locked} and reads every row of its default partition \`${nameOfKey(scanned.table)}\` meanwhile.`
          : `${locked}: it waits for every query that is running there, and all later ones wait behind it.`,
        instead: [
          '-- Create the table by itself and attach it, which lets reads and writes through:',
          `CREATE TABLE ${quoteName(change.table)} (LIKE ${quoteName(parent)} INCLUDING DEFAULTS INCLUDING CONSTRAINTS);`,
          `ALTER TABLE ${quoteName(parent)} ATTACH PARTITION ${quoteName(change.table)} FOR VALUES …;`,
        ].join('\n'),
      };
    },
  },
});
