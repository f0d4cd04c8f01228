import { keyOf } from '../model.ts';
import type { Column, DatabaseObject, Index, Table, TablePart } from '../model.ts';
import { alterColumnSql, dropColumnSql, dropConstraintSql, quoteName } from '../write-sql.ts';
import { goesBefore } from './moment.ts';
import type { Moment } from './moment.ts';
import { dropPartSql } from './parts.ts';
import type { Step } from './step.ts';

/**
 * A table that the migration created goes as a whole. What has to go before it is only what uses
 * something that the migration made after the table, since that is taken away first.
 */
export function undoOwnTable(moment: Moment, before: Table, after: Table): Step[] {
  const routines = laterRoutines(moment, before);
  const steps: Step[] = [];
  for (const constraint of after.constraints.values()) {
    const target = constraint.references?.table;
    if (before.constraints.has(constraint.name) || target === undefined || target === keyOf(before)) continue;
    if (goesBefore(moment, `relation ${target}`, before)) steps.push({ stage: 'drop foreign key', sql: [dropConstraintSql(before, constraint.name)] });
  }
  for (const index of after.indexes.values()) {
    if (!before.indexes.has(index.name) && tookName(moment, before, index)) steps.push(dropOwnIndex(before, index));
  }
  for (const [name, part] of after.parts) {
    if (!before.parts.has(name) && usesRoutine(part, routines)) steps.push({ stage: 'drop part', sql: [dropPartSql(before, part)] });
  }
  for (const column of after.columns.values()) {
    const was = before.columns.get(column.name);
    if (!was && isOfLaterType(moment, before, column)) steps.push({ stage: 'drop column', sql: [dropColumnSql(before, column.name)] });
    else if (was && was.default !== column.default && usesLater(column, routines)) {
      steps.push({ stage: 'alter', sql: [alterColumnSql(before, column.name, 'DROP DEFAULT')] });
    }
  }
  return steps;
}

/** Whether an index got the name of one that was dropped, which will want it back. */
function tookName(moment: Moment, table: Table, { name }: Index): boolean {
  return moment.before.wasDropped(`relation ${table.schema}.${name}`);
}

function dropOwnIndex(table: Table, { name, constraint }: Index): Step {
  if (constraint !== undefined) return { stage: 'drop constraint', sql: [dropConstraintSql(table, constraint)] };
  return { stage: 'drop index', sql: [`DROP INDEX ${quoteName({ schema: table.schema, name })};`] };
}

function laterRoutines(moment: Moment, table: Table): DatabaseObject[] {
  return [...moment.before.objects()].filter(
    (object) => object.arguments !== undefined && goesBefore(moment, `routine ${keyOf(object)}(${object.arguments})`, table),
  );
}

function usesRoutine({ definition }: TablePart, routines: readonly DatabaseObject[]): boolean {
  return routines.some(({ name }) => definition.includes(`"${name}"`) || definition.includes(`call ${name}`) || definition.includes(`funcname=${name};`));
}

function isOfLaterType(moment: Moment, table: Table, { type }: Column): boolean {
  if (!type) return false;
  const dot = type.name.indexOf('.');
  const name = dot < 0 ? { name: type.name } : { schema: type.name.slice(0, dot), name: type.name.slice(dot + 1) };
  return goesBefore(moment, moment.before.resolve('type', name), table);
}

/** A default that takes its value from a sequence, or from a function that goes first. */
function usesLater({ default: value }: Column, routines: readonly DatabaseObject[]): boolean {
  return value?.functions.some((name) => name === 'nextval' || routines.some((routine) => routine.name === name)) ?? false;
}
