import type { DeleteStmt, InsertStmt, MergeStmt, Node, SelectStmt, UpdateStmt, WithClause } from '@pgsql/types';
import type { Change, DeleteRows, InsertRows } from '../../changes.ts';
import { copiedColumns } from './copied-columns.ts';
import { namesOfColumns, relationsIn } from './create-table.ts';
import { locationOf } from './definitions.ts';
import { constantOf, expressionOf, writtenConstant } from './expression.ts';
import { nameOfRelation, stringsOf } from './names.ts';
import type { StatementSource } from './source.ts';

function lowerInsert(statement: InsertStmt, source: StatementSource): Change[] {
  const query = statement.selectStmt && 'SelectStmt' in statement.selectStmt ? statement.selectStmt : undefined;
  const readsTables = query !== undefined && (query.SelectStmt.valuesLists ?? []).length === 0;
  return [
    ...lowerDataInWith(statement.withClause, source),
    {
      kind: 'insertRows',
      ...source.range,
      table: nameOfRelation(statement.relation),
      columns: namesOfColumns(statement.cols),
      ...(readsTables ? { from: relationsIn(query) } : {}),
      onConflictUpdate: statement.onConflictClause?.action === 'ONCONFLICT_UPDATE',
      ...(statement.onConflictClause ? { mayInsertNothing: true } : {}),
      ...insertedRows(query?.SelectStmt, namesOfColumns(statement.cols)),
    },
  ];
}

function lowerUpdate(statement: UpdateStmt, source: StatementSource): Change[] {
  const { fromClause, whereClause, returningClause } = statement;
  const behind = [fromClause, whereClause, returningClause].flatMap((clause) => locationOf(clause) ?? []).map((place) => source.offsetOf(place));
  const textOf = (value: Node): string =>
    source.elementText(source.offsetOf(locationOf(value)), Math.min(source.end, ...behind)).replace(/\b(?:from|where|returning)\b[\s(]*$/iu, '').trim();
  const targets = (statement.targetList ?? []).flatMap((node) => ('ResTarget' in node ? [node.ResTarget] : []));
  return [
    ...lowerDataInWith(statement.withClause, source),
    {
      kind: 'updateRows',
      ...source.range,
      table: nameOfRelation(statement.relation),
      ...(statement.relation?.inh === true ? {} : { only: true }),
      columns: targets.map((target) => target.name ?? ''),
      ...(fromClause ? { from: relationsIn({ List: { items: fromClause } }) } : {}),
      hasWhere: statement.whereClause !== undefined,
      onlyWhereNull: columnsRequiredNull(statement.whereClause, nameOfRelation(statement.relation).name),
      onlyWhereConstant: columnsRequiredConstant(statement.whereClause),
      values: targets.flatMap((target) =>
        target.val
          ? [
              {
                column: target.name ?? '',
                value: expressionOf(target.val, textOf(target.val)),
              },
            ]
          : [],
      ),
      ...conditionOf(statement, source),
    },
  ];
}

function lowerDelete(statement: DeleteStmt, source: StatementSource): Change[] {
  return [
    ...lowerDataInWith(statement.withClause, source),
    {
      kind: 'deleteRows',
      ...source.range,
      table: nameOfRelation(statement.relation),
      ...(statement.relation?.inh === true ? {} : { only: true }),
      hasWhere: statement.whereClause !== undefined,
      onlyWhereConstant: columnsRequiredConstant(statement.whereClause),
      ...(statement.usingClause ? { from: relationsIn({ List: { items: statement.usingClause } }) } : {}),
      ...conditionOf(statement, source),
    },
  ];
}

/** `MERGE`: what its branches do, one change for each kind of write. */
export function lowerMerge(statement: MergeStmt, source: StatementSource): Change[] {
  const table = nameOfRelation(statement.relation);
  const base = { ...source.range, table, hasWhere: true, onlyWhereConstant: [] };
  const branches = (statement.mergeWhenClauses ?? []).flatMap((node) => ('MergeWhenClause' in node ? [node.MergeWhenClause] : []));
  const assigned = branches
    .filter(({ commandType }) => commandType === 'CMD_UPDATE')
    .flatMap(({ targetList }) => targetList ?? [])
    .flatMap((node) => ('ResTarget' in node && node.ResTarget.val ? [{ column: node.ResTarget.name ?? '', value: node.ResTarget.val }] : []));
  const from = statement.sourceRelation ? relationsIn({ List: { items: [statement.sourceRelation] } }) : [];
  const textOf = (value: Node): string => source.elementText(source.offsetOf(locationOf(value)), source.end).replace(/\bwhen\b[\s\S]*$/iu, '').trim();
  const does = (command: string): boolean => branches.some(({ commandType }) => commandType === command);
  return [
    ...lowerDataInWith(statement.withClause, source),
    ...(does('CMD_INSERT') ? [{ kind: 'insertRows', ...source.range, table, columns: [], from, onConflictUpdate: false, mayInsertNothing: true } as const] : []),
    ...(assigned.length > 0
      ? [
          {
            kind: 'updateRows',
            ...base,
            from,
            columns: assigned.map(({ column }) => column),
            onlyWhereNull: [],
            values: assigned.map(({ column, value }) => ({ column, value: expressionOf(value, textOf(value)) })),
          } as const,
        ]
      : []),
    ...(does('CMD_DELETE') ? [{ kind: 'deleteRows', ...base, from } as const] : []),
  ];
}

/** The rows of `VALUES`, or what an `INSERT … SELECT` copies. */
function insertedRows(query: SelectStmt | undefined, columns: readonly string[]): Pick<InsertRows, 'rows' | 'copies'> {
  if (!query) return {};
  if (query.valuesLists) {
    return { rows: query.valuesLists.map((list) => ('List' in list ? (list.List.items ?? []).map(writtenConstant) : [])) };
  }
  const copies = copiedColumns(query, columns);
  return copies ? { copies } : {};
}

/** The condition of an update or a delete as written, with the names that it uses. */
function conditionOf(
  statement: UpdateStmt | DeleteStmt,
  source: StatementSource,
): Pick<DeleteRows, 'where' | 'alias'> {
  // The condition may name what a WITH in front of it defines.
  const canBeTakenOut = statement.whereClause !== undefined && statement.withClause === undefined;
  const where = canBeTakenOut ? source.textBetweenKeywords('where', 'returning') : undefined;
  const alias = statement.relation?.alias?.aliasname;
  return { ...(where === undefined ? {} : { where }), ...(alias === undefined ? {} : { alias }) };
}

/** Inserts, updates and deletes in the common table expressions of another statement. */
export function lowerDataInWith(clause: WithClause | undefined, source: StatementSource): Change[] {
  return (clause?.ctes ?? []).flatMap((node) => {
    const query = 'CommonTableExpr' in node ? node.CommonTableExpr.ctequery : undefined;
    return query ? lowerData(query, source) : [];
  });
}

export function lowerData(node: Node, source: StatementSource): Change[] {
  if ('InsertStmt' in node) return lowerInsert(node.InsertStmt, source);
  if ('UpdateStmt' in node) return lowerUpdate(node.UpdateStmt, source);
  if ('DeleteStmt' in node) return lowerDelete(node.DeleteStmt, source);
  if ('SelectStmt' in node) return lowerDataInWith(node.SelectStmt.withClause, source);
  return [];
}

/** Columns that `IS NULL` holds for in every row that the condition lets through. */
function columnsRequiredNull(condition: Node | undefined, table: string): string[] {
  if (!condition) return [];
  if ('BoolExpr' in condition && condition.BoolExpr.boolop === 'AND_EXPR') {
    return (condition.BoolExpr.args ?? []).flatMap((part) => columnsRequiredNull(part, table));
  }
  const chosen = rowsChosenFrom(condition, table);
  if (chosen) return columnsRequiredNull(chosen, table);
  if ('NullTest' in condition && condition.NullTest.nulltesttype === 'IS_NULL') {
    const arg = condition.NullTest.arg;
    return arg && 'ColumnRef' in arg ? stringsOf(arg.ColumnRef.fields).slice(-1) : [];
  }
  return [];
}

/** The condition on the rows in `id IN (SELECT id FROM the_table WHERE …)`, which takes a batch of the table itself. */
function rowsChosenFrom(condition: Node, table: string): Node | undefined {
  if (!('SubLink' in condition) || condition.SubLink.subLinkType !== 'ANY_SUBLINK' || condition.SubLink.operName) return undefined;
  const { testexpr, subselect } = condition.SubLink;
  if (!testexpr || !('ColumnRef' in testexpr) || !subselect || !('SelectStmt' in subselect)) return undefined;
  const { fromClause, targetList, whereClause } = subselect.SelectStmt;
  const [target] = targetList ?? [];
  const chosen = target && 'ResTarget' in target ? target.ResTarget.val : undefined;
  const [from] = relationsIn({ List: { items: fromClause ?? [] } });
  if (fromClause?.length !== 1 || from?.name !== table || !chosen || !('ColumnRef' in chosen)) return undefined;
  const isSame = stringsOf(chosen.ColumnRef.fields).at(-1) === stringsOf(testexpr.ColumnRef.fields).at(-1);
  return isSame ? whereClause : undefined;
}

/** Columns that `= constant` or `IN (constants)` holds for in every row that the condition lets through. */
function columnsRequiredConstant(condition: Node | undefined): string[] {
  if (!condition) return [];
  if ('BoolExpr' in condition && condition.BoolExpr.boolop === 'AND_EXPR') {
    return (condition.BoolExpr.args ?? []).flatMap(columnsRequiredConstant);
  }
  if (!('A_Expr' in condition)) return [];
  const { kind, name, lexpr, rexpr } = condition.A_Expr;
  if ((kind !== 'AEXPR_OP' && kind !== 'AEXPR_IN') || stringsOf(name)[0] !== '=') return [];
  if (!lexpr || !('ColumnRef' in lexpr) || !rexpr) return [];
  const values = 'List' in rexpr ? (rexpr.List.items ?? []) : [rexpr];
  const areConstant = values.every((value) => constantOf(value) !== undefined);
  return areConstant ? stringsOf(lexpr.ColumnRef.fields).slice(-1) : [];
}
