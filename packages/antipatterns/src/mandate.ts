import { deepFreeze } from './deep-freeze.ts';

/** What Delivery is about. */
export interface Mandate {
  /** The question behind every anti-pattern. */
  readonly question: string;
  /** What holds for a team that can answer it with yes. */
  readonly promise: string;
}

/** The mandate of Delivery, one of the four pillars of a ROAD review (Response, Observability, Availability, Delivery). */
export const mandate: Mandate = deepFreeze({
  question: 'Can this change go out safely, and come back just as safely?',
  promise: 'Where the answer is yes, recovery is a single command, and no backup has to be restored.',
});
