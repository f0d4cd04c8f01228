import type {
  AntipatternId,
  AntipatternSlugs,
  ChecklistQuestionId,
  FactorDefenceId,
  FocusAreaId,
  MaturityCriterionId,
  MaturityLevelId,
  SeemsCategoryId,
  SeverityId,
} from './identifiers.ts';

/** One delivery anti-pattern: what it is, why it hurts, how it is rated and how to get out of it. */
export interface Antipattern<Id extends AntipatternId = AntipatternId> {
  readonly id: Id;
  readonly slug: AntipatternSlugs[Id];
  /** The name under which the Delivery pillar lists it; a heading, without a full stop. */
  readonly title: string;
  /** The pillar's mandate (“can it go out and come back safely?”), asked of this anti-pattern. */
  readonly mandateQuestion: string;
  /** What the change does wrong and how that shows. */
  readonly whatGoesWrong: string;
  /** Why recovery then takes more than one command. */
  readonly consequenceForRecovery: string;
  /** The way in which the system fails. */
  readonly seems: SeemsCategoryId;
  /** The property that would have defended it. */
  readonly factor: FactorDefenceId;
  /** The typical severity of an occurrence. */
  readonly severity: SeverityId;
  readonly maturity: Maturity;
  /** The question of the review checklist that brings it to light. */
  readonly checklistQuestion: ChecklistQuestionId;
  /** The maturity criterion that rules it out; five anti-patterns have none. */
  readonly criterion: MaturityCriterionId | undefined;
  /** The focus area that it offends against; DP-06, DP-07 and DP-09 have none of their own. */
  readonly focusArea: FocusAreaId | undefined;
  readonly badExample: Example;
  readonly goodExample: Example;
  readonly wayOut: WayOut;
}

/** Where an anti-pattern stands on the maturity ladder. */
export type Maturity = LevelMaturity | HygieneMaturity;

/** A team on this level no longer has the anti-pattern. */
export interface LevelMaturity {
  readonly rung: MaturityLevelId;
}

/** Every level requires its absence, because its damage cannot be undone. */
export interface HygieneMaturity {
  readonly rung: 'HYG';
  /** Why an occurrence is irreversible. */
  readonly irreversible: string;
}

/** What an example is written in, named as Markdown code fences name it. */
export type ExampleLanguage = 'sql' | 'typescript' | 'yaml' | 'dotenv';

/** A piece of code, short enough for a page and real enough to recognise one's own in it. */
export interface Example {
  readonly language: ExampleLanguage;
  /** One sentence on what to look at. */
  readonly shows: string;
  /** The code, without a line break at its end. */
  readonly code: string;
}

/** How to do it instead. */
export interface WayOut {
  /** The idea in one sentence, fit for a linter's message. */
  readonly summary: string;
  /** What to do, in order. */
  readonly steps: readonly string[];
}
