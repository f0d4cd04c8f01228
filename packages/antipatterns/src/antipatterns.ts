import type { Antipattern } from './antipattern.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { AntipatternId, AntipatternSlug } from './identifiers.ts';
import { lookup } from './lookup.ts';
import type { Lookup } from './lookup.ts';
import { dp01 } from './patterns/dp-01.ts';
import { dp02 } from './patterns/dp-02.ts';
import { dp03 } from './patterns/dp-03.ts';
import { dp04 } from './patterns/dp-04.ts';
import { dp05 } from './patterns/dp-05.ts';
import { dp06 } from './patterns/dp-06.ts';
import { dp07 } from './patterns/dp-07.ts';
import { dp08 } from './patterns/dp-08.ts';
import { dp09 } from './patterns/dp-09.ts';

/** The nine delivery anti-patterns, DP-01 first. */
export const antipatterns: readonly Antipattern[] = deepFreeze([dp01, dp02, dp03, dp04, dp05, dp06, dp07, dp08, dp09]);

/** Finds an anti-pattern by its id: `findAntipattern('DP-01')` is always there, any other string may give undefined. */
export const findAntipattern: Lookup<AntipatternId, Antipattern> = lookup({
  [dp01.id]: dp01,
  [dp02.id]: dp02,
  [dp03.id]: dp03,
  [dp04.id]: dp04,
  [dp05.id]: dp05,
  [dp06.id]: dp06,
  [dp07.id]: dp07,
  [dp08.id]: dp08,
  [dp09.id]: dp09,
});

/** Finds an anti-pattern by its slug, such as `committed-secrets`; any other string gives undefined. */
export const findAntipatternBySlug: Lookup<AntipatternSlug, Antipattern> = lookup({
  [dp01.slug]: dp01,
  [dp02.slug]: dp02,
  [dp03.slug]: dp03,
  [dp04.slug]: dp04,
  [dp05.slug]: dp05,
  [dp06.slug]: dp06,
  [dp07.slug]: dp07,
  [dp08.slug]: dp08,
  [dp09.slug]: dp09,
});

/**
 * Lists the anti-patterns that meet a condition: the way back along a link that the anti-patterns state.
 *
 * @param condition what an anti-pattern has to meet
 * @returns their ids, DP-01 first
 */
export function antipatternIdsWhere(condition: (antipattern: Antipattern) => boolean): readonly AntipatternId[] {
  return antipatterns.filter(condition).map(({ id }) => id);
}
