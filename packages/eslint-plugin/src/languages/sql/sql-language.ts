import type { Dialect } from 'sqllint';
import { DocumentLanguage } from '../document-language.ts';
import { parseDocument } from './parse-document.ts';
import type { SqlDocument } from './sql-nodes.ts';
import { sqlVisitorKeys } from './sql-visitor-keys.ts';

/** SQL as a language of ESLint: `language: 'delivery/sql'`. */
export class SqlLanguage extends DocumentLanguage<SqlDocument> {
  /** @param dialectOf whose grammar the statements of a file are read with, given its path and what it holds */
  constructor(dialectOf: (file: string, text: string) => Dialect) {
    super((text, file) => parseDocument(text, dialectOf(file, text)), sqlVisitorKeys);
  }
}
