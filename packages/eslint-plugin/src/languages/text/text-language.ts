import type { File, Language, OkParseResult } from '@eslint/core';
import { DocumentSourceCode } from '../document-source-code.ts';
import { textOf } from '../text-of.ts';
import { linesOf, placerOf } from './lines.ts';
import type { TextDocument, TextNode } from './text-nodes.ts';
import { textVisitorKeys } from './text-nodes.ts';
import type { TextSyntax } from './text-syntax.ts';

/** A language of ESLint for files that are neither code nor SQL: `language: 'delivery/dotenv'`. */
export class TextLanguage implements Language<{
  LangOptions: Record<string, unknown>;
  Code: DocumentSourceCode<TextDocument>;
  RootNode: TextDocument;
  Node: TextNode;
}> {
  readonly fileType = 'text';
  readonly lineStart = 1;
  readonly columnStart = 1;
  readonly nodeTypeKey = 'type';
  readonly visitorKeys: Record<string, string[]> = textVisitorKeys;
  /** Some of ESLint's own rules look into `parserOptions` before they look at the file. */
  readonly defaultLanguageOptions = { parserOptions: {} };
  readonly #syntax: TextSyntax;

  /** @param syntax how the files are read */
  constructor(syntax: TextSyntax) {
    this.#syntax = syntax;
  }

  /** Accepts everything: options without `files`, which are meant for JavaScript, apply to these files as well. */
  validateLanguageOptions(): void {}

  /** Always succeeds: a syntax passes over what it does not understand. */
  parse({ body: file }: File): OkParseResult<TextDocument> {
    const text = textOf(file);
    const place = placerOf(linesOf(text));
    const { body, comments } = this.#syntax(text);
    const range: [number, number] = [0, text.length];
    return {
      ok: true,
      ast: {
        type: 'TextDocument',
        body: body.map((node) => ({ ...node, loc: place(node.range) })),
        comments: comments.map((comment) => ({ ...comment, loc: place(comment.range) })),
        loc: place(range),
        range,
      },
    };
  }

  createSourceCode({ body }: File, { ast }: OkParseResult<TextDocument>): DocumentSourceCode<TextDocument> {
    return new DocumentSourceCode(textOf(body), ast, textVisitorKeys);
  }
}
