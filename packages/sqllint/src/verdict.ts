/** What bringing the previous release back takes, from best to worst. */
export const rollbackVerdicts = ['exact', 'schema only', 'needs backup', 'impossible'] as const;
export type RollbackVerdict = (typeof rollbackVerdicts)[number];

/** What running the migration does to a service that is in use, from best to worst. */
export const deployVerdicts = ['online', 'brief lock', 'blocking', 'downtime'] as const;
export type DeployVerdict = (typeof deployVerdicts)[number];

/** What happens to the code of the previous release, which still runs during the roll-out. */
export const oldCodeVerdicts = ['keeps working', 'breaks'] as const;
export type OldCodeVerdict = (typeof oldCodeVerdicts)[number];

/** The answer for one migration, on three axes. */
export interface Verdict {
  readonly rollback: RollbackVerdict;
  readonly deploy: DeployVerdict;
  readonly oldCode: OldCodeVerdict;
  /** False when a statement could not be analysed, so that the truth may be worse. */
  readonly certain: boolean;
}

/** The worse of two values of one axis. */
export function worse<T>(scale: readonly T[], a: T, b: T): T {
  return scale.indexOf(a) >= scale.indexOf(b) ? a : b;
}
