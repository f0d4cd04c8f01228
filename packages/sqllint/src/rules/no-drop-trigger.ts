import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { limitsWaiting } from '../transactions/lock-timeout.ts';
import { contractComment } from './contract-step.ts';
import { defineRule } from './rule.ts';
import { endsWorkOfTrigger } from './trigger-work.ts';

export const noDropTrigger = defineRule({
  name: 'no-drop-trigger',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow dropping a trigger whose work the previous release relies on' },
  changes: {
    dropObject(change, context) {
      const { table, name } = change;
      // One sweep over the triggers of many tables is done for one reason.
      if (!table || !endsWorkOfTrigger(change, context) || !context.isFirst('no-drop-trigger')) return undefined;
      const on = displayName(table);
      const waits = !limitsWaiting(context.setting('lock_timeout'));
      return {
        message: `What trigger \`${name.name}\` does for every write to \`${on}\` is not done any more once it is dropped, neither for the previous release, which relies on it, nor after a rollback of the code: no down makes up for the rows that were written without it.${waits ? ' And without a lock_timeout, everything that uses the table waits behind the statement while it waits for its lock against reads and writes.' : ''}`,
        instead: [
          '-- Ship code that does without it, and drop it in a later release:',
          ...(waits ? ["SET lock_timeout = '2s';"] : []),
          contractComment,
          `DROP TRIGGER ${quote(name.name)} ON ${quoteName(table)};`,
        ].join('\n'),
      };
    },
  },
});
