import { antipatternIdsWhere } from '../antipatterns.ts';
import { deepFreeze } from '../deep-freeze.ts';
import type { AntipatternId, MaturityCriterionId, MaturityRungId } from '../identifiers.ts';
import { lookup } from '../lookup.ts';
import type { Lookup } from '../lookup.ts';
import { maturityCriteria } from './maturity-criteria.ts';

/** A rung of the maturity ladder: hygiene at its foot, then the levels. */
export interface MaturityRung<Id extends MaturityRungId = MaturityRungId> {
  readonly id: Id;
  readonly name: string;
  readonly definition: string;
  /** The rungs below, all of which this one takes for granted. */
  readonly requires: readonly MaturityRungId[];
  /** The rungs above, all of which take this one for granted. */
  readonly requiredBy: readonly MaturityRungId[];
  /** The criteria of the maturity mapping that belong to it. */
  readonly criteria: readonly MaturityCriterionId[];
  /** The anti-patterns that a team on this rung no longer has. */
  readonly antipatterns: readonly AntipatternId[];
}

const ladder: readonly MaturityRungId[] = ['HYG', 'L1', 'L2', 'L3'];

const rungs: { readonly [Id in MaturityRungId]: MaturityRung<Id> } = deepFreeze({
  HYG: rung('HYG', 'Hygiene', 'Every level requires it, because what goes wrong without it cannot be undone.'),
  L1: rung('L1', 'Level 1', 'The first level, on which the other two build.'),
  L2: rung('L2', 'Level 2', 'The second level, for a team that has the first.'),
  L3: rung('L3', 'Level 3', 'The third level, for a team that has the first and the second.'),
});

/** The rungs of the maturity ladder, hygiene first. */
export const maturityRungs: readonly MaturityRung[] = Object.freeze(Object.values(rungs));

/** Finds a rung of the maturity ladder by its id. */
export const findMaturityRung: Lookup<MaturityRungId, MaturityRung> = lookup(rungs);

function rung<Id extends MaturityRungId>(id: Id, name: string, definition: string): MaturityRung<Id> {
  const height = ladder.indexOf(id);
  return {
    id,
    name,
    definition,
    requires: ladder.slice(0, height),
    requiredBy: ladder.slice(height + 1),
    criteria: maturityCriteria.filter(({ level }) => level === id).map((criterion) => criterion.id),
    antipatterns: antipatternIdsWhere(({ maturity }) => maturity.rung === id),
  };
}
