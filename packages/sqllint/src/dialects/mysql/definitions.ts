import type { ColumnDefinition, ConstraintDefinition, Expression, ForeignKeyTarget, IndexKey } from '../../changes.ts';
import { canonicalCollation, canonicalCharacterSet, readCharacterSet, readDataType } from './data-type.ts';
import { expressionOf } from './expression.ts';
import type { TokenReader } from './token-reader.ts';

/** What a column's definition holds besides the column itself. */
export interface ReadColumn {
  readonly column: ColumnDefinition;
  /** `UNIQUE` written in line: an index of its own. */
  readonly unique: boolean;
}

/** Reads a column's name and definition, up to the comma behind it, `FIRST` or `AFTER`. */
export function readColumn(reader: TokenReader): ReadColumn {
  return readColumnDefinition(reader, reader.identifier());
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads a column's definition, whose name was read before. */
export function readColumnDefinition(reader: TokenReader, name: string): ReadColumn {
  const start = reader.offset;
  const { type, characterSet, binary, serial } = readDataType(reader);
  const constraints: ConstraintDefinition[] = [];
  const column: Writable<ColumnDefinition> = { name, type, notNull: serial === true, serial: false, constraints };
  if (characterSet !== undefined) column.characterSet = characterSet;
  if (binary) column.collation = 'binary';
  if (serial) column.autoIncrement = true;
  let unique = serial === true;
  let constraintName: string | undefined;
  while (!reader.isAtEnd() && !isEndOfColumn(reader)) {
    const at = reader.offset;
    if (reader.accept('NOT', 'NULL')) column.notNull = true;
    else if (reader.accept('NULL')) column.notNull = false;
    else if (reader.accept('DEFAULT')) readDefault(reader, column);
    else if (reader.accept('SERIAL', 'DEFAULT', 'VALUE')) {
      column.notNull = true;
      column.autoIncrement = true;
      unique = true;
    } else if (reader.accept('AUTO_INCREMENT')) column.autoIncrement = true;
    else if (reader.accept('ON', 'UPDATE')) column.onUpdate = readDefaultValue(reader);
    else if (reader.accept('UNIQUE')) {
      reader.accept('KEY');
      unique = true;
    } else if (reader.accept('PRIMARY', 'KEY') || reader.accept('PRIMARY') || reader.accept('KEY')) {
      column.notNull = true;
      constraints.push(primaryKey([name], 'PRIMARY KEY'));
    } else if (reader.accept('COMMENT')) column.comment = reader.string();
    else if (reader.accept('COLLATE')) {
      reader.accept('=');
      column.collation = canonicalCollation(readCharacterSet(reader));
    } else if (reader.accept('CHARACTER', 'SET') || reader.accept('CHARSET')) {
      column.characterSet = canonicalCharacterSet(readCharacterSet(reader));
    } else if (reader.accept('CONSTRAINT')) {
      constraintName = reader.isNext('CHECK') ? undefined : reader.identifier();
      if (!reader.isNext('CHECK')) throw reader.unexpected('CHECK');
    } else if (reader.accept('CHECK')) {
      constraints.push(readCheck(reader, constraintName, at));
    } else if (reader.accept('REFERENCES')) {
      column.inlineReferences = foreignKey([name], readTarget(reader), undefined, reader.textOf({ start: at, end: reader.lastEnd }));
    } else if (!readGenerated(reader, column) && !readColumnOption(reader)) {
      throw reader.unexpected();
    }
  }
  column.text = reader.textOf({ start, end: reader.lastEnd });
  return { column, unique };
}

function isEndOfColumn(reader: TokenReader): boolean {
  return reader.isNext(',') || reader.isNext('FIRST') || reader.isNext('AFTER');
}

function readDefault(reader: TokenReader, column: Writable<ColumnDefinition>): void {
  const value = readDefaultValue(reader);
  if (value.constant !== null) column.default = value;
  else column.defaultsToNull = true;
}

/** What is said where MySQL wants a constant, a call or an expression in parentheses; MariaDB also takes them bare. */
export function readDefaultValue(reader: TokenReader): Expression {
  const start = reader.mark();
  if (reader.accept('NEXT', 'VALUE', 'FOR')) reader.qualifiedName();
  else {
    reader.acceptOneOf('-', '+');
    // `b'0'`, `_utf8mb4'x'`: the prefix is a word of its own.
    const isPrefix = /^(?:B|X|N|_.*)$/u.test(reader.peek());
    reader.takeWhole();
    if (isPrefix && reader.isStringNext()) reader.take();
    else if (reader.peek() === '(') reader.group();
    while (reader.isNext('.')) {
      reader.take();
      reader.takeWhole();
      if (reader.peek() === '(') reader.group();
    }
    while (/^[-+*/]$/u.test(reader.peek())) {
      reader.take();
      reader.takeWhole();
      if (reader.peek() === '(') reader.group();
    }
  }
  return expressionOf(reader.between(start));
}

function readGenerated(reader: TokenReader, column: Writable<ColumnDefinition>): boolean {
  reader.accept('GENERATED', 'ALWAYS');
  if (!reader.accept('AS')) return false;
  if (reader.acceptOneOf('ROW') !== undefined) {
    // MariaDB's system versioning: the start or the end of a row's time.
    reader.take();
    column.notNull = true;
    return true;
  }
  const expression = expressionOf(reader.group());
  const stored = reader.acceptOneOf('VIRTUAL', 'STORED', 'PERSISTENT');
  column.generated = { expression, stored: stored === 'STORED' || stored === 'PERSISTENT' };
  return true;
}

/** Options that the model does not follow. */
function readColumnOption(reader: TokenReader): boolean {
  if (reader.acceptOneOf('INVISIBLE', 'VISIBLE', 'COMPRESSED', 'SIGNED', 'UNSIGNED', 'ZEROFILL', 'BINARY')) return true;
  if (reader.accept('WITHOUT', 'SYSTEM', 'VERSIONING') || reader.accept('WITH', 'SYSTEM', 'VERSIONING')) return true;
  if (reader.acceptOneOf('COLUMN_FORMAT', 'STORAGE')) {
    reader.take();
    return true;
  }
  if (reader.acceptOneOf('SRID', 'REF_SYSTEM_ID', 'ENGINE_ATTRIBUTE', 'SECONDARY_ENGINE_ATTRIBUTE')) {
    reader.accept('=');
    reader.take();
    return true;
  }
  if (reader.accept('NOT', 'ENFORCED') || reader.accept('ENFORCED')) return true;
  // The clause that MySQL shows for a column of a table with a time zone comment.
  return reader.accept('NOT', 'SECONDARY');
}

export function primaryKey(columns: readonly string[], text: string): ConstraintDefinition {
  return { ...plain, type: 'primaryKey', name: 'PRIMARY', columns, text };
}

const plain = { notValid: false, notEnforced: false, deferrable: false, details: '' } as const;

/** Reads `(expression) [NOT ENFORCED]`. */
export function readCheck(reader: TokenReader, name: string | undefined, start: number): ConstraintDefinition {
  const expression = expressionOf(reader.group());
  const notEnforced = reader.accept('NOT', 'ENFORCED');
  if (!notEnforced) reader.accept('ENFORCED');
  return {
    ...plain,
    type: 'check',
    columns: expression.columns,
    expression,
    notEnforced,
    text: reader.textOf({ start, end: reader.lastEnd }),
    ...(name === undefined ? {} : { name }),
  };
}

export function foreignKey(
  columns: readonly string[],
  references: ForeignKeyTarget,
  name: string | undefined,
  text: string,
): ConstraintDefinition {
  return { ...plain, type: 'foreignKey', columns, references, text, ...(name === undefined ? {} : { name }) };
}

const actionLetters: Readonly<Record<string, string>> = { CASCADE: 'c', RESTRICT: 'a', 'NO ACTION': 'a', 'SET NULL': 'n', 'SET DEFAULT': 'd' };

/** Reads what follows `REFERENCES`; the letters of the actions are those of the PostgreSQL front end. */
export function readTarget(reader: TokenReader): ForeignKeyTarget {
  const table = reader.qualifiedName();
  const columns = reader.peek() === '(' ? columnNames(reader.group()) : [];
  let match = 's';
  let update = 'a';
  let remove = 'a';
  for (;;) {
    if (reader.accept('MATCH')) match = reader.identifier().charAt(0).toLowerCase();
    else if (reader.accept('ON', 'DELETE')) remove = readAction(reader);
    else if (reader.accept('ON', 'UPDATE')) update = readAction(reader);
    else break;
  }
  return { table, columns, actions: `${match} ${update} ${remove}` };
}

function readAction(reader: TokenReader): string {
  for (const [words, letter] of Object.entries(actionLetters)) {
    if (reader.accept(...words.split(' '))) return letter;
  }
  throw reader.unexpected('CASCADE, RESTRICT, SET NULL or NO ACTION');
}

/** Names between commas, prefixes and directions left out. */
export function columnNames(list: TokenReader): string[] {
  return list.parts().map((part) => part.identifier());
}

/** The keys of an index. */
export function indexKeys(list: TokenReader): IndexKey[] {
  return list.parts().map((part) => {
    const text = part.restText;
    if (part.peek() === '(') {
      const expression = expressionOf(part.group());
      return { expression, options: part.accept('DESC') ? 'desc' : '', text };
    }
    const column = part.identifier();
    const length = part.peek() === '(' ? `(${part.group().restText})` : '';
    const isDescending = part.accept('DESC');
    part.accept('ASC');
    const options = [length, isDescending ? 'desc' : ''].filter((option) => option !== '').join(' ');
    return options === '' ? { column, options } : { column, options, text };
  });
}
