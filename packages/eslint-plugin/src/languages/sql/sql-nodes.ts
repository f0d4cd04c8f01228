import type { Problem } from 'sqllint';
import type { CommentNode, DocumentNode, PlacedNode } from '../document-source-code.ts';

/** The whole text, from its first character to its last. */
export interface SqlDocument extends DocumentNode<SqlStatement, SqlComment> {
  readonly type: 'SqlDocument';
}

/** A statement without its semicolon, or a line that is meant for psql. */
export interface SqlStatement extends PlacedNode {
  readonly type: 'SqlStatement';
  /** The leading keywords, upper case: `ALTER TABLE`. */
  readonly command: string;
  /** Why the statement, or a part of it, could not be analysed; absent when all of it was. */
  readonly problem?: Problem;
}

/** `-- …` or `/* … *\/`, outside of string and function bodies. */
export interface SqlComment extends CommentNode {
  readonly type: 'SqlComment';
}

/** Names of its own for every node, so that rules for JavaScript that run on all files find nothing to look at. */
export type SqlNode = SqlDocument | SqlStatement;
