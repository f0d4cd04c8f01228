import type { TextAssignment, TextComment, TextInstruction } from './text-nodes.ts';

/** A node without its lines and columns, which follow from the range. */
type Unplaced<Node> = Node extends { readonly loc: unknown } ? Omit<Node, 'loc'> : never;

/** What a syntax finds in a text, in order. */
export interface ParsedText {
  readonly body: readonly Unplaced<TextAssignment | TextInstruction>[];
  readonly comments: readonly Unplaced<TextComment>[];
}

/** How one kind of text is read. Never throws: what it does not understand it passes over. */
export type TextSyntax = (text: string) => ParsedText;
