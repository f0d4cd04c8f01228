import type { LintResult } from '../lint-result.ts';
import { deployVerdicts, oldCodeVerdicts, rollbackVerdicts } from '../verdict.ts';
import type { DeployVerdict, OldCodeVerdict, RollbackVerdict } from '../verdict.ts';

/** What a run adds up to. */
export interface Totals {
  readonly migrations: number;
  readonly statements: { readonly seen: number; readonly analysed: number };
  readonly errors: number;
  readonly warnings: number;
  /** Findings that a baseline has recorded, which are in no other count. */
  readonly baselined: number;
  /** Files and folders that could not be judged: problems of level `error`. */
  readonly unjudged: number;
  /** Problems of level `warning`. */
  readonly fileWarnings: number;
  /** How many migrations have which verdict, in the order of the scales, zeros included. */
  readonly verdicts: {
    readonly rollback: ReadonlyMap<RollbackVerdict, number>;
    readonly deploy: ReadonlyMap<DeployVerdict, number>;
    readonly oldCode: ReadonlyMap<OldCodeVerdict, number>;
  };
}

/** Adds up sets of migrations: those of a whole run, or one alone. */
export function totalsOf(sets: LintResult['sets']): Totals {
  const rollback = zeros(rollbackVerdicts);
  const deploy = zeros(deployVerdicts);
  const oldCode = zeros(oldCodeVerdicts);
  let migrations = 0;
  let seen = 0;
  let analysed = 0;
  let errors = 0;
  let warnings = 0;
  let baselined = 0;
  let unjudged = 0;
  let fileWarnings = 0;
  for (const set of sets) {
    for (const problem of set.problems) {
      if (problem.level === 'error') unjudged++;
      else fileWarnings++;
    }
    for (const migration of set.migrations) {
      migrations++;
      seen += migration.statements.seen;
      analysed += migration.statements.analysed;
      const ownErrors = migration.findings.filter((finding) => finding.severity === 'error').length;
      errors += ownErrors;
      warnings += migration.findings.length - ownErrors;
      baselined += migration.baselined?.length ?? 0;
      increase(rollback, migration.verdict.rollback);
      increase(deploy, migration.verdict.deploy);
      increase(oldCode, migration.verdict.oldCode);
    }
  }
  return {
    migrations,
    statements: { seen, analysed },
    errors,
    warnings,
    baselined,
    unjudged,
    fileWarnings,
    verdicts: { rollback, deploy, oldCode },
  };
}

function zeros<T>(scale: readonly T[]): Map<T, number> {
  return new Map(scale.map((value) => [value, 0]));
}

function increase<T>(counts: Map<T, number>, key: T): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
