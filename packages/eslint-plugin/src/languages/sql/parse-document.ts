import type { Dialect, ParsedScript } from 'sqllint';
import { SourceText } from 'sqllint';
import type { SqlComment, SqlDocument, SqlStatement } from './sql-nodes.ts';

/**
 * What sqllint reads of one file, in bytes; a text has at most as many UTF-16 units. Of 100 MB the parser, which is
 * WebAssembly, runs out of memory and takes the process with it.
 */
const maxLength = 32 * 1024 * 1024;

/**
 * Reads a text into nodes. Never throws: a statement that the parser refuses is a node with a `problem`, and a text on
 * which the parser itself breaks, or would, is one such node.
 */
export function parseDocument(text: string, dialect: Dialect): SqlDocument {
  const place = placer(text);
  const { statements, comments } = parse(text, dialect);
  return {
    type: 'SqlDocument',
    body: statements.map(
      ({ start, end, command, problem }): SqlStatement => ({
        type: 'SqlStatement',
        command,
        ...(problem && { problem }),
        ...place(start, end),
      }),
    ),
    comments: comments.map(
      ({ start, end }): SqlComment => ({ type: 'SqlComment', value: withoutDelimiters(text.slice(start, end)), ...place(start, end) }),
    ),
    ...place(0, text.length),
  };
}

function parse(text: string, dialect: Dialect): ParsedScript {
  if (text.length > maxLength) return unparsed(text, 'The text is too long to be parsed.');
  try {
    return dialect.parse(text);
  } catch (error) {
    // ESLint ends the whole run when a language throws.
    return unparsed(text, `The parser failed: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function unparsed(text: string, message: string): ParsedScript {
  const range = { start: 0, end: text.length };
  return { statements: [{ ...range, command: '', changes: [], problem: { kind: 'unsupported', ...range, message } }], comments: [] };
}

function placer(text: string): (start: number, end: number) => Pick<SqlDocument, 'loc' | 'range'> {
  const source = new SourceText(text);
  return (start, end) => ({
    loc: { start: source.positionAt(start), end: source.positionAt(end) },
    range: [start, end],
  });
}

/** A block comment that nobody closed runs to the end of the text. */
function withoutDelimiters(comment: string): string {
  if (!comment.startsWith('/*')) return comment.slice(2);
  return comment.slice(2, comment.endsWith('*/') && comment.length >= 4 ? -2 : undefined);
}
