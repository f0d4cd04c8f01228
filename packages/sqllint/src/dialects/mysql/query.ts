import type { CopiedColumns, QualifiedName } from '../../changes.ts';
import type { TokenReader } from './token-reader.ts';

/** Every relation that a query names behind `FROM` or `JOIN`, common table expressions left out. */
export function relationsIn(query: TokenReader): QualifiedName[] {
  const found = new Map<string, QualifiedName>();
  const local = new Set<string>();
  collect(query, found, local);
  return [...found.values()].filter((name) => name.schema !== undefined || !local.has(name.name.toLowerCase()));
}

function collect(reader: TokenReader, found: Map<string, QualifiedName>, local: Set<string>): void {
  const start = reader.mark();
  let expectsTable = false;
  while (!reader.isAtEnd()) {
    if (reader.peek() === '(') {
      const group = reader.group();
      // `FROM (a, b)` lists tables; any other parentheses hold a query or an expression.
      if (expectsTable && !/^(?:SELECT|WITH)$/u.test(group.peek())) collectList(group, found, local);
      else collect(group, found, local);
      expectsTable = false;
      continue;
    }
    if (reader.acceptOneOf('FROM', 'JOIN', 'STRAIGHT_JOIN') !== undefined) {
      expectsTable = true;
      continue;
    }
    if (reader.acceptOneOf('WHERE', 'GROUP', 'ORDER', 'HAVING', 'SET', 'ON', 'USING', 'SELECT', 'UNION', 'LIMIT') !== undefined) {
      expectsTable = false;
      continue;
    }
    if (expectsTable && reader.isIdentifierNext()) {
      readTable(reader, found);
      // `FROM a x, b y`
      reader.accept('AS');
      if (reader.isIdentifierNext() && !/^(?:WHERE|JOIN|LEFT|RIGHT|INNER|CROSS|NATURAL|ON|GROUP|ORDER|SET|USING|LIMIT|UNION|STRAIGHT_JOIN|PARTITION|FORCE|USE|IGNORE|HAVING|FOR|VALUES)$/u.test(reader.peek())) reader.take();
      expectsTable = reader.accept(',');
      continue;
    }
    if (reader.isIdentifierNext() && reader.peek(1) === 'AS' && reader.peek(2) === '(') local.add(reader.identifier().toLowerCase());
    else reader.take();
  }
  reader.returnTo(start);
}

function collectList(group: TokenReader, found: Map<string, QualifiedName>, local: Set<string>): void {
  for (const part of group.parts()) {
    if (part.isIdentifierNext()) readTable(part, found);
    collect(part, found, local);
  }
}

function readTable(reader: TokenReader, found: Map<string, QualifiedName>): void {
  const name = reader.qualifiedName();
  if (name.name.toUpperCase() !== 'DUAL') found.set(`${name.schema ?? ''}.${name.name}`, name);
}

/** Set when a query copies plain columns of one table, and does nothing else. */
export function copiedColumns(query: TokenReader, names: readonly string[]): CopiedColumns | undefined {
  const start = query.mark();
  const copied = readCopied(query, names);
  query.returnTo(start);
  return copied;
}

function readCopied(query: TokenReader, names: readonly string[]): CopiedColumns | undefined {
  if (!query.accept('SELECT')) return undefined;
  const listStart = query.mark();
  query.takeUntil('FROM');
  const list = query.between(listStart);
  if (!query.accept('FROM') || !query.isIdentifierNext()) return undefined;
  const from = query.qualifiedName();
  query.accept('AS');
  if (query.isIdentifierNext() && !query.isNext('WHERE')) query.identifier();
  const hasWhere = query.isNext('WHERE') || query.isNext('LIMIT');
  if (!query.isAtEnd() && !hasWhere) return undefined;
  if (query.takeUntil('UNION', 'GROUP', 'HAVING').start >= 0 && !query.isAtEnd()) return undefined;
  if (list.isNext('*')) {
    list.take();
    return list.isAtEnd() && names.length === 0 ? { from, columns: [], hasWhere } : undefined;
  }
  const columns: { from: string; to: string }[] = [];
  for (const [index, part] of list.parts().entries()) {
    if (!part.isIdentifierNext()) return undefined;
    let column = part.identifier();
    while (part.accept('.')) {
      if (!part.isIdentifierNext()) return undefined;
      column = part.identifier();
    }
    const hasAs = part.accept('AS');
    const alias = !part.isAtEnd() && part.isIdentifierNext() ? part.identifier() : undefined;
    if (!part.isAtEnd() || (hasAs && alias === undefined)) return undefined;
    columns.push({ from: column, to: names[index] ?? alias ?? column });
  }
  return columns.length > 0 ? { from, columns, hasWhere } : undefined;
}
