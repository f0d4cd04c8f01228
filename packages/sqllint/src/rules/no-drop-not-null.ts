import { dialectNames } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import { defineRule } from './rule.ts';

export const noDropNotNull = defineRule({
  name: 'no-drop-not-null',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow dropping NOT NULL while the previous release reads the column as always set' },
  changes: {
    dropNotNull(change, { isNew, isNewColumn, tableOf, isFollowedBy, isPrecededBy, isSameRelation }) {
      if (isNew(change.table) || isNewColumn(change.table, change.column)) return undefined;
      // What is nullable already stays so.
      if (tableOf(change.table)?.columns.get(change.column)?.notNull === false) return undefined;
      // Code of the previous release asks for it under another name, and fails on that.
      const isRenamed = isPrecededBy(change, (earlier) => earlier.kind === 'renameColumn' && earlier.to === change.column && isSameRelation(earlier.table, change.table));
      const goes = isFollowedBy(
        change,
        (later) =>
          (later.kind === 'dropColumn' || later.kind === 'setNotNull') &&
          later.column === change.column &&
          isSameRelation(later.table, change.table),
      );
      if (goes || isRenamed) return undefined;
      const name = `${displayName(change.table)}.${change.column}`;
      return {
        message: `Once \`${name}\` is nullable, the new release may write NULL; code of the previous release reads it without expecting that, and a down that sets NOT NULL again fails on such rows.`,
        instead: 'Ship code that can read NULL first, then drop the constraint, and only in a later release write NULL.',
      };
    },
    alterObject(change, { isNewObject, isFollowedBy }) {
      const { objectType, aspect, value, name } = change;
      if (objectType !== 'domain' || aspect !== 'not null' || value !== '' || isNewObject({ objectType, name })) return undefined;
      if (isFollowedBy(change, (later) => later.kind === 'dropObject' && later.objectType === 'domain' && later.name.name === name.name)) return undefined;
      return {
        message: `Once domain \`${displayName(name)}\` takes NULL, the new release may write it to every column of that type; code of the previous release reads them without expecting that, and a down that sets NOT NULL again fails on such rows.`,
        instead: 'Ship code that can read NULL first, then drop the constraint, and only in a later release write NULL.',
      };
    },
  },
});
