import type { File, Language, OkParseResult } from '@eslint/core';
import type { DocumentNode, PlacedNode } from './document-source-code.ts';
import { DocumentSourceCode } from './document-source-code.ts';

/** A language of ESLint whose files are documents: `language: 'delivery/sql'`, `'delivery/dotenv'`. */
export class DocumentLanguage<Document extends DocumentNode> implements Language<{
  LangOptions: Record<string, unknown>;
  Code: DocumentSourceCode<Document>;
  RootNode: Document;
  Node: PlacedNode;
}> {
  readonly fileType = 'text';
  readonly lineStart = 1;
  readonly columnStart = 1;
  readonly nodeTypeKey = 'type';
  readonly visitorKeys: Record<string, string[]>;
  /** Some of ESLint's own rules look into `parserOptions` before they look at the file. */
  readonly defaultLanguageOptions = { parserOptions: {} };
  readonly #read: (text: string, file: string) => Document;

  /**
   * @param read makes a document of a file's text, given its path as well, and never throws
   * @param visitorKeys the properties of each kind of node that hold the nodes below it
   */
  constructor(read: (text: string, file: string) => Document, visitorKeys: Record<string, string[]>) {
    this.#read = read;
    this.visitorKeys = visitorKeys;
  }

  /** Accepts everything: options without `files`, which are meant for JavaScript, apply to these files as well. */
  validateLanguageOptions(): void {}

  /** Always succeeds: ESLint runs no rule on a file that it was told does not parse. */
  parse({ body, path }: File): OkParseResult<Document> {
    return { ok: true, ast: this.#read(textOf(body), path) };
  }

  createSourceCode({ body }: File, { ast }: OkParseResult<Document>): DocumentSourceCode<Document> {
    return new DocumentSourceCode(textOf(body), ast, this.visitorKeys);
  }
}

/** ESLint hands out text, without its byte order mark, to languages whose `fileType` is "text". */
function textOf(body: File['body']): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
