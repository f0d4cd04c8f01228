import type { Change, DeleteRows, Expression, InsertRows, QualifiedName, Range, UpdateRows } from '../../changes.ts';
import { columnNames } from './definitions.ts';
import { constantOf, expressionOf, writtenConstant } from './expression.ts';
import { copiedColumns, relationsIn } from './query.ts';
import type { TokenReader } from './token-reader.ts';

/** Reads what follows `INSERT` or `REPLACE`. */
export function readInsert(reader: TokenReader, range: Range, replaces: boolean): InsertRows {
  reader.acceptOneOf('LOW_PRIORITY', 'DELAYED', 'HIGH_PRIORITY');
  const ignores = reader.accept('IGNORE');
  reader.accept('INTO');
  const table = reader.qualifiedName();
  if (reader.accept('PARTITION')) reader.group();
  let columns: string[] = [];
  if (reader.peek() === '(' && !/^(?:SELECT|WITH|\()$/u.test(reader.peek(1))) columns = reader.peek(1) === ')' ? emptyList(reader) : columnNames(reader.group());
  let rows: InsertRows['rows'];
  let query: TokenReader | undefined;
  if (reader.acceptOneOf('VALUES', 'VALUE') !== undefined) {
    rows = readRows(reader);
    if (reader.accept('AS')) {
      reader.identifier();
      if (reader.peek() === '(') reader.group();
    }
  } else if (reader.accept('SET')) {
    const values = readAssignments(reader, ['ON']);
    columns = values.map(({ column }) => column);
    rows = [values.map(({ written }) => written)];
  } else if (/^(?:SELECT|WITH|TABLE|\()$/u.test(reader.peek())) {
    const start = reader.mark();
    while (!reader.isAtEnd() && !reader.isNext('ON', 'DUPLICATE')) reader.takeWhole();
    const whole = reader.between(start);
    query = whole.peek() === '(' ? whole.group() : whole;
  } else throw reader.unexpected('VALUES, SET or SELECT');
  const onConflictUpdate = reader.accept('ON', 'DUPLICATE', 'KEY', 'UPDATE');
  if (onConflictUpdate) reader.rest();
  else if (reader.accept('RETURNING')) reader.rest();
  else if (!reader.isAtEnd()) throw reader.unexpected();
  const copies = query ? copiedColumns(query, columns) : undefined;
  const from = query ? relationsIn(query) : undefined;
  return {
    kind: 'insertRows',
    ...range,
    table,
    columns,
    onConflictUpdate: onConflictUpdate || replaces,
    ...(from && from.length > 0 ? { from } : {}),
    ...(ignores || onConflictUpdate || replaces ? { mayInsertNothing: true } : {}),
    ...(rows ? { rows } : {}),
    ...(copies ? { copies } : {}),
  };
}

function emptyList(reader: TokenReader): string[] {
  reader.group();
  return [];
}

function readRows(reader: TokenReader): (string | undefined)[][] {
  const rows: (string | undefined)[][] = [];
  do {
    reader.accept('ROW');
    rows.push(reader.group().parts().map(writtenConstant));
  } while (reader.accept(','));
  return rows;
}

interface Assignment {
  /** The name in front of the column: a table or its alias. */
  readonly owner?: string;
  readonly column: string;
  readonly value: Expression;
  readonly written: string | undefined;
}

/** Reads `a = 1, t.b = c + 1` up to one of these words. */
function readAssignments(reader: TokenReader, stops: readonly string[]): Assignment[] {
  const assignments: Assignment[] = [];
  do {
    let column = reader.identifier();
    let owner: string | undefined;
    while (reader.accept('.')) {
      owner = column;
      column = reader.identifier();
    }
    if (!reader.accept('=')) reader.expect(':', '=');
    const start = reader.mark();
    reader.takeUntil(',', ...stops);
    const value = reader.between(start);
    if (value.isAtEnd()) throw reader.unexpected('a value');
    const written = writtenConstant(value);
    assignments.push({ column, value: expressionOf(value), written, ...(owner === undefined ? {} : { owner }) });
  } while (reader.accept(','));
  return assignments;
}

/** A table of a statement with the name that stands for it there. */
interface NamedTable {
  readonly table: QualifiedName;
  readonly alias: string;
}

const tableWords = new Set(
  'WHERE JOIN LEFT RIGHT INNER CROSS OUTER NATURAL STRAIGHT_JOIN ON USING SET PARTITION FORCE USE IGNORE ORDER LIMIT RETURNING'.split(' '),
);

/** Reads tables with their joins, up to one of these words. */
function readTables(reader: TokenReader, stops: readonly string[]): NamedTable[] {
  const tables: NamedTable[] = [];
  let expectsTable = true;
  while (!reader.isAtEnd() && !stops.includes(reader.peek())) {
    if (expectsTable && reader.isIdentifierNext() && !tableWords.has(reader.peek())) {
      const table = reader.qualifiedName();
      if (reader.accept('PARTITION')) reader.group();
      reader.accept('AS');
      const hasAlias = reader.isIdentifierNext() && !tableWords.has(reader.peek());
      tables.push({ table, alias: hasAlias ? reader.identifier() : table.name });
      expectsTable = false;
      continue;
    }
    if (expectsTable && reader.peek() === '(') {
      const group = reader.group();
      if (/^(?:SELECT|WITH|VALUES)$/u.test(group.peek())) {
        for (const table of relationsIn(group)) tables.push({ table, alias: '' });
        reader.accept('AS');
        if (reader.isIdentifierNext() && !tableWords.has(reader.peek())) reader.identifier();
      } else tables.push(...readTables(group, []));
      expectsTable = false;
      continue;
    }
    expectsTable = /^(?:,|JOIN|STRAIGHT_JOIN)$/u.test(reader.peek());
    reader.takeWhole();
  }
  return tables;
}

const behindWhere = ['ORDER', 'LIMIT', 'RETURNING'];

/** Reads what follows `UPDATE`: a change for each table that is updated. */
export function readUpdate(reader: TokenReader, range: Range): UpdateRows[] {
  reader.accept('LOW_PRIORITY');
  reader.accept('IGNORE');
  const tables = readTables(reader, ['SET']);
  const [first] = tables;
  if (!first) throw reader.unexpected('a table');
  reader.expect('SET');
  const assignments = readAssignments(reader, ['WHERE', ...behindWhere]);
  const condition = readCondition(reader);
  const byTable = new Map<NamedTable, Assignment[]>();
  for (const assignment of assignments) {
    const owner = tables.find(({ alias }) => alias === assignment.owner) ?? first;
    byTable.set(owner, [...(byTable.get(owner) ?? []), assignment]);
  }
  return [...byTable].map(([{ table, alias }, own]) => {
    const others = tables.filter((other) => other.alias !== alias).map((other) => other.table);
    return {
      kind: 'updateRows',
      ...range,
      table,
      columns: own.map(({ column }) => column),
      ...(others.length > 0 ? { from: others } : {}),
      hasWhere: condition !== undefined || tables.length > 1,
      onlyWhereNull: condition?.isNull ?? [],
      onlyWhereConstant: condition?.isConstant ?? [],
      values: own.map(({ column, value }) => ({ column, value })),
      ...(condition ? { where: condition.text } : {}),
      ...(alias === table.name ? {} : { alias }),
    };
  });
}

/** Reads what follows `DELETE`: a change for each table that rows are deleted from. */
export function readDelete(reader: TokenReader, range: Range): DeleteRows[] {
  while (reader.acceptOneOf('LOW_PRIORITY', 'QUICK', 'IGNORE') !== undefined);
  const isFirstFrom = reader.accept('FROM');
  const named = readTargets(reader);
  let tables: NamedTable[] = [];
  if (reader.accept(isFirstFrom ? 'USING' : 'FROM')) tables = readTables(reader, ['WHERE', ...behindWhere]);
  const condition = readCondition(reader);
  return named.map(({ name, alias }) => {
    const target = tables.find((table) => table.alias === name.name)?.table ?? name;
    const others = tables.filter((table) => table.table.name !== target.name).map(({ table }) => table);
    const known = alias ?? (target.name === name.name ? undefined : name.name);
    return {
      kind: 'deleteRows',
      ...range,
      table: target,
      hasWhere: condition !== undefined || tables.length > 1,
      onlyWhereConstant: condition?.isConstant ?? [],
      ...(others.length > 0 ? { from: others } : {}),
      ...(condition && tables.length === 0 ? { where: condition.text } : {}),
      ...(known === undefined ? {} : { alias: known }),
    };
  });
}

function readTargets(reader: TokenReader): { readonly name: QualifiedName; readonly alias?: string }[] {
  const targets = [];
  do {
    const name = reader.qualifiedName();
    if (reader.accept('.')) reader.expect('*');
    if (reader.accept('PARTITION')) reader.group();
    reader.accept('AS');
    const hasAlias = reader.isIdentifierNext() && !tableWords.has(reader.peek()) && !reader.isNext('FROM');
    targets.push(hasAlias ? { name, alias: reader.identifier() } : { name });
  } while (reader.accept(','));
  return targets;
}

interface Condition {
  readonly text: string;
  /** Columns that are null in every row that it lets through. */
  readonly isNull: string[];
  /** Columns that have one of some constants in every row that it lets through. */
  readonly isConstant: string[];
}

function readCondition(reader: TokenReader): Condition | undefined {
  let condition: Condition | undefined;
  if (reader.accept('WHERE')) {
    const start = reader.mark();
    reader.takeUntil(...behindWhere);
    const read = reader.between(start);
    if (read.isAtEnd()) throw reader.unexpected('a condition');
    condition = { text: read.restText, ...requiredBy(read) };
  }
  if (reader.isAtEnd()) return condition;
  if (!behindWhere.includes(reader.peek())) throw reader.unexpected('WHERE');
  reader.rest();
  return condition;
}

/** What holds for columns in every row for which the terms joined by `AND` hold. */
function requiredBy(condition: TokenReader): Pick<Condition, 'isNull' | 'isConstant'> {
  const required: { isNull: string[]; isConstant: string[] } = { isNull: [], isConstant: [] };
  let isBetween = false;
  let start = condition.mark();
  const terms: TokenReader[] = [];
  while (!condition.isAtEnd()) {
    if (/^(?:OR|XOR|\|)$/u.test(condition.peek())) return { isNull: [], isConstant: [] };
    if (condition.isNext('AND') && !isBetween) {
      terms.push(condition.between(start));
      condition.take();
      start = condition.mark();
      continue;
    }
    if (condition.isNext('AND')) isBetween = false;
    else if (condition.isNext('BETWEEN')) isBetween = true;
    condition.takeWhole();
  }
  terms.push(condition.between(start));
  for (const term of terms) readTerm(term, required);
  return required;
}

function readTerm(term: TokenReader, required: { isNull: string[]; isConstant: string[] }): void {
  if (term.peek() === '(') {
    const start = term.mark();
    const inner = term.group();
    if (term.isAtEnd()) {
      const found = requiredBy(inner);
      required.isNull.push(...found.isNull);
      required.isConstant.push(...found.isConstant);
      return;
    }
    term.returnTo(start);
  }
  if (!term.isIdentifierNext()) return;
  let column = term.identifier();
  while (term.accept('.')) column = term.identifier();
  if (term.accept('IS', 'NULL') && term.isAtEnd()) required.isNull.push(column);
  else if (term.accept('=') && constantOf(term) !== undefined) required.isConstant.push(column);
  else if (term.accept('IN') && term.peek() === '(') {
    const values = term.group().parts();
    if (term.isAtEnd() && values.every((value) => constantOf(value) !== undefined)) required.isConstant.push(column);
  }
}

/** A statement that begins with `WITH` and changes rows in the end, or only reads. */
export function readWith(reader: TokenReader, range: Range): Change[] {
  while (!reader.isAtEnd()) {
    if (reader.accept('UPDATE')) return readUpdate(reader, range);
    if (reader.accept('DELETE')) return readDelete(reader, range);
    if (reader.isNext('SELECT')) break;
    reader.takeWhole();
  }
  return [{ kind: 'noEffect', ...range, command: 'SELECT' }];
}
