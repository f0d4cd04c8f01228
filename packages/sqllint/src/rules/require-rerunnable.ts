import type { Change, Statement } from '../changes.ts';
import { segmentsOf } from '../transactions/segments.ts';
import { defineRule } from './rule.ts';

export const requireRerunnable = defineRule({
  name: 'require-rerunnable',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Require statements that run outside a transaction to stand being run again' },
  migration({ up, migration, dialect }) {
    const alone = segmentsOf(up, migration.up.transaction, dialect)
      .filter(({ inTransaction }) => inTransaction === false)
      .flatMap(({ from, to }) => up.slice(from, to));
    const last = up.findLastIndex((statement) => statement.changes.some(hasEffect));
    const failing = alone.filter((statement) => up.indexOf(statement) < last && !isRerunnable(statement, up));
    const [first, ...others] = failing;
    if (!first) return undefined;
    const more = others.length === 0 ? '' : `, and so with ${String(others.length)} more`;
    return {
      message: `Each statement here commits by itself: if a later one fails, what this ${first.command} did stays, and the next attempt stops at it${more}. Somebody has to mend the database by hand.`,
      instead: 'Write IF EXISTS and IF NOT EXISTS, or drop with IF EXISTS before you create; or put every statement into a migration of its own.',
      range: { start: first.start, end: first.end },
    };
  },
});

const withoutEffect = new Set<Change['kind']>(['setParameter', 'controlTransaction', 'noEffect', 'opaque', 'callFunctions']);

function hasEffect(change: Change): boolean {
  return !withoutEffect.has(change.kind);
}

/** Whether the statement would pass a second time. */
function isRerunnable({ changes, start }: Statement, up: readonly Statement[]): boolean {
  const before = up.filter((statement) => statement.start < start).flatMap((statement) => statement.changes);
  return changes.every((change) => change.conditional === true || isIdempotent(change, before));
}

/** @param before what the script does before it, for a `DROP … IF EXISTS` that makes room */
function isIdempotent(change: Change, before: readonly Change[]): boolean {
  switch (change.kind) {
    case 'createTable':
      return change.ifNotExists || change.temporary || before.some((drop) => drop.kind === 'dropTable' && drop.ifExists && drop.table.name === change.table.name);
    case 'createIndex':
      return change.ifNotExists || change.name === undefined || before.some((drop) => drop.kind === 'dropIndex' && drop.ifExists && drop.name.name === change.name);
    case 'createObject':
      return (
        change.orReplace ||
        change.ifNotExists ||
        before.some((drop) => drop.kind === 'dropObject' && drop.ifExists && drop.name.name === change.name.name)
      );
    case 'addConstraint':
      return before.some((drop) => drop.kind === 'dropConstraint' && drop.ifExists && drop.name === change.constraint.name);
    case 'addColumn':
    case 'addEnumValue':
      return change.ifNotExists;
    case 'dropObject':
      // What the script itself creates is there again by then.
      return change.ifExists || before.some((made) => made.kind === 'createObject' && made.name.name === change.name.name);
    case 'dropTable':
      return change.ifExists || before.some((made) => made.kind === 'createTable' && made.table.name === change.table.name);
    case 'dropColumn':
    case 'dropConstraint':
    case 'dropIndex':
      return change.ifExists;
    case 'renameTable':
    case 'renameColumn':
    case 'renameConstraint':
    case 'renameObject':
    case 'renameEnumValue':
    case 'moveToSchema':
    case 'attachPartition':
    case 'detachPartition':
      return false;
    default:
      return true;
  }
}
