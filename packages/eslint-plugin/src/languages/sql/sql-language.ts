import type { File, Language, OkParseResult } from '@eslint/core';
import type { Dialect } from 'sqllint';
import { DocumentSourceCode } from '../document-source-code.ts';
import { textOf } from '../text-of.ts';
import { parseDocument } from './parse-document.ts';
import type { SqlDocument, SqlNode } from './sql-nodes.ts';
import { sqlVisitorKeys } from './sql-visitor-keys.ts';

/** SQL as a language of ESLint: `language: 'delivery/sql'`. */
export class SqlLanguage implements Language<{
  LangOptions: Record<string, unknown>;
  Code: DocumentSourceCode<SqlDocument>;
  RootNode: SqlDocument;
  Node: SqlNode;
}> {
  readonly fileType = 'text';
  readonly lineStart = 1;
  readonly columnStart = 1;
  readonly nodeTypeKey = 'type';
  readonly visitorKeys: Record<string, string[]> = sqlVisitorKeys;
  /** Some of ESLint's own rules look into `parserOptions` before they look at the file. */
  readonly defaultLanguageOptions = { parserOptions: {} };
  readonly #dialect: Dialect;

  /** @param dialect whose grammar the statements are read with */
  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** Accepts everything: options without `files`, which are meant for JavaScript, apply to `.sql` files as well. */
  validateLanguageOptions(): void {}

  /** Always succeeds: ESLint runs no rule on a file that it was told does not parse. */
  parse({ body }: File): OkParseResult<SqlDocument> {
    return { ok: true, ast: parseDocument(textOf(body), this.#dialect) };
  }

  createSourceCode({ body }: File, { ast }: OkParseResult<SqlDocument>): DocumentSourceCode<SqlDocument> {
    return new DocumentSourceCode(textOf(body), ast, sqlVisitorKeys);
  }
}
