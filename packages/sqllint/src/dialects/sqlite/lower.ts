import type { AlterTableStmt, CreateIndexStmt, CreateTableStmt, Stmt } from 'sqlite3-parser';
import type { Change, CreateTable } from '../../changes.ts';
import { lowerDelete, lowerInsert, lowerUpdate } from './data.ts';
import { columnDefinitionOf, indexKeyOf, tableConstraintOf } from './definitions.ts';
import { expressionOf, keyOfTree } from './expression.ts';
import { isSchemaTable, nameOf, plainName } from './names.ts';
import { lowerPragma } from './pragma.ts';
import { copiedColumns, relationsIn } from './query.ts';
import type { StatementSource } from './source.ts';

/** What a statement does; an empty list never stands for something that is not understood. */
export function lower(node: Stmt, source: StatementSource): readonly Change[] {
  const { range } = source;
  const only = (command: string): Change[] => [{ kind: 'noEffect', ...range, command }];
  switch (node.type) {
    case 'CreateTableStmt':
      return [lowerCreateTable(node, source)];
    case 'CreateVirtualTableStmt':
      // Its module decides which columns it has.
      return [{ ...tableWithout(nameOf(node.tblName), node.ifNotExists, false, source), fromQuery: true }];
    case 'CreateIndexStmt':
      return [lowerCreateIndex(node, source)];
    case 'CreateViewStmt':
      return [
        {
          kind: 'createObject',
          ...range,
          objectType: 'view',
          name: node.temporary ? { schema: 'temp', name: node.viewName.objName.text } : nameOf(node.viewName),
          orReplace: false,
          ifNotExists: node.ifNotExists,
          temporary: node.temporary,
          definition: keyOfTree({ columns: node.columns, select: node.select }),
          text: source.statementText,
          reads: relationsIn(node.select),
        },
      ];
    case 'CreateTriggerStmt': {
      const { time, event, whenClause, commands } = node;
      return [
        {
          kind: 'createObject',
          ...range,
          objectType: 'trigger',
          name: { name: node.triggerName.objName.text },
          table: nameOf(node.tblName),
          orReplace: false,
          ifNotExists: node.ifNotExists,
          definition: keyOfTree({ time: time ?? 'Before', event, whenClause, commands }),
          text: source.statementText,
          reads: relationsIn(commands),
        },
      ];
    }
    case 'AlterTableStmt':
      return lowerAlterTable(node, source);
    case 'DropTableStmt':
      return [{ kind: 'dropTable', ...range, table: nameOf(node.tblName), ifExists: node.ifExists, cascade: false }];
    case 'DropIndexStmt':
      return [{ kind: 'dropIndex', ...range, name: nameOf(node.idxName), ifExists: node.ifExists, concurrently: false, cascade: false }];
    case 'DropViewStmt':
      return [{ kind: 'dropObject', ...range, objectType: 'view', name: nameOf(node.viewName), ifExists: node.ifExists, cascade: false }];
    case 'DropTriggerStmt':
      return [{ kind: 'dropObject', ...range, objectType: 'trigger', name: { name: node.triggerName.objName.text }, ifExists: node.ifExists, cascade: false }];
    case 'InsertStmt':
      return isSchemaTable(nameOf(node.tblName)) ? editsSchema(source) : [lowerInsert(node, source)];
    case 'UpdateStmt':
      return isSchemaTable(nameOf(node.tblName)) ? editsSchema(source) : [lowerUpdate(node, source)];
    case 'DeleteStmt':
      return isSchemaTable(nameOf(node.tblName)) ? editsSchema(source) : [lowerDelete(node, source)];
    case 'PragmaStmt':
      return [lowerPragma(node, source)];
    case 'BeginStmt':
      return [{ kind: 'controlTransaction', ...range, action: 'begin' }];
    case 'CommitStmt':
      return [{ kind: 'controlTransaction', ...range, action: 'commit' }];
    case 'RollbackStmt':
      return [{ kind: 'controlTransaction', ...range, action: node.savepointName ? 'rollback to' : 'rollback' }];
    case 'SavepointStmt':
      return [{ kind: 'controlTransaction', ...range, action: 'savepoint' }];
    case 'ReleaseStmt':
      return [{ kind: 'controlTransaction', ...range, action: 'release' }];
    case 'ReindexStmt':
      return node.objName ? [{ kind: 'reindex', ...range, target: 'table', name: nameOf(node.objName), concurrently: false }] : only('REINDEX');
    case 'AnalyzeStmt':
      return [{ kind: 'maintain', ...range, command: 'analyze', tables: [] }];
    case 'VacuumStmt':
      return [{ kind: 'maintain', ...range, command: 'vacuum full', tables: [] }];
    case 'SelectStmt':
    case 'ExplainStmt':
      return only('SELECT');
    case 'AttachStmt':
      return only('ATTACH');
    case 'DetachStmt':
      return only('DETACH');
  }
}

function editsSchema(source: StatementSource): Change[] {
  const reason = 'This statement edits the schema as text, which sqllint does not follow.';
  return [{ kind: 'opaque', ...source.range, command: 'UPDATE', reason }];
}

function tableWithout(table: CreateTable['table'], ifNotExists: boolean, temporary: boolean, source: StatementSource): CreateTable {
  return {
    kind: 'createTable',
    ...source.range,
    table,
    ifNotExists,
    temporary,
    unlogged: false,
    columns: [],
    constraints: [],
    inherits: [],
    like: [],
    fromQuery: false,
  };
}

/** `TabFlags` of the parser. */
const withoutRowid = 128;
const strict = 65_536;

function lowerCreateTable({ tblName, ifNotExists, temporary, body }: CreateTableStmt, source: StatementSource): CreateTable {
  const table = tableWithout(nameOf(tblName), ifNotExists, temporary || tblName.dbName?.text.toLowerCase() === 'temp', source);
  if (body.type === 'AsSelectCreateTableBody') {
    const copies = copiedColumns(body.select, []);
    return { ...table, fromQuery: true, reads: relationsIn(body.select), ...(copies ? { copies } : {}) };
  }
  const storage = [
    ...((body.flags & withoutRowid) === 0 ? [] : [['without rowid', 'true'] as const]),
    ...((body.flags & strict) === 0 ? [] : [['strict', 'true'] as const]),
  ];
  return {
    ...table,
    columns: body.columns.map((column) => columnDefinitionOf(column, source)),
    constraints: (body.constraints ?? []).map((constraint) => tableConstraintOf(constraint, source)),
    ...(storage.length > 0 ? { storage } : {}),
  };
}

function lowerCreateIndex(node: CreateIndexStmt, source: StatementSource): Change {
  const { whereClause } = node;
  return {
    kind: 'createIndex',
    ...source.range,
    table: plainName(node.tblName),
    name: node.idxName.objName.text,
    unique: node.unique,
    concurrently: false,
    ifNotExists: node.ifNotExists,
    only: false,
    method: 'btree',
    keys: node.columns.map((column) => indexKeyOf(column, source)),
    include: [],
    details: '',
    text: source.statementText,
    ...(whereClause ? { where: expressionOf(whereClause, source) } : {}),
  };
}

function lowerAlterTable({ tblName, body }: AlterTableStmt, source: StatementSource): Change[] {
  const on = { ...source.range, table: nameOf(tblName) };
  switch (body.type) {
    case 'RenameToAlterTableBody':
      return [{ kind: 'renameTable', ...on, to: body.name.text }];
    case 'RenameColumnAlterTableBody':
      return [{ kind: 'renameColumn', ...on, column: body.old.text, to: body.new.text, of: 'table' }];
    case 'AddColumnAlterTableBody':
      return [{ kind: 'addColumn', ...on, column: columnDefinitionOf(body.column, source), ifNotExists: false }];
    case 'DropColumnAlterTableBody':
      return [{ kind: 'dropColumn', ...on, column: body.column.text, ifExists: false, cascade: false }];
    case 'SetColumnNotNullAlterTableBody':
      return [{ kind: 'setNotNull', ...on, column: body.column.text }];
    case 'DropColumnNotNullAlterTableBody':
      return [{ kind: 'dropNotNull', ...on, column: body.column.text }];
    case 'AddConstraintAlterTableBody':
      return [{ kind: 'addConstraint', ...on, constraint: tableConstraintOf(body.constraint, source) }];
    case 'DropConstraintAlterTableBody':
      return [{ kind: 'dropConstraint', ...on, name: body.name.text, ifExists: false, cascade: false }];
  }
}
