import { lockModes } from '../../facts/lock-modes.ts';
import type { Paint } from '../../report/paint.ts';
import { padTo } from '../../report/text-width.ts';
import { visible } from '../../report/visible.ts';
import type { ProvenRollback, VerifiedMigration } from '../../verify/result.ts';

const widestRollback = 'fails on new rows (generated)'.length;

/** The line that a migration has in the table: name, rollback, old code, strongest lock, time. */
export function resultLine(migration: VerifiedMigration, nameWidth: number, { green, yellow, red, dim }: Paint): string {
  const { id, verdict, down, milliseconds } = migration;
  const paint = { good: green, middling: yellow, bad: red, none: dim }[gradeOf(verdict.rollback)];
  const source = down?.source === 'generated' ? ' (generated)' : '';
  const oldCode = verdict.oldCode === 'breaks' ? red('breaks'.padEnd(13)) : dim(verdict.oldCode.padEnd(13));
  return [
    padTo(visible(id), nameWidth),
    paint(`${verdict.rollback}${source}`.padEnd(widestRollback)),
    oldCode,
    padTo(strongestLock(migration), 'SHARE UPDATE EXCLUSIVE'.length),
    dim(`${milliseconds.toFixed(0)} ms`),
  ].join('  ');
}

export function resultHeading(nameWidth: number, { bold }: Paint): string {
  return bold([padTo('migration', nameWidth), 'rollback'.padEnd(widestRollback), 'old code'.padEnd(13), padTo('strongest lock', 'SHARE UPDATE EXCLUSIVE'.length), 'time'].join('  '));
}

function gradeOf(rollback: ProvenRollback): 'good' | 'middling' | 'bad' | 'none' {
  if (rollback === 'works') return 'good';
  if (rollback === 'no down') return 'none';
  return rollback === 'loses data' || rollback === 'fails on new rows' ? 'middling' : 'bad';
}

const notMeasured = 'not measured';

/** Of tables that were there before. */
function strongestLock({ up }: VerifiedMigration): string {
  const modes: readonly string[] = [...lockModes, 'RESERVED'];
  return up.locks.flatMap(({ tables }) => tables).reduce((strongest, { mode }) => (modes.indexOf(mode) > modes.indexOf(strongest) ? mode : strongest), up.locks.some(({ isUnseen }) => isUnseen) ? notMeasured : '');
}
