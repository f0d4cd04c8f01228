import type { Secret } from './secret.ts';
import { judgeSlotValue } from './slot-values.ts';

/**
 * Judges a value that stands where only a password can, as in `sshpass -p …`.
 *
 * @param end behind the last character of the value
 * @param mayBeWord whether letters alone are believed to be one
 * @returns a password as somebody chose it, or undefined for placeholders and variables
 */
export function findChosenPassword(value: string, end: number, mayBeWord: boolean): Secret | undefined {
  const judged = judgeSlotValue({ name: 'password', slot: 'password', value, isQuoted: true, isAssigned: true, mayBeWord });
  return judged && { ...judged, start: end - value.length, end };
}
