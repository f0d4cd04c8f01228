import type { Change, ColumnDefinition, ConstraintDefinition, CopiedColumns, CreateIndex, CreateTable, QualifiedName, Range } from '../../changes.ts';
import { foreignKey, primaryKey, readCheck, readColumn, readTarget } from './definitions.ts';
import { readIndex, readIndexKind, readIndexOptions, readKeyColumns } from './indexes.ts';
import { copiedColumns, relationsIn } from './query.ts';
import { readTableOptions } from './table-options.ts';
import type { TokenReader } from './token-reader.ts';

/** Reads what follows `CREATE [OR REPLACE] [TEMPORARY] TABLE`: the table, and an index for each that is written in it. */
export function readCreateTable(
  reader: TokenReader,
  range: Range,
  { temporary, orReplace }: { readonly temporary: boolean; readonly orReplace: boolean },
): Change[] {
  const ifNotExists = reader.accept('IF', 'NOT', 'EXISTS');
  const table = reader.qualifiedName();
  const base: CreateTable = {
    kind: 'createTable',
    ...range,
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
  const before: Change[] = orReplace ? [{ kind: 'dropTable', ...range, table, ifExists: true, cascade: false }] : [];
  const like = readLike(reader);
  if (like) return [...before, { ...base, like: [{ table: like, including: ['defaults', 'indexes'] }] }];
  const elements = reader.peek() === '(' && !isQuery(reader) ? readElements(reader.group(), table, range, ifNotExists) : undefined;
  const options = readTableOptions(reader);
  const partitionText = readPartitioning(reader);
  options.push(...readTableOptions(reader));
  reader.acceptOneOf('IGNORE', 'REPLACE');
  const query = readQuery(reader);
  if (!elements && !query) throw reader.unexpected('the columns of the table');
  if (!reader.isAtEnd()) throw reader.unexpected();
  return [
    ...before,
    {
      ...base,
      columns: elements?.columns ?? [],
      constraints: elements?.constraints ?? [],
      storage: options,
      ...(elements && elements.indexes.length > 0 ? { indexes: elements.indexes } : {}),
      ...(query ? { fromQuery: true, ...query } : {}),
      ...(partitionText === undefined ? {} : { partitionBy: partitionText.toLowerCase().replace(/\s+/gu, ' '), partitionByText: partitionText }),
    },
  ];
}

function readLike(reader: TokenReader): QualifiedName | undefined {
  if (reader.accept('LIKE')) return reader.qualifiedName();
  if (!reader.isNext('(', 'LIKE')) return undefined;
  const inner = reader.group();
  inner.expect('LIKE');
  return inner.qualifiedName();
}

function isQuery(reader: TokenReader): boolean {
  return /^(?:SELECT|WITH|VALUES|TABLE|\()$/u.test(reader.peek(1));
}

function readQuery(reader: TokenReader): { readonly reads: QualifiedName[]; readonly copies?: CopiedColumns } | undefined {
  reader.accept('AS');
  if (!/^(?:SELECT|WITH|VALUES|TABLE|\()$/u.test(reader.peek())) return undefined;
  const query = reader.peek() === '(' && !reader.isAtEnd() ? reader.group() : reader.rest();
  if (!reader.isAtEnd()) reader.rest();
  const copies = copiedColumns(query, []);
  return { reads: relationsIn(query), ...(copies ? { copies } : {}) };
}

interface Elements {
  readonly columns: ColumnDefinition[];
  readonly constraints: ConstraintDefinition[];
  readonly indexes: CreateIndex[];
}

function readElements(list: TokenReader, table: QualifiedName, range: Range, ifNotExists: boolean): Elements {
  const elements: Elements = { columns: [], constraints: [], indexes: [] };
  do {
    const before = list.mark();
    const part = readTableElement(list, table, range, ifNotExists);
    if (part) {
      elements.constraints.push(...part.constraints);
      elements.indexes.push(...part.indexes);
      continue;
    }
    list.returnTo(before);
    // MariaDB's `PERIOD FOR SYSTEM_TIME (start, end)`.
    if (list.isNext('PERIOD', 'FOR')) {
      list.takeUntil(',');
      continue;
    }
    const { column, unique } = readColumn(list);
    elements.columns.push(column);
    if (unique) elements.indexes.push(uniqueIndexOf(column.name, table, range, ifNotExists));
  } while (list.accept(','));
  if (!list.isAtEnd()) throw list.unexpected();
  return elements;
}

/** The index of a column that is `UNIQUE` in line, which is named after it. */
export function uniqueIndexOf(column: string, table: QualifiedName, range: Range, ifNotExists: boolean): CreateIndex {
  return {
    kind: 'createIndex',
    ...range,
    table,
    unique: true,
    concurrently: false,
    ifNotExists,
    only: false,
    method: 'btree',
    keys: [{ column, options: '' }],
    include: [],
    details: '',
    text: '',
  };
}

/** A key or a constraint of a table, in `CREATE TABLE` or behind `ADD`; undefined where a column begins. */
export function readTableElement(
  reader: TokenReader,
  table: QualifiedName,
  range: Range,
  ifNotExists: boolean,
): { readonly constraints: ConstraintDefinition[]; readonly indexes: CreateIndex[] } | undefined {
  const start = reader.offset;
  let name: string | undefined;
  if (reader.accept('CONSTRAINT')) {
    const isUnnamed = /^(?:PRIMARY|UNIQUE|FOREIGN|CHECK)$/u.test(reader.peek());
    if (!isUnnamed) {
      reader.accept('IF', 'NOT', 'EXISTS');
      name = reader.identifier();
    }
  }
  const textSince = (): string => reader.textOf({ start, end: reader.lastEnd });
  if (reader.accept('PRIMARY', 'KEY')) {
    if (reader.isIdentifierNext() && !reader.isNext('USING')) reader.identifier();
    readIndexOptions(reader, 'btree');
    const columns = readKeyColumns(reader);
    readIndexOptions(reader, 'btree');
    return { constraints: [primaryKey(columns, textSince())], indexes: [] };
  }
  if (reader.accept('FOREIGN', 'KEY')) {
    reader.accept('IF', 'NOT', 'EXISTS');
    if (reader.isIdentifierNext()) {
      const index = reader.identifier();
      name ??= index;
    }
    const columns = readKeyColumns(reader);
    reader.expect('REFERENCES');
    const target = readTarget(reader);
    return { constraints: [foreignKey(columns, target, name, textSince())], indexes: [] };
  }
  if (reader.isNext('CHECK', '(')) {
    reader.accept('CHECK');
    return { constraints: [readCheck(reader, name, start)], indexes: [] };
  }
  if (name !== undefined && !reader.isNext('UNIQUE')) throw reader.unexpected('PRIMARY KEY, UNIQUE, FOREIGN KEY or CHECK');
  if (!isIndexNext(reader)) return undefined;
  const kind = readIndexKind(reader);
  if (!kind) return undefined;
  const own = reader.isIdentifierNext() && !reader.isNext('USING') && !reader.isNext('IF') ? reader.identifier() : undefined;
  const indexName = own ?? name;
  return { constraints: [], indexes: [readIndex(reader, kind, table, range, { ifNotExists, ...(indexName === undefined ? {} : { name: indexName }) })] };
}

/** A column may be called `key` or `index`; an index's word is followed by its name and keys, or by its keys. */
function isIndexNext(reader: TokenReader): boolean {
  if (/^(?:UNIQUE|FULLTEXT|SPATIAL|VECTOR)$/u.test(reader.peek())) return true;
  if (!/^(?:INDEX|KEY)$/u.test(reader.peek()) || reader.next?.kind !== 'word') return false;
  return true;
}

/** The partitioning as written, from `PARTITION BY` on without these words. */
function readPartitioning(reader: TokenReader): string | undefined {
  if (!reader.accept('PARTITION', 'BY')) return undefined;
  const { start, end } = reader.takeUntil('AS', 'SELECT', 'IGNORE', 'REPLACE', 'ENGINE');
  return reader.textOf({ start, end });
}
