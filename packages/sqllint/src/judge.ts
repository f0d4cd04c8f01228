import { blocksReads, blocksWrites } from './facts/lock-modes.ts';
import type { LockEffect } from './facts/lock-modes.ts';
import type { Replayed } from './replay.ts';
import type { DeployVerdict, RollbackVerdict, Verdict } from './verdict.ts';
import { deployVerdicts, worse } from './verdict.ts';

/** The verdict on one migration: what its rules reported and which locks it takes, condensed. */
export function judge(replayed: Replayed, hasDowns: boolean): Verdict {
  return {
    rollback: judgeRollback(replayed, hasDowns),
    deploy: [...replayed.locks.map(deployVerdictOf), ...replayed.reports.flatMap(({ deploy }) => deploy ?? [])].reduce(
      (a, b) => worse(deployVerdicts, a, b),
      'online',
    ),
    oldCode: replayed.reports.some((report) => report.breaksOldCode) ? 'breaks' : 'keeps working',
    certain:
      replayed.isCertain &&
      [...replayed.up, ...(replayed.down ?? [])].every((statement) => statement.problem === undefined),
  };
}

/**
 * - A written down: `impossible` when it fails, `needs backup` when it leaves something out,
 *   `schema only` when it restores the schema but not the data, else `exact`.
 * - No down: what the statements that undo the up could bring back. A layout with downs that
 *   lacks one has no way back at all.
 */
function judgeRollback({ down, reports, changesSchema, hasNoInverse }: Replayed, hasDowns: boolean): RollbackVerdict {
  const losesData = reports.some((report) => report.losesData);
  const isEmpty = down?.every((statement) => statement.changes.every((change) => change.kind === 'noEffect')) ?? true;
  if (changesSchema && isEmpty) {
    if (losesData) return 'needs backup';
    return hasDowns || hasNoInverse ? 'impossible' : 'exact';
  }
  if (reports.some((report) => report.rollback === 'impossible')) return 'impossible';
  if (reports.some((report) => report.rollback === 'incomplete')) return 'needs backup';
  if (!losesData) return 'exact';
  return changesSchema ? 'schema only' : 'needs backup';
}

function deployVerdictOf({ mode, work }: LockEffect): DeployVerdict {
  // Rows that are written, or in SQLite the database, keep other writers waiting for as long as they are.
  if (work === 'row by row') return 'brief lock';
  if (!blocksWrites(mode)) return 'online';
  if (work === 'catalog only') return 'brief lock';
  return blocksReads(mode) ? 'downtime' : 'blocking';
}
