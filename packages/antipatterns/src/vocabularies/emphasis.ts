import { deepFreeze } from '../deep-freeze.ts';
import type { FactorDefenceId, SeemsCategoryId } from '../identifiers.ts';

/** A way to fail that Delivery watches for, with the defence that it counts on. */
export interface Emphasis {
  readonly seems: SeemsCategoryId;
  readonly factor: FactorDefenceId;
}

/** The pairs that the Delivery pillar emphasises; a single anti-pattern may pair them otherwise. */
export const emphases: readonly Emphasis[] = deepFreeze<Emphasis[]>([
  { seems: 'misconfiguration', factor: 'output-correctness' },
  { seems: 'shared-fate', factor: 'fault-isolation' },
  { seems: 'misconfiguration', factor: 'availability' },
]);
