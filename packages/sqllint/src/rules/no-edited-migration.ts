import { dialectNames } from '../dialect-name.ts';
import { defineRule } from './rule.ts';

export const noEditedMigration = defineRule({
  name: 'no-edited-migration',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  needs: 'shipped',
  docs: { description: 'Disallow editing a migration that has shipped' },
  migration({ migration, isEdited }) {
    // What runs again whenever it changes is there to be edited.
    if (isEdited !== true || migration.repeatable === true) return undefined;
    return {
      message: `Migration \`${migration.id}\` was edited after it shipped. Databases that ran it keep the schema that it made then, new ones get another, and a rollback runs a down against an up that never ran there.`,
      instead: 'Bring the file back as it shipped, and put the change into a new migration.',
    };
  },
});
