import { blocksWrites } from '../facts/lock-modes.ts';
import { limitsWaiting } from '../transactions/lock-timeout.ts';
import { against, nameOfKey } from './lock-words.ts';
import { defineRule } from './rule.ts';

export const requireStatementTimeout = defineRule({
  name: 'require-statement-timeout',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: false,
  docs: { description: 'Require a statement_timeout before the first statement that locks a table which is in use' },
  everyChange(_change, { locks, setting, isFirst, inTransaction }) {
    const held = locks.find(({ mode }) => blocksWrites(mode));
    if (!held || limitsWaiting(setting('statement_timeout')) || !isFirst('require-statement-timeout')) return undefined;
    return {
      message: `This locks \`${nameOfKey(held.table)}\` ${against(held.mode)} without a statement_timeout: when it takes longer than anybody thought, nothing ends it.`,
      instead: `${inTransaction === true ? 'SET LOCAL' : 'SET'} statement_timeout = '10s';`,
    };
  },
});
