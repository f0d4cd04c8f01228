import type { AddEnumValue, Change } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { literal, quoteName } from '../schema/write-sql.ts';
import type { ChangeContext } from './rule.ts';
import { defineRule } from './rule.ts';

export const noNewEnumValueUse = defineRule({
  name: 'no-new-enum-value-use',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow using a value in the transaction that adds it to its enum' },
  everyChange(change, context) {
    if (context.addedValues.length === 0 || !evaluates(change)) return undefined;
    const used = newValues(context).find((added) => isUsed(added, change, context));
    if (!used || !context.isFirst(`no-new-enum-value-use ${String(context.statement.start)}`)) return undefined;
    const value = literal(used.value);
    return {
      // Where the layout does not tell, the script may run without a transaction.
      ...(context.inTransaction === undefined ? { severity: 'warn' as const } : {}),
      message: `This uses ${value}, which the same ${context.inTransaction === undefined ? 'script' : 'transaction'} adds to enum \`${displayName(used.name)}\`: until that is committed, the server refuses the value (“unsafe use of new value”), and the deployment stops.`,
      instead: `-- Add the value in a migration of its own, before this one:\nALTER TYPE ${quoteName(used.name)} ADD VALUE ${value};`,
    };
  },
});

/** Whether the server looks at the constants of the statement when it runs it; the body of a function it does not. */
function evaluates(change: Change): boolean {
  switch (change.kind) {
    case 'insertRows':
    case 'updateRows':
    case 'deleteRows':
    case 'setDefault':
    case 'addColumn':
    case 'addConstraint':
    case 'createIndex':
    case 'createTable':
    case 'alterColumnType':
      return true;
    case 'createObject':
      return change.objectType === 'view' || change.objectType === 'materialized view' || change.objectType === 'policy';
    default:
      return false;
  }
}

/** Values that the server does not let this transaction use yet. */
function newValues({ addedValues, pgVersion, changes }: ChangeContext): readonly AddEnumValue[] {
  if (pgVersion < 17) return addedValues;
  // PostgreSQL 17 allows it where the whole type is as new as the value.
  return addedValues.filter(({ name }) => !changes.some((other) => isCreation(other, name.name)));
}

function isCreation(change: Change, name: string): boolean {
  return change.kind === 'createObject' && change.objectType === 'enum' && change.name.name === name;
}

function isUsed({ name, value }: AddEnumValue, change: Change, { sourceOf, statement, tableOf }: ChangeContext): boolean {
  const text = sourceOf(statement);
  if (!text.includes(literal(value))) return false;
  const type = displayName(name);
  if (change.kind === 'alterColumnType' && change.type.name === type) return true;
  if (new RegExp(String.raw`::\s*(?:\w+\.)?"?${escaped(name.name)}"?(?![\w"])`, 'iu').test(text)) return true;
  if (change.kind === 'addColumn') return change.column.type.name === type;
  if (change.kind === 'createTable') return change.columns.some((column) => column.type.name === type && column.default?.text.includes(literal(value)) === true);
  const columns = 'table' in change ? tableOf(change.table)?.columns : undefined;
  // Of a table that no migration created, nobody knows the types; the very word is evidence enough.
  if (!columns) return 'table' in change && (change.kind === 'insertRows' || change.kind === 'updateRows' || change.kind === 'setDefault');
  if (change.kind === 'setDefault') return columns.get(change.column)?.type?.name === type;
  return [...columns.values()].some((column) => column.type?.name === type && mentions(change, column.name, text));
}

/** Whether a statement on the table has to do with the column. */
function mentions(change: Change, column: string, text: string): boolean {
  if (change.kind === 'insertRows') return change.columns.length === 0 || change.columns.includes(column);
  return new RegExp(String.raw`(?<![\w"])"?${escaped(column)}"?(?![\w"])`, 'iu').test(text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
