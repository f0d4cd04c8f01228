import type { Change, ColumnDefinition, Problem, Range, Statement } from '../../changes.ts';
import { maskTemplates } from '../../text/mask.ts';
import type { Dialect, ParsedScript } from '../dialect.ts';
import { openExecutableComments } from './executable-comments.ts';
import { mysqlLexicalRules } from './lexical-rules.ts';
import { PreparedStatements } from './prepared-statements.ts';
import { readStatement } from './read-statement.ts';
import { recogniseByKeywords } from './recognise.ts';
import { runRoutine } from './routines/run-routine.ts';
import { splitMySql } from './split.ts';
import type { TokenizedPiece } from './split.ts';
import { TokenReader, UnexpectedToken } from './token-reader.ts';

/** The front end for MySQL or MariaDB, whose grammars differ in little. */
export function mysqlDialect(name: 'mysql' | 'mariadb'): Dialect {
  return {
    name,
    lexicalRules: mysqlLexicalRules,
    ignoresCase: true,
    parse: (text, start = 0, end = text.length) => parse(openExecutableComments(text, name === 'mariadb'), start, end, name === 'mariadb'),
    runRoutine(definition, call) {
      const [piece, ...others] = splitMySql(definition).pieces;
      if (!piece || others.length > 0) return undefined;
      return runRoutine(new TokenReader(definition, piece.tokens), call, (sql) => parse(sql, 0, sql.length, name === 'mariadb').statements);
    },
  };
}

function parse(text: string, start: number, end: number, isMariaDb: boolean): ParsedScript {
  const { pieces, comments } = splitMySql(text, start, end);
  const prepared = new PreparedStatements((sql, from) => parse(`${' '.repeat(from)}${sql}`, from, from + sql.length, isMariaDb).statements);
  const statements = pieces.map((piece) => {
    const statement = prepared.read(new TokenReader(text, piece.tokens), { start: piece.start, end: piece.end }) ?? parsePiece(text, piece);
    return isMariaDb ? heedInlineReferences(statement) : statement;
  });
  return { statements, comments };
}

function parsePiece(text: string, piece: TokenizedPiece): Statement {
  const first = readPiece(text, piece);
  if (!(first instanceof UnexpectedToken)) return first;
  const own = text.slice(piece.start, piece.end);
  const masked = maskTemplates(own);
  if (masked !== undefined) {
    const whole = text.slice(0, piece.start) + masked + text.slice(piece.end);
    const [again] = splitMySql(whole, piece.start, piece.end).pieces;
    const second = again ? readPiece(whole, again) : undefined;
    if (second && !(second instanceof UnexpectedToken)) return second;
  }
  return failed(text, piece, first);
}

function readPiece(text: string, piece: TokenizedPiece): Statement | UnexpectedToken {
  const range: Range = { start: piece.start, end: piece.end };
  const command = commandOf(text, piece);
  try {
    const read = readStatement(new TokenReader(text, piece.tokens), range);
    if (!read) return unsupported(range, command);
    return { ...range, command, changes: read.changes, ...(read.online ? { online: read.online } : {}) };
  } catch (error) {
    if (error instanceof UnexpectedToken) return error;
    throw error;
  }
}

function unsupported(range: Range, command: string): Statement {
  const message = `sqllint does not model ${command} yet.`;
  return {
    ...range,
    command,
    changes: [{ kind: 'opaque', ...range, command, reason: message }],
    problem: { kind: 'unsupported', ...range, message },
  };
}

/** A statement that could not be read to its end, with what its first words tell. */
function failed(text: string, piece: TokenizedPiece, { message, offset }: UnexpectedToken): Statement {
  const range: Range = { start: piece.start, end: piece.end };
  const command = commandOf(text, piece);
  const token = piece.tokens.find(({ start }) => start >= offset) ?? piece.tokens.at(-1);
  const recognised = recogniseByKeywords(new TokenReader(text, piece.tokens), range);
  const problem: Problem = { kind: 'syntax', start: token?.start ?? piece.start, end: token?.end ?? piece.end, message };
  const changes: Change[] = recognised ? [recognised] : [{ kind: 'opaque', ...range, command, reason: message }];
  return { ...range, command, changes, problem };
}

/** The leading keywords of a statement, for messages. */
function commandOf(text: string, { tokens }: TokenizedPiece): string {
  const words: string[] = [];
  for (const token of tokens.slice(0, 4)) {
    if (token.kind !== 'word') break;
    words.push(text.slice(token.start, token.end).toUpperCase());
  }
  const [first = '', second] = words;
  if (second === undefined || !/^(?:ALTER|CREATE|DROP|RENAME|LOCK|START|SET|TRUNCATE|OPTIMIZE)$/u.test(first)) {
    return first === '' ? text.slice(tokens[0]?.start, (tokens[0]?.start ?? 0) + 10) : first;
  }
  if (first === 'SET') return first;
  const named = words.slice(1).find((word) => !/^(?:OR|REPLACE|TEMPORARY|UNIQUE|FULLTEXT|SPATIAL|IGNORE|ONLINE|DEFINER)$/u.test(word));
  return `${first} ${named ?? second}`;
}

/** MariaDB heeds a `REFERENCES` in line, as of 10.5. */
function heedInlineReferences(statement: Statement): Statement {
  return { ...statement, changes: statement.changes.map(withReferences) };
}

function withReferences(change: Change): Change {
  if (change.kind === 'addColumn') return { ...change, column: heeding(change.column) };
  return change.kind === 'createTable' ? { ...change, columns: change.columns.map(heeding) } : change;
}

function heeding(column: ColumnDefinition): ColumnDefinition {
  const { inlineReferences, ...rest } = column;
  return inlineReferences ? { ...rest, constraints: [...rest.constraints, inlineReferences] } : column;
}
