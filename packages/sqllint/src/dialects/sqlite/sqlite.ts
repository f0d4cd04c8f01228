import { parseStmt } from 'sqlite3-parser';
import type { Stmt } from 'sqlite3-parser';
import type { Problem, Statement } from '../../changes.ts';
import { maskTemplates } from '../../text/mask.ts';
import { splitStatements } from '../../text/split.ts';
import { nextToken } from '../../text/tokens.ts';
import type { Dialect, ParsedScript } from '../dialect.ts';
import { sqliteLexicalRules } from './lexical-rules.ts';
import { lower } from './lower.ts';
import { withRebuilds } from './rebuilds.ts';
import { recogniseByKeywords } from './recognise.ts';
import { StatementSource } from './source.ts';

/** SQLite's own grammar, generated from its `parse.y`. */
export const sqlite: Dialect = { name: 'sqlite', lexicalRules: sqliteLexicalRules, ignoresCase: true, parse };

function parse(text: string, start = 0, end: number = text.length): ParsedScript {
  const { pieces, comments } = splitStatements(text, sqliteLexicalRules, start, end);
  const statements = pieces.map((piece) => parseOne(new StatementSource(text, piece.start, piece.end)));
  return { statements: withRebuilds(statements, text), comments };
}

function parseOne(source: StatementSource): Statement {
  const command = commandOf(source);
  const sql = source.statementText;
  if (sql.startsWith('.')) return clientCommand(source, command);
  const first = parseStmt(sql);
  if (first.status === 'ok') return statementOf(first.root, source, command);
  const masked = maskTemplates(sql);
  const second = masked === undefined ? first : parseStmt(masked);
  if (second.status === 'ok') return statementOf(second.root, source, command);
  const { message: reason = 'The parser refused this statement', span = { offset: 0, length: 1 } } = first.errors[0] ?? {};
  const at = source.start + Math.min(span.offset, Math.max(0, sql.length - 1));
  const message = `${reason.charAt(0).toUpperCase()}${reason.slice(1).replace(/\.$/u, '')}.`;
  const recognised = recogniseByKeywords(sql, source.range);
  return {
    ...source.range,
    command,
    changes: recognised.length > 0 ? recognised : [{ kind: 'opaque', ...source.range, command, reason: message }],
    problem: { kind: 'syntax', start: at, end: Math.min(source.end, at + Math.max(1, span.length)), message },
  };
}

function statementOf(node: Stmt, source: StatementSource, command: string): Statement {
  const changes = lower(node, source);
  const opaque = changes.find((change) => change.kind === 'opaque');
  const problem: Problem | undefined = opaque && { kind: 'unsupported', ...source.range, message: opaque.reason };
  return { ...source.range, command, changes, ...(problem ? { problem } : {}) };
}

/** `.read file` and the like, which the `sqlite3` shell understands. */
function clientCommand(source: StatementSource, command: string): Statement {
  const message = `${command} is a command for the sqlite3 shell, not for the database; what it does is not analysed.`;
  return {
    ...source.range,
    command,
    changes: [{ kind: 'opaque', ...source.range, command, reason: message }],
    problem: { kind: 'client command', ...source.range, message },
  };
}

/** The leading keywords of a statement, for messages. */
function commandOf(source: StatementSource): string {
  const words: string[] = [];
  for (let at = source.start; words.length < 3; ) {
    const token = nextToken(source.text, at, sqliteLexicalRules, source.end);
    if (!token) break;
    at = token.end;
    if (token.kind === 'comment') continue;
    if (token.kind !== 'word') break;
    words.push(source.text.slice(token.start, token.end).toUpperCase());
  }
  const [first = source.text.slice(source.start, source.start + 10).split(/\s/u, 1)[0] ?? '', second, third] = words;
  if (!second || !/^(?:ALTER|CREATE|DROP)$/u.test(first)) return first;
  return /^(?:UNIQUE|TEMP|TEMPORARY|VIRTUAL)$/u.test(second) && third !== undefined ? words.join(' ') : `${first} ${second}`;
}
