import type { CatalogTest, Change, Condition, Problem, Range, Statement } from '../../../changes.ts';
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

/** That what a change creates is not there yet. */
function absenceOf(change: Change): Condition {
  const test = creationOf(change);
  return test ? { kind: 'not', of: { kind: 'exists', test } } : { kind: 'unknown' };
}

function creationOf(change: Change): CatalogTest | undefined {
  switch (change.kind) {
    case 'createTable':
      return { object: 'relation', ...change.table };
    case 'addColumn':
      return { object: 'column', name: change.column.name, of: change.table };
    case 'addConstraint':
      return change.constraint.name === undefined ? undefined : { object: 'constraint', name: change.constraint.name, of: change.table };
    case 'createIndex':
      return change.name === undefined ? undefined : { object: 'index', name: change.name, of: change.table };
    case 'createObject': {
      const { objectType } = change;
      if (objectType === 'enum' || objectType === 'type' || objectType === 'domain') return { object: 'type', ...change.name };
      if (objectType === 'view' || objectType === 'sequence') return { object: 'relation', ...change.name };
      const isPart = (objectType === 'trigger' || objectType === 'policy') && change.table;
      return isPart ? { object: objectType, name: change.name.name, of: isPart } : undefined;
    }
    default:
      return undefined;
  }
}
