import type { Change, OnlineClauses, QualifiedName, Range } from '../../changes.ts';
import { readAlterTable, readOnlineClause, readWait, renamed } from './alter-table.ts';
import { readCreateTable } from './create-table.ts';
import { readDelete, readInsert, readUpdate, readWith } from './data.ts';
import { indexKeys } from './definitions.ts';
import { finishIndex, readIndexKind, readIndexOptions } from './indexes.ts';
import { readAlterObject, readCreateObject, readDropObject, readObjectType, skipCreateOptions } from './objects.ts';
import { readLockTables, readSet, readTransaction } from './session.ts';
import type { TokenReader } from './token-reader.ts';

/** What a statement does. */
export interface ReadStatement {
  readonly changes: readonly Change[];
  readonly online?: OnlineClauses;
}

/** Statements that change neither the schema nor rows that a migration is about, by their first word. */
const withoutEffect = new Set(
  `USE SHOW EXPLAIN DESCRIBE DESC FLUSH HELP KILL RESET PURGE CHECKSUM CACHE DEALLOCATE UNLOCK HANDLER GRANT REVOKE
  INSTALL UNINSTALL BINLOG CHANGE SIGNAL RESIGNAL DO SHUTDOWN RESTART`.split(/\s+/u),
);

/**
 * Reads one statement.
 * @returns undefined for a statement of a kind that is not known
 * @throws {UnexpectedToken} where the statement does not go on as the grammar has it
 */
export function readStatement(reader: TokenReader, range: Range): ReadStatement | undefined {
  const transaction = readTransaction(reader, range);
  if (transaction) return { changes: [transaction] };
  const first = reader.peek();
  if (first === '(' || first === 'SELECT' || first === 'VALUES' || first === 'TABLE') return { changes: [readQuery(reader, range)] };
  reader.take();
  switch (first) {
    case 'CREATE':
      return readCreate(reader, range);
    case 'ALTER':
      return readAlter(reader, range);
    case 'DROP':
      return readDrop(reader, range);
    case 'RENAME':
      return readRename(reader, range);
    case 'TRUNCATE': {
      reader.accept('TABLE');
      const table = reader.qualifiedName();
      const online = readWait(reader);
      return whole(reader, [{ kind: 'truncateTable', ...range, table, cascade: false }], online);
    }
    case 'INSERT':
    case 'REPLACE':
      return whole(reader, [readInsert(reader, range, first === 'REPLACE')]);
    case 'UPDATE':
      return whole(reader, readUpdate(reader, range));
    case 'DELETE':
      return whole(reader, readDelete(reader, range));
    case 'WITH':
      return { changes: readWith(reader, range) };
    case 'SET':
      return reader.accept('STATEMENT') ? readSetStatement(reader, range) : { changes: readSet(reader, range) };
    case 'LOCK':
      if (reader.acceptOneOf('TABLES', 'TABLE') === undefined) return undefined;
      return { changes: readLockTables(reader, range) };
    case 'OPTIMIZE':
    case 'ANALYZE':
    case 'REPAIR':
    case 'CHECK':
      return readMaintenance(reader, first, range);
    case 'LOAD':
      return readLoad(reader, range);
    case 'CALL': {
      const { name } = reader.qualifiedName();
      return { changes: [{ kind: 'callFunctions', ...range, functions: [name.toLowerCase()] }] };
    }
    default:
      return withoutEffect.has(first) ? { changes: [{ kind: 'noEffect', ...range, command: first }] } : undefined;
  }
}

/** The changes of a statement that has been read to its end. */
function whole(reader: TokenReader, changes: readonly Change[], online?: OnlineClauses): ReadStatement {
  if (!reader.isAtEnd()) throw reader.unexpected();
  return online ? { changes, online } : { changes };
}

function readQuery(reader: TokenReader, range: Range): Change {
  const functions = new Set<string>();
  const collect = (part: TokenReader): void => {
    while (!part.isAtEnd()) {
      const isCall = part.next?.kind === 'word' && part.peek(1) === '(';
      if (isCall) functions.add(part.peek().toLowerCase());
      if (part.peek() === '(') collect(part.group());
      else part.take();
    }
  };
  collect(reader);
  if (functions.size === 0) return { kind: 'noEffect', ...range, command: 'SELECT' };
  return { kind: 'callFunctions', ...range, functions: [...functions] };
}

function readCreate(reader: TokenReader, range: Range): ReadStatement | undefined {
  const orReplace = reader.accept('OR', 'REPLACE');
  const temporary = reader.accept('TEMPORARY');
  if (reader.accept('TABLE')) return { changes: readCreateTable(reader, range, { temporary, orReplace }) };
  reader.acceptOneOf('ONLINE', 'OFFLINE');
  if (/^(?:UNIQUE|FULLTEXT|SPATIAL|VECTOR|INDEX)$/u.test(reader.peek())) return readCreateIndex(reader, orReplace, range);
  skipCreateOptions(reader);
  const objectType = readObjectType(reader);
  return objectType && { changes: readCreateObject(reader, objectType, orReplace, range) };
}

function readCreateIndex(reader: TokenReader, orReplace: boolean, range: Range): ReadStatement | undefined {
  const kind = readIndexKind(reader);
  if (!kind) return undefined;
  const ifNotExists = reader.accept('IF', 'NOT', 'EXISTS');
  const name = reader.identifier();
  const before = readIndexOptions(reader, kind.method);
  reader.expect('ON');
  const table = reader.qualifiedName();
  const wait = readWait(reader);
  const keys = indexKeys(reader.group());
  const options = readIndexOptions(reader, before.method);
  const online = readOnlineClauses(reader, wait);
  return whole(
    reader,
    [
      ...(orReplace ? [dropIndex(name, table, true, range)] : []),
      {
        kind: 'createIndex',
        ...range,
        table,
        name,
        unique: kind.unique,
        concurrently: false,
        ifNotExists,
        only: false,
        keys,
        include: [],
        text: reader.textOf(range),
        ...finishIndex(options),
      },
    ],
    online,
  );
}

/** @param before what was read of them already */
function readOnlineClauses(reader: TokenReader, before: OnlineClauses | undefined): OnlineClauses | undefined {
  let online = before;
  for (let clause = readClause(reader); clause; clause = readClause(reader)) online = { ...online, ...clause };
  return online;
}

function readClause(reader: TokenReader): OnlineClauses | undefined {
  return readOnlineClause(reader) ?? readWait(reader);
}

function dropIndex(name: string, table: QualifiedName, ifExists: boolean, range: Range): Change {
  return { kind: 'dropIndex', ...range, name: { name }, table, concurrently: false, ifExists, cascade: false };
}

function readAlter(reader: TokenReader, range: Range): ReadStatement | undefined {
  const ofTable = reader.mark();
  reader.acceptOneOf('ONLINE', 'OFFLINE');
  reader.accept('IGNORE');
  if (reader.accept('TABLE')) return readAlterTable(reader, range);
  reader.returnTo(ofTable);
  skipCreateOptions(reader);
  const objectType = readObjectType(reader);
  return objectType && { changes: readAlterObject(reader, objectType, range) };
}

function readDrop(reader: TokenReader, range: Range): ReadStatement | undefined {
  const temporary = reader.accept('TEMPORARY');
  if (reader.acceptOneOf('TABLE', 'TABLES') !== undefined) {
    const ifExists = reader.accept('IF', 'EXISTS');
    const tables: QualifiedName[] = [];
    do tables.push(reader.qualifiedName());
    while (reader.accept(','));
    const online = readWait(reader);
    reader.acceptOneOf('RESTRICT', 'CASCADE');
    // It can only mean a table of this session.
    if (temporary) return whole(reader, [{ kind: 'noEffect', ...range, command: 'DROP TEMPORARY TABLE' }]);
    return whole(reader, tables.map((table) => ({ kind: 'dropTable', ...range, table, ifExists, cascade: false })), online);
  }
  if (reader.accept('INDEX')) {
    const ifExists = reader.accept('IF', 'EXISTS');
    const name = reader.identifier();
    reader.expect('ON');
    const table = reader.qualifiedName();
    return whole(reader, [dropIndex(name, table, ifExists, range)], readOnlineClauses(reader, undefined));
  }
  if (reader.accept('PREPARE')) return { changes: [{ kind: 'noEffect', ...range, command: 'DROP PREPARE' }] };
  const objectType = readObjectType(reader);
  return objectType && { changes: readDropObject(reader, objectType, range) };
}

function readRename(reader: TokenReader, range: Range): ReadStatement {
  if (reader.accept('USER')) {
    reader.rest();
    return { changes: [{ kind: 'noEffect', ...range, command: 'RENAME USER' }] };
  }
  if (reader.acceptOneOf('TABLE', 'TABLES') === undefined) throw reader.unexpected('TABLE');
  reader.accept('IF', 'EXISTS');
  const changes: Change[] = [];
  let online: OnlineClauses | undefined;
  do {
    const table = reader.qualifiedName();
    online = readWait(reader) ?? online;
    reader.expect('TO');
    changes.push(...renamed({ table }, reader.qualifiedName(), range));
  } while (reader.accept(','));
  return whole(reader, changes, online);
}

/** Reads what follows `SET STATEMENT`: MariaDB runs the statement behind `FOR` with these settings, and it alone. */
function readSetStatement(reader: TokenReader, range: Range): ReadStatement | undefined {
  const settings = reader.textOf(reader.takeUntil('FOR'));
  reader.expect('FOR');
  const statement = readStatement(reader, range);
  const [, wait] = /(?:^|,)\s*`?lock_wait_timeout`?\s*=\s*(\d+)/iu.exec(settings) ?? [];
  return wait === undefined || !statement ? statement : { ...statement, online: { ...statement.online, wait } };
}

function readMaintenance(reader: TokenReader, command: string, range: Range): ReadStatement {
  reader.acceptOneOf('NO_WRITE_TO_BINLOG', 'LOCAL');
  if (reader.acceptOneOf('TABLE', 'TABLES') === undefined) return { changes: [{ kind: 'noEffect', ...range, command }] };
  const tables: QualifiedName[] = [];
  do tables.push(reader.qualifiedName());
  while (reader.accept(','));
  reader.rest();
  if (command === 'OPTIMIZE') return { changes: [{ kind: 'maintain', ...range, command: 'optimize', tables }] };
  return { changes: [{ kind: 'maintain', ...range, command: 'analyze', tables }] };
}

function readLoad(reader: TokenReader, range: Range): ReadStatement {
  reader.takeUntil('TABLE');
  reader.expect('TABLE');
  const table = reader.qualifiedName();
  reader.rest();
  return { changes: [{ kind: 'insertRows', ...range, table, columns: [], onConflictUpdate: false }] };
}
