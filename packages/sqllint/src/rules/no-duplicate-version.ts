import { dialectNames } from '../dialect-name.ts';
import { defineRule } from './rule.ts';

export const noDuplicateVersion = defineRule({
  name: 'no-duplicate-version',
  antipattern: 'DP-09',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow two migrations of one version' },
  migration({ migration: { id, version, sameVersionAs } }) {
    if (sameVersionAs === undefined) return undefined;
    const { consequence } = sameVersionAs;
    return {
      message: `Version ${version} of migration \`${id}\` is taken by \`${sameVersionAs.id}\` already; ${consequence ?? 'it is up to the runner which of the two runs first, or whether both do'}.`,
      // Some runners order by the whole name, and this may be one of them.
      ...(consequence === undefined ? { severity: 'warn' } : {}),
      instead: 'Give one of the two another version: the one that has not shipped.',
    };
  },
});
