import type { Change, Condition, Problem, Range, Statement } from '../../../changes.ts';
import { absenceOf } from '../../absence-of.ts';
import type { EmbeddedSql, RoutineBody } from './body.ts';
import { withConstants } from './calls.ts';

/** What the statements of a procedural body do. */
export interface EmbeddedChanges {
  readonly changes: Change[];
  readonly problem?: Problem;
}

/**
 * @param parse reads one statement
 * @param placeOf where a statement of the body stands in the script
 */
export function changesOfBody({ statements }: RoutineBody, parse: (sql: string) => readonly Statement[], placeOf: (embedded: EmbeddedSql) => Range): EmbeddedChanges {
  const changes: Change[] = [];
  let problem: Problem | undefined;
  for (const embedded of statements) {
    const place = placeOf(embedded);
    for (const statement of parse(embedded.sql)) {
      for (const change of statement.changes) changes.push(guarded({ ...withCalls(change, embedded), ...place }, embedded));
      if (statement.problem) problem ??= { ...statement.problem, ...place };
    }
  }
  return { changes, ...(problem ? { problem } : {}) };
}

function withCalls(change: Change, { sql, constants, executesResult }: EmbeddedSql): Change {
  if (change.kind !== 'callFunctions') return change;
  return { ...withConstants(change, sql, constants), ...(executesResult ? { executesResult } : {}) };
}

/** The change, marked as one that only happens if something holds. */
function guarded(change: Change, { onlyIf, unlessThere }: EmbeddedSql): Change {
  const conditions: readonly Condition[] = unlessThere ? [...onlyIf, absenceOf(change)] : onlyIf;
  if (conditions.length === 0) return change;
  const saysNothing = conditions.every(({ kind }) => kind === 'unknown');
  return { ...change, conditional: true, ...(saysNothing ? {} : { onlyIf: conditions }) };
}
