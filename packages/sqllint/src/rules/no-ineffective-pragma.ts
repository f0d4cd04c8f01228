import { outsideOfTransaction } from './foreign-keys.ts';
import { defineRule } from './rule.ts';

export const noIneffectivePragma = defineRule({
  name: 'no-ineffective-pragma',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['sqlite'],
  recommended: true,
  docs: { description: 'Disallow switching foreign keys off inside a transaction, where SQLite ignores it' },
  changes: {
    setParameter(change, context) {
      const { inTransaction, foreignKeys, isFirst } = context;
      if (change.name !== 'foreign_keys' || change.value !== 'off' || inTransaction !== true) return undefined;
      // The runner has done it before.
      if (foreignKeys === 'off' || !isFirst('no-ineffective-pragma')) return undefined;
      return {
        message: `PRAGMA foreign_keys does nothing here: SQLite ignores it, without a word, while a transaction is open. The foreign keys stay as they are, and ${foreignKeys === 'untold' ? 'if the connection enforces them, ' : ''}DROP TABLE still deletes the rows that refer to the table with ON DELETE CASCADE.`,
        instead: outsideOfTransaction(context),
      };
    },
  },
});
