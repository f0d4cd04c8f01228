import { SourceText } from '../text/source-text.ts';
import { readCode, readSql } from './code-text.ts';
import type { CodeFile } from './find-uses.ts';
import { isGenerated, isSqlFile } from './own-code.ts';

/** A statement that code sends to its database, and where it stands. */
export interface Query {
  readonly file: string;
  readonly line: number;
  readonly sql: string;
}

/** A text that is a statement which reads or writes rows, as opposed to one that talks about it. */
const statement = /^\s*(?:with\s+\w+[\s\S]*\bas\b|select\s[\s\S]*\bfrom\s|insert\s+into\s|update\s[\s\S]*\sset\s|delete\s+from\s)/iu;
/** What is put together when it runs cannot be told. */
const isPutTogether = /\$\{|%[sdvq]/u;

/**
 * Finds the queries that are written out in code and in files of queries, each once. Some will be
 * parts of longer ones, or for another database: who runs them has to know that.
 */
export function queriesIn(files: Iterable<CodeFile>): Query[] {
  const found = new Map<string, Query>();
  for (const { file, text } of files) {
    if (isGenerated(text)) continue;
    const source = new SourceText(text);
    const isSql = isSqlFile(file);
    for (const literal of (isSql ? readSql(source.text) : readCode(source.text)).literals) {
      const plain = isSql ? literal.text : withoutEscapes(literal.text, source.text.charAt(literal.start - 1));
      if (!statement.test(plain) || isPutTogether.test(plain)) continue;
      const sql = plain.trim().replace(/;$/u, '').trimEnd();
      const begins = literal.start + (literal.text.length - literal.text.trimStart().length);
      if (!found.has(sql)) found.set(sql, { file, line: source.positionAt(begins).line, sql });
    }
  }
  return [...found.values()];
}

/** What stands between quotes means what it says between back quotes. */
function withoutEscapes(text: string, quote: string): string {
  if (quote === '`') return text;
  return text.replaceAll(/\\(.)/gu, (_, char: string) => ({ n: '\n', t: '\t', r: '\r' })[char] ?? char);
}

/** Texts and names in quotes, comments and casts, or a parameter as drivers and generators of code write it, which is the group. */
const parameters = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|::|(sqlc\.(?:n?arg|slice)\([^)]*\)|(?<![\w:@$])[:@][A-Za-z_]\w*|(?<!\?)\?(?![|&?]))/gu;

/**
 * A query with its parameters as the server takes them: numbered for PostgreSQL, question marks for
 * MySQL and MariaDB. One that numbers them itself stays as it is.
 */
export function withPlainParameters(sql: string, style: 'numbered' | 'question marks'): string {
  if (/\$\d/u.test(sql)) return style === 'numbered' ? sql : sql.replaceAll(/\$\d+/gu, '?');
  let count = 0;
  return sql.replaceAll(parameters, (whole, parameter: string | undefined) => (parameter === undefined ? whole : style === 'numbered' ? `$${String(++count)}` : '?'));
}
