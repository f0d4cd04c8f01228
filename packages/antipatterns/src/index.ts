export type {
  Antipattern,
  Example,
  ExampleLanguage,
  HygieneMaturity,
  LevelMaturity,
  Maturity,
  WayOut,
} from './antipattern.ts';
export { antipatterns, findAntipattern, findAntipatternBySlug } from './antipatterns.ts';
export type {
  AntipatternId,
  AntipatternSlug,
  AntipatternSlugs,
  ChecklistQuestionId,
  FactorDefenceId,
  FocusAreaId,
  MaturityCriterionId,
  MaturityLevelId,
  MaturityRungId,
  SeemsCategoryId,
  SeverityId,
} from './identifiers.ts';
export type { Lookup } from './lookup.ts';
export { mandate } from './mandate.ts';
export type { Mandate } from './mandate.ts';
export { neighbourhoods, neighboursOf } from './neighbours.ts';
export type { Neighbour, Neighbourhood } from './neighbours.ts';
export { checklist, findChecklistQuestion } from './vocabularies/checklist.ts';
export type { ChecklistQuestion } from './vocabularies/checklist.ts';
export { emphases } from './vocabularies/emphasis.ts';
export type { Emphasis } from './vocabularies/emphasis.ts';
export { factorDefences, findFactorDefence } from './vocabularies/factor.ts';
export type { FactorDefence } from './vocabularies/factor.ts';
export { findFocusArea, focusAreas } from './vocabularies/focus-areas.ts';
export type { FocusArea } from './vocabularies/focus-areas.ts';
export { findMaturityCriterion, maturityCriteria } from './vocabularies/maturity-criteria.ts';
export type { MaturityCriterion } from './vocabularies/maturity-criteria.ts';
export { findMaturityRung, maturityRungs } from './vocabularies/maturity.ts';
export type { MaturityRung } from './vocabularies/maturity.ts';
export { findSeemsCategory, seemsCategories } from './vocabularies/seems.ts';
export type { SeemsCategory } from './vocabularies/seems.ts';
export { findSeverity, severities } from './vocabularies/severity.ts';
export type { Severity } from './vocabularies/severity.ts';
