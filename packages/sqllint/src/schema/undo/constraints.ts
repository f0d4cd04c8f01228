import { displayName, keyOf } from '../model.ts';
import type { Constraint, Index, Table } from '../model.ts';
import { isMySql } from '../sql-dialect.ts';
import { addConstraintSql, dropConstraintSql, dropIndexSql, createIndexSql } from '../write-sql.ts';
import type { Moment } from './moment.ts';
import { goneKey, isThereAfter } from './moment.ts';
import { comment } from './step.ts';
import type { Step } from './step.ts';

/** The steps from the constraints of a table after a change to those before it. */
export function undoConstraints(moment: Moment, before: Table, after: Table): Step[] {
  if (before.constraints === after.constraints) return [];
  const steps: Step[] = [];
  const isNewColumn = (column: string): boolean => !before.columns.has(column) && after.columns.has(column);
  for (const constraint of after.constraints.values()) {
    const was = before.constraints.get(constraint.name);
    if (!constraint.known || isSame(was, constraint) || was?.createdIn === moment.before.migration) continue;
    if (moment.gone.delete(goneKey(before, 'constraint', constraint.name))) continue;
    // It goes with its column.
    if (constraint.columns.some(isNewColumn)) continue;
    steps.push({ stage: constraint.type === 'foreignKey' ? 'drop foreign key' : 'drop constraint', sql: [dropConstraintSql(before, constraint.name, constraint.type)] });
  }
  for (const constraint of before.constraints.values()) {
    const now = after.constraints.get(constraint.name);
    if (isSame(constraint, now)) continue;
    if (constraint.createdIn === moment.before.migration) {
      // Validated since; it goes as a whole.
      if (!now) moment.gone.add(goneKey(before, 'constraint', constraint.name));
    } else steps.push(constraintBack(before, constraint));
  }
  return steps;
}

function isSame(a: Constraint | undefined, b: Constraint | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  // What else changes in a constraint is the name of a column or table that it mentions.
  return a.validated === b.validated && a.enforced === b.enforced && a.createdIn === b.createdIn;
}

/** `ADD CONSTRAINT`, which waits until the table that a foreign key refers to is there. */
export function constraintBack(table: Table, constraint: Constraint): Step {
  if (!constraint.known) {
    const warning = `Constraint ${constraint.name} on table ${displayName(table)} cannot be written again, as no migration created it.`;
    return { stage: 'constraint', sql: [comment(warning)], brings: 'nothing', warning };
  }
  const sql = [addConstraintSql(table, constraint)];
  if (constraint.type !== 'foreignKey') return { stage: 'constraint', sql };
  return { stage: 'foreign key', sql, needs: constraint.references ? [constraint.references.table] : [] };
}

/** The steps from the indexes of a table after a change to those before it. */
export function undoIndexes(moment: Moment, before: Table, after: Table): Step[] {
  if (before.indexes === after.indexes) return [];
  const steps: Step[] = [];
  const isNewColumn = (column: string): boolean => !before.columns.has(column) && after.columns.has(column);
  const concurrently = moment.concurrently ? 'CONCURRENTLY ' : '';
  // The index of a partition goes with that of its parent.
  const ifExists = before.partitionOf ? 'IF EXISTS ' : '';
  for (const index of after.indexes.values()) {
    if (before.indexes.get(index.name)?.createdIn === index.createdIn || index.constraint !== undefined || !index.known) continue;
    if (moment.gone.delete(goneKey(before, 'index', index.name))) continue;
    if (index.keys.some(({ column }) => column !== undefined && isNewColumn(column))) continue;
    const stage = isMySql() ? 'drop replaced index' : 'drop index';
    steps.push({ stage: index.implicit ? 'drop constraint' : stage, sql: [dropIndexSql(before, index.name, `${concurrently}${ifExists}`)] });
  }
  for (const index of before.indexes.values()) {
    const now = after.indexes.get(index.name);
    const isStillThere = now !== undefined && now.constraint === index.constraint;
    if (isStillThere || index.constraint !== undefined) continue;
    // The server builds it again for its foreign key.
    if (index.implicit === true && [...before.constraints.values()].some((one) => one.type === 'foreignKey' && !after.constraints.has(one.name))) continue;
    if (index.createdIn === moment.before.migration) {
      moment.gone.add(goneKey(before, 'index', index.name));
      continue;
    }
    steps.push(indexBack(moment, before, index));
  }
  return steps;
}

function indexBack(moment: Moment, table: Table, index: Index): Step {
  if (!index.known) {
    const warning = `Index ${index.name} cannot be written again, as no migration created it.`;
    return { stage: 'index', sql: [comment(warning)], brings: 'nothing', warning };
  }
  return { stage: 'index', sql: [createIndexSql(table, index, moment.concurrently)] };
}

/** The foreign keys of a table that can stand in its `CREATE TABLE`, since what they refer to is there. */
export function canStandInline(moment: Moment, table: Table, constraint: Constraint): boolean {
  const target = constraint.references?.table;
  return target === undefined || target === keyOf(table) || isThereAfter(moment, target);
}
