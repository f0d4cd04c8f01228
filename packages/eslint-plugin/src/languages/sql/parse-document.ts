import type { Dialect, ParsedScript } from 'sqllint';
import { SourceText } from 'sqllint';
import type { SqlComment, SqlDocument, SqlStatement } from './sql-nodes.ts';

/**
 * Reads a text into nodes. Never throws: a statement that the parser refuses is a node with a `problem`, and a text on
 * which the parser itself breaks is one such node.
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
  try {
    return dialect.parse(text);
  } catch (error) {
    // ESLint ends the whole run when a language throws.
    const range = { start: 0, end: text.length };
    const message = `The parser failed: ${error instanceof Error ? error.message : String(error)}`;
    return { statements: [{ ...range, command: '', changes: [], problem: { kind: 'unsupported', ...range, message } }], comments: [] };
  }
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
