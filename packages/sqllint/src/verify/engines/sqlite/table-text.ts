import { nextToken } from '../../../text/tokens.ts';
import type { LexicalRules, Token } from '../../../text/tokens.ts';

/**
 * SQLite keeps the text of `CREATE TABLE` and tells of some parts of a table only through it: the
 * conditions, the expressions of generated columns, what is deferred, and what happens on a
 * conflict. This reads just these; everything else comes from pragmas.
 */
export interface TableText {
  /** By the name of the column in lower case. */
  readonly columns: ReadonlyMap<string, ColumnText>;
  readonly checks: readonly CheckText[];
  /** The columns, joined by commas and in lower case, of foreign keys that may be broken until the transaction ends. */
  readonly deferred: ReadonlySet<string>;
  /** `REPLACE`, `IGNORE` … where a constraint names one, by the text of the constraint. */
  readonly conflicts: readonly string[];
}

export interface ColumnText {
  readonly generated?: string;
}

export interface CheckText {
  readonly condition: string;
  readonly written: string;
  /** What SQLite calls it when it fails: its name, or what is written, of which it takes a quoted name in front for the whole. */
  readonly called: string;
}

interface Word {
  readonly token: Token;
  /** In lower case, without quotes where it is a name that needs none. */
  readonly text: string;
  readonly isKeyword: boolean;
}

const tableConstraints: ReadonlySet<string> = new Set(['constraint', 'primary', 'unique', 'check', 'foreign']);

/** Reads the text of a `CREATE TABLE` as `sqlite_schema` has it. */
export function readTable(sql: string, rules: LexicalRules): TableText {
  const columns = new Map<string, ColumnText>();
  const checks: CheckText[] = [];
  const deferred = new Set<string>();
  const conflicts: string[] = [];
  for (const item of itemsOf(wordsOf(sql, rules))) {
    const [first] = item;
    if (!first) continue;
    const ofTable = first.isKeyword && tableConstraints.has(first.text);
    if (!ofTable) columns.set(first.text, generatedIn(item, sql));
    for (const [index, word] of item.entries()) if (word.isKeyword && word.text === 'check') checks.push(checkAt(item, index, sql));
    if (isDeferred(item)) deferred.add(ofTable ? columnsAfter(item, 'foreign') : first.text);
    for (const [index, word] of item.entries()) {
      const action = item[index + 2];
      if (word.text === 'on' && item[index + 1]?.text === 'conflict' && action) conflicts.push(`${ofTable ? columnsAfter(item, 'unique', 'primary') : first.text} ON CONFLICT ${action.text.toUpperCase()}`);
    }
  }
  return { columns, checks: checks.toSorted((a, b) => (a.condition < b.condition ? -1 : 1)), deferred, conflicts: conflicts.toSorted() };
}

/**
 * How SQL reads without comments, white space, the case of what is not quoted, and quotes that are
 * not needed, so that two texts of the same are the same.
 */
export function normalised(sql: string, rules: LexicalRules): string {
  return textOf(wordsOf(sql, rules), sql);
}

function wordsOf(sql: string, rules: LexicalRules): Word[] {
  const words: Word[] = [];
  for (let at = 0; ; ) {
    const token = nextToken(sql, at, rules);
    if (!token) return words;
    at = token.end;
    if (token.kind === 'comment') continue;
    const text = sql.slice(token.start, token.end);
    const name = token.kind === 'quoted' ? text.slice(1, -1) : undefined;
    words.push({ token, text: token.kind === 'string' ? text : name === undefined || /^[a-z_]\w*$/iu.test(name) ? (name ?? text).toLowerCase() : `"${name.toLowerCase()}"`, isKeyword: token.kind === 'word' });
  }
}

/** What stands between the commas of the outermost parentheses. */
function itemsOf(words: readonly Word[]): Word[][] {
  const items: Word[][] = [];
  let depth = 0;
  for (const word of words) {
    if (word.text === ')') depth--;
    if (depth === 0 && items.length > 0) return items;
    if (depth === 1 && word.text === ',') items.push([]);
    else if (depth > 0) items.at(-1)?.push(word);
    if (word.text === '(' && depth++ === 0) items.push([]);
  }
  return items;
}

function checkAt(item: readonly Word[], index: number, sql: string): CheckText {
  const group = groupAfter(item, index);
  const name = item[index - 2]?.text === 'constraint' ? item[index - 1] : undefined;
  const written = sql.slice(group[0]?.token.start, group.at(-1)?.token.end);
  const [front] = group;
  const called = name ?? (front?.token.kind === 'quoted' ? front : undefined);
  return { condition: textOf(group, sql), written, called: called ? sql.slice(called.token.start, called.token.end).replaceAll(/^["`[]|["`\]]$/gu, '') : written };
}

/** The words in the parentheses that open behind one. */
function groupAfter(item: readonly Word[], index: number): Word[] {
  const group: Word[] = [];
  let depth = 0;
  for (const word of item.slice(index + 1)) {
    if (word.text === ')' && --depth === 0) return group;
    if (depth > 0) group.push(word);
    if (word.text === '(') depth++;
    if (depth === 0) return group;
  }
  return group;
}

function generatedIn(item: readonly Word[], sql: string): ColumnText {
  let depth = 0;
  const at = item.findIndex(({ isKeyword, text }) => {
    depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    // In parentheses it may be that of a CAST.
    return depth === 0 && isKeyword && text === 'as';
  });
  return at < 0 ? {} : { generated: textOf(groupAfter(item, at), sql) };
}

function isDeferred(item: readonly Word[]): boolean {
  return item.some(({ text }, index) => text === 'deferrable' && item[index - 1]?.text !== 'not' && item[index + 1]?.text === 'initially' && item[index + 2]?.text === 'deferred');
}

function columnsAfter(item: readonly Word[], ...keywords: readonly string[]): string {
  const at = item.findIndex(({ isKeyword, text }) => isKeyword && keywords.includes(text));
  // `KEY` stands between the keyword and its columns, except after UNIQUE.
  const group = groupAfter(item, item[at + 1]?.text === 'key' ? at + 1 : at);
  return group.filter(({ text }, index) => index === 0 || group[index - 1]?.text === ',' ? text !== ',' : false).map(({ text }) => text).join(',');
}

function textOf(words: readonly Word[], sql: string): string {
  let text = '';
  let last: Word | undefined;
  for (const word of words) {
    const touches = last === undefined || /^[(.]$/u.test(last.text) || /^[),.;]$/u.test(word.text) || (word.text === '(' && /^\w/u.test(last.text)) || (last.token.end === word.token.start && isSymbol(sql, last) && isSymbol(sql, word));
    text += touches ? word.text : ` ${word.text}`;
    last = word;
  }
  return text.replace(/;$/u, '');
}

function isSymbol(sql: string, { token }: Word): boolean {
  return token.kind === 'symbol' && !/[(),]/u.test(sql.slice(token.start, token.end));
}
