import { DocumentLanguage } from '../document-language.ts';
import { linesOf, placerOf } from './lines.ts';
import type { TextDocument } from './text-nodes.ts';
import { textVisitorKeys } from './text-nodes.ts';
import type { TextSyntax } from './text-syntax.ts';

/** A language of ESLint for files that are neither code nor SQL: `language: 'delivery/dotenv'`. */
export class TextLanguage extends DocumentLanguage<TextDocument> {
  /** @param syntax how the files are read */
  constructor(syntax: TextSyntax) {
    super((text) => documentOf(text, syntax), textVisitorKeys);
  }
}

function documentOf(text: string, syntax: TextSyntax): TextDocument {
  const place = placerOf(linesOf(text));
  const { body, comments } = syntax(text);
  const range: [number, number] = [0, text.length];
  return {
    type: 'TextDocument',
    body: body.map((node) => ({ ...node, loc: place(node.range) })),
    comments: comments.map((comment) => ({ ...comment, loc: place(comment.range) })),
    loc: place(range),
    range,
  };
}
