import type { Dialect } from 'sqllint';
import { DocumentLanguage } from '../document-language.ts';
import { parseDocument } from './parse-document.ts';
import type { SqlDocument } from './sql-nodes.ts';
import { sqlVisitorKeys } from './sql-visitor-keys.ts';

/** SQL as a language of ESLint: `language: 'delivery/sql'`. */
export class SqlLanguage extends DocumentLanguage<SqlDocument> {
  /** @param dialect whose grammar the statements are read with */
  constructor(dialect: Dialect) {
    super((text) => parseDocument(text, dialect), sqlVisitorKeys);
  }
}
