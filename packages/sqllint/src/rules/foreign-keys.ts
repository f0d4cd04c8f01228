/** What SQLite does about foreign keys, and when: a setting of each connection that a transaction freezes. */
import type { Constraint } from '../schema/model.ts';
import type { ChangeContext } from './rule.ts';

type Asked = Pick<ChangeContext, 'setting' | 'foreignKeys'>;

/** Whether the connection enforces foreign keys at this point; undefined where neither the script nor the runner tells. */
export function foreignKeysAre({ setting, foreignKeys }: Asked): 'on' | 'off' | undefined {
  const said = setting('foreign_keys');
  if (said === 'on' || said === 'off') return said;
  if (foreignKeys === 'untold') return undefined;
  // Who tries to switch them off knows that they are on.
  return foreignKeys ?? (setting('foreign_keys in vain') === 'off' ? 'on' : undefined);
}

const actions: Readonly<Record<string, string>> = { c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' };

/** What happens to the rows that refer to one which is deleted; undefined where nothing does. */
export function actionOnDelete({ references }: Constraint): string | undefined {
  return actions[references?.actions.split(' ')[2] ?? ''];
}

/** How to get the pragma out of the transaction, with this runner. */
export function outsideOfTransaction({ outsideTransaction, migration }: Pick<ChangeContext, 'outsideTransaction' | 'migration'>): string {
  const wraps = migration.up.transaction === 'wrapped';
  if (wraps && outsideTransaction === undefined) {
    return 'Run PRAGMA foreign_keys = OFF on the connection before the runner opens its transaction, and PRAGMA foreign_keys = ON after it; defer_foreign_keys does not help, since it defers checks and no deletions.';
  }
  return [
    ...(wraps ? [`-- ${outsideTransaction ?? ''}; then:`] : []),
    'PRAGMA foreign_keys = OFF;',
    'BEGIN;',
    '-- create, copy, drop, rename',
    'PRAGMA foreign_key_check;',
    'COMMIT;',
    'PRAGMA foreign_keys = ON;',
  ].join('\n');
}
