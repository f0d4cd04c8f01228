import type { Change, MoveToSchema, ObjectType, QualifiedName } from '../changes.ts';
import { columnsFedBy } from '../schema/dependants.ts';
import { displayName } from '../schema/model.ts';
import { literal, quote, quoteName } from '../schema/write-sql.ts';
import { contractComment } from './contract-step.ts';
import type { ChangeContext } from './rule.ts';
import { defineRule } from './rule.ts';

export const noRenameObject = defineRule({
  name: 'no-rename-object',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: ['postgres', 'mysql', 'mariadb'],
  recommended: true,
  docs: { description: 'Disallow renaming or moving what code of the previous release still asks for by name' },
  changes: {
    renameObject(change, context) {
      if (change.table || !namedByCode.has(change.objectType) || context.isNewObject(change)) return undefined;
      if (isInternal(change, context) || nameLivesOn(change, context)) return undefined;
      const name = displayName(change.name);
      return {
        message: `Renaming ${change.objectType} \`${name}\` to \`${change.to}\` ${breaksOldCode} \`${name}\`.`,
        instead: underOldName(change.objectType, change.name, { ...change.name, name: change.to }, context),
        breaksOldCode: true,
      };
    },
    moveToSchema(change, context) {
      if (change.objectType === 'index' || (change.objectType !== 'table' && !namedByCode.has(change.objectType))) return undefined;
      if (isNewHere(change, context) || isInternal(change, context) || nameLivesOn(change, context)) return undefined;
      const name = displayName(change.name);
      return {
        message: `Moving ${change.objectType} \`${name}\` to schema \`${change.schema}\` ${breaksOldCode} \`${name}\`, unless its search_path already leads there.`,
        instead: underOldName(change.objectType, change.name, { schema: change.schema, name: change.name.name }, context),
        breaksOldCode: true,
      };
    },
    renameEnumValue(change, { isNewObject }) {
      if (isNewObject({ objectType: 'enum', name: change.name })) return undefined;
      const [from, to] = [literal(change.value), literal(change.to)];
      return {
        message: `Renaming value ${from} of enum \`${displayName(change.name)}\` to ${to} ${breaksOldCode} ${from}, and does not know ${to} when it reads it.`,
        instead: [
          '-- Expand: add the new value beside the old one, and ship code that reads both and writes the new one.',
          `ALTER TYPE ${quoteName(change.name)} ADD VALUE ${to};`,
          `-- Then move the rows over in a migration of its own: UPDATE … SET … = ${to} WHERE … = ${from};`,
        ].join('\n'),
        breaksOldCode: true,
      };
    },
  },
});

const breaksOldCode =
  'breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for';

/** What queries, casts and calls in code name; triggers, policies and indexes they do not. */
const namedByCode = new Set<ObjectType>([
  'view',
  'materialized view',
  'foreign table',
  'sequence',
  'type',
  'enum',
  'domain',
  'function',
  'procedure',
  'aggregate',
  'schema',
  'database',
]);

type Renamed = Extract<Change, { kind: 'renameObject' | 'moveToSchema' }>;

function isNewHere(change: MoveToSchema, { isNew, isNewObject }: ChangeContext): boolean {
  if (change.objectType === 'table' || change.objectType === 'index') return isNew(change.name);
  return isNewObject({ objectType: change.objectType, name: change.name });
}

/** The function of a trigger, and the sequence of a column: the server finds them by number, not by name. */
function isInternal(change: Renamed, { objectOf, schema, tableOf }: ChangeContext): boolean {
  const { objectType, name } = change;
  if (objectType === 'function') return objectOf({ ...change, objectType })?.returns === 'trigger';
  if (objectType === 'sequence') {
    if (objectOf({ objectType, name })?.ownedBy || columnsFedBy(schema, displayName(name)).length > 0) return true;
    // The sequence of a serial column keeps its name when the table gets another one.
    return /_seq\d*$/u.test(name.name);
  }
  // `ALTER TABLE view SET SCHEMA` and its like.
  return objectType === 'table' && tableOf(name)?.temporary === true;
}

/** Whether the migration puts something of the old name into its place. */
function nameLivesOn({ name, objectType }: Renamed, { changes, isSameRelation }: ChangeContext): boolean {
  return changes.some((other) => {
    if (other.kind === 'createTable') return objectType === 'table' && isSameRelation(other.table, name);
    if (other.kind === 'renameTable') return other.to === name.name;
    if (other.kind === 'renameObject') return other.to === name.name && other.table === undefined;
    return other.kind === 'createObject' && other.table === undefined && isSameRelation(other.name, name);
  });
}

/** How both names live on for a release, and how the old one then goes. */
function underOldName(objectType: MoveToSchema['objectType'], from: QualifiedName, to: QualifiedName, { migration, sourceOf, statement }: ChangeContext): string {
  const [old, fresh] = [displayName(from), displayName(to)];
  switch (objectType) {
    case 'table':
    case 'view':
    case 'materialized view':
    case 'foreign table':
      return [
        '-- Keep the old name alive in the same transaction:',
        `${sourceOf(statement)};`,
        `CREATE VIEW ${quoteName(from)} AS SELECT * FROM ${quoteName(to)};`,
        `-- In a later release, once no code uses ${old}:`,
        `-- sqllint-contract ${migration.id}`,
        `DROP VIEW ${quoteName(from)};`,
      ].join('\n');
    case 'function':
    case 'procedure':
    case 'aggregate':
      return `-- Leave ${old} as it is, create ${fresh} beside it, and let the one call the other. In a later release:\n${contractComment}\nDROP ${objectType.toUpperCase()} ${quoteName(from)};`;
    case 'database':
      return `-- Leave ${old} its name: a connection says it, and the server refuses as long as anybody is connected.`;
    case 'schema':
      return `-- Move the code over before: let both names be in the search_path, qualify nothing. In a later release:\n${contractComment}\nALTER SCHEMA ${quote(from.name)} RENAME TO ${quote(to.name)};`;
    default:
      return `-- Create ${fresh} beside ${old}, ship code that names the new one, and drop the old one in a later release.`;
  }
}
