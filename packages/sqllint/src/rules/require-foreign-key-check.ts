import { displayName, keyOf } from '../schema/model.ts';
import { foreignKeysAre } from './foreign-keys.ts';
import { defineRule } from './rule.ts';

export const requireForeignKeyCheck = defineRule({
  name: 'require-foreign-key-check',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['sqlite'],
  recommended: false,
  docs: { description: 'Require PRAGMA foreign_key_check where a table is rebuilt with foreign keys switched off' },
  changes: {
    rebuildTable(change, context) {
      const { schema, tableOf, changes, isFirst } = context;
      const table = tableOf(change.table);
      if (!table || foreignKeysAre(context) !== 'off') return undefined;
      const hasKeys = schema.tablesPointingTo(keyOf(table)).length > 0 || [...table.constraints.values()].some(({ type }) => type === 'foreignKey');
      const isChecked = changes.some((other) => other.kind === 'noEffect' && other.command === 'PRAGMA foreign_key_check');
      if (!hasKeys || isChecked || !isFirst('require-foreign-key-check')) return undefined;
      return {
        message: `Foreign keys are off while \`${displayName(change.table)}\` is rebuilt, and nothing looks afterwards whether every reference still leads somewhere: SQLite does not check old rows when they are switched on again.`,
        instead: '-- Before the COMMIT:\nPRAGMA foreign_key_check;',
      };
    },
  },
});
