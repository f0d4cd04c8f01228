import type { Change, ColumnPosition, OnlineClauses, QualifiedName, Range } from '../../changes.ts';
import { readTableElement, uniqueIndexOf } from './create-table.ts';
import { canonicalCharacterSet, canonicalCollation, readCharacterSet } from './data-type.ts';
import { readColumn, readColumnDefinition, readDefaultValue } from './definitions.ts';
import { readPartitionAction } from './partitions.ts';
import { readTableOption } from './table-options.ts';
import type { TokenReader } from './token-reader.ts';

interface Target {
  readonly table: QualifiedName;
  readonly tableIfExists?: boolean;
}

/** The changes of an `ALTER TABLE`, and how the server is told to carry it out. */
export interface AlterTableRead {
  readonly changes: readonly Change[];
  readonly online?: OnlineClauses;
}

/** Reads what follows `ALTER [ONLINE] [IGNORE] TABLE`. */
export function readAlterTable(reader: TokenReader, range: Range): AlterTableRead {
  const tableIfExists = reader.accept('IF', 'EXISTS');
  const table = reader.qualifiedName();
  const target: Target = tableIfExists ? { table, tableIfExists } : { table };
  let online = readWait(reader);
  const changes: Change[] = [];
  const ranges: Range[] = [];
  let actions = 0;
  while (!reader.isAtEnd()) {
    const start = reader.offset;
    const clause = readOnlineClause(reader);
    if (clause) online = { ...online, ...clause };
    else {
      const found = readAction(reader, target, start);
      const own = { start, end: reader.lastEnd };
      changes.push(...found.map((change) => ({ ...change, ...own })));
      ranges.push(...found.map(() => own));
      actions++;
    }
    // Options of a table, and the partitioning behind them, need no comma.
    if (!reader.accept(',') && !reader.isAtEnd() && !isNextWithoutComma(reader)) throw reader.unexpected('a comma');
  }
  const single = actions === 1;
  const placed = changes.map((change, index) => ({ ...change, ...(single ? range : (ranges[index] ?? range)) }));
  return {
    changes: inServersOrder(placed),
    ...(online ? { online } : {}),
  };
}

/** The server takes away what a statement drops before it adds, wherever the actions stand; foreign keys first. */
function inServersOrder(changes: readonly Change[]): Change[] {
  const addsKey = changes.some(({ kind }) => kind === 'createIndex' || kind === 'addConstraint');
  const rank = ({ kind }: Change): number => ['dropConstraint', 'dropIndex', 'dropColumn'].indexOf(kind);
  const first = changes.filter((change) => rank(change) >= 0).sort((a, b) => rank(a) - rank(b));
  const then = changes.filter((change) => rank(change) < 0);
  return [...first.map((change) => (change.kind === 'dropIndex' && addsKey ? { ...change, isReplaced: true } : change)), ...then];
}

/** MariaDB's `WAIT n` and `NOWAIT`. */
export function readWait(reader: TokenReader): OnlineClauses | undefined {
  if (reader.accept('NOWAIT')) return { wait: '0' };
  const wait = reader.peek(1);
  return /^\d+$/u.test(wait) && reader.accept('WAIT', wait) ? { wait } : undefined;
}

/** Reads `ALGORITHM=…` or `LOCK=…`. */
export function readOnlineClause(reader: TokenReader): OnlineClauses | undefined {
  if (reader.accept('ALGORITHM')) {
    reader.accept('=');
    return { algorithm: reader.identifier().toUpperCase() };
  }
  if (reader.accept('LOCK')) {
    reader.accept('=');
    return { lock: reader.identifier().toUpperCase() };
  }
  return undefined;
}

function isNextWithoutComma(reader: TokenReader): boolean {
  if (/^(?:PARTITION|REMOVE|ALGORITHM|LOCK)$/u.test(reader.peek())) return true;
  const start = reader.mark();
  const option = readTableOption(reader);
  reader.returnTo(start);
  return option !== undefined;
}

function readAction(reader: TokenReader, target: Target, start: number): Change[] {
  const partitioning = readPartitionAction(reader, target);
  if (partitioning) return [partitioning];
  const word = reader.acceptOneOf('ADD', 'DROP', 'MODIFY', 'CHANGE', 'ALTER', 'RENAME', 'CONVERT', 'ORDER', 'FORCE');
  switch (word) {
    case 'ADD':
      return readAdd(reader, target, start);
    case 'DROP':
      return readDrop(reader, target, start);
    case 'MODIFY': {
      reader.accept('COLUMN');
      const ifExists = reader.accept('IF', 'EXISTS');
      return readRestated(reader, target, start, reader.identifier(), ifExists);
    }
    case 'CHANGE': {
      reader.accept('COLUMN');
      const ifExists = reader.accept('IF', 'EXISTS');
      const from = reader.identifier();
      const to = reader.identifier();
      const restated = readRestated(reader, target, start, to, ifExists);
      // A name in another case is the same name.
      if (from.toLowerCase() === to.toLowerCase()) return restated;
      return [{ kind: 'renameColumn', ...at(reader, start), ...target, column: from, to, of: 'table' }, ...restated];
    }
    case 'ALTER':
      return readAlter(reader, target, start);
    case 'RENAME':
      return readRename(reader, target, start);
    case 'CONVERT':
      return readConvert(reader, target, start);
    case 'ORDER':
      reader.expect('BY');
      reader.rest();
      return [{ kind: 'alterTable', ...at(reader, start), ...target, aspect: 'option order', value: 'by' }];
    case 'FORCE':
      return [{ kind: 'alterTable', ...at(reader, start), ...target, aspect: 'option force' }];
    default:
      return readOther(reader, target, start);
  }
}

function at(reader: TokenReader, start: number): Range {
  return { start, end: reader.lastEnd };
}

function readOther(reader: TokenReader, target: Target, start: number): Change[] {
  const option = readTableOption(reader);
  if (option) {
    const [name, value] = option;
    return [{ kind: 'alterTable', ...at(reader, start), ...target, aspect: `option ${name}`, value }];
  }
  // What says how rows are checked or loaded, and leaves the table as it is.
  const words = ['ENABLE KEYS', 'DISABLE KEYS', 'DISCARD TABLESPACE', 'IMPORT TABLESPACE', 'WITH VALIDATION', 'WITHOUT VALIDATION'];
  for (const known of words) {
    if (reader.accept(...known.split(' '))) return [{ kind: 'noEffect', ...at(reader, start), command: `ALTER TABLE ${known}` }];
  }
  throw reader.unexpected();
}

function readAdd(reader: TokenReader, target: Target, start: number): Change[] {
  const { table } = target;
  const element = readTableElement(reader, table, { start, end: start }, false);
  if (element) {
    return [
      ...element.constraints.map((constraint): Change => ({ kind: 'addConstraint', ...at(reader, start), ...target, constraint })),
      ...element.indexes,
    ];
  }
  if (reader.accept('SYSTEM', 'VERSIONING')) {
    return [{ kind: 'alterTable', ...at(reader, start), ...target, aspect: 'option system versioning', value: 'with' }];
  }
  if (reader.accept('PERIOD', 'FOR')) {
    reader.takeUntil(',');
    return [{ kind: 'alterTable', ...at(reader, start), ...target, aspect: 'option period', value: 'with' }];
  }
  reader.accept('COLUMN');
  const ifNotExists = reader.accept('IF', 'NOT', 'EXISTS');
  if (reader.peek() !== '(') return readAddedColumn(reader, target, start, ifNotExists);
  const list = reader.group();
  const changes: Change[] = [];
  do {
    const inner = readTableElement(list, table, { start, end: start }, false);
    if (inner) {
      changes.push(...inner.constraints.map((constraint): Change => ({ kind: 'addConstraint', ...at(list, start), ...target, constraint })));
      changes.push(...inner.indexes);
    } else changes.push(...readAddedColumn(list, target, start, ifNotExists));
  } while (list.accept(','));
  return changes;
}

function readAddedColumn(reader: TokenReader, target: Target, start: number, ifNotExists: boolean): Change[] {
  const { column, unique } = readColumn(reader);
  const position = readPosition(reader);
  const range = at(reader, start);
  return [
    { kind: 'addColumn', ...range, ...target, column, ifNotExists, ...(position === undefined ? {} : { position }) },
    ...(unique ? [uniqueIndexOf(column.name, target.table, range, ifNotExists)] : []),
  ];
}

function readPosition(reader: TokenReader): ColumnPosition | undefined {
  if (reader.accept('FIRST')) return 'first';
  return reader.accept('AFTER') ? { after: reader.identifier() } : undefined;
}

/** The definition that `MODIFY` and `CHANGE` state again. */
function readRestated(reader: TokenReader, target: Target, start: number, column: string, ifExists: boolean): Change[] {
  const { column: definition, unique } = readColumnDefinition(reader, column);
  const position = readPosition(reader);
  const range = at(reader, start);
  const { constraints, ...rest } = definition;
  return [
    {
      kind: 'restateColumn',
      ...range,
      ...target,
      column,
      definition: { ...rest, constraints: [] },
      ifExists,
      ...(position === undefined ? {} : { position }),
    },
    ...constraints.map((constraint): Change => ({ kind: 'addConstraint', ...range, ...target, constraint })),
    ...(unique ? [uniqueIndexOf(column, target.table, range, false)] : []),
  ];
}

function readDrop(reader: TokenReader, target: Target, start: number): Change[] {
  const word = reader.acceptOneOf('INDEX', 'KEY');
  if (word !== undefined) {
    const ifExists = reader.accept('IF', 'EXISTS');
    const name = { name: reader.identifier() };
    return [{ kind: 'dropIndex', ...at(reader, start), name, table: target.table, concurrently: false, ifExists, cascade: false }];
  }
  const dropConstraint = (name: string, ifExists: boolean): Change[] => [
    { kind: 'dropConstraint', ...at(reader, start), ...target, name, ifExists, cascade: false },
  ];
  if (reader.accept('PRIMARY', 'KEY')) return dropConstraint('PRIMARY', false);
  if (reader.accept('FOREIGN', 'KEY') || reader.accept('CHECK') || reader.accept('CONSTRAINT')) {
    const ifExists = reader.accept('IF', 'EXISTS');
    return dropConstraint(reader.identifier(), ifExists);
  }
  if (reader.accept('SYSTEM', 'VERSIONING')) {
    return [{ kind: 'alterTable', ...at(reader, start), ...target, aspect: 'option system versioning' }];
  }
  reader.accept('COLUMN');
  const ifExists = reader.accept('IF', 'EXISTS');
  const column = reader.identifier();
  reader.acceptOneOf('RESTRICT', 'CASCADE');
  return [{ kind: 'dropColumn', ...at(reader, start), ...target, column, ifExists, cascade: false }];
}

function readAlter(reader: TokenReader, target: Target, start: number): Change[] {
  if (reader.acceptOneOf('INDEX', 'KEY') !== undefined) {
    reader.accept('IF', 'EXISTS');
    const index = reader.identifier();
    const isVisible = reader.accept('VISIBLE') || reader.accept('NOT', 'IGNORED');
    if (!isVisible && reader.acceptOneOf('INVISIBLE', 'IGNORED') === undefined) throw reader.unexpected('VISIBLE or INVISIBLE');
    return [
      { kind: 'alterTable', ...at(reader, start), ...target, aspect: `invisible index ${index}`, ...(isVisible ? {} : { value: 'invisible' }) },
    ];
  }
  if (reader.acceptOneOf('CHECK', 'CONSTRAINT') !== undefined) {
    const name = reader.identifier();
    const value = reader.accept('NOT', 'ENFORCED') ? 'not enforced' : 'enforced';
    if (value === 'enforced') reader.expect('ENFORCED');
    return [{ kind: 'alterTable', ...at(reader, start), ...target, aspect: `constraint ${name}`, value }];
  }
  reader.accept('COLUMN');
  reader.accept('IF', 'EXISTS');
  const column = reader.identifier();
  if (reader.accept('DROP', 'DEFAULT')) return [{ kind: 'dropDefault', ...at(reader, start), ...target, column }];
  if (reader.accept('SET', 'DEFAULT')) {
    const value = readDefaultValue(reader);
    if (value.constant === null) return [{ kind: 'dropDefault', ...at(reader, start), ...target, column }];
    return [{ kind: 'setDefault', ...at(reader, start), ...target, column, default: value }];
  }
  reader.expect('SET');
  if (reader.acceptOneOf('VISIBLE', 'INVISIBLE') === undefined) throw reader.unexpected('DEFAULT');
  return [{ kind: 'noEffect', ...at(reader, start), command: 'ALTER TABLE … ALTER COLUMN … SET VISIBLE' }];
}

function readRename(reader: TokenReader, target: Target, start: number): Change[] {
  if (reader.accept('COLUMN')) {
    reader.accept('IF', 'EXISTS');
    const column = reader.identifier();
    reader.expect('TO');
    const to = reader.identifier();
    return [{ kind: 'renameColumn', ...at(reader, start), ...target, column, to, of: 'table' }];
  }
  if (reader.isNext('INDEX') || reader.isNext('KEY')) {
    reader.take();
    reader.accept('IF', 'EXISTS');
    const name = { name: reader.identifier() };
    reader.expect('TO');
    const to = reader.identifier();
    return [{ kind: 'renameIndex', ...at(reader, start), name, table: target.table, to }];
  }
  if (!reader.accept('TO') && !reader.accept('AS')) reader.accept('=');
  return renamed(target, reader.qualifiedName(), at(reader, start));
}

/** A table under a new name, which may be in another database. */
export function renamed(target: Target, to: QualifiedName, range: Range): Change[] {
  const changes: Change[] = [];
  const { table } = target;
  const schema = to.schema === table.schema ? undefined : to.schema;
  if (schema !== undefined) changes.push({ kind: 'moveToSchema', ...range, objectType: 'table', name: table, schema });
  if (to.name !== table.name) {
    const from = schema === undefined ? table : { schema, name: table.name };
    changes.push({ kind: 'renameTable', ...range, ...target, table: from, to: to.name });
  }
  return changes.length > 0 ? changes : [{ kind: 'noEffect', ...range, command: 'RENAME TABLE' }];
}

function readConvert(reader: TokenReader, target: Target, start: number): Change[] {
  reader.expect('TO');
  if (!reader.accept('CHARACTER', 'SET') && !reader.accept('CHARSET')) throw reader.unexpected('CHARACTER SET');
  const characterSet = canonicalCharacterSet(readCharacterSet(reader));
  const collation = reader.accept('COLLATE') ? canonicalCollation(readCharacterSet(reader)) : undefined;
  return [{ kind: 'convertCharacterSet', ...at(reader, start), ...target, characterSet, ...(collation === undefined ? {} : { collation }) }];
}
