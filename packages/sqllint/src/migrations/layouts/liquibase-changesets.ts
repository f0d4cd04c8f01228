import type { TextFile } from '../folder.ts';
import { keepOnly } from '../keep-only.ts';
import type { FileProblem, TransactionMode } from '../migration.ts';
import { divide, saysSomething } from '../sections.ts';
import type { Section } from '../sections.ts';

/** A changeset of a formatted SQL file. */
export interface Changeset {
  /** As Liquibase names it: path, id and author. The path is that of the file in its folder. */
  readonly id: string;
  readonly name: string;
  readonly author: string;
  readonly file: TextFile;
  readonly line: number;
  readonly up: { readonly start: number; readonly end: number };
  /** Absent when nothing says how to roll back. */
  readonly rollback: Rollback | undefined;
  readonly transaction: TransactionMode;
  readonly repeatable: boolean;
  /** What `dbms:` says, without what it excludes. */
  readonly databases: readonly string[];
}

/** SQL of its own, or that of another changeset. */
export type Rollback =
  | { readonly kind: 'sql'; readonly start: number; readonly end: number; readonly sql: string }
  | { readonly kind: 'changeset'; readonly id: string; readonly author: string | undefined };

const firstLine = /^\s*--[ \t]*liquibase[ \t]+formatted[ \t]+sql\b/iu;
/** Groups: author, id, attributes. Author and id may stand in double quotes. */
const changesetLine = /^[ \t]*--[ \t]*changeset[ \t]+("[^"\r\n]*"|[^:\s]+):("[^"\r\n]*"|\S+)(.*)$/gimu;
const rollbackLine = /^[ \t]*--[ \t]*rollback[ \t]+(\S.*)$/gimu;
const rollbackBlock = /\/\*[ \t]*liquibase[ \t]+rollback[ \t]*(?:\r\n|\n|\r)([^]*?)\*\//giu;

export function isLiquibaseFile(text: string): boolean {
  return firstLine.test(text);
}

/** The changesets of a file that `isLiquibaseFile`, in order. */
export function readChangesets(file: TextFile, problems: FileProblem[]): Changeset[] {
  const { text } = file.source;
  const sections = divide(text, changesetLine);
  const beforeFirst = sections[0]?.markerAt ?? text.length;
  if (saysSomething(text, 0, beforeFirst)) {
    problems.push({
      level: 'warning',
      file: file.path,
      line: 1,
      message: 'What stands above the first `--changeset` belongs to no changeset, so it was not checked.',
    });
  }
  return sections.map((section) => toChangeset(file, section));
}

function toChangeset(file: TextFile, { marker, markerAt, start, end }: Section): Changeset {
  const [, quotedAuthor = '', quotedId = '', attributes = ''] = marker;
  const author = withoutQuotes(quotedAuthor);
  const name = withoutQuotes(quotedId);
  return {
    id: `${file.name}::${name}::${author}`,
    name,
    author,
    file,
    line: file.source.positionAt(markerAt).line,
    up: { start, end },
    rollback: readRollback(file.source.text, start, end),
    transaction: transactionOf(attributes),
    repeatable: /\brun(?:OnChange|Always):true\b/iu.test(attributes),
    databases: (attribute(attributes, 'dbms') ?? '').split(',').filter((dbms) => dbms !== '' && !dbms.startsWith('!')),
  };
}

function withoutQuotes(text: string): string {
  return text.replace(/^"|"$/gu, '');
}

function attribute(attributes: string, key: string): string | undefined {
  const [, quoted, plain] = new RegExp(`\\b${key}:(?:"([^"]*)"|(\\S+))`, 'iu').exec(attributes) ?? [];
  return quoted ?? plain;
}

/** Without a transaction, statements run one by one, unless splitting them is switched off as well. */
function transactionOf(attributes: string): TransactionMode {
  if (attribute(attributes, 'runInTransaction')?.toLowerCase() !== 'false') return 'wrapped';
  return attribute(attributes, 'splitStatements')?.toLowerCase() === 'false' ? 'implicit' : 'none';
}

/** `empty` and `not required` say that there is nothing to roll back, which is a rollback too. */
function readRollback(text: string, from: number, to: number): Rollback | undefined {
  const body = text.slice(from, to);
  const ranges = [
    ...[...body.matchAll(rollbackLine)].map((match) => ({ match, content: match[1] ?? '' })),
    ...[...body.matchAll(rollbackBlock)].map((match) => ({ match, content: match[1] ?? '' })),
  ]
    .map(({ match, content }) => {
      const start = from + match.index + match[0].lastIndexOf(content);
      return { start, end: start + content.length, content };
    })
    .sort((left, right) => left.start - right.start);
  const [first] = ranges;
  const last = ranges.at(-1);
  if (!first || !last) return undefined;

  const [, id] = /^changesetId:(\S+)/iu.exec(first.content) ?? [];
  if (id !== undefined) return { kind: 'changeset', id, author: attribute(first.content, 'changesetAuthor') };
  const sql = ranges.filter(({ content }) => !/^(?:empty|not[ \t]+required)[ \t]*;?[ \t]*$/iu.test(content));
  return { kind: 'sql', start: first.start, end: last.end, sql: keepOnly(text, sql) };
}
