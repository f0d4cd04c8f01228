import type { DeleteStmt, Expr, InsertStmt, Select, UpdateStmt } from 'sqlite3-parser';
import type { Change, DeleteRows, InsertRows, QualifiedName } from '../../changes.ts';
import { columnOf, constantOf, expressionOf, writtenConstant } from './expression.ts';
import { nameOf } from './names.ts';
import { copiedColumns, relationsIn, selectedRows } from './query.ts';
import type { StatementSource } from './source.ts';

export function lowerInsert(statement: InsertStmt, source: StatementSource): Change {
  const columns = (statement.columns ?? []).map(({ text }) => text);
  const query = statement.body.type === 'SelectInsertBody' ? statement.body.select : undefined;
  const upsert = statement.body.type === 'SelectInsertBody' ? statement.body.upsert : undefined;
  const { orConflict } = statement;
  return {
    kind: 'insertRows',
    ...source.range,
    table: nameOf(statement.tblName),
    columns,
    onConflictUpdate: orConflict === 'Replace' || upsert?.doClause.type === 'SetUpsertDo',
    ...(orConflict === 'Ignore' || upsert ? { mayInsertNothing: true } : {}),
    ...(query ? rowsOf(query, columns, source) : {}),
  };
}

/** The rows of `VALUES`, or where those of `INSERT … SELECT` come from. */
function rowsOf(query: Select, columns: readonly string[], source: StatementSource): Pick<InsertRows, 'rows' | 'from' | 'copies' | 'selects'> {
  const { select } = query;
  if (select.type === 'SelectValues') return { rows: select.values.map(({ values }) => values.map(writtenConstant)) };
  const from = relationsIn(query);
  // Without a table it is a row that is written out.
  if (from.length === 0) return {};
  const copies = copiedColumns(query, columns);
  const selects = selectedRows(query, columns, source);
  return { from, ...(copies ? { copies } : {}), ...(selects ? { selects } : {}) };
}

export function lowerUpdate(statement: UpdateStmt, source: StatementSource): Change {
  const { sets, from, whereClause } = statement;
  return {
    kind: 'updateRows',
    ...source.range,
    table: tableOf(statement),
    columns: sets.flatMap(({ colNames }) => colNames.map(({ text }) => text)),
    ...(from ? { from: relationsIn(from) } : {}),
    hasWhere: whereClause !== undefined,
    onlyWhereNull: columnsRequiredNull(whereClause),
    onlyWhereConstant: columnsRequiredConstant(whereClause),
    values: sets.flatMap(({ colNames, expr }) => {
      const [column, ...others] = colNames;
      return column && others.length === 0 ? [{ column: column.text, value: expressionOf(expr, source) }] : [];
    }),
    ...conditionOf(statement, source),
  };
}

export function lowerDelete(statement: DeleteStmt, source: StatementSource): Change {
  return {
    kind: 'deleteRows',
    ...source.range,
    table: tableOf(statement),
    hasWhere: statement.whereClause !== undefined,
    onlyWhereConstant: columnsRequiredConstant(statement.whereClause),
    ...conditionOf(statement, source),
  };
}

function tableOf({ tblName }: UpdateStmt | DeleteStmt): QualifiedName {
  return nameOf(tblName);
}

/** The condition of an update or a delete as written, with the name that it uses for the table. */
function conditionOf({ whereClause, with: named, tblName }: UpdateStmt | DeleteStmt, source: StatementSource): Pick<DeleteRows, 'where' | 'alias'> {
  const alias = tblName.alias?.text;
  // The condition may name what a WITH in front of it defines.
  return { ...(whereClause && !named ? { where: source.textOf(whereClause.span) } : {}), ...(alias === undefined ? {} : { alias }) };
}

/** Columns that `IS NULL` holds for in every row that the condition lets through. */
function columnsRequiredNull(condition: Expr | undefined): string[] {
  if (!condition) return [];
  if (condition.type === 'BinaryExpr' && condition.op === 'And') return [...columnsRequiredNull(condition.left), ...columnsRequiredNull(condition.right)];
  if (condition.type === 'ParenthesizedExpr' && condition.exprs.length === 1) return columnsRequiredNull(condition.exprs[0]);
  const isNull = condition.type === 'IsNullExpr' ? condition.expr : condition.type === 'BinaryExpr' && condition.op === 'Is' && constantOf(condition.right) === null ? condition.left : undefined;
  return isNull ? [columnOf(isNull)].filter((column) => column !== undefined) : [];
}

/** Columns that `= constant` or `IN (constants)` holds for in every row that the condition lets through. */
function columnsRequiredConstant(condition: Expr | undefined): string[] {
  if (!condition) return [];
  if (condition.type === 'BinaryExpr' && condition.op === 'And') return [...columnsRequiredConstant(condition.left), ...columnsRequiredConstant(condition.right)];
  if (condition.type === 'ParenthesizedExpr' && condition.exprs.length === 1) return columnsRequiredConstant(condition.exprs[0]);
  const values = condition.type === 'BinaryExpr' && condition.op === 'Equals' ? [condition.right] : condition.type === 'InListExpr' && !condition.not ? condition.rhs : undefined;
  const column = condition.type === 'BinaryExpr' ? columnOf(condition.left) : condition.type === 'InListExpr' ? columnOf(condition.lhs) : undefined;
  return values && column !== undefined && values.every((value) => constantOf(value) !== undefined) ? [column] : [];
}
