import { deepFreeze } from './deep-freeze.ts';
import type { AntipatternId } from './identifiers.ts';

/** Two anti-patterns that are easily confused, share a cause, or lead from one into the other. */
export interface Neighbourhood {
  readonly between: readonly [AntipatternId, AntipatternId];
  /** What they have to do with each other. */
  readonly how: string;
}

/** A neighbour, as seen from one anti-pattern. */
export interface Neighbour {
  readonly id: AntipatternId;
  /** What the two have to do with each other. */
  readonly how: string;
}

/** Every pair of neighbours once, the lower number first. The pairs are this project's own, not the pillar's. */
export const neighbourhoods: readonly Neighbourhood[] = deepFreeze<Neighbourhood[]>([
  {
    between: ['DP-01', 'DP-02'],
    how: 'Both take something away that the previous release still uses, here from the schema and there from the API, and both are cured by adding first and removing later.',
  },
  {
    between: ['DP-01', 'DP-05'],
    how: 'A rename or a removal that the running code does not survive cannot be rolled back, and is also a common reason for a maintenance window.',
  },
  {
    between: ['DP-02', 'DP-09'],
    how: 'A breaking change without a version forces providers and callers into a deployment order.',
  },
  {
    between: ['DP-03', 'DP-07'],
    how: 'Moving a value into the configuration cures the one, and causes the other when a service no longer starts without the new setting.',
  },
  {
    between: ['DP-03', 'DP-09'],
    how: 'Both tie services together that should be deployed alone: the one at the same time, the other in sequence.',
  },
  {
    between: ['DP-04', 'DP-06'],
    how: 'The health check notices that new functionality fails, and the flag switches it off.',
  },
  {
    between: ['DP-05', 'DP-06'],
    how: 'A rollout without downtime goes by what the health check says, and a check that knows nothing of a new dependency lets it replace working instances by broken ones.',
  },
  {
    between: ['DP-07', 'DP-08'],
    how: 'Both keep values in the code that belong outside it, but a secret needs a secrets manager, not just a setting.',
  },
]);

/**
 * Finds the neighbours of an anti-pattern.
 *
 * @param id the anti-pattern from which to look
 * @returns its neighbours, the lowest number first
 */
export function neighboursOf(id: AntipatternId): readonly Neighbour[] {
  return neighbourhoods.flatMap(({ between: [first, second], how }) => {
    if (id === first) return [{ id: second, how }];
    return id === second ? [{ id: first, how }] : [];
  });
}
