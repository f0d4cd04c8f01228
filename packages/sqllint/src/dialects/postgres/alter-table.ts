import type { AlterTableCmd, AlterTableStmt, Node, ReplicaIdentityStmt } from '@pgsql/types';
import type { AlterTable, Change, QualifiedName, Range, TableAspect } from '../../changes.ts';
import { dataTypeOf } from './data-type.ts';
import { columnOf, constraintOf } from './definitions.ts';
import { expressionOf } from './expression.ts';
import { nameOfList, nameOfRelation, stringsOf } from './names.ts';
import type { StatementSource } from './source.ts';
import { storageOptions } from './storage-options.ts';
import { keyOfTree } from './tree-key.ts';

interface Target {
  readonly table: QualifiedName;
  readonly tableIfExists?: boolean;
  readonly only?: boolean;
}

/** `ALTER TABLE` and everything else that the grammar parses like it (views, indexes, sequences, types). */
export function lowerAlterTable(statement: AlterTableStmt, source: StatementSource): Change[] {
  const table = nameOfRelation(statement.relation);
  const target: Target = {
    table,
    ...(statement.missing_ok === true ? { tableIfExists: true } : {}),
    ...(statement.relation?.inh === true ? {} : { only: true }),
  };
  const commands = (statement.cmds ?? []).flatMap((node) => ('AlterTableCmd' in node ? [node.AlterTableCmd] : []));
  const ranges = rangesOf(statement, commands.length, source);
  const changes = commands.flatMap((command, index) => {
    const range = ranges[index] ?? source.range;
    switch (statement.objtype) {
      case 'OBJECT_TABLE':
      case 'OBJECT_FOREIGN_TABLE':
        return lowerCommand(command, target, range, source);
      case 'OBJECT_INDEX':
        return lowerIndexCommand(command, table, range);
      case 'OBJECT_TYPE':
        return lowerTypeCommand(command, table, range, source);
      default:
        return [lowerOtherCommand(statement, command, table, range, source)];
    }
  });
  // The server puts constraints on after all else, for they may stand before the column that they are on, and validates them then.
  return changes.sort((a, b) => passOf(a) - passOf(b));
}

function passOf({ kind }: Change): number {
  return kind === 'addConstraint' ? 1 : kind === 'validateConstraint' ? 2 : 0;
}

/** The whole statement for a single command; each command's own text for several. */
function rangesOf(statement: AlterTableStmt, count: number, source: StatementSource): Range[] {
  if (count < 2) return [source.range];
  let afterName = source.offsetOf(statement.relation?.location);
  let previous = '';
  for (const token of source.tokens(afterName, source.end)) {
    const text = source.text.slice(token.start, token.end);
    const partOfName = text === '.' || text === '*' || previous === '' || previous === '.';
    if (!partOfName) break;
    afterName = token.end;
    previous = text;
  }
  return source.elements(afterName);
}

function lowerCommand(command: AlterTableCmd, on: Target, range: Range, source: StatementSource): Change[] {
  const column = command.name ?? '';
  const cascade = command.behavior === 'DROP_CASCADE';
  const { start, end } = range;
  const base = { start, end, ...on };
  const aspect = (name: TableAspect, value?: string, more: Partial<AlterTable> = {}): Change[] => [
    { kind: 'alterTable', ...base, aspect: name, ...(value === undefined ? {} : { value }), ...more },
  ];
  switch (command.subtype) {
    case 'AT_AddColumn':
      if (!command.def || !('ColumnDef' in command.def)) return [];
      return [
        {
          kind: 'addColumn',
          ...base,
          column: columnOf(command.def.ColumnDef, source),
          ifNotExists: command.missing_ok ?? false,
        },
      ];
    case 'AT_DropColumn':
      return [{ kind: 'dropColumn', ...base, column, ifExists: command.missing_ok ?? false, cascade }];
    case 'AT_AlterColumnType':
      return [lowerTypeChange(command, base, range, source)];
    case 'AT_ColumnDefault':
      return [lowerDefault(command, base, range, source)];
    case 'AT_SetNotNull':
      return [{ kind: 'setNotNull', ...base, column }];
    case 'AT_DropNotNull':
      return [{ kind: 'dropNotNull', ...base, column }];
    case 'AT_AddIdentity':
      return [{ kind: 'setIdentity', ...base, column, identity: identityKind(command.def) }];
    case 'AT_SetIdentity':
      return lowerIdentityOptions(command, base, source);
    case 'AT_DropIdentity':
      return [{ kind: 'setIdentity', ...base, column }];
    case 'AT_SetExpression':
      return [
        {
          kind: 'setGenerated',
          ...base,
          column,
          ...(command.def ? { expression: expressionOf(command.def, source.textAfterKeyword(range, 'as') ?? '') } : {}),
        },
      ];
    case 'AT_DropExpression':
      return [{ kind: 'setGenerated', ...base, column }];
    case 'AT_AddConstraint': {
      if (!command.def || !('Constraint' in command.def)) return [];
      const constraint = constraintOf(command.def.Constraint, source);
      return constraint ? [{ kind: 'addConstraint', ...base, constraint }] : [];
    }
    case 'AT_DropConstraint':
      return [{ kind: 'dropConstraint', ...base, name: column, ifExists: command.missing_ok ?? false, cascade }];
    case 'AT_ValidateConstraint':
      return [{ kind: 'validateConstraint', ...base, name: column }];
    case 'AT_AlterConstraint':
      return aspect(`constraint ${alteredConstraint(command)}`, keyOfTree(command.def), enforcement(command.def));
    case 'AT_AttachPartition':
    case 'AT_DetachPartition':
      return lowerPartition(command, base, range, source);
    case 'AT_DetachPartitionFinalize':
      // It ends a detachment that was interrupted; the partition has been no part of the table since.
      return [{ kind: 'noEffect', ...range, command: 'ALTER TABLE' }];
    case 'AT_EnableRowSecurity':
      return aspect('row security', 'on');
    case 'AT_DisableRowSecurity':
      return aspect('row security');
    case 'AT_ForceRowSecurity':
      return aspect('forced row security', 'on');
    case 'AT_NoForceRowSecurity':
      return aspect('forced row security');
    case 'AT_SetLogged':
      return aspect('persistence');
    case 'AT_SetUnLogged':
      return aspect('persistence', 'unlogged');
    case 'AT_SetTableSpace':
      return aspect('tablespace', column);
    case 'AT_SetAccessMethod':
      return column === '' ? aspect('access method') : aspect('access method', column);
    case 'AT_ReplicaIdentity':
      return aspect('replica identity', replicaIdentity(command.def));
    case 'AT_ClusterOn':
      return aspect('cluster index', column);
    case 'AT_DropCluster':
      return aspect('cluster index');
    case 'AT_ChangeOwner':
      return aspect('owner', command.newowner?.rolename ?? keyOfTree(command.newowner));
    case 'AT_AddInherit':
    case 'AT_DropInherit':
      return aspect('inheritance', command.subtype === 'AT_AddInherit' ? keyOfTree(command.def) : undefined, {
        parent: nameOfObject(command.def),
      });
    case 'AT_AddOf':
    case 'AT_DropOf':
      return aspect('type', command.subtype === 'AT_AddOf' ? keyOfTree(command.def) : undefined);
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions':
    case 'AT_ReplaceRelOptions':
      return optionsIn(command.def).flatMap(([name, value]) =>
        aspect(`option ${name}`, command.subtype === 'AT_ResetRelOptions' ? undefined : value),
      );
    case 'AT_SetOptions':
    case 'AT_ResetOptions':
      return optionsIn(command.def).flatMap(([name, value]) =>
        aspect(`column option ${column}.${name}`, command.subtype === 'AT_ResetOptions' ? undefined : value),
      );
    case 'AT_SetStatistics':
      return aspect(`statistics ${column}`, keyOfTree(command.def));
    case 'AT_SetStorage':
      return aspect(`storage ${column}`, stringsOf(command.def ? [command.def] : [])[0]);
    case 'AT_SetCompression':
      return aspect(`compression ${column}`, stringsOf(command.def ? [command.def] : [])[0]);
    case 'AT_DropOids':
      return aspect('oids');
    case 'AT_GenericOptions':
      return aspect('foreign options', keyOfTree(command.def));
    case 'AT_AlterColumnGenericOptions':
      return aspect(`column option ${column}.foreign`, keyOfTree(command.def));
    default:
      return lowerSwitch(command, aspect, base);
  }
}

/** Triggers and rules switched on and off. */
function lowerSwitch(
  command: AlterTableCmd,
  aspect: (name: TableAspect, value?: string) => Change[],
  base: Range & Target,
): Change[] {
  const name = command.name ?? '';
  switch (command.subtype) {
    case 'AT_EnableTrig':
      return aspect(`trigger ${name}`);
    case 'AT_EnableAlwaysTrig':
      return aspect(`trigger ${name}`, 'always');
    case 'AT_EnableReplicaTrig':
      return aspect(`trigger ${name}`, 'replica');
    case 'AT_DisableTrig':
      return aspect(`trigger ${name}`, 'disabled');
    case 'AT_EnableTrigAll':
    case 'AT_EnableTrigUser':
      return aspect('trigger *');
    case 'AT_DisableTrigAll':
      return aspect('trigger *', 'all disabled');
    case 'AT_DisableTrigUser':
      return aspect('trigger *', 'user disabled');
    case 'AT_EnableRule':
      return aspect(`rule ${name}`);
    case 'AT_DisableRule':
      return aspect(`rule ${name}`, 'disabled');
    case 'AT_EnableAlwaysRule':
      return aspect(`rule ${name}`, 'always');
    case 'AT_EnableReplicaRule':
      return aspect(`rule ${name}`, 'replica');
    default:
      return [
        {
          kind: 'opaque',
          start: base.start,
          end: base.end,
          command: 'ALTER TABLE',
          reason: `sqllint does not model ${command.subtype ?? 'this action'}.`,
        },
      ];
  }
}

function lowerTypeChange(
  command: AlterTableCmd,
  base: Range & Target,
  range: Range,
  source: StatementSource,
): Change {
  const definition = command.def && 'ColumnDef' in command.def ? command.def.ColumnDef : {};
  const collation = definition.collClause ? stringsOf(definition.collClause.collname).join('.') : undefined;
  return {
    kind: 'alterColumnType',
    ...base,
    column: command.name ?? '',
    type: dataTypeOf(definition.typeName),
    ...(definition.raw_default
      ? { using: expressionOf(definition.raw_default, source.textAfterKeyword(range, 'using') ?? '') }
      : {}),
    ...(collation === undefined ? {} : { collation }),
  };
}

function lowerDefault(command: AlterTableCmd, base: Range & Target, range: Range, source: StatementSource): Change {
  const column = command.name ?? '';
  if (!command.def) return { kind: 'dropDefault', ...base, column };
  const expression = expressionOf(command.def, source.textAfterKeyword(range, 'default') ?? '');
  // `SET DEFAULT NULL` and `DROP DEFAULT` are the same to the server.
  if (expression.constant === null) return { kind: 'dropDefault', ...base, column };
  return { kind: 'setDefault', ...base, column, default: expression };
}

function lowerPartition(command: AlterTableCmd, base: Range & Target, range: Range, source: StatementSource): Change[] {
  if (!command.def || !('PartitionCmd' in command.def)) return [];
  const { name, bound, concurrent } = command.def.PartitionCmd;
  const partition = nameOfRelation(name);
  if (command.subtype === 'AT_AttachPartition') {
    return [{ kind: 'attachPartition', ...base, partition, bound: keyOfTree(bound), boundText: boundTextOf(source, range) }];
  }
  return [{ kind: 'detachPartition', ...base, partition, concurrently: concurrent ?? false }];
}

/** The bound of a partition as written, `FOR VALUES …` or `DEFAULT`. */
export function boundTextOf(source: StatementSource, range: Range): string {
  const values = source.textAfterKeyword(range, 'for');
  return values === undefined ? 'DEFAULT' : `FOR ${values.replace(/\s*\b(?:partition\s+by|using|with\s*\(|tablespace)\b[\s\S]*$/iu, '')}`;
}

function lowerIndexCommand(command: AlterTableCmd, name: QualifiedName, range: Range): Change[] {
  if (command.subtype === 'AT_AttachPartition' && command.def && 'PartitionCmd' in command.def) {
    const partitionIndex = nameOfRelation(command.def.PartitionCmd.name);
    return [{ kind: 'attachIndex', ...range, name, partitionIndex }];
  }
  const base = { kind: 'alterIndex', ...range, name } as const;
  if (command.subtype === 'AT_SetTableSpace') return [{ ...base, aspect: 'tablespace', value: command.name ?? '' }];
  return [{ ...base, aspect: command.subtype === 'AT_SetStatistics' ? 'statistics' : 'options' }];
}

/** `ALTER TYPE … ADD|DROP|ALTER ATTRIBUTE` of a composite type. */
function lowerTypeCommand(command: AlterTableCmd, name: QualifiedName, range: Range, source: StatementSource): Change[] {
  const attribute = command.name ?? (command.def && 'ColumnDef' in command.def ? command.def.ColumnDef.colname : '') ?? '';
  const type = command.subtype === 'AT_AlterColumnType' && command.def && 'ColumnDef' in command.def ? dataTypeOf(command.def.ColumnDef.typeName) : undefined;
  return [
    {
      kind: 'alterObject',
      ...range,
      objectType: 'type',
      name,
      aspect: `attribute ${attribute}`,
      value: command.subtype === 'AT_DropColumn' ? 'dropped' : keyOfTree(command.def),
      ...(type ? { attributeType: { attribute, type } } : {}),
      text: source.statementText,
    },
  ];
}

function lowerOtherCommand(
  statement: AlterTableStmt,
  command: AlterTableCmd,
  name: QualifiedName,
  range: Range,
  source: StatementSource,
): Change {
  const objectType =
    statement.objtype === 'OBJECT_VIEW'
      ? 'view'
      : statement.objtype === 'OBJECT_MATVIEW'
        ? 'materialized view'
        : statement.objtype === 'OBJECT_SEQUENCE'
          ? 'sequence'
          : 'other';
  return {
    kind: 'alterObject',
    ...range,
    objectType,
    name,
    aspect: [command.subtype ?? '', command.name ?? ''].join(' ').trim(),
    value: keyOfTree({ def: command.def, owner: command.newowner }),
    text: source.statementText,
  };
}

function identityKind(def: Node | undefined): 'always' | 'by default' {
  return def && 'Constraint' in def && def.Constraint.generated_when === 'a' ? 'always' : 'by default';
}

/** `SET GENERATED …`, and options of the sequence such as `RESTART`, which is named as that of a serial column. */
function lowerIdentityOptions(command: AlterTableCmd, base: Range & Target, source: StatementSource): Change[] {
  const column = command.name ?? '';
  const options = command.def && 'List' in command.def ? (command.def.List.items ?? []) : [];
  return options.flatMap((option): Change[] => {
    if (!('DefElem' in option)) return [];
    const { defname, arg } = option.DefElem;
    // The parser keeps the letter of `pg_attribute.attidentity`.
    const isAlways = arg && 'Integer' in arg && arg.Integer.ival === 'a'.charCodeAt(0);
    if (defname === 'generated') return [{ kind: 'setIdentity', ...base, column, identity: isAlways ? 'always' : 'by default' }];
    return [
      {
        kind: 'alterObject',
        start: base.start,
        end: base.end,
        objectType: 'sequence',
        name: { ...base.table, name: `${base.table.name}_${column}_seq` },
        identityOf: base.table,
        aspect: defname ?? '',
        value: keyOfTree(arg ?? null),
        text: source.statementText,
      },
    ];
  });
}

function alteredConstraint(command: AlterTableCmd): string {
  if (command.def && 'ATAlterConstraint' in command.def) return command.def.ATAlterConstraint.conname ?? '';
  return command.name ?? '';
}

/** `ALTER CONSTRAINT … ENFORCED` and `… NOT ENFORCED`. */
function enforcement(def: Node | undefined): { enforced?: boolean } {
  if (!def || !('ATAlterConstraint' in def) || def.ATAlterConstraint.alterEnforceability !== true) return {};
  return { enforced: def.ATAlterConstraint.is_enforced ?? false };
}

function replicaIdentity(def: Node | undefined): string {
  if (!def || !('ReplicaIdentityStmt' in def)) return '';
  const { identity_type: type, name }: ReplicaIdentityStmt = def.ReplicaIdentityStmt;
  return name === undefined ? (type ?? '') : `index ${name}`;
}

function optionsIn(def: Node | undefined): [string, string][] {
  return storageOptions(def && 'List' in def ? def.List.items : undefined);
}

/** The name in the first argument of statements that carry an object as a node. */
export function nameOfObject(object: Node | undefined): QualifiedName {
  if (!object) return { name: '' };
  if ('List' in object) return nameOfList(object.List.items);
  if ('String' in object) return nameOfList([object]);
  if ('TypeName' in object) return nameOfList(object.TypeName.names);
  if ('ObjectWithArgs' in object) return nameOfList(object.ObjectWithArgs.objname);
  if ('RangeVar' in object) return nameOfRelation(object.RangeVar);
  return { name: '' };
}
