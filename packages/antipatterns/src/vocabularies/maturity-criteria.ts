import { antipatternIdsWhere } from '../antipatterns.ts';
import { deepFreeze } from '../deep-freeze.ts';
import type { AntipatternId, MaturityCriterionId, MaturityLevelId } from '../identifiers.ts';
import { lookup } from '../lookup.ts';
import type { Lookup } from '../lookup.ts';

/** A criterion that a team meets on its way to a level of maturity. */
export interface MaturityCriterion<Id extends MaturityCriterionId = MaturityCriterionId> {
  readonly id: Id;
  /** The level that asks for it. */
  readonly level: MaturityLevelId;
  readonly statement: string;
  /** The anti-patterns that it rules out. */
  readonly antipatterns: readonly AntipatternId[];
}

const criteria: { readonly [Id in MaturityCriterionId]: MaturityCriterion<Id> } = deepFreeze({
  '1.1': criterion('1.1', 'L1', 'Health checks cover what new functionality depends on.'),
  '1.3': criterion('1.3', 'L1', 'Values that operators tune come from the configuration, not from the code.'),
  '2.2': criterion('2.2', 'L2', 'Migrations can be undone, because they add before they remove.'),
  '3.1': criterion(
    '3.1',
    'L3',
    'A deployment takes nothing offline, because changes stay compatible and two versions can run at once.',
  ),
});

/** The four criteria of the maturity mapping, by number. The mapping is shared with other pillars, hence its gaps. */
export const maturityCriteria: readonly MaturityCriterion[] = Object.freeze(Object.values(criteria));

/** Finds a maturity criterion by its number, such as `2.2`. */
export const findMaturityCriterion: Lookup<MaturityCriterionId, MaturityCriterion> = lookup(criteria);

function criterion<Id extends MaturityCriterionId>(
  id: Id,
  level: MaturityLevelId,
  statement: string,
): MaturityCriterion<Id> {
  return { id, level, statement, antipatterns: antipatternIdsWhere((antipattern) => antipattern.criterion === id) };
}
