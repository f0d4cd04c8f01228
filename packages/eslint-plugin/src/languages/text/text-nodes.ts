import type { SourceRange } from '@eslint/core';
import type { CommentNode, DocumentNode, PlacedNode } from '../document-source-code.ts';

/** A file that is neither code nor SQL, from its first character to its last. */
export interface TextDocument extends DocumentNode<TextChild, TextComment> {
  readonly type: 'TextDocument';
}

/** `NAME=value`, in dotenv and properties files. */
export interface TextAssignment extends PlacedNode {
  readonly type: 'TextAssignment';
  readonly key: string;
  /** As written, without the quotes around it; escapes are not resolved. */
  readonly value: string;
  readonly keyRange: SourceRange;
  readonly valueRange: SourceRange;
}

/** `CMD ["node", "server.js"]`, with its continuation lines and here-documents. */
export interface TextInstruction extends PlacedNode {
  readonly type: 'TextInstruction';
  /** Upper case: `HEALTHCHECK`. */
  readonly keyword: string;
  /** What follows the keyword, as written. */
  readonly argument: string;
  readonly argumentRange: SourceRange;
}

export interface TextComment extends CommentNode {
  readonly type: 'TextComment';
}

export type TextChild = TextAssignment | TextInstruction;
export type TextNode = TextDocument | TextChild;

/** The properties of each kind of node that hold the nodes below it. */
export const textVisitorKeys = {
  TextDocument: ['body'],
  TextAssignment: [],
  TextInstruction: [],
} satisfies Record<TextNode['type'], string[]>;
