import { displayName, keyOf } from '../model.ts';
import type { DatabaseObject, Table } from '../model.ts';
import { isMySql, writtenDialect } from '../sql-dialect.ts';
import { needsRebuild, sqliteTableSql } from '../sqlite-sql.ts';
import { columnSql, constraintSql, createIndexSql, createTableSql, quote, quoteName } from '../write-sql.ts';
import { nextValueSql, undoColumns } from './columns.ts';
import { canStandInline, constraintBack, undoConstraints, undoIndexes } from './constraints.ts';
import { rowsBackSql } from './copy.ts';
import type { Moment } from './moment.ts';
import { isOwn } from './moment.ts';
import { undoOwnTable } from './own-table.ts';
import { aspectSql, partBack, undoAspects, undoParts } from './parts.ts';
import { rebuildBack } from './sqlite-tables.ts';
import { comment } from './step.ts';
import type { Step } from './step.ts';

/** The steps from a table after a change to the same table before it. */
export function undoTable(moment: Moment, before: Table, after: Table): Step[] {
  if (before.temporary) return [];
  // It goes as a whole, once nothing refers to it any more.
  if (isOwn(moment, before)) return undoOwnTable(moment, before, after);
  if (followsParent(moment, before)) return [];
  if (writtenDialect() === 'sqlite' && needsRebuild(after, before)) return rebuildBack(moment, before, after);
  return [
    ...undoColumns(moment, before, after),
    ...undoConstraints(moment, before, after),
    ...undoIndexes(moment, before, after),
    ...undoParts(moment, before, after),
    ...undoAspects(moment, before, after),
    ...undoPartition(before, after),
  ];
}


/** Whether a table that it inherits from changed as well, which it follows by itself. */
function followsParent(moment: Moment, table: Table): boolean {
  const parents = [...(table.partitionOf ? [table.partitionOf.table] : []), ...table.inherits];
  return parents.some((parent) => {
    const key = `relation ${parent}`;
    return moment.after.get(key) !== undefined && moment.after.get(key) !== moment.before.get(key);
  });
}

function undoPartition(before: Table, after: Table): Step[] {
  if (before.partitionOf?.table === after.partitionOf?.table) return [];
  if (after.partitionOf) {
    return [{ stage: 'alter', sql: [`ALTER TABLE ${nameOf(after.partitionOf.table)} DETACH PARTITION ${quoteName(before)};`] }];
  }
  const { table = '', boundText } = before.partitionOf ?? {};
  if (boundText === undefined) {
    const warning = `Table ${displayName(before)} cannot be attached again: its bound is not known.`;
    return [{ stage: 'alter', sql: [comment(warning)], brings: 'nothing', warning }];
  }
  return [{ stage: 'alter', sql: [`ALTER TABLE ${nameOf(table)} ATTACH PARTITION ${quoteName(before)} ${boundText};`] }];
}

function nameOf(key: string): string {
  const dot = key.indexOf('.');
  return quoteName({ schema: key.slice(0, dot), name: key.slice(dot + 1) });
}

/** Takes away a table that the change created. */
export function dropCreatedTable(table: Table): Step[] {
  return table.temporary ? [] : [{ stage: 'drop table', sql: [`DROP TABLE ${quoteName(table)};`] }];
}

/** The steps that create a dropped table again, with its rows where the up kept a copy of them. */
export function tableBack(moment: Moment, table: Table): Step[] {
  if (table.temporary) return [];
  if (table.partial) {
    const warning = `Table ${displayName(table)} cannot be written again, as no migration tells all of its columns.`;
    return [{ stage: 'table', sql: [comment(warning)], brings: 'nothing', warning }];
  }
  const constraints = [...table.constraints.values()].filter(({ known }) => known);
  if (isMySql()) return mysqlTableBack(moment, table);
  const inline = constraints.filter((constraint) => canStandInline(moment, table, constraint));
  const later = writtenDialect() === 'sqlite' ? [] : constraints.filter((constraint) => !inline.includes(constraint));
  return [
    { stage: 'table', sql: [createSql(table, inline.map(constraintSql))], ...(table.partitionOf ? { needs: [table.partitionOf.table] } : {}) },
    rowsOfTable(moment, table),
    ...later.map((constraint) => constraintBack(table, constraint)),
    ...indexesOf(table),
    ...[...table.parts.values()].map((part) => partBack(table, part)),
    ...[...table.aspects].flatMap(([name, value]): Step[] => {
      const action = writtenInCreate(name) ? undefined : aspectSql(name, value);
      return action === undefined ? [] : [{ stage: 'alter', sql: [`ALTER TABLE ${quoteName(table)} ${action};`] }];
    }),
  ];
}

/** MySQL's table with its indexes, which a foreign key or AUTO_INCREMENT may need at once. */
function mysqlTableBack(moment: Moment, table: Table): Step[] {
  const later = [...table.constraints.values()].filter((constraint) => constraint.known && !canStandInline(moment, table, constraint));
  const constraints = new Map([...table.constraints].filter(([, constraint]) => constraint.known && !later.includes(constraint)));
  const indexes = new Map([...table.indexes].filter(([, { known }]) => known));
  return [
    { stage: 'table', sql: createTableSql({ ...table, constraints, indexes }) },
    rowsOfTable(moment, table),
    ...later.map((constraint) => constraintBack(table, constraint)),
    ...[...table.parts.values()].map((part) => partBack(table, part)),
  ];
}

function indexesOf(table: Table): Step[] {
  return [...table.indexes.values()]
    .filter(({ constraint, known }) => constraint === undefined && known)
    .map((index) => ({ stage: 'index', sql: [createIndexSql(table, index)] }));
}

function rowsOfTable(moment: Moment, table: Table): Step {
  const copy = [...moment.copies].reverse().find((one) => one.of === keyOf(table) && one.in !== one.of && !one.hasWhere && coversRequired(table, one.columns));
  if (copy) {
    const next = [...table.columns.values()].flatMap((column) => nextValueSql(table, column));
    return { stage: 'rows', sql: [rowsBackSql(table, copy, false), ...next] };
  }
  const warning = `The rows of ${displayName(table)} are lost; the table comes back empty.`;
  return { stage: 'rows', sql: [comment(warning)], brings: 'shape', warning };
}

/** Whether a copy has every column that a row cannot do without. */
function coversRequired(table: Table, columns: readonly { readonly from: string }[]): boolean {
  if (columns.length === 0) return true;
  return [...table.columns.values()].every(
    ({ name, generated, default: value, notNull, serial, identity }) =>
      columns.some(({ from }) => from === name) || generated !== undefined || value !== undefined || serial || identity !== undefined || notNull !== true,
  );
}

function writtenInCreate(aspect: string): boolean {
  return aspect === 'persistence' || aspect.startsWith('option ');
}

function createSql(table: Table, constraints: readonly string[]): string {
  // Its foreign keys may lead to tables that are not there yet.
  if (writtenDialect() === 'sqlite') return sqliteTableSql(table);
  const persistence = table.aspects.get('persistence') === 'unlogged' ? 'UNLOGGED ' : '';
  const options = [...table.aspects].flatMap(([name, value]) => (name.startsWith('option ') ? [`${name.slice('option '.length)} = ${value}`] : []));
  const elements = [...(table.partitionOf ? [] : [...table.columns.values()].map(columnSql)), ...constraints];
  const body = elements.length === 0 ? (table.partitionOf ? '' : ' ()') : ` (\n${elements.map((element) => `\t${element}`).join(',\n')}\n)`;
  return [
    `CREATE ${persistence}TABLE ${quoteName(table)}`,
    table.partitionOf ? ` PARTITION OF ${nameOf(table.partitionOf.table)}` : '',
    body,
    table.partitionOf ? ` ${table.partitionOf.boundText ?? 'DEFAULT'}` : '',
    table.inherits.length > 0 ? ` INHERITS (${table.inherits.map(nameOf).join(', ')})` : '',
    table.partitionByText === undefined ? '' : ` PARTITION BY ${table.partitionByText}`,
    options.length > 0 ? ` WITH (${options.join(', ')})` : '',
    ';',
  ].join('');
}

/** Sequences that belong to a column are created before the table, and given to it once it is there. */
export function sequenceOwnerSql(sequence: DatabaseObject): string {
  const { table = '', column = '' } = sequence.ownedBy ?? {};
  return `ALTER SEQUENCE ${quoteName(sequence)} OWNED BY ${nameOf(table)}.${quote(column)};`;
}
