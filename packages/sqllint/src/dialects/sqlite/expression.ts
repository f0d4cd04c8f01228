import type { AstNode, Expr } from 'sqlite3-parser';
import type { Expression } from '../../changes.ts';
import type { StatementSource } from './source.ts';

/** What is gathered on the way. */
interface Collected {
  readonly functions: Set<string>;
  readonly columns: Set<string>;
}

export function expressionOf(node: Expr, source: StatementSource): Expression {
  const collected: Collected = { functions: new Set(), columns: new Set() };
  const key = keyOfTree(node, collected);
  const constant = constantOf(node);
  return {
    text: source.textOf(withoutParentheses(node).span),
    key,
    functions: [...collected.functions],
    columns: [...collected.columns],
    ...(constant === undefined ? {} : { constant }),
  };
}

/** A default, in which a bare or double-quoted name is a string. */
export function defaultOf(node: Expr, source: StatementSource): Expression {
  const name = node.type === 'Id' ? node.name : node.type === 'NameExpr' ? node.name.text : undefined;
  if (name === undefined || booleans.has(name.toLowerCase())) {
    const expression = expressionOf(node, source);
    // Only a constant may stand without its parentheses.
    const isBare = expression.constant !== undefined || /^(?:current_\w+|[+-]?[\d.]+)$/iu.test(expression.text);
    return isBare || node.type !== 'ParenthesizedExpr' ? expression : { ...expression, text: `(${expression.text})` };
  }
  return { text: `'${name.replaceAll("'", "''")}'`, key: JSON.stringify(name), functions: [], columns: [], constant: name };
}

const booleans = new Set(['true', 'false']);

/** The expression within any parentheses around it. */
function withoutParentheses(node: Expr): Expr {
  const [inner, ...others] = node.type === 'ParenthesizedExpr' ? node.exprs : [];
  return inner && others.length === 0 ? withoutParentheses(inner) : node;
}

/** The text of a plain constant, null for NULL, undefined for every other expression. */
export function constantOf(node: Expr): string | null | undefined {
  const inner = withoutParentheses(node);
  switch (inner.type) {
    case 'NullLiteral':
      return null;
    case 'StringLiteral':
    case 'NumericLiteral':
      return inner.value;
    case 'Id':
      return booleans.has(inner.name.toLowerCase()) ? inner.name.toLowerCase() : undefined;
    case 'UnaryExpr': {
      const value = inner.expr.type === 'NumericLiteral' ? inner.expr.value : undefined;
      return value === undefined ? undefined : inner.op === 'Negative' ? `-${value}` : inner.op === 'Positive' ? value : undefined;
    }
    default:
      return undefined;
  }
}

/** A constant as it can be written again; undefined for every other expression. */
export function writtenConstant(node: Expr): string | undefined {
  const constant = constantOf(node);
  if (constant === undefined) return undefined;
  if (constant === null) return 'NULL';
  return withoutParentheses(node).type === 'StringLiteral' ? `'${constant.replaceAll("'", "''")}'` : constant;
}

/** The column that an expression is, and nothing besides. */
export function columnOf(node: Expr): string | undefined {
  const inner = withoutParentheses(node);
  if (inner.type === 'QualifiedExpr') return inner.column.text;
  if (inner.type === 'NameExpr') return inner.name.text;
  return inner.type === 'Id' && !booleans.has(inner.name.toLowerCase()) ? inner.name : undefined;
}

const currentTimes: Readonly<Record<string, string>> = {
  CurrentDateLiteral: 'current_date',
  CurrentTimeLiteral: 'current_time',
  CurrentTimestampLiteral: 'current_timestamp',
};

/**
 * A text that is equal for trees that mean the same: without places and needless parentheses,
 * columns without their table, each as `«name»`.
 */
export function keyOfTree(tree: unknown, collected: Collected = { functions: new Set(), columns: new Set() }): string {
  if (Array.isArray(tree)) return `[${tree.map((item) => keyOfTree(item, collected)).join(' ')}]`;
  if (tree === undefined) return '';
  if (typeof tree !== 'object' || tree === null) return JSON.stringify(tree);
  // What is neither a list nor a plain value is a node of the parser's, or the bytes of a blob.
  const node = tree as AstNode | Uint8Array;
  if (node instanceof Uint8Array) return `x${[...node].join('.')}`;
  switch (node.type) {
    case 'ParenthesizedExpr':
      return node.exprs.length === 1 ? keyOfTree(node.exprs[0], collected) : keyOfTree(node.exprs, collected);
    case 'Id':
    case 'NameExpr':
    case 'QualifiedExpr': {
      const column = columnOf(node);
      // TRUE and FALSE are 1 and 0.
      if (column === undefined) return node.type === 'Id' && node.name.toLowerCase() === 'true' ? '1' : '0';
      collected.columns.add(column);
      return `«${column}»`;
    }
    case 'Name':
      return `«${node.text}»`;
    case 'StringLiteral':
      return JSON.stringify(node.value);
    case 'NumericLiteral':
      return node.value;
    case 'FunctionCallExpr':
    case 'FunctionCallStarExpr': {
      const { name, span: _span, type: _type, ...rest } = node;
      const called = name.name.toLowerCase();
      collected.functions.add(called);
      return `call ${called}${keyOfFields(rest, collected)}`;
    }
    case 'CurrentDateLiteral':
    case 'CurrentTimeLiteral':
    case 'CurrentTimestampLiteral': {
      const name = currentTimes[node.type] ?? '';
      collected.functions.add(name);
      return `call ${name}{}`;
    }
    default: {
      const { span: _span, ...rest } = node;
      return keyOfFields(rest, collected);
    }
  }
}

function keyOfFields(fields: object, collected: Collected): string {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return `{${entries.map(([field, value]) => `${field}=${keyOfTree(value, collected)}`).join(';')}}`;
}
