import { blocksWrites } from '../facts/lock-modes.ts';
import { displayName } from '../schema/model.ts';
import { defineRule } from './rule.ts';

export const noRepeatedAlter = defineRule({
  name: 'no-repeated-alter',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: false,
  docs: { description: 'Disallow one ALTER TABLE behind another on the same table, as each of them waits for its lock anew' },
  everyChange(change, { statement, up, isNew, isSameRelation, isFirst, locks, inTransaction }) {
    if (statement.command !== 'ALTER TABLE' || !('table' in change)) return undefined;
    const table = change.table ?? { name: '' };
    if (isNew(table)) return undefined;
    // In one transaction the lock is there already.
    if (inTransaction === true || !locks.some(({ mode }) => blocksWrites(mode))) return undefined;
    const before = up[up.indexOf(statement) - 1];
    const isAgain =
      before?.command === 'ALTER TABLE' && before.changes.some((other) => other.kind !== 'validateConstraint' && 'table' in other && isSameRelation(other.table ?? { name: '' }, table));
    if (!isAgain || !isFirst(`no-repeated-alter ${displayName(table)}`)) return undefined;
    return {
      message: `The statement before locks \`${displayName(table)}\` as well: each ALTER TABLE waits for its lock anew, and all queries behind it wait along.`,
      instead: `-- One statement, one lock:\nALTER TABLE ${displayName(table)} …, …;`,
    };
  },
});
