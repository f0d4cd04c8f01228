import type { ColumnDefinition as ColumnNode, DeferSubclause, Expr, ForeignKeyClause, IndexedColumn, NamedColumnConstraint, NamedTableConstraint, RefAct, ResolveType, SortedColumn, Span } from 'sqlite3-parser';
import type { ColumnDefinition, ConstraintDefinition, Expression, ForeignKeyTarget, IndexKey } from '../../changes.ts';
import { dataTypeOf } from './data-type.ts';
import { columnOf, defaultOf, expressionOf } from './expression.ts';
import { plainName } from './names.ts';
import type { StatementSource } from './source.ts';

/** The letters that stand for actions in `ForeignKeyTarget.actions`. */
const actionLetters: Readonly<Record<RefAct, string>> = { SetNull: 'n', SetDefault: 'd', Cascade: 'c', Restrict: 'r', NoAction: 'a' };

function targetOf(clause: ForeignKeyClause): ForeignKeyTarget {
  let [onUpdate, onDelete] = ['a', 'a'];
  for (const argument of clause.args) {
    if (argument.type === 'OnUpdateRefArg') onUpdate = actionLetters[argument.action];
    if (argument.type === 'OnDeleteRefArg') onDelete = actionLetters[argument.action];
  }
  // SQLite reads MATCH and does as if it were SIMPLE.
  return { table: plainName(clause.tblName), columns: columnsOf(clause.columns), actions: `s ${onUpdate} ${onDelete} ` };
}

function columnsOf(columns: readonly IndexedColumn[] | undefined): string[] {
  return (columns ?? []).map(({ colName }) => colName.text);
}

/** What most constraints of SQLite have in common. */
function constraint(
  type: ConstraintDefinition['type'],
  columns: readonly string[],
  span: Span,
  source: StatementSource,
  name: string | undefined,
  details: readonly (string | undefined)[] = [],
): ConstraintDefinition {
  return {
    type,
    columns,
    notValid: false,
    notEnforced: false,
    deferrable: false,
    details: details.filter((detail) => detail !== undefined).join(' '),
    text: source.textOf(span),
    ...(name === undefined ? {} : { name }),
  };
}

function check(expr: Expr, span: Span, source: StatementSource, name: string | undefined): ConstraintDefinition {
  const expression = expressionOf(expr, source);
  return { ...constraint('check', expression.columns, span, source, name), expression };
}

function foreignKey(
  columns: readonly string[],
  clause: ForeignKeyClause,
  defer: DeferSubclause | undefined,
  span: Span,
  source: StatementSource,
  name: string | undefined,
): ConstraintDefinition {
  return { ...constraint('foreignKey', columns, span, source, name), references: targetOf(clause), ...deferral(defer) };
}

/** `DEFERRABLE` without `INITIALLY DEFERRED` defers nothing in SQLite. */
function deferral(clause: DeferSubclause | undefined): Pick<ConstraintDefinition, 'deferrable' | 'initiallyDeferred'> {
  const deferred = clause?.deferrable === true && clause.initDeferred === 'InitiallyDeferred';
  return deferred ? { deferrable: true, initiallyDeferred: true } : { deferrable: false };
}

function conflict(clause: ResolveType | undefined): string | undefined {
  return clause === undefined ? undefined : `on conflict ${clause.toLowerCase()}`;
}

/** The columns of a key; an expression among them has none. */
function keyColumns(columns: readonly SortedColumn[]): string[] {
  return columns.flatMap(({ expr }) => columnOf(expr.type === 'CollateExpr' ? expr.expr : expr) ?? []);
}

/** A constraint of `CREATE TABLE`, or of `ADD CONSTRAINT`. */
export function tableConstraintOf({ name: named, constraint: node, span }: NamedTableConstraint, source: StatementSource): ConstraintDefinition {
  const name = named?.text;
  switch (node.type) {
    case 'PrimaryKeyTableConstraint':
      return constraint('primaryKey', keyColumns(node.columns), span, source, name, [node.autoIncrement ? 'autoincrement' : undefined, conflict(node.conflictClause)]);
    case 'UniqueTableConstraint':
      return constraint('unique', keyColumns(node.columns), span, source, name, [conflict(node.conflictClause)]);
    case 'CheckTableConstraint':
      return check(node.expr, span, source, name);
    case 'ForeignKeyTableConstraint':
      return foreignKey(columnsOf(node.columns), node.clause, node.deferClause, span, source, name);
  }
}

/** A column of `CREATE TABLE` or `ADD COLUMN`. */
export function columnDefinitionOf(node: ColumnNode, source: StatementSource): ColumnDefinition {
  const name = node.colName.text;
  let notNull = false;
  let defaultValue: Expression | undefined;
  let generated: ColumnDefinition['generated'];
  let collation: string | undefined;
  const constraints: ConstraintDefinition[] = [];
  for (const part of node.constraints) {
    switch (part.constraint.type) {
      case 'NotNullColumnConstraint':
        notNull = !part.constraint.nullable;
        break;
      case 'DefaultColumnConstraint':
        defaultValue = defaultOf(part.constraint.expr, source);
        break;
      case 'CollateColumnConstraint':
        collation = part.constraint.collationName.text;
        break;
      case 'GeneratedColumnConstraint':
        generated = { expression: expressionOf(part.constraint.expr, source), stored: part.constraint.typ?.name.toLowerCase() === 'stored' };
        break;
      case 'DeferColumnConstraint': {
        // It is about the constraint before it.
        const last = constraints.pop();
        if (last) constraints.push({ ...last, ...deferral(part.constraint.clause) });
        break;
      }
      default: {
        const inline = columnConstraintOf(name, part, source);
        if (inline) constraints.push({ ...inline, inlineOf: name });
      }
    }
  }
  return {
    name,
    type: dataTypeOf(node.colType, source),
    notNull,
    serial: false,
    constraints,
    ...(defaultValue && defaultValue.constant !== null ? { default: defaultValue } : {}),
    ...(generated ? { generated } : {}),
    ...(collation === undefined ? {} : { collation }),
  };
}

function columnConstraintOf(column: string, { name: named, constraint: node, span }: NamedColumnConstraint, source: StatementSource): ConstraintDefinition | undefined {
  const name = named?.text;
  switch (node.type) {
    case 'PrimaryKeyColumnConstraint':
      return constraint('primaryKey', [column], span, source, name, [node.autoIncrement ? 'autoincrement' : undefined, conflict(node.conflictClause)]);
    case 'UniqueColumnConstraint':
      return constraint('unique', [column], span, source, name, [conflict(node.conflictClause)]);
    case 'CheckColumnConstraint':
      return check(node.expr, span, source, name);
    case 'ForeignKeyColumnConstraint':
      return foreignKey([column], node.clause, node.deferClause, span, source, name);
    default:
      return undefined;
  }
}

/** A key of `CREATE INDEX`. */
export function indexKeyOf({ expr, order }: SortedColumn, source: StatementSource): IndexKey {
  const collated = expr.type === 'CollateExpr' ? expr : undefined;
  const column = columnOf(collated?.expr ?? expr);
  const options = [collated?.collation.toLowerCase(), order === 'Desc' ? 'desc' : ''].filter((part) => part !== undefined && part !== '').join(' ');
  if (column === undefined) return { expression: expressionOf(expr, source), options, text: keyText(expr.span, order, source) };
  return options === '' ? { column, options } : { column, options, text: keyText(expr.span, order, source) };
}

function keyText(span: Span, order: SortedColumn['order'], source: StatementSource): string {
  return `${source.textOf(span)}${order === 'Desc' ? ' DESC' : ''}`;
}
