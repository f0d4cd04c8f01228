import type { ColumnDefinition, CreateIndex, CreateTable, DataType } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { displayName, keyOf } from '../schema/model.ts';
import type { Column, Index, Table } from '../schema/model.ts';
import { addColumnSql, columnSql, quote, quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const noHiddenDrift = defineRule({
  name: 'no-hidden-drift',
  antipattern: 'DP-09',
  severity: 'warn',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow IF NOT EXISTS that skips over an object of another shape' },
  changes: {
    createTable(change, { tableOf, schema }) {
      if (!change.ifNotExists || change.conditional) return undefined;
      const table = tableOf(change.table);
      if (!table || table.partial || schema.isUncertain(`relation ${keyOf(table)}`)) return undefined;
      const details = tableDrift(change, table);
      if (details.length === 0) return undefined;
      const missing = change.columns.filter(({ name }) => !table.columns.has(name));
      return {
        message: `Table \`${displayName(table)}\` exists already, and this CREATE TABLE IF NOT EXISTS skips it without a word: ${details.slice(0, 3).join('; ')}.`,
        instead:
          missing.length > 0
            ? ['-- Change the table that is there:', ...missing.map((column) => addColumnSql(table, asColumn(column)))].join('\n')
            : '-- Change the table that is there, or give the new one a name of its own.',
      };
    },
    addColumn(change, { tableOf, schema }) {
      if (!change.ifNotExists || change.conditional) return undefined;
      const table = tableOf(change.table);
      const column = table?.columns.get(change.column.name);
      if (!table || !column?.known || schema.isUncertain(`relation ${keyOf(table)}`)) return undefined;
      const details = columnDrift(change.column, column);
      if (details.length === 0) return undefined;
      return {
        message: `Column \`${displayName(table)}.${column.name}\` exists already, and this ADD COLUMN IF NOT EXISTS skips it without a word: ${details.slice(0, 3).join('; ')}.`,
        instead: `-- Change the column that is there, or give the new one a name of its own:\n-- it is ${columnSql(column)}`,
      };
    },
    createIndex(change, { schema }) {
      if (!change.ifNotExists || change.conditional || change.name === undefined) return undefined;
      const found = schema.index({ ...(change.table.schema === undefined ? {} : { schema: change.table.schema }), name: change.name });
      if (!found?.index.known || schema.isUncertain(`relation ${keyOf(found.table)}`)) return undefined;
      const isOther = schema.resolve('relation', change.table) !== `relation ${keyOf(found.table)}` || !isSameIndex(change, found.index);
      if (!isOther) return undefined;
      return {
        message: `Index \`${change.name}\` exists already, and this CREATE INDEX IF NOT EXISTS skips it without a word: it stays ${definitionOf(found.index, displayName(found.table))}, not ${definitionOf(change, displayName(change.table))}.`,
        instead: `-- Give the new index a name of its own, or drop the one that is there first:\nDROP INDEX CONCURRENTLY IF EXISTS ${quoteName({ schema: found.table.schema, name: change.name })};`,
      };
    },
  },
});

function tableDrift(change: CreateTable, table: Table): string[] {
  return change.columns.flatMap((definition) => {
    const column = table.columns.get(definition.name);
    if (!column) return [`column ${quote(definition.name)} does not come`];
    return column.known ? columnDrift(definition, column) : [];
  });
}

/** How the column that is there differs from the one that is asked for. */
function columnDrift(definition: ColumnDefinition, { name, type, notNull }: Column): string[] {
  const found: string[] = [];
  if (type && keyOfType(type) !== keyOfType(definition.type)) {
    found.push(`${quote(name)} stays ${type.text}, not ${definition.type.text}`);
  }
  const isKey = definition.constraints.some((constraint) => constraint.type === 'primaryKey');
  if (!isKey && notNull === false && definition.notNull) found.push(`${quote(name)} stays nullable`);
  return found;
}

/** `text` and `varchar` without a length hold the same. */
function keyOfType({ name, modifiers, dimensions }: DataType): string {
  const plain = name === 'varchar' && modifiers.length === 0 ? 'text' : name;
  return [plain, dimensions, ...modifiers].join();
}

function asColumn(definition: ColumnDefinition): Column {
  return { ...definition, createdIn: -1, known: true };
}

function isSameIndex(change: CreateIndex, index: Index): boolean {
  return (
    keysOf(change.keys) === keysOf(index.keys) &&
    change.unique === index.unique &&
    change.method === index.method &&
    (change.where?.key ?? '') === (index.where?.key ?? '')
  );
}

function definitionOf({ unique, method, keys, where }: Index | CreateIndex, table: string): string {
  const using = method === 'btree' ? '' : ` USING ${method}`;
  return `${unique ? 'unique ' : ''}on \`${table}\`${using} (${keysOf(keys)})${where ? ` WHERE ${where.text}` : ''}`;
}

function keysOf(keys: CreateIndex['keys']): string {
  return keys.map((key) => key.column ?? key.expression?.text ?? '').join(', ');
}
