import type { AstNode, FromClause, OneSelect, ResultColumn, Select, SelectFrom } from 'sqlite3-parser';
import type { CopiedColumns, QualifiedName, SelectedRows } from '../../changes.ts';
import { columnOf, expressionOf } from './expression.ts';
import { nameOf } from './names.ts';
import type { StatementSource } from './source.ts';

/** Every table and view that a query names, common table expressions left out. */
export function relationsIn(query: AstNode | readonly AstNode[]): QualifiedName[] {
  const found = new Map<string, QualifiedName>();
  const local = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    // Inside a node of the parser's there are nodes, lists, plain values and the bytes of blobs.
    const node = value as Partial<AstNode>;
    if (node.type === 'CommonTableExpr' && node.tblName) local.add(node.tblName.text.toLowerCase());
    if (node.type === 'QualifiedName' && node.objName) {
      const name = nameOf({ type: 'QualifiedName', dbName: node.dbName, objName: node.objName, alias: node.alias, span: node.objName.span });
      found.set(`${name.schema ?? ''}.${name.name.toLowerCase()}`, name);
    }
    if (!(value instanceof Uint8Array)) Object.values(value).forEach(visit);
  };
  visit(query);
  return [...found.values()].filter((name) => name.schema !== undefined || !local.has(name.name.toLowerCase()));
}

/** What `SELECT … FROM t [WHERE …]` takes from the rows of one table; undefined for a query that joins or condenses. */
export function selectedRows(query: Select, targets: readonly string[], source: StatementSource): SelectedRows | undefined {
  const select = soleSelect(query);
  const from = select?.from && soleTable(select.from);
  if (!select || !from) return undefined;
  const hasWhere = select.whereClause !== undefined || select.distinctness === 'Distinct' || query.limit !== undefined;
  const [first, ...others] = select.columns;
  if (first && isStar(first) && others.length === 0) return targets.length === 0 ? { from, hasWhere } : { from, columns: [], hasWhere };
  const columns = [];
  for (const [index, column] of select.columns.entries()) {
    if (column.type !== 'ExprResultColumn') return undefined;
    const to = targets[index] ?? undefined;
    columns.push({ value: expressionOf(column.expr, source), ...(to === undefined ? {} : { to }) });
  }
  return { from, columns, hasWhere };
}

/** The columns that a query copies as they are; undefined for one that joins or computes. */
export function copiedColumns(query: Select, targets: readonly string[]): CopiedColumns | undefined {
  const select = soleSelect(query);
  const from = select?.from && soleTable(select.from);
  if (!select || !from || select.distinctness === 'Distinct' || query.limit || query.with) return undefined;
  const copy = { from, hasWhere: select.whereClause !== undefined };
  const [first, ...others] = select.columns;
  if (first && isStar(first) && others.length === 0) return targets.length === 0 ? { ...copy, columns: [] } : undefined;
  if (targets.length > 0 && targets.length !== select.columns.length) return undefined;
  const columns: { from: string; to: string }[] = [];
  for (const [index, column] of select.columns.entries()) {
    const name = column.type === 'ExprResultColumn' ? columnOf(column.expr) : undefined;
    if (name === undefined || column.type !== 'ExprResultColumn') return undefined;
    columns.push({ from: name, to: targets[index] ?? column.alias?.name.text ?? name });
  }
  return columns.length === 0 ? undefined : { ...copy, columns };
}

function soleSelect(query: Select): SelectFrom | undefined {
  const select: OneSelect = query.select;
  const isPlain = query.compounds === undefined || query.compounds.length === 0;
  return isPlain && select.type === 'SelectFrom' && !select.groupBy ? select : undefined;
}

function soleTable({ select: table, joins }: FromClause): QualifiedName | undefined {
  const isAlone = joins === undefined || joins.length === 0;
  return isAlone && table?.type === 'TableSelectTable' ? nameOf(table.tblName) : undefined;
}

function isStar({ type }: ResultColumn): boolean {
  return type === 'StarResultColumn' || type === 'TableStarResultColumn';
}
