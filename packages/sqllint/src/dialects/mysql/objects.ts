import type { Change, CreateObject, ObjectType, QualifiedName, Range } from '../../changes.ts';
import { expressionOf } from './expression.ts';
import { relationsIn } from './query.ts';
import type { TokenReader } from './token-reader.ts';

type Routine = 'function' | 'procedure' | 'trigger' | 'event' | 'view' | 'sequence';

const objectWords: readonly (readonly [words: string, type: ObjectType])[] = [
  ['VIEW', 'view'],
  ['PROCEDURE', 'procedure'],
  ['AGGREGATE FUNCTION', 'function'],
  ['FUNCTION', 'function'],
  ['TRIGGER', 'trigger'],
  ['EVENT', 'event'],
  ['SEQUENCE', 'sequence'],
  ['DATABASE', 'database'],
  ['SCHEMA', 'database'],
  ['USER', 'role'],
  ['ROLE', 'role'],
  ['SERVER', 'foreign server'],
  ['TABLESPACE', 'other'],
  ['UNDO TABLESPACE', 'other'],
  ['LOGFILE GROUP', 'other'],
  ['RESOURCE GROUP', 'other'],
  ['SPATIAL REFERENCE SYSTEM', 'other'],
  ['PACKAGE', 'other'],
];

/** Reads what stands between `CREATE` and the word for the object. */
export function skipCreateOptions(reader: TokenReader): void {
  for (;;) {
    if (reader.accept('ALGORITHM')) {
      reader.accept('=');
      reader.take();
    } else if (reader.accept('DEFINER')) {
      reader.accept('=');
      readAccount(reader);
    } else if (reader.accept('SQL', 'SECURITY')) reader.take();
    else return;
  }
}

/** `'user'@'host'`, `CURRENT_USER()` … */
function readAccount(reader: TokenReader): void {
  reader.take();
  if (reader.peek() === '(') reader.group();
  if (reader.accept('@')) {
    reader.take();
    // `localhost.localdomain` without quotes.
    while (reader.accept('.')) reader.take();
  }
}

/** The kind of object whose word is next, the word read; undefined for tables, indexes and what is none. */
export function readObjectType(reader: TokenReader): ObjectType | undefined {
  return objectWords.find(([words]) => reader.accept(...words.split(' ')))?.[1];
}

/** Reads what follows `CREATE … VIEW`, `CREATE … PROCEDURE` and so on. */
export function readCreateObject(reader: TokenReader, objectType: ObjectType, orReplace: boolean, range: Range): Change[] {
  const ifNotExists = reader.accept('IF', 'NOT', 'EXISTS');
  const text = reader.textOf(range);
  const base = { kind: 'createObject', ...range, objectType, orReplace, ifNotExists, text } as const;
  if (objectType === 'role' || objectType === 'other' || objectType === 'foreign server') {
    return [{ kind: 'noEffect', ...range, command: `CREATE ${objectType}` }];
  }
  if (objectType === 'database') return [{ ...base, name: { name: reader.identifier() }, definition: '' }];
  const name = reader.qualifiedName();
  const start = reader.mark();
  const definition = expressionOf(reader.rest()).key;
  reader.returnTo(start);
  const made: CreateObject = { ...base, name, definition };
  if (objectType === 'view') {
    const columns = reader.peek() === '(' ? reader.group().restText : '';
    reader.expect('AS');
    const query = reader.rest();
    return [{ ...made, reads: relationsIn(query), ...(columns === '' ? {} : { definition: `(${columns}) ${definition}` }) }];
  }
  if (objectType === 'trigger') return [{ ...made, table: tableOfTrigger(reader) }];
  reader.rest();
  // There is one routine to a name, whatever its arguments.
  return [objectType === 'function' || objectType === 'procedure' ? { ...made, arguments: '' } : made];
}

function tableOfTrigger(reader: TokenReader): QualifiedName {
  reader.takeUntil('ON');
  reader.expect('ON');
  const table = reader.qualifiedName();
  reader.rest();
  return table;
}

/** Reads what follows `DROP`, tables and indexes apart. */
export function readDropObject(reader: TokenReader, objectType: ObjectType, range: Range): Change[] {
  const ifExists = reader.accept('IF', 'EXISTS');
  const base = { kind: 'dropObject', ...range, objectType, ifExists, cascade: false } as const;
  if (objectType === 'role' || objectType === 'other' || objectType === 'foreign server') {
    return [{ kind: 'noEffect', ...range, command: `DROP ${objectType}` }];
  }
  const changes: Change[] = [];
  do {
    const name = reader.qualifiedName();
    changes.push({ ...base, name, ...(isRoutine(objectType) ? { arguments: '' } : {}) });
  } while (reader.accept(','));
  reader.acceptOneOf('RESTRICT', 'CASCADE');
  return changes;
}

function isRoutine(objectType: ObjectType): objectType is Extract<Routine, 'function' | 'procedure'> {
  return objectType === 'function' || objectType === 'procedure';
}

/** Reads what follows `ALTER`, tables apart. */
export function readAlterObject(reader: TokenReader, objectType: ObjectType, range: Range): Change[] {
  reader.accept('IF', 'EXISTS');
  if (objectType === 'role' || objectType === 'other' || objectType === 'foreign server') {
    return [{ kind: 'noEffect', ...range, command: `ALTER ${objectType}` }];
  }
  const name = objectType === 'database' && reader.isNext('CHARACTER') ? { name: '' } : reader.qualifiedName();
  if (objectType === 'view') {
    const text = reader.textOf(range).replace(/^\s*alter\b/iu, 'CREATE OR REPLACE');
    reader.takeUntil('AS');
    reader.expect('AS');
    const start = reader.mark();
    const reads = relationsIn(reader.rest());
    reader.returnTo(start);
    return [{ kind: 'createObject', ...range, objectType, name, orReplace: true, ifNotExists: false, definition: `as ${expressionOf(reader.rest()).key}`, text, reads }];
  }
  const value = expressionOf(reader.rest()).key;
  return [
    {
      kind: 'alterObject',
      ...range,
      objectType,
      name,
      aspect: 'options',
      value,
      text: reader.textOf(range),
      ...(isRoutine(objectType) ? { arguments: '' } : {}),
    },
  ];
}
