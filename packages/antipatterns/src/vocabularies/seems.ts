import { antipatternIdsWhere } from '../antipatterns.ts';
import { deepFreeze } from '../deep-freeze.ts';
import type { AntipatternId, FactorDefenceId, SeemsCategoryId } from '../identifiers.ts';
import { lookup } from '../lookup.ts';
import type { Lookup } from '../lookup.ts';
import { emphases } from './emphasis.ts';

/** A way in which systems fail. */
export interface SeemsCategory<Id extends SeemsCategoryId = SeemsCategoryId> {
  readonly id: Id;
  readonly name: string;
  readonly definition: string;
  /** The defences that Delivery emphasises against it; none when Delivery does not lean on it. */
  readonly emphasisedDefences: readonly FactorDefenceId[];
  /** The anti-patterns that fail this way. */
  readonly antipatterns: readonly AntipatternId[];
}

const categories: { readonly [Id in SeemsCategoryId]: SeemsCategory<Id> } = deepFreeze({
  'shared-fate': category(
    'shared-fate',
    'Shared fate',
    'The failure of one part brings down another that was meant to stand on its own.',
  ),
  'excessive-load': category(
    'excessive-load',
    'Excessive load',
    'More demand arrives than a part has resources for, so that it no longer does its work.',
  ),
  'excessive-latency': category(
    'excessive-latency',
    'Excessive latency',
    'An answer takes longer than its caller can wait, and comes too late even when it is right.',
  ),
  misconfiguration: category(
    'misconfiguration',
    'Misconfiguration',
    'A wrong setting or a bug makes a part behave in a way that nobody wanted, although nothing around it has failed.',
  ),
  'single-points-of-failure': category(
    'single-points-of-failure',
    'Single points of failure',
    'One part has no stand-in, so that its failure is enough to stop the whole.',
  ),
});

/**
 * The five SEEMS categories, in the order of the acronym.
 *
 * The categories are those of the Resilience analysis framework of the AWS Prescriptive Guidance,
 * https://docs.aws.amazon.com/prescriptive-guidance/latest/resilience-analysis-framework/.
 */
export const seemsCategories: readonly SeemsCategory[] = Object.freeze(Object.values(categories));

/** Finds a SEEMS category by its id. */
export const findSeemsCategory: Lookup<SeemsCategoryId, SeemsCategory> = lookup(categories);

function category<Id extends SeemsCategoryId>(id: Id, name: string, definition: string): SeemsCategory<Id> {
  return {
    id,
    name,
    definition,
    emphasisedDefences: emphases.filter(({ seems }) => seems === id).map(({ factor }) => factor),
    antipatterns: antipatternIdsWhere(({ seems }) => seems === id),
  };
}
