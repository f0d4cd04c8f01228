import type { SchemaObject } from '../../schema/schema-image.ts';
import { nextToken } from '../../../text/tokens.ts';
import type { LexicalRules } from '../../../text/tokens.ts';

/** What is in a database, by the statements with which the server would make it again. */
export interface Created {
  readonly tables: ReadonlyMap<string, string>;
  /** Views, triggers, routines, events and sequences, in an order in which they can be made. */
  readonly others: readonly CreatedObject[];
}

export interface CreatedObject {
  readonly kind: 'view' | 'trigger' | 'procedure' | 'function' | 'event' | 'sequence';
  readonly name: string;
  /** The table of a trigger; empty for all others. */
  readonly table: string;
  readonly sql: string;
  /** What a trigger answers to: `BEFORE INSERT`. */
  readonly on?: string;
}

/** Whether the rows of a table can be rolled back, as its `CREATE TABLE` tells. */
export function hasTransactions(table: string): boolean {
  return / ENGINE=(?:InnoDB|ROCKSDB|ndbcluster)\b/iu.test(table);
}

/** The lines of a `CREATE TABLE` as the server writes it: one line for each column, key and constraint. */
export function objectsOfTable(table: string, sql: string): SchemaObject[] {
  const lines = sql.split('\n');
  const end = lines.findLastIndex((line) => line.startsWith(')'));
  const options = lines.slice(end).join(' ').replace(/^\)\s*/u, '').replace(/ ?AUTO_INCREMENT=\d+/u, '');
  let position = 0;
  return [
    withoutComment({ kind: 'table', parent: '', name: table, definition: options, position: 0 }),
    ...lines.slice(1, end).map((line): SchemaObject => {
      const text = line.trim().replace(/,$/u, '');
      const [, column, rest = ''] = /^`((?:[^`]|``)+)` ?(.*)$/su.exec(text) ?? [];
      if (column !== undefined) return withoutComment({ kind: 'column', parent: table, name: unquoted(column), definition: rest, position: ++position });
      const [, constraint, condition] = /^CONSTRAINT `((?:[^`]|``)+)` (.*)$/su.exec(text) ?? [];
      if (constraint !== undefined && condition !== undefined) return { kind: 'constraint', parent: table, name: unquoted(constraint), definition: condition, position: 0 };
      const [, keyword = '', index, columns = ''] = /^((?:[A-Z]+ )?KEY) `((?:[^`]|``)+)` (.*)$/su.exec(text) ?? [];
      if (index !== undefined) return withoutComment({ kind: 'index', parent: table, name: unquoted(index), definition: `${keyword} ${columns}`, position: 0 });
      return { kind: 'constraint', parent: table, name: text.startsWith('PRIMARY KEY') ? 'PRIMARY' : text, definition: text, position: 0 };
    }),
  ];
}

/**
 * @param database whose name the server writes in front of others, and which no application knows
 * @param account likewise, for whoever made something
 */
export function schemaObjects({ tables, others }: Created, database: string, account: string, rules: LexicalRules): SchemaObject[] {
  const plain = (sql: string): string => withoutBlanks(sql.replaceAll(`\`${database}\`.`, '').replaceAll(`\`${account}\`@\`%\``, 'CURRENT_USER'), rules);
  return [
    ...[...tables].flatMap(([table, sql]) => objectsOfTable(table, sql)),
    ...orderOfTriggers(others),
    ...others.map(({ kind, name, table, sql }): SchemaObject => ({ kind, parent: table, name, definition: withoutName(plain(sql), kind, name), position: 0 })),
  ];
}

/** A text with quotes around it, or ` COMMENT 'text'` and ` COMMENT='text'` with the text as the first group. */
const commentOrText = / COMMENT[ =]('(?:[^'\\]|''|\\.)*')|'(?:[^'\\]|''|\\.)*'/gsu;

function withoutComment(object: SchemaObject): SchemaObject {
  const uncommented = object.definition.replaceAll(commentOrText, (whole, comment: string | undefined) => (comment === undefined ? whole : ''));
  return uncommented === object.definition ? object : { ...object, uncommented };
}

/** What the comment in a definition is, as SQL writes it. */
export function commentIn(definition: string): string {
  for (const [, comment] of definition.matchAll(commentOrText)) if (comment !== undefined) return comment;
  return "''";
}

/** Where several triggers answer to the same, the order in which they do. */
function orderOfTriggers(others: readonly CreatedObject[]): SchemaObject[] {
  const groups = new Map<string, SchemaObject>();
  for (const { kind, name, table, on = '' } of others) {
    if (kind !== 'trigger') continue;
    const key = JSON.stringify([table, on]);
    const first = groups.get(key);
    groups.set(key, { kind: 'trigger order', parent: table, name: on, definition: first ? `${first.definition}, ${name}` : name, position: 0 });
  }
  return [...groups.values()].filter(({ definition }) => definition.includes(','));
}

/** A name stands in the statement as it was written, with quotes or without. */
function withoutName(sql: string, kind: CreatedObject['kind'], name: string): string {
  const keyword = `${kind.toUpperCase()} `;
  const at = sql.toUpperCase().indexOf(keyword) + keyword.length;
  const [found] = [`\`${name}\``, name].filter((written) => sql.startsWith(written, at));
  return found === undefined ? sql : `${sql.slice(0, at)}${sql.slice(at + found.length).trimStart()}`;
}

/** How SQL reads without comments and with single blanks. */
function withoutBlanks(sql: string, rules: LexicalRules): string {
  const parts: string[] = [];
  for (let at = 0; ; ) {
    const token = nextToken(sql, at, rules);
    if (!token) return parts.join('');
    if (parts.length > 0 && token.start > at && parts.at(-1) !== ' ') parts.push(' ');
    if (token.kind !== 'comment') parts.push(sql.slice(token.start, token.end));
    at = token.end;
  }
}

export function columnsOf(sql: string): { readonly name: string; readonly isGenerated: boolean }[] {
  return objectsOfTable('', sql).flatMap(({ kind, name, definition }) => (kind === 'column' ? [{ name, isGenerated: /\bGENERATED ALWAYS AS\b/u.test(definition) }] : []));
}

function unquoted(name: string): string {
  return name.replaceAll('``', '`');
}
