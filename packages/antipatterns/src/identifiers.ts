/**
 * The identifiers of every vocabulary, as literal unions.
 *
 * They are kept apart from the records that carry them because the records link to each other
 * both ways: with the identifiers here, no module has to import the one that imports it.
 */

/** The nine anti-patterns, each with the slug that names it in file names and addresses. */
export interface AntipatternSlugs {
  readonly 'DP-01': 'non-reversible-migration';
  readonly 'DP-02': 'breaking-api-change';
  readonly 'DP-03': 'coordinated-config-change';
  readonly 'DP-04': 'premature-flag-removal';
  readonly 'DP-05': 'deployment-downtime';
  readonly 'DP-06': 'missing-health-check';
  readonly 'DP-07': 'hardcoded-values';
  readonly 'DP-08': 'committed-secrets';
  readonly 'DP-09': 'deployment-order';
}

/** An anti-pattern's identifier, such as `DP-01`. */
export type AntipatternId = keyof AntipatternSlugs;

/** An anti-pattern's slug, such as `non-reversible-migration`. */
export type AntipatternSlug = AntipatternSlugs[AntipatternId];

/** A SEEMS category: a way in which systems fail. */
export type SeemsCategoryId =
  | 'shared-fate'
  | 'excessive-load'
  | 'excessive-latency'
  | 'misconfiguration'
  | 'single-points-of-failure';

/** A FaCTOR defence: a property that keeps a failure from doing harm. */
export type FactorDefenceId =
  | 'fault-isolation'
  | 'availability'
  | 'capacity'
  | 'timeliness'
  | 'output-correctness'
  | 'redundancy';

/** How bad one occurrence of an anti-pattern typically is. */
export type SeverityId = 'HIGH' | 'MEDIUM' | 'LOW';

/** A level of maturity; the levels build on each other. */
export type MaturityLevelId = 'L1' | 'L2' | 'L3';

/** A rung of maturity: hygiene, which every level requires, or one of the levels. */
export type MaturityRungId = 'HYG' | MaturityLevelId;

/** A criterion of the maturity mapping, numbered as the Delivery pillar numbers it. */
export type MaturityCriterionId = '1.1' | '1.3' | '2.2' | '3.1';

/** A question of the review checklist. */
export type ChecklistQuestionId =
  | 'reversible-migrations'
  | 'compatible-apis'
  | 'independent-deployability'
  | 'flagged-functionality'
  | 'no-planned-downtime'
  | 'current-health-checks'
  | 'externalised-parameters'
  | 'no-committed-secrets';

/** An area that the Delivery pillar looks at. */
export type FocusAreaId =
  | 'reversible-migrations'
  | 'compatible-apis'
  | 'independent-configuration'
  | 'feature-flags'
  | 'no-planned-downtime'
  | 'no-committed-secrets';
