import type { AddEnumValue } from '../../changes.ts';
import { displayName, keyOf } from '../model.ts';
import type { Column, DatabaseObject, Table } from '../model.ts';
import { alterColumnSql, defaultText, literal, quote, quoteName } from '../write-sql.ts';
import { isOwn } from './moment.ts';
import type { Moment } from './moment.ts';
import { readersOf, rebuildViews } from './objects.ts';
import { dropPartSql, partBack } from './parts.ts';
import { rebuildExpressions } from './columns.ts';
import { comment } from './step.ts';
import type { Step } from './step.ts';

/**
 * PostgreSQL cannot take a value out of an enum. What can be done is to put a type without the value
 * in the place of this one, for all columns that use it.
 */
export function undoEnumValue(moment: Moment, change: AddEnumValue): Step[] {
  const before = moment.before.object('type', change.name);
  const key = moment.before.resolve('type', change.name);
  if (before && (isOwn(moment, before) || moment.after.get(key) === undefined)) return [];
  if (!before?.labels) {
    const warning = `Value ${literal(change.value)} of enum ${displayName(change.name)} stays: PostgreSQL cannot take it out, and the other values are not known.`;
    return [{ stage: 'type', sql: [comment(warning)], brings: 'nothing', warning }];
  }
  const users = columnsOfType(moment, before);
  const holder = holderOf(moment, before, users);
  if (holder !== undefined) {
    const warning = `Value ${literal(change.value)} of enum ${displayName(before)} stays: PostgreSQL cannot take it out, and ${holder} is written for the type as it is.`;
    return [{ stage: 'type', sql: [comment(warning)], brings: 'nothing', warning }];
  }
  const warning = `Rows that have ${literal(change.value)} of enum ${displayName(before)} stop this; give them another value first.`;
  return [{ stage: 'type', sql: [comment(warning), ...swapSql(before, before.labels, users)], warning }, ...rebuildUsers(moment, users)];
}

/** What computes with a column of the type is written for that type, and cannot see it replaced. */
function rebuildUsers(moment: Moment, users: readonly User[]): Step[] {
  const tables = [...new Set(users.map(({ table }) => table))];
  const views = new Set(tables.flatMap((table) => readersOf(moment, keyOf(table))));
  return [
    ...rebuildViews([...views]),
    ...users.flatMap(({ table, column }) => rebuildExpressions(table, column.name)),
    ...users.flatMap(({ table, column }) =>
      [...table.parts.values()]
        .filter(({ text }) => mentions(text, column.name))
        .flatMap((part): Step[] => [{ stage: 'drop part', sql: [dropPartSql(table, part)] }, partBack(table, part)]),
    ),
  ];
}

/** What holds on to the type itself, so that it cannot be replaced: a function's arguments, another type, a partition key. */
function holderOf(moment: Moment, type: DatabaseObject, users: readonly User[]): string | undefined {
  const partitioned = users.find(({ table, column }) => table.partitionByText !== undefined && mentions(table.partitionByText, column.name));
  if (partitioned) return `the partition key of ${displayName(partitioned.table)}`;
  for (const object of moment.before.objects()) {
    const holds = object.arguments !== undefined || object.objectType === 'type' || object.objectType === 'domain' || object.objectType === 'materialized view';
    if (holds && object !== type && mentions(object.text.replace(/\bas\s+(?:'|\$)[\s\S]*$/iu, ''), type.name)) return `${object.objectType} ${displayName(object)}`;
  }
  return undefined;
}

function mentions(text: string, name: string): boolean {
  return new RegExp(String.raw`(?<![\w$])"?${name}"?(?![\w$])`, 'iu').test(text);
}

interface User {
  readonly table: Table;
  readonly column: Column;
}

function columnsOfType(moment: Moment, type: DatabaseObject): User[] {
  const names = new Set([keyOf(type), displayName(type), type.name]);
  return [...moment.before.tables()].flatMap((table) => {
    // Partitions and heirs follow the table that they inherit the column from.
    if (table.partitionOf || table.temporary) return [];
    const parents = table.inherits.map((parent) => moment.before.tableByKey(parent));
    const isInherited = ({ name }: Column): boolean => parents.some((parent) => parent === undefined || parent.columns.has(name));
    return [...table.columns.values()].flatMap((column) => (column.type && names.has(column.type.name) && !isInherited(column) ? [{ table, column }] : []));
  });
}

function swapSql(type: DatabaseObject, labels: readonly string[], users: readonly User[]): string[] {
  const old = quoteName({ ...type, name: `${type.name}_old` });
  const name = quoteName(type);
  return [
    `ALTER TYPE ${name} RENAME TO ${quote(`${type.name}_old`)};`,
    `CREATE TYPE ${name} AS ENUM (${labels.map(literal).join(', ')});`,
    ...users.flatMap(({ table, column }) => {
      const brackets = '[]'.repeat(column.type?.dimensions ?? 0);
      const back = alterColumnSql(table, column.name, `TYPE ${name}${brackets} USING ${quote(column.name)}::text${brackets}::${name}${brackets}`);
      if (!column.default) return [back];
      return [
        alterColumnSql(table, column.name, 'DROP DEFAULT'),
        back,
        alterColumnSql(table, column.name, `SET DEFAULT ${defaultText(column.default)}`),
      ];
    }),
    `DROP TYPE ${old};`,
  ];
}
