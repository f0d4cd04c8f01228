import { antipatternIdsWhere } from '../antipatterns.ts';
import { deepFreeze } from '../deep-freeze.ts';
import type { AntipatternId, ChecklistQuestionId } from '../identifiers.ts';
import { lookup } from '../lookup.ts';
import type { Lookup } from '../lookup.ts';

/** A question to ask of a change in review. “No” is a reason to look closer, not yet a finding. */
export interface ChecklistQuestion<Id extends ChecklistQuestionId = ChecklistQuestionId> {
  readonly id: Id;
  readonly question: string;
  /** The anti-patterns that a “no” may point to. */
  readonly antipatterns: readonly AntipatternId[];
}

const questions: { readonly [Id in ChecklistQuestionId]: ChecklistQuestion<Id> } = deepFreeze({
  'reversible-migrations': question(
    'reversible-migrations',
    'Does every schema change add first, then move the data, and remove only in a later release, so that it can be undone?',
  ),
  'compatible-apis': question(
    'compatible-apis',
    'Do existing clients keep working after this change, or does what breaks them get a version of its own?',
  ),
  'independent-deployability': question(
    'independent-deployability',
    'Can every service in this change go out alone, with no other one that has to change along with it?',
  ),
  'flagged-functionality': question(
    'flagged-functionality',
    'Can what is new to users be switched off by a flag, without another deployment?',
  ),
  'no-planned-downtime': question(
    'no-planned-downtime',
    'Can the old and the new version serve side by side for as long as the rollout takes, so that no outage has to be planned?',
  ),
  'current-health-checks': question(
    'current-health-checks',
    'Do the health checks ask after every dependency that this change brings along?',
  ),
  'externalised-parameters': question(
    'externalised-parameters',
    'Can timeouts, pool sizes, thresholds and the like be set from outside the code?',
  ),
  'no-committed-secrets': question(
    'no-committed-secrets',
    'Does every secret come from a secrets manager or the environment, and is the repository free of them?',
  ),
});

/** The eight questions of the review checklist. */
export const checklist: readonly ChecklistQuestion[] = Object.freeze(Object.values(questions));

/** Finds a question of the review checklist by its id. */
export const findChecklistQuestion: Lookup<ChecklistQuestionId, ChecklistQuestion> = lookup(questions);

function question<Id extends ChecklistQuestionId>(id: Id, text: string): ChecklistQuestion<Id> {
  return { id, question: text, antipatterns: antipatternIdsWhere(({ checklistQuestion }) => checklistQuestion === id) };
}
