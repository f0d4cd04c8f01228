/**
 * How much of the state before a change comes back:
 * - `everything`: the schema and every value in it;
 * - `shape`: the schema; rows or values stay lost;
 * - `nothing`: no statement is known that would bring the schema back.
 */
export type Brings = 'everything' | 'shape' | 'nothing';

/** The less of two. */
export function lesser(a: Brings, b: Brings): Brings {
  const order: readonly Brings[] = ['everything', 'shape', 'nothing'];
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}

/**
 * What has to come first when one change is undone in several steps: things go in the order in
 * which they depend on each other, users before what they use, and come back the other way round.
 */
export const stages = [
  'drop view',
  'drop part',
  'drop index',
  'drop foreign key',
  'drop constraint',
  'drop column',
  'drop table',
  'drop object',
  'schema',
  'type',
  'sequence',
  'table',
  'column',
  'rows',
  'alter',
  'constraint',
  'index',
  // MySQL refuses to drop the only index that a foreign key can use.
  'drop replaced index',
  'foreign key',
  'owner',
  'routine',
  'view',
  'part',
  'drop copy',
] as const;
export type Stage = (typeof stages)[number];

/** A piece of a down: statements that belong together. */
export interface Step {
  readonly stage: Stage;
  /** Statements with their semicolons, and comments in a line of their own. */
  readonly sql: readonly string[];
  /** `everything` when absent. */
  readonly brings?: Brings;
  /** What whoever runs it should know: a sentence. */
  readonly warning?: string;
  /** Keys of relations that have to be there before it can run. */
  readonly needs?: readonly string[];
}

/** The steps in the order of their stages. */
export function inStages(steps: readonly Step[]): readonly Step[] {
  return [...steps].sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage));
}

/** A line of a script that says something to people. */
export function comment(text: string): string {
  return `-- ${text}`;
}
