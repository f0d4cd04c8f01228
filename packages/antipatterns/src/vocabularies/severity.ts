import { antipatternIdsWhere } from '../antipatterns.ts';
import { deepFreeze } from '../deep-freeze.ts';
import type { AntipatternId, SeverityId } from '../identifiers.ts';
import { lookup } from '../lookup.ts';
import type { Lookup } from '../lookup.ts';

/** How bad one occurrence of an anti-pattern typically is. */
export interface Severity<Id extends SeverityId = SeverityId> {
  readonly id: Id;
  readonly name: string;
  /** What to do about it. The pillar rates without a definition: this is our reading of its ratings. */
  readonly meaning: string;
  /** The anti-patterns that are typically this bad. */
  readonly antipatterns: readonly AntipatternId[];
}

const byId: { readonly [Id in SeverityId]: Severity<Id> } = deepFreeze({
  HIGH: severity(
    'HIGH',
    'High',
    'Settle it before it ships, because the harm reaches users or data and is hard or impossible to take back.',
  ),
  MEDIUM: severity(
    'MEDIUM',
    'Medium',
    'Plan its removal, because it makes deployments fragile and recovery slower than it has to be.',
  ),
  LOW: severity('LOW', 'Low', 'Mend it when you work nearby, because it costs time just when time is short.'),
});

/** The severities, the worst first. */
export const severities: readonly Severity[] = Object.freeze(Object.values(byId));

/** Finds a severity by its id. */
export const findSeverity: Lookup<SeverityId, Severity> = lookup(byId);

function severity<Id extends SeverityId>(id: Id, name: string, meaning: string): Severity<Id> {
  return { id, name, meaning, antipatterns: antipatternIdsWhere((antipattern) => antipattern.severity === id) };
}
