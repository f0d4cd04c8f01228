import type { QualifiedName } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import type { Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noAutovacuumOff = defineRule({
  name: 'no-autovacuum-off',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow switching off autovacuum for a table' },
  changes: {
    alterTable(change, { isFollowedBy, isSameRelation }) {
      if (!isSwitch(change.aspect) || !isOff(change.value)) return undefined;
      const comesBack = isFollowedBy(
        change,
        (later) =>
          later.kind === 'alterTable' &&
          later.aspect === change.aspect &&
          !isOff(later.value) &&
          isSameRelation(later.table, change.table),
      );
      return comesBack ? undefined : report(change.table);
    },
    createTable(change) {
      const isDone = (change.storage ?? []).some(([name, value]) => name === 'autovacuum_enabled' && isOff(value));
      return isDone && !change.temporary ? report(change.table) : undefined;
    },
  },
});

function isSwitch(aspect: string): boolean {
  return aspect === 'option autovacuum_enabled' || aspect === 'option toast.autovacuum_enabled';
}

function isOff(value: string | undefined): boolean {
  return value !== undefined && /\b(?:false|off|no|0)\b/iu.test(value);
}

function report(table: QualifiedName): Report {
  const name = displayName(table);
  return {
    message: `Without autovacuum, dead rows of \`${name}\` stay and the planner's statistics grow old; in the end only VACUUM FULL, under a lock against reads and writes, gives the space back, and the server forces a vacuum against wraparound at a time of its own.`,
    instead: `-- Have it come more often instead, so that each time there is less to do:\nALTER TABLE ${quoteName(table)} SET (autovacuum_vacuum_scale_factor = 0.01);`,
  };
}
