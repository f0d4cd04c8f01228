import type { SourceLocation, SourceRange } from '@eslint/core';
import type { Problem } from 'sqllint';

/** What every node has. Lines and columns start at 1, ranges count UTF-16 units of the text without its byte order mark. */
interface SqlNodeBase {
  readonly loc: SourceLocation;
  readonly range: SourceRange;
}

/** The whole text, from its first character to its last. */
export interface SqlDocument extends SqlNodeBase {
  readonly type: 'SqlDocument';
  readonly body: readonly SqlStatement[];
  /** All comments outside of string and function bodies, in order. They are not visited. */
  readonly comments: readonly SqlComment[];
}

/** A statement without its semicolon, or a line that is meant for psql. */
export interface SqlStatement extends SqlNodeBase {
  readonly type: 'SqlStatement';
  /** The leading keywords, upper case: `ALTER TABLE`. */
  readonly command: string;
  /** Why the statement, or a part of it, could not be analysed; absent when all of it was. */
  readonly problem?: Problem;
}

/** `-- …` or `/* … *\/`. */
export interface SqlComment extends SqlNodeBase {
  readonly type: 'SqlComment';
  /** The text between the delimiters. */
  readonly value: string;
}

/** Names of its own for every node, so that rules for JavaScript that run on all files find nothing to look at. */
export type SqlNode = SqlDocument | SqlStatement;
