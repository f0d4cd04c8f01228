import { displayName, keyOf } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { enumerate } from './enumerate.ts';
import { defineRule } from './rule.ts';

export const noDanglingReference = defineRule({
  name: 'no-dangling-reference',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['sqlite'],
  recommended: true,
  docs: { description: 'Disallow rebuilding a table by renaming the old one first, which takes the references to it along' },
  changes: {
    rebuildTable(change, { schema, tableOf, isNew, setting, changes, isSameRelation }) {
      const { renamedTo } = change;
      const table = tableOf(change.table);
      if (renamedTo === undefined || !table || isNew(change.table) || setting('legacy_alter_table') === 'on') return undefined;
      // A table that is rebuilt as well names the new one again.
      const isMended = (name: { readonly schema: string; readonly name: string }): boolean =>
        changes.some((other) => (other.kind === 'rebuildTable' || other.kind === 'dropTable') && isSameRelation(other.table, name));
      // Renamed to the old one's name and back, the new table collects the references that are looking for it.
      if (changes.some((other) => other.kind === 'renameTable' && other.table.name === renamedTo && other.to === change.table.name)) return undefined;
      const children = schema
        .tablesPointingTo(keyOf(table))
        .filter((child) => keyOf(child) !== keyOf(table) && child.createdIn !== schema.migration && !isMended(child));
      const [first] = children;
      if (!first) return undefined;
      const name = displayName(change.table);
      const names = children.map((child) => `\`${displayName(child)}\``);
      return {
        message: `Renaming \`${name}\` to \`${renamedTo}\` takes the foreign keys of ${enumerate(names)} along: they refer to \`${renamedTo}\` from then on, which is dropped. With foreign keys enforced, every INSERT and UPDATE of a reference there stops with “no such table: main.${renamedTo}”.`,
        instead: [
          '-- Let the new table take the old one’s place, so that references stay as they are:',
          `CREATE TABLE ${quoteName({ ...change.table, name: `new_${change.table.name}` })} (…);`,
          `INSERT INTO ${quoteName({ ...change.table, name: `new_${change.table.name}` })} (…) SELECT … FROM ${quoteName(change.table)};`,
          `DROP TABLE ${quoteName(change.table)};`,
          `ALTER TABLE ${quoteName({ ...change.table, name: `new_${change.table.name}` })} RENAME TO ${quoteName({ name: change.table.name })};`,
        ].join('\n'),
        breaksOldCode: true,
      };
    },
  },
});
