import type {
  AlterEnumStmt,
  AlterPolicyStmt,
  ClusterStmt,
  CommentStmt,
  GrantStmt,
  IndexStmt,
  Node,
  RangeVar,
  ReindexStmt,
  SelectStmt,
  VacuumStmt,
} from '@pgsql/types';
import type { Change, Maintain, QualifiedName, Reindex, RoutineCall } from '../../changes.ts';
import { lowerAlterTable, nameOfObject } from './alter-table.ts';
import { lowerAlterDomain, lowerDrop, lowerMoveToSchema, lowerRename, objectTypeOf } from './change-object.ts';
import { argumentsOfObject, lowerCreateObject, ownerOf, publishedTables } from './create-object.ts';
import { lowerCreateTable, lowerCreateTableAs, lowerSelectInto, relationsIn } from './create-table.ts';
import { lowerData, lowerDataInWith, lowerMerge } from './data.ts';
import { indexKeyOf } from './definitions.ts';
import { expressionOf } from './expression.ts';
import { nameOfList, nameOfRelation, nameOfStrings, stringOf, stringsOf } from './names.ts';
import { callOf, callsOfSelect } from './routines/calls.ts';
import { lowerLastingSet, lowerSet, lowerSetConfig, lowerTransaction } from './session.ts';
import type { StatementSource } from './source.ts';
import { storageOptions } from './storage-options.ts';
import { functionsIn, keyOfTree } from './tree-key.ts';

/**
 * Statements that change neither the schema nor rows that a migration is about.
 * What the schema model leaves out on purpose is here too, so that it counts as understood.
 */
const withoutEffect = new Set([
  'ExplainStmt',
  'VariableShowStmt',
  'NotifyStmt',
  'ListenStmt',
  'UnlistenStmt',
  'PrepareStmt',
  'ExecuteStmt',
  'DeallocateStmt',
  'DiscardStmt',
  'LoadStmt',
  'FetchStmt',
  'DeclareCursorStmt',
  'ClosePortalStmt',
  'ConstraintsSetStmt',
  'SecLabelStmt',
  'AlterDefaultPrivilegesStmt',
  'GrantRoleStmt',
  'AlterRoleStmt',
  'AlterDatabaseStmt',
  'AlterDatabaseRefreshCollStmt',
  'AlterCollationStmt',
  'AlterExtensionStmt',
  'AlterExtensionContentsStmt',
  'AlterObjectDependsStmt',
  'AlterOperatorStmt',
  'AlterTypeStmt',
  'AlterStatsStmt',
  'AlterTSConfigurationStmt',
  'AlterTSDictionaryStmt',
  'AlterSubscriptionStmt',
  'AlterEventTrigStmt',
  'AlterFdwStmt',
  'AlterForeignServerStmt',
  'AlterUserMappingStmt',
  'AlterTableSpaceOptionsStmt',
  'ImportForeignSchemaStmt',
]);

/** What one parse tree does, or undefined when this front end does not know its kind. */
export function lower(node: Node, source: StatementSource): Change[] | undefined {
  if ('AlterTableStmt' in node) return lowerAlterTable(node.AlterTableStmt, source);
  if ('CreateStmt' in node) return [lowerCreateTable(node.CreateStmt, source)];
  if ('IndexStmt' in node) return [lowerIndex(node.IndexStmt, source)];
  if ('DropStmt' in node) return lowerDrop(node.DropStmt, source);
  if ('SelectStmt' in node) return lowerSelect(node.SelectStmt, source);
  if ('InsertStmt' in node || 'UpdateStmt' in node || 'DeleteStmt' in node) return lowerData(node, source);
  if ('RenameStmt' in node) return lowerRename(node.RenameStmt, source);
  const created = lowerCreateObject(node, source);
  if (created) return [created];
  return lowerAlterObject(node, source) ?? lowerRest(node, source);
}

function lowerIndex(statement: IndexStmt, source: StatementSource): Change {
  const where = statement.whereClause;
  const keys = source.elements(source.endOfFirstSymbol('(', source.offsetOf(statement.relation?.location)));
  const storage = storageOptions(statement.options).map(([name, value]) => `${name} = ${value}`);
  const details = [
    statement.nulls_not_distinct === true ? 'NULLS NOT DISTINCT' : '',
    storage.length > 0 ? `WITH (${storage.join(', ')})` : '',
  ].filter((part) => part !== '');
  return {
    kind: 'createIndex',
    ...source.range,
    table: nameOfRelation(statement.relation),
    unique: statement.unique ?? false,
    concurrently: statement.concurrent ?? false,
    ifNotExists: statement.if_not_exists ?? false,
    only: statement.relation?.inh !== true,
    method: statement.accessMethod ?? 'btree',
    keys: (statement.indexParams ?? []).map((key, index) => {
      const range = keys[index];
      return indexKeyOf(key, source, range && source.text.slice(range.start, range.end));
    }),
    include: (statement.indexIncludingParams ?? []).flatMap((key) =>
      'IndexElem' in key ? [key.IndexElem.name ?? ''] : [],
    ),
    details: keyOfTree({ nulls: statement.nulls_not_distinct, options: statement.options }),
    ...(details.length > 0 ? { detailsText: details.join(' ') } : {}),
    text: source.statementText,
    ...(statement.idxname === undefined ? {} : { name: statement.idxname }),
    ...(where ? { where: expressionOf(where, source.textAfterKeyword(source.range, 'where') ?? '') } : {}),
  };
}

function lowerSelect(statement: SelectStmt, source: StatementSource): Change[] {
  const changes = lowerDataInWith(statement.withClause, source);
  if (statement.intoClause) changes.push(lowerSelectInto(statement, source));
  for (const target of statement.targetList ?? []) {
    const value = 'ResTarget' in target ? target.ResTarget.val : undefined;
    const setting = value && 'FuncCall' in value ? lowerSetConfig(value.FuncCall, source) : undefined;
    if (setting) changes.push(setting);
  }
  if (changes.length > 0) return changes;
  if (statement.lockingClause) return [{ kind: 'noEffect', ...source.range, command: 'SELECT', tables: rowsLockedBy(statement) }];
  const called = (statement.targetList ?? []).concat(statement.fromClause ?? []);
  return [callOrNothing(called, callsOfSelect(statement), 'SELECT', source)];
}

/** The tables whose rows `FOR UPDATE` and its kin lock: those that it names, else all. */
function rowsLockedBy({ lockingClause, fromClause }: SelectStmt): QualifiedName[] {
  const items = fromClause ?? [];
  const named = (lockingClause ?? []).flatMap((node) => ('LockingClause' in node ? relationsOf(node.LockingClause.lockedRels) : []));
  const found = relationsIn({ List: { items: [...items] } });
  if (named.length === 0) return found;
  const aliases = new Map(rangesIn(items).map((range) => [range.alias?.aliasname ?? range.relname ?? '', nameOfRelation(range)]));
  return named.flatMap(({ name }) => aliases.get(name) ?? []);
}

/** The relations of a `FROM`, joins taken apart. */
function rangesIn(items: readonly (Node | undefined)[]): RangeVar[] {
  return items.flatMap((item) => {
    if (!item) return [];
    if ('JoinExpr' in item) return rangesIn([item.JoinExpr.larg, item.JoinExpr.rarg]);
    return 'RangeVar' in item ? [item.RangeVar] : [];
  });
}

function callOrNothing(called: unknown, calls: readonly RoutineCall[] | undefined, command: string, source: StatementSource): Change {
  const functions = functionsIn(called);
  if (functions.length === 0) return { kind: 'noEffect', ...source.range, command };
  return { kind: 'callFunctions', ...source.range, functions, ...(calls ? { calls } : {}) };
}

function lowerAlterObject(node: Node, source: StatementSource): Change[] | undefined {
  if ('AlterEnumStmt' in node) return [lowerEnum(node.AlterEnumStmt, source)];
  if ('AlterDomainStmt' in node) return [lowerAlterDomain(node.AlterDomainStmt, source)];
  if ('AlterPolicyStmt' in node) return [lowerPolicy(node.AlterPolicyStmt, source)];
  if ('AlterSeqStmt' in node) {
    const { sequence, options } = node.AlterSeqStmt;
    return (options ?? []).flatMap((option): Change[] => {
      if (!('DefElem' in option)) return [];
      const { defname, arg } = option.DefElem;
      const ownedBy = defname === 'owned_by' ? ownerOf(arg) : undefined;
      return [
        {
          kind: 'alterObject',
          ...source.range,
          objectType: 'sequence',
          name: nameOfRelation(sequence),
          aspect: defname ?? '',
          value: keyOfTree(arg ?? null),
          text: source.statementText,
          ...(ownedBy ? { ownedBy } : {}),
        },
      ];
    });
  }
  if ('AlterFunctionStmt' in node) {
    const { func, objtype, actions } = node.AlterFunctionStmt;
    const given = func ? argumentsOfObject(func) : undefined;
    return (actions ?? []).flatMap((action): Change[] =>
      'DefElem' in action
        ? [
            {
              kind: 'alterObject',
              ...source.range,
              objectType: objectTypeOf(objtype),
              name: nameOfList(func?.objname),
              ...(given === undefined ? {} : { arguments: given }),
              aspect: action.DefElem.defname ?? '',
              value: keyOfTree(action.DefElem.arg ?? null),
              text: source.statementText,
            },
          ]
        : [],
    );
  }
  if ('AlterObjectSchemaStmt' in node) {
    const { objectType, relation, object, newschema } = node.AlterObjectSchemaStmt;
    const name = relation ? nameOfRelation(relation) : nameOfObject(object);
    return [lowerMoveToSchema(objectType, name, newschema, source)];
  }
  if ('AlterOwnerStmt' in node) {
    const { objectType, relation, object, newowner } = node.AlterOwnerStmt;
    return [
      {
        kind: 'alterObject',
        ...source.range,
        objectType: objectTypeOf(objectType),
        name: relation ? nameOfRelation(relation) : nameOfObject(object),
        aspect: 'owner',
        value: newowner?.rolename ?? '',
        text: source.statementText,
      },
    ];
  }
  return undefined;
}

function lowerEnum(statement: AlterEnumStmt, source: StatementSource): Change {
  const name = nameOfList(statement.typeName);
  const value = statement.newVal ?? '';
  if (statement.oldVal !== undefined) {
    return { kind: 'renameEnumValue', ...source.range, name, value: statement.oldVal, to: value };
  }
  return {
    kind: 'addEnumValue',
    ...source.range,
    name,
    value,
    ifNotExists: statement.skipIfNewValExists ?? false,
    ...(statement.newValNeighbor === undefined
      ? {}
      : { beside: { label: statement.newValNeighbor, after: statement.newValIsAfter ?? false } }),
  };
}

function lowerPolicy(statement: AlterPolicyStmt, source: StatementSource): Change {
  const { policy_name: name, table, ...rest } = statement;
  return {
    kind: 'alterObject',
    ...source.range,
    objectType: 'policy',
    name: { name: name ?? '' },
    table: nameOfRelation(table),
    aspect: 'definition',
    value: keyOfTree(rest),
    text: source.statementText,
  };
}

function lowerRest(node: Node, source: StatementSource): Change[] | undefined {
  const { range } = source;
  if ('TransactionStmt' in node) return [lowerTransaction(node.TransactionStmt, source)];
  if ('VariableSetStmt' in node) return [lowerSet(node.VariableSetStmt, source)];
  if ('AlterDatabaseSetStmt' in node) return [lowerLastingSet(node.AlterDatabaseSetStmt.setstmt, source)];
  if ('AlterRoleSetStmt' in node) {
    const { role, setstmt } = node.AlterRoleSetStmt;
    // What another role sees is of no concern here.
    const isOwn = !role || role.roletype === 'ROLESPEC_CURRENT_USER' || role.rolename === 'current_user';
    return [isOwn ? lowerLastingSet(setstmt, source) : noEffect(node, source)];
  }
  if ('CreateTableAsStmt' in node) return [lowerCreateTableAs(node.CreateTableAsStmt, source)];
  if ('TruncateStmt' in node) {
    const { relations, behavior } = node.TruncateStmt;
    const cascade = behavior === 'DROP_CASCADE';
    return targetsOf(relations).map((target) => ({ kind: 'truncateTable', ...range, ...target, cascade }));
  }
  if ('LockStmt' in node) {
    const mode = lockModes[node.LockStmt.mode ?? 0] ?? '';
    return targetsOf(node.LockStmt.relations).map((target) => ({ kind: 'lockTable', ...range, ...target, mode }));
  }
  if ('RefreshMatViewStmt' in node) {
    const { relation, concurrent, skipData } = node.RefreshMatViewStmt;
    const flags = { concurrently: concurrent ?? false, withoutData: skipData ?? false };
    return [{ kind: 'refreshView', ...range, name: nameOfRelation(relation), ...flags }];
  }
  if ('CopyStmt' in node) {
    const { relation, is_from: isFrom, attlist } = node.CopyStmt;
    if (isFrom !== true || !relation) return [{ kind: 'noEffect', ...range, command: 'COPY' }];
    const columns = stringsOf(attlist);
    return [{ kind: 'insertRows', ...range, table: nameOfRelation(relation), columns, onConflictUpdate: false }];
  }
  if ('MergeStmt' in node) return lowerMerge(node.MergeStmt, source);
  if ('DropOwnedStmt' in node) {
    const cascade = node.DropOwnedStmt.behavior === 'DROP_CASCADE';
    return [{ kind: 'dropOwned', ...range, roles: rolesOf(node.DropOwnedStmt.roles), cascade }];
  }
  if ('ReassignOwnedStmt' in node) {
    const { roles, newrole } = node.ReassignOwnedStmt;
    return [
      { kind: 'dropOwned', ...range, roles: rolesOf(roles), reassignTo: newrole?.rolename ?? '', cascade: false },
    ];
  }
  if ('DropdbStmt' in node) return [dropped('database', node.DropdbStmt.dbname, node.DropdbStmt.missing_ok, source)];
  if ('DropRoleStmt' in node) {
    const { roles, missing_ok: ifExists } = node.DropRoleStmt;
    return rolesOf(roles).map((role) => dropped('role', role, ifExists, source));
  }
  if ('DropSubscriptionStmt' in node) {
    return [dropped('subscription', node.DropSubscriptionStmt.subname, node.DropSubscriptionStmt.missing_ok, source)];
  }
  if ('DropTableSpaceStmt' in node || 'DropUserMappingStmt' in node) return [dropped('other', '', true, source)];
  if ('CallStmt' in node) {
    const { funccall } = node.CallStmt;
    return [callOrNothing(funccall ? { FuncCall: funccall } : {}, funccall && [callOf(funccall)], 'CALL', source)];
  }
  if ('GrantStmt' in node) return [lowerGrant(node.GrantStmt, source)];
  if ('CommentStmt' in node) return [lowerComment(node.CommentStmt, source)];
  if ('AlterPublicationStmt' in node) {
    const { pubobjects, action } = node.AlterPublicationStmt;
    const command = action === 'AP_SetObjects' && pubobjects ? 'ALTER PUBLICATION SET' : 'ALTER PUBLICATION';
    return [{ kind: 'noEffect', ...range, command, tables: publishedTables(pubobjects) }];
  }
  if ('AlterObjectDependsStmt' in node && node.AlterObjectDependsStmt.objectType === 'OBJECT_INDEX') {
    return [{ kind: 'alterIndex', ...range, name: nameOfRelation(node.AlterObjectDependsStmt.relation), aspect: 'extension' }];
  }
  return lowerMaintenance(node, source) ?? (isWithoutEffect(node) ? [noEffect(node, source)] : undefined);
}

function lowerMaintenance(node: Node, source: StatementSource): Change[] | undefined {
  if ('ReindexStmt' in node) return [lowerReindex(node.ReindexStmt, source)];
  if ('VacuumStmt' in node) return [lowerVacuum(node.VacuumStmt, source)];
  if ('ClusterStmt' in node) {
    const { relation }: ClusterStmt = node.ClusterStmt;
    return [{ kind: 'maintain', ...source.range, command: 'cluster', tables: relation ? [nameOfRelation(relation)] : [] }];
  }
  if ('AlterTableMoveAllStmt' in node) return [{ kind: 'maintain', ...source.range, command: 'move tablespace', tables: [] }];
  if ('CheckPointStmt' in node) return [{ kind: 'maintain', ...source.range, command: 'checkpoint', tables: [] }];
  if ('AlterSystemStmt' in node) return [{ kind: 'maintain', ...source.range, command: 'alter system', tables: [] }];
  return undefined;
}

/** Lock modes by their numbers in `lockdefs.h`. */
const lockModes = [
  '',
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
];

const reindexTargets: Readonly<Record<string, Reindex['target']>> = {
  REINDEX_OBJECT_INDEX: 'index',
  REINDEX_OBJECT_TABLE: 'table',
  REINDEX_OBJECT_SCHEMA: 'schema',
  REINDEX_OBJECT_SYSTEM: 'system',
  REINDEX_OBJECT_DATABASE: 'database',
};

function lowerReindex(statement: ReindexStmt, source: StatementSource): Change {
  return {
    kind: 'reindex',
    ...source.range,
    target: reindexTargets[statement.kind ?? ''] ?? 'index',
    name: statement.relation ? nameOfRelation(statement.relation) : { name: statement.name ?? '' },
    concurrently: hasOption(statement.params, 'concurrently'),
  };
}

function lowerVacuum(statement: VacuumStmt, source: StatementSource): Change {
  const full: Maintain['command'] = hasOption(statement.options, 'full') ? 'vacuum full' : 'vacuum';
  const tables = (statement.rels ?? []).flatMap((node) =>
    'VacuumRelation' in node ? [nameOfRelation(node.VacuumRelation.relation)] : [],
  );
  return { kind: 'maintain', ...source.range, command: statement.is_vacuumcmd === true ? full : 'analyze', tables };
}

/** Whether an option is given and not switched off: `(FULL)`, `(FULL true)` but not `(FULL false)`. */
function hasOption(options: readonly Node[] | undefined, name: string): boolean {
  return (options ?? []).some((option) => {
    if (!('DefElem' in option) || option.DefElem.defname !== name) return false;
    const { arg } = option.DefElem;
    return arg === undefined || !['false', 'off', '0'].includes(stringOf(arg).toLowerCase());
  });
}

function lowerGrant(statement: GrantStmt, source: StatementSource): Change {
  const privileges = (statement.privileges ?? []).map((node) =>
    'AccessPriv' in node ? `${node.AccessPriv.priv_name ?? 'all'}(${stringsOf(node.AccessPriv.cols).join(',')})` : '',
  );
  const named = (statement.objects ?? []).map(nameOfObject);
  const type = statement.targtype === 'ACL_TARGET_ALL_IN_SCHEMA' ? 'all of schema' : (statement.objtype ?? '').replace('OBJECT_', '').toLowerCase();
  const roles = rolesOf(statement.grantees);
  const entries = [];
  for (const privilege of privileges.length === 0 ? ['all()'] : privileges) {
    for (const { schema = '', name } of named) {
      for (const role of roles) entries.push(`${privilege} on ${statement.targtype ?? ''} ${statement.objtype ?? ''} ${schema}.${name} to ${role}`);
    }
  }
  return {
    kind: 'changePrivileges',
    ...source.range,
    grant: statement.is_grant ?? false,
    entries,
    privileges: privileges.map((privilege) => privilege.replace('()', '')),
    objects: named.map((name) => ({ type, name })),
    roles: roles.map((role) => (role === 'ROLESPEC_PUBLIC' ? 'PUBLIC' : role)),
  };
}

const relations = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_INDEX', 'OBJECT_SEQUENCE', 'OBJECT_FOREIGN_TABLE']);

function lowerComment(statement: CommentStmt, source: StatementSource): Change {
  const { objtype, object, comment } = statement;
  const names = object && 'List' in object ? stringsOf(object.List.items).join('.') : nameText(nameOfObject(object));
  return {
    kind: 'setComment',
    ...source.range,
    on: `${(objtype ?? '').replace('OBJECT_', '').toLowerCase()} ${names}`,
    ...(relations.has(objtype ?? '') ? { relation: nameOfObject(object) } : {}),
    ...(objtype === 'OBJECT_COLUMN' && object && 'List' in object ? { relation: nameOfStrings(stringsOf(object.List.items).slice(0, -1)) } : {}),
    ...(comment === undefined || comment === '' ? {} : { comment }),
  };
}

function nameText(name: QualifiedName): string {
  return name.schema === undefined ? name.name : `${name.schema}.${name.name}`;
}

function relationsOf(nodes: readonly Node[] | undefined): QualifiedName[] {
  return (nodes ?? []).flatMap((node) => ('RangeVar' in node ? [nameOfRelation(node.RangeVar)] : []));
}

/** Tables as a statement names them, with or without `ONLY`. */
function targetsOf(nodes: readonly Node[] | undefined): { table: QualifiedName; only?: boolean }[] {
  return (nodes ?? []).flatMap((node) =>
    'RangeVar' in node ? [{ table: nameOfRelation(node.RangeVar), ...(node.RangeVar.inh === true ? {} : { only: true }) }] : [],
  );
}

function rolesOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) =>
    'RoleSpec' in node ? [node.RoleSpec.rolename ?? node.RoleSpec.roletype ?? ''] : [],
  );
}

function dropped(
  objectType: 'database' | 'role' | 'subscription' | 'other',
  name: string | undefined,
  ifExists: boolean | undefined,
  source: StatementSource,
): Change {
  return {
    kind: 'dropObject',
    ...source.range,
    objectType,
    name: { name: name ?? '' },
    ifExists: ifExists ?? false,
    cascade: false,
  };
}

function isWithoutEffect(node: Node): boolean {
  return Object.keys(node).some((type) => withoutEffect.has(type));
}

function noEffect(node: Node, source: StatementSource): Change {
  return { kind: 'noEffect', ...source.range, command: Object.keys(node)[0] ?? '' };
}
