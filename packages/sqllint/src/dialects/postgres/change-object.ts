import type { AlterDomainStmt, DropStmt, Node, RenameStmt } from '@pgsql/types';
import type { Change, ObjectType, QualifiedName } from '../../changes.ts';
import { nameOfObject } from './alter-table.ts';
import { argumentsOfObject } from './create-object.ts';
import { nameOfList, nameOfRelation, nameOfStrings, stringsOf } from './names.ts';
import type { StatementSource } from './source.ts';
import { keyOfTree } from './tree-key.ts';

const objectTypes: Readonly<Record<string, ObjectType>> = {
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_SEQUENCE: 'sequence',
  // An enum, a composite and a range type are dropped alike; the schema knows which it is.
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'domain',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'procedure',
  OBJECT_ROUTINE: 'function',
  OBJECT_AGGREGATE: 'aggregate',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_EVENT_TRIGGER: 'event trigger',
  OBJECT_POLICY: 'policy',
  OBJECT_RULE: 'rule',
  OBJECT_EXTENSION: 'extension',
  OBJECT_SCHEMA: 'schema',
  OBJECT_DATABASE: 'database',
  OBJECT_FOREIGN_TABLE: 'foreign table',
  OBJECT_STATISTIC_EXT: 'statistics',
  OBJECT_COLLATION: 'collation',
  OBJECT_TSCONFIGURATION: 'text search configuration',
  OBJECT_TSDICTIONARY: 'text search dictionary',
  OBJECT_TSPARSER: 'text search parser',
  OBJECT_TSTEMPLATE: 'text search template',
  OBJECT_OPERATOR: 'operator',
  OBJECT_CAST: 'cast',
  OBJECT_ROLE: 'role',
  OBJECT_PUBLICATION: 'publication',
  OBJECT_SUBSCRIPTION: 'subscription',
  OBJECT_FOREIGN_SERVER: 'foreign server',
};

export function objectTypeOf(type: string | undefined): ObjectType {
  return objectTypes[type ?? ''] ?? 'other';
}

export function lowerDrop(statement: DropStmt, source: StatementSource): Change[] {
  const ifExists = statement.missing_ok ?? false;
  const cascade = statement.behavior === 'DROP_CASCADE';
  const base = { ...source.range, ifExists, cascade };
  return (statement.objects ?? []).map((object): Change => {
    switch (statement.removeType) {
      case 'OBJECT_TABLE':
        return { kind: 'dropTable', ...base, table: nameOfObject(object) };
      case 'OBJECT_INDEX':
        return { kind: 'dropIndex', ...base, name: nameOfObject(object), concurrently: statement.concurrent ?? false };
      case 'OBJECT_TRIGGER':
      case 'OBJECT_POLICY':
      case 'OBJECT_RULE': {
        const parts = 'List' in object ? stringsOf(object.List.items) : [];
        return {
          kind: 'dropObject',
          ...base,
          objectType: objectTypeOf(statement.removeType),
          name: { name: parts.at(-1) ?? '' },
          table: nameOfStrings(parts.slice(0, -1)),
        };
      }
      default:
        return {
          kind: 'dropObject',
          ...base,
          objectType: objectTypeOf(statement.removeType),
          name: nameOfObject(object),
          ...argumentsPart(object),
        };
    }
  });
}

function argumentsPart(object: Node | undefined): { arguments?: string } {
  if (!object || !('ObjectWithArgs' in object)) return {};
  const given = argumentsOfObject(object.ObjectWithArgs);
  return given === undefined ? {} : { arguments: given };
}

export function lowerRename(statement: RenameStmt, source: StatementSource): Change[] {
  const { range } = source;
  const to = statement.newname ?? '';
  const table = nameOfRelation(statement.relation);
  const part = statement.subname ?? '';
  const onTable = statement.missing_ok === true ? { table, tableIfExists: true } : { table };
  switch (statement.renameType) {
    case 'OBJECT_TABLE':
    case 'OBJECT_FOREIGN_TABLE':
      return [{ kind: 'renameTable', ...range, ...onTable, to }];
    case 'OBJECT_COLUMN': {
      const isView = statement.relationType === 'OBJECT_VIEW' || statement.relationType === 'OBJECT_MATVIEW';
      return [{ kind: 'renameColumn', ...range, ...onTable, column: part, to, of: isView ? 'view' : 'table' }];
    }
    case 'OBJECT_ATTRIBUTE':
      return [{ kind: 'renameColumn', ...range, ...onTable, column: part, to, of: 'type' }];
    case 'OBJECT_TABCONSTRAINT':
      return [{ kind: 'renameConstraint', ...range, ...onTable, name: part, to }];
    case 'OBJECT_INDEX':
      return [{ kind: 'renameIndex', ...range, name: table, to }];
    case 'OBJECT_TRIGGER':
    case 'OBJECT_POLICY':
    case 'OBJECT_RULE':
      return [
        { kind: 'renameObject', ...range, objectType: objectTypeOf(statement.renameType), name: { name: part }, table, to },
      ];
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_SEQUENCE':
      return [{ kind: 'renameObject', ...range, objectType: objectTypeOf(statement.renameType), name: table, to }];
    case 'OBJECT_SCHEMA':
    case 'OBJECT_DATABASE':
    case 'OBJECT_ROLE':
      return [
        { kind: 'renameObject', ...range, objectType: objectTypeOf(statement.renameType), name: { name: part }, to },
      ];
    case 'OBJECT_DOMCONSTRAINT':
      return [
        {
          kind: 'alterObject',
          ...range,
          objectType: 'domain',
          name: nameOfObject(statement.object),
          aspect: `constraint ${part}`,
          value: `renamed to ${to}`,
          text: source.statementText,
        },
      ];
    default:
      return [
        {
          kind: 'renameObject',
          ...range,
          objectType: objectTypeOf(statement.renameType),
          name: nameOfObject(statement.object),
          ...argumentsPart(statement.object),
          to,
        },
      ];
  }
}

/** `ALTER … SET SCHEMA`. */
export function lowerMoveToSchema(
  objectType: string | undefined,
  name: QualifiedName,
  schema: string | undefined,
  source: StatementSource,
): Change {
  return {
    kind: 'moveToSchema',
    ...source.range,
    objectType: objectType === 'OBJECT_TABLE' ? 'table' : objectType === 'OBJECT_INDEX' ? 'index' : objectTypeOf(objectType),
    name,
    schema: schema ?? '',
  };
}

export function lowerAlterDomain(statement: AlterDomainStmt, source: StatementSource): Change {
  const name = nameOfList(statement.typeName);
  const constraint = statement.def && 'Constraint' in statement.def ? statement.def.Constraint : undefined;
  const base = { kind: 'alterObject', ...source.range, objectType: 'domain', name, text: source.statementText } as const;
  switch (statement.subtype) {
    case 'T':
      return { ...base, aspect: 'default', value: keyOfTree(statement.def) };
    case 'N':
      return { ...base, aspect: 'not null', value: '' };
    case 'O':
      return { ...base, aspect: 'not null', value: 'not null' };
    case 'V':
      return { ...base, aspect: `validated ${statement.name ?? ''}`, value: 'valid' };
    case 'X':
      return { ...base, aspect: `constraint ${statement.name ?? ''}`, value: '' };
    default:
      return {
        ...base,
        aspect: `constraint ${constraint?.conname ?? ''}`,
        value: keyOfTree(constraint?.raw_expr),
        notValid: constraint?.skip_validation ?? false,
      };
  }
}
