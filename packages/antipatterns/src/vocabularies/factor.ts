import { antipatternIdsWhere } from '../antipatterns.ts';
import { deepFreeze } from '../deep-freeze.ts';
import type { AntipatternId, FactorDefenceId, SeemsCategoryId } from '../identifiers.ts';
import { lookup } from '../lookup.ts';
import type { Lookup } from '../lookup.ts';
import { emphases } from './emphasis.ts';

/** A property that keeps a failure from doing harm. */
export interface FactorDefence<Id extends FactorDefenceId = FactorDefenceId> {
  readonly id: Id;
  readonly name: string;
  readonly definition: string;
  /** The categories against which Delivery emphasises it; none when Delivery does not lean on it. */
  readonly emphasisedAgainst: readonly SeemsCategoryId[];
  /** The anti-patterns that it would have defended against. */
  readonly antipatterns: readonly AntipatternId[];
}

const defences: { readonly [Id in FactorDefenceId]: FactorDefence<Id> } = deepFreeze({
  'fault-isolation': defence(
    'fault-isolation',
    'Fault isolation',
    'A failure stays in the part where it began, and the others go on working.',
  ),
  availability: defence(
    'availability',
    'Availability',
    'The service answers whenever it is needed, also while it is being changed.',
  ),
  capacity: defence(
    'capacity',
    'Capacity',
    'There are resources enough for the load that arrives and for its peaks.',
  ),
  timeliness: defence(
    'timeliness',
    'Timeliness',
    'Answers arrive early enough to be of use to whoever waits for them.',
  ),
  'output-correctness': defence(
    'output-correctness',
    'Output correctness',
    'What the system answers and stores is right, whichever version of the code was at work.',
  ),
  redundancy: defence(
    'redundancy',
    'Redundancy',
    'Each part that can fail has another that takes over its work.',
  ),
});

/**
 * The six FaCTOR defences, in the order of the acronym.
 *
 * Five of them are named by the Resilience analysis framework of the AWS Prescriptive Guidance,
 * https://docs.aws.amazon.com/prescriptive-guidance/latest/resilience-analysis-framework/;
 * availability, which they add up to there, is a defence of its own here.
 */
export const factorDefences: readonly FactorDefence[] = Object.freeze(Object.values(defences));

/** Finds a FaCTOR defence by its id. */
export const findFactorDefence: Lookup<FactorDefenceId, FactorDefence> = lookup(defences);

function defence<Id extends FactorDefenceId>(id: Id, name: string, definition: string): FactorDefence<Id> {
  return {
    id,
    name,
    definition,
    emphasisedAgainst: emphases.filter(({ factor }) => factor === id).map(({ seems }) => seems),
    antipatterns: antipatternIdsWhere(({ factor }) => factor === id),
  };
}
