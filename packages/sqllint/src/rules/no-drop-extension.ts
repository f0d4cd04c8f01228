import { displayName } from '../schema/model.ts';
import { quote } from '../schema/write-sql.ts';
import { contractComment } from './contract-step.ts';
import { defineRule } from './rule.ts';

export const noDropExtension = defineRule({
  name: 'no-drop-extension',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow dropping an extension whose functions and types code of the previous release still uses' },
  changes: {
    dropObject(change, { isNewObject, changes }) {
      if (change.objectType !== 'extension' || isNewObject(change)) return undefined;
      const comesBack = changes.some((other) => other.kind === 'createObject' && other.objectType === 'extension' && other.name.name === change.name.name);
      if (comesBack) return undefined;
      const name = quote(change.name.name);
      return {
        message: `Dropping extension \`${displayName(change.name)}\` takes its functions, operators and types away from code of the previous release, during the roll-out and again after a rollback of the code; and to create it again, a rollback needs the right to.`,
        instead: `-- Ship code that no longer uses the extension, and drop it in a later release:\n${contractComment}\nDROP EXTENSION ${name};`,
        breaksOldCode: true,
      };
    },
  },
});
