import { antipatternIdsWhere } from '../antipatterns.ts';
import { deepFreeze } from '../deep-freeze.ts';
import type { AntipatternId, FocusAreaId } from '../identifiers.ts';
import { lookup } from '../lookup.ts';
import type { Lookup } from '../lookup.ts';

/** An area that Delivery looks at, as what holds there when all is well. */
export interface FocusArea<Id extends FocusAreaId = FocusAreaId> {
  readonly id: Id;
  readonly statement: string;
  /** The anti-patterns that offend against it. The pillar does not say which: this is our reading of it. */
  readonly antipatterns: readonly AntipatternId[];
}

const areas: { readonly [Id in FocusAreaId]: FocusArea<Id> } = deepFreeze({
  'reversible-migrations': area(
    'reversible-migrations',
    'A migration can be taken back without losing data and without stopping the service.',
  ),
  'compatible-apis': area('compatible-apis', 'A changed API still serves its clients, or comes as a new version.'),
  'independent-configuration': area(
    'independent-configuration',
    'The configuration of one service can change while all the others stay as they are.',
  ),
  'feature-flags': area('feature-flags', 'What is new stays behind a flag until it has proven itself.'),
  'no-planned-downtime': area('no-planned-downtime', 'A deployment needs no announced outage.'),
  'no-committed-secrets': area('no-committed-secrets', 'No secret ever becomes part of the repository.'),
});

/** The six focus areas of Delivery. */
export const focusAreas: readonly FocusArea[] = Object.freeze(Object.values(areas));

/** Finds a focus area by its id. */
export const findFocusArea: Lookup<FocusAreaId, FocusArea> = lookup(areas);

function area<Id extends FocusAreaId>(id: Id, statement: string): FocusArea<Id> {
  return { id, statement, antipatterns: antipatternIdsWhere(({ focusArea }) => focusArea === id) };
}
