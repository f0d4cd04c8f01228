import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const noUncheckedForeignKey = defineRule({
  name: 'no-unchecked-foreign-key',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['mysql', 'mariadb'],
  recommended: true,
  docs: { description: 'Disallow foreign keys that are added while foreign_key_checks is off, which are never verified' },
  changes: {
    addConstraint(change, { isNew, schema }) {
      const { type, columns, references, name } = change.constraint;
      if (type !== 'foreignKey' || !references || schema.checksForeignKeys || isNew(change.table)) return undefined;
      const child = quoteName(change.table);
      const [column = ''] = columns;
      const [key = 'id'] = references.columns;
      return {
        message: `The foreign key ${name === undefined ? '' : `\`${name}\` `}of \`${displayName(change.table)}\` is added while foreign_key_checks is off: rows that refer to nothing stay, the server never looks for them, and the key promises what does not hold.`,
        instead: [
          '-- Look for such rows first, and add the key with the checks on once there are none:',
          `SELECT COUNT(*) FROM ${child} c LEFT JOIN ${quoteName(references.table)} p ON p.${quote(key)} = c.${quote(column)} WHERE c.${quote(column)} IS NOT NULL AND p.${quote(key)} IS NULL;`,
        ].join('\n'),
      };
    },
  },
});
