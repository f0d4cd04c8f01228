import { loadModule, parsePlPgSQLSync, parseSync, SqlError } from 'libpg-query';
import type { Node } from '@pgsql/types';
import type { Range, Statement } from '../../changes.ts';
import { mapFromBytes, mapFromCodePoints } from '../../text/byte-offsets.ts';
import type { OffsetMap } from '../../text/byte-offsets.ts';
import { maskTemplates } from '../../text/mask.ts';
import { splitStatements } from '../../text/split.ts';
import type { Piece, SplitScript } from '../../text/split.ts';
import type { Dialect, ParsedScript } from '../dialect.ts';
import { lower } from './lower.ts';
import { recogniseByKeywords } from './recognise.ts';
import { readBody } from './routines/body.ts';
import { targetsOf } from './routines/dynamic-targets.ts';
import type { EmbeddedSql } from './routines/body.ts';
import { changesOfBody } from './routines/embedded.ts';
import { runRoutine } from './routines/run-routine.ts';
import { postgresLexicalRules, StatementSource } from './source.ts';

/** Loads PostgreSQL's own grammar (about 2 MB of WebAssembly). */
export async function loadPostgres(): Promise<Dialect> {
  await loadModule();
  return {
    name: 'postgres',
    lexicalRules: postgresLexicalRules,
    ignoresCase: false,
    parse,
    runRoutine: (definition, call) => runRoutine(definition, call, (sql) => parse(sql).statements),
  };
}

function parse(text: string, start = 0, end: number = text.length): ParsedScript {
  const split = splitStatements(text, postgresLexicalRules, start, end);
  const statements = parseTogether(text, split, start, end) ?? split.pieces.map((piece) => parsePiece(text, piece));
  return { statements, comments: split.comments };
}

/** One call for the whole script, which is several times faster; undefined when something in it does not parse. */
function parseTogether(text: string, split: SplitScript, start: number, end: number): Statement[] | undefined {
  const { pieces } = split;
  if (pieces.length === 0) return [];
  if (pieces.some((piece) => piece.kind === 'client command')) return undefined;
  const part = text.slice(start, end);
  if (part.includes('\0')) return undefined;
  let trees;
  try {
    trees = parseSync(part).stmts ?? [];
  } catch (error) {
    if (error instanceof SqlError) return undefined;
    throw error;
  }
  if (trees.length !== pieces.length) return undefined;
  const toUtf16 = shift(mapFromBytes(part), start);
  return pieces.map((piece, index) => {
    const node = trees[index]?.stmt;
    const source = new StatementSource(text, piece.start, piece.end, toUtf16);
    return node ? statementOf(node, source) : failed(source, 'The parser returned nothing for this statement.');
  });
}

function parsePiece(text: string, piece: Piece): Statement {
  if (piece.kind === 'client command') return clientCommand(text, piece);
  const own = text.slice(piece.start, piece.end);
  const first = parseOne(text, own, piece);
  if (!('message' in first)) return first;
  const masked = maskTemplates(own);
  if (masked !== undefined) {
    const second = parseOne(text, masked, piece);
    if (!('message' in second)) return second;
  }
  const source = new StatementSource(text, piece.start, piece.end, shift(mapFromBytes(own), piece.start));
  return failed(source, first.message, first.offset);
}

/** @param sql the statement's text, perhaps masked: as long as the piece it stands for */
function parseOne(text: string, sql: string, piece: Piece): Statement | { message: string; offset?: number } {
  if (sql.includes('\0')) return { message: 'The statement contains a NUL character.' };
  try {
    const node = parseSync(sql).stmts?.[0]?.stmt;
    const toUtf16 = shift(mapFromBytes(sql), piece.start);
    const source = new StatementSource(text, piece.start, piece.end, toUtf16);
    return node ? statementOf(node, source) : { message: 'The statement is empty.' };
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    const cursor = error.sqlDetails?.cursorPosition ?? 0;
    return { message: error.message, offset: piece.start + mapFromCodePoints(sql)(cursor) };
  }
}

function statementOf(node: Node, source: StatementSource): Statement {
  const command = commandOf(source);
  if ('DoStmt' in node) return doStatement(source, command);
  const changes = lower(node, source);
  if (!changes) {
    return unsupported(source, command, `sqllint does not model ${command} yet.`);
  }
  const opaque = changes.find((change) => change.kind === 'opaque');
  if (opaque?.kind === 'opaque') {
    return {
      ...source.range,
      command,
      changes,
      problem: { kind: 'unsupported', start: opaque.start, end: opaque.end, message: opaque.reason },
    };
  }
  return { ...source.range, command, changes };
}

function doStatement(source: StatementSource, command: string): Statement {
  const block = readBlock(source.statementText);
  if (block instanceof Error) return unsupported(source, command, `The body of this DO block could not be read: ${block.message}.`);
  const body = readBody(block.tree);
  const parseEmbedded = (sql: string): Statement[] => [parsePiece(sql, { kind: 'statement', start: 0, end: sql.length })];
  const embedded = changesOfBody(body, parseEmbedded, placesIn(source, block.text));
  const { changes } = embedded;
  let { problem } = embedded;
  if (body.dynamic.length > 0) {
    const reason = `This DO block runs SQL that it puts together at run time: EXECUTE ${body.dynamic[0]?.written ?? ''}.`;
    const targets = targetsOf(body.dynamic, parseEmbedded);
    changes.push({ kind: 'opaque', ...source.range, command, reason, ...(targets ? { targets } : {}) });
    problem ??= { kind: 'dynamic', ...source.range, message: reason };
  }
  if (body.error !== undefined) changes.push({ kind: 'raiseError', ...source.range, message: body.error });
  if (changes.length === 0) changes.push({ kind: 'noEffect', ...source.range, command });
  return { ...source.range, command, changes, ...(problem ? { problem } : {}) };
}

/**
 * The tree of a block and the text it was read from, or why it cannot be read. Templates are replaced by
 * stand-ins of their length, in strings as well: `schemaname = '{{ .Schema }}'` asks for the schema of that name.
 */
function readBlock(written: string): { readonly tree: unknown; readonly text: string } | Error {
  const masked = maskTemplates(written) ?? written;
  const isTemplated = /\{\{-?\s*[A-Za-z.]/u.test(written);
  let problem: Error | undefined;
  for (const text of isTemplated ? [masked, written] : [written, masked]) {
    try {
      return { tree: parsePlPgSQLSync(text), text };
    } catch (error) {
      problem ??= error instanceof Error ? error : new Error(String(error));
    }
  }
  return problem ?? new Error('The parser returned nothing');
}

/** Where the pieces of a block stand, found one behind the other; a loop repeats them. */
function placesIn(source: StatementSource, block: string): (embedded: EmbeddedSql) => Range {
  let searchFrom = 0;
  return ({ written }) => {
    const next = block.indexOf(written, searchFrom);
    const found = next < 0 ? block.indexOf(written) : next;
    if (found < 0) return source.range;
    searchFrom = found + written.length;
    return { start: source.start + found, end: source.start + searchFrom };
  };
}

function unsupported(source: StatementSource, command: string, message: string): Statement {
  return {
    ...source.range,
    command,
    changes: [{ kind: 'opaque', ...source.range, command, reason: message }],
    problem: { kind: 'unsupported', ...source.range, message },
  };
}

function failed(source: StatementSource, message: string, offset?: number): Statement {
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.$/u, '')}.`;
  const command = commandOf(source);
  const start = offset === undefined || offset < source.start || offset >= source.end ? source.start : offset;
  const recognised = recogniseByKeywords(source.statementText, source.range);
  return {
    ...source.range,
    command,
    changes:
      recognised.length > 0 ? recognised : [{ kind: 'opaque', ...source.range, command, reason: sentence }],
    problem: { kind: 'syntax', start, end: endOfWord(source.text, start, source.end), message: sentence },
  };
}

function clientCommand(text: string, piece: Piece): Statement {
  const command = text.slice(piece.start, piece.end).split(/\s/u, 1)[0] ?? '\\';
  // What psql prints or decides by itself (\echo, \set …) changes no schema; an include or a reconnect may.
  const harmless = /^\\(?:echo|set|unset|timing|pset|prompt|warn|qecho|x|a|t|q|restrict|unrestrict|encoding)\b/u.test(command);
  const range = { start: piece.start, end: piece.end };
  if (harmless) return { ...range, command, changes: [{ kind: 'noEffect', ...range, command }] };
  const message = `${command} is a command for psql, not for the server; what it does is not analysed.`;
  return {
    ...range,
    command,
    changes: [{ kind: 'opaque', ...range, command, reason: message }],
    problem: { kind: 'client command', ...range, message },
  };
}

/** The leading keywords of a statement, for messages. */
function commandOf(source: StatementSource): string {
  const words: string[] = [];
  for (const token of source.tokens(source.start, source.end)) {
    if (token.kind !== 'word' || words.length === 3) break;
    words.push(source.text.slice(token.start, token.end).toUpperCase());
  }
  const [first = source.text.slice(source.start, source.start + 10), second] = words;
  const alone = !second || !/^(?:ALTER|CREATE|DROP|COMMENT|REFRESH|LOCK|START|SET)$/u.test(first);
  if (alone) return first;
  const qualifiers = /^(?:UNIQUE|OR|TEMP|TEMPORARY|UNLOGGED|MATERIALIZED|EVENT|FOREIGN|GLOBAL|LOCAL)$/u;
  if (second === 'OR') return `${first} ${objectAfterReplace(source)}`;
  return qualifiers.test(second) && words[2] !== undefined ? words.join(' ') : `${first} ${second}`;
}

/** The object word of `CREATE OR REPLACE word`. */
function objectAfterReplace(source: StatementSource): string {
  let count = 0;
  for (const token of source.tokens(source.start, source.end)) {
    if (++count === 4) return source.text.slice(token.start, token.end).toUpperCase();
  }
  return '';
}

function endOfWord(text: string, start: number, end: number): number {
  const rest = /^[\w$]+|^./su.exec(text.slice(start, end));
  return start + Math.max(1, rest?.[0].length ?? 1);
}

function shift(map: OffsetMap, by: number): OffsetMap {
  return by === 0 ? map : (offset) => map(offset) + by;
}
