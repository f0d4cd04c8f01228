import type { Change, CreateIndex, DropObject } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import type { Index } from '../schema/model.ts';
import { addConstraintSql, alterColumnSql, createIndexSql, createObjectSql, partSql } from '../schema/write-sql.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noLostDefinition = defineRule({
  name: 'no-lost-definition',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: dialectNames,
  recommended: false,
  docs: { description: 'Disallow dropping or replacing a definition without a down that holds the earlier one' },
  changes: {
    dropObject(change, context) {
      if (context.migration.down) return undefined;
      if (change.table) return partOf(change, context);
      const object = context.objectOf(change);
      if (!object?.known || !withDefinition.has(object.objectType) || context.isNewObject(change)) return undefined;
      const isSame = (other: Change): boolean => other.kind === 'createObject' && other.definition === object.definition;
      if (context.isFollowedBy(change, isSame)) return undefined;
      return report('Dropping', `${object.objectType} \`${displayName(object)}\``, createObjectSql(object));
    },
    createObject(change, context) {
      if (context.migration.down || !change.orReplace || change.table) return undefined;
      const object = context.objectOf(change);
      if (!object?.known || object.createdIn === context.schema.migration || object.definition === change.definition) return undefined;
      if (!context.isFirst(`no-lost-definition ${object.objectType} ${displayName(object)}(${object.arguments ?? ''})`)) return undefined;
      return report('Replacing', `${object.objectType} \`${displayName(object)}\``, createObjectSql(object));
    },
    dropIndex(change, context) {
      const { migration, schema } = context;
      const found = schema.index(change.name);
      if (migration.down || !found?.index.known || found.index.createdIn === schema.migration) return undefined;
      if (found.table.createdIn === schema.migration || found.index.constraint !== undefined) return undefined;
      const isSame = (other: Change): boolean => other.kind === 'createIndex' && isSameIndex(other, found.index);
      if (context.changes.some(isSame)) return undefined;
      return report('Dropping', `index \`${found.index.name}\` of \`${displayName(found.table)}\``, createIndexSql(found.table, found.index));
    },
    dropConstraint(change, { migration, isNew, tableOf, schema }) {
      const table = tableOf(change.table);
      const constraint = table?.constraints.get(change.name);
      if (migration.down || isNew(change.table) || !table || !constraint?.known || constraint.createdIn === schema.migration) return undefined;
      return report('Dropping', `constraint \`${constraint.name}\` of \`${displayName(table)}\``, addConstraintSql(table, constraint));
    },
    dropDefault: (change, context) => defaultOf(change, context, 'Dropping'),
    setDefault: (change, context) => defaultOf(change, context, 'Replacing'),
  },
});

/** Objects whose definition is their content. */
const withDefinition = new Set<DropObject['objectType']>([
  'view',
  'materialized view',
  'function',
  'procedure',
  'aggregate',
  'enum',
  'domain',
  'type',
]);

function partOf(change: DropObject, { tableOf, isNew, isFollowedBy }: ChangeContext): Report | undefined {
  const table = change.table && tableOf(change.table);
  const part = table?.parts.get(`${change.objectType} ${change.name.name}`);
  if (!table || !part?.known || isNew(table)) return undefined;
  const isSame = (other: Change): boolean => other.kind === 'createObject' && other.definition === part.definition;
  if (isFollowedBy(change, isSame)) return undefined;
  return report('Dropping', `${part.objectType} \`${part.name}\` of \`${displayName(table)}\``, partSql(part));
}

function defaultOf(
  change: Extract<Change, { kind: 'dropDefault' | 'setDefault' }>,
  { migration, isNew, tableOf, schema }: ChangeContext,
  verb: string,
): Report | undefined {
  const table = tableOf(change.table);
  const column = table?.columns.get(change.column);
  if (migration.down || isNew(change.table) || !table || !column?.default || column.createdIn === schema.migration) return undefined;
  if (change.kind === 'setDefault' && change.default.key === column.default.key) return undefined;
  const what = `the default of \`${displayName(table)}.${column.name}\``;
  return report(verb, what, alterColumnSql(table, column.name, `SET DEFAULT ${column.default.text}`));
}

function isSameIndex(other: CreateIndex, index: Index): boolean {
  const keys = (list: CreateIndex['keys']): string => list.map((key) => `${key.column ?? key.expression?.key ?? ''} ${key.options}`).join();
  return keys(other.keys) === keys(index.keys) && other.unique === index.unique && other.where?.key === index.where?.key;
}

function report(verb: string, what: string, earlier: string): Report {
  return {
    message: `${verb} ${what} leaves no way back: there is no down, and only an earlier migration still says what it was.`,
    instead: `-- The down that is missing:\n${earlier}`,
  };
}
