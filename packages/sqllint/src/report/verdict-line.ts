import type { Verdict } from '../verdict.ts';
import { deployVerdicts, oldCodeVerdicts, rollbackVerdicts } from '../verdict.ts';
import type { Paint } from './paint.ts';

/** The three axes as they are called wherever people read them. */
export const axes = [
  { key: 'rollback', title: 'rollback', scale: rollbackVerdicts },
  { key: 'deploy', title: 'deploy', scale: deployVerdicts },
  { key: 'oldCode', title: 'old code', scale: oldCodeVerdicts },
] as const;

/** A value in the colour of its rank: the best green, the worse half of its scale red. */
export function paintVerdict<T extends string>(scale: readonly T[], value: T, paint: Paint, shown: string = value): string {
  const rank = scale.indexOf(value);
  if (rank === 0) return paint.green(shown);
  return rank >= scale.length / 2 ? paint.red(shown) : paint.yellow(shown);
}

/** A value as it is shown: with a question mark where the truth may be worse. */
export function shownVerdict(key: (typeof axes)[number]['key'], verdict: Verdict): string {
  return verdict.certain || key !== 'rollback' ? verdict[key] : `${verdict[key]}?`;
}

/** `rollback needs backup · deploy brief lock · old code breaks` */
export function verdictLine(verdict: Verdict, paint: Paint): string {
  return axes
    .map(({ key, title, scale }) => `${paint.dim(title)} ${paintVerdict<string>(scale, verdict[key], paint, shownVerdict(key, verdict))}`)
    .join(paint.dim(' · '));
}
