import { blockFrom } from './block.ts';
import { readCode } from './code-text.ts';
import type { Literal } from './code-text.ts';
import { escaped } from './in/finder.ts';

/** What an ORM makes of a table, as the code calls it. */
export interface Model {
  /** Words of which a query of it has at least one; none where it is a type, which asks for nothing. */
  readonly words: readonly string[];
  /** Where a piece of code asks for the table, or for the column that the line declares; undefined where it does not. */
  askedIn(text: string): number | undefined;
}

const declarations: readonly { readonly pattern: RegExp; readonly opening: '(' | '{'; readonly isType?: true; readonly isDrizzle?: true }[] = [
  // Drizzle
  { pattern: /\b(?:const|let)\s+(\w+)\s*=\s*(?:\w+\.)*\w*[tT]able\s*(?=\()/gu, opening: '(', isDrizzle: true },
  // Sequelize
  { pattern: /\b(?:const|let)\s+(\w+)\s*=\s*\w+(?:\.\w+)*\.define\s*(?:<[^(]*>)?\s*(?=\()/gu, opening: '(' },
  { pattern: /\b(\w+)\.init\s*(?=\()/gu, opening: '(' },
  // TypeORM, MikroORM, and decorators of Sequelize
  { pattern: /@(?:Entity|Table)\b[^{;]*(?:\{[^{}]*\}[^{;]*)*?\bclass\s+(\w+)[^{]*(?=\{)/gu, opening: '{' },
  // Kysely
  { pattern: /\b(?:interface|type)\s+(\w+)[^{;]*(?=\{)/gu, opening: '{', isType: true },
];

/**
 * The model that a line belongs to, when the line declares a table or a column; undefined for a query.
 *
 * @param file by its path, which tells the language
 * @param line from 1
 */
export function modelAround(file: string, text: string, line: number): Model | undefined {
  const at = text.split('\n', line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  const lineEnd = text.indexOf('\n', at);
  const end = lineEnd === -1 ? text.length : lineEnd;
  if (file.endsWith('.prisma')) return prismaModel(text, at, end);
  for (const { pattern, opening, isType, isDrizzle } of declarations) {
    for (const match of text.matchAll(pattern)) {
      const block = blockFrom(text, match.index + match[0].length, opening);
      const [, name] = match;
      if (!block || name === undefined || match.index > end || block.end < at) continue;
      if (isDrizzle) return drizzleModel(name, match.index > at ? undefined : /^\s*["']?(\w+)["']?\s*:/u.exec(text.slice(at, end))?.[1]);
      // `typeof orders.$inferSelect` is a type, `reactive-orders` the name of something else.
      const asked = new RegExp(`(?<!\\btypeof\\s+(?:\\w+\\.)*)(?<![\\w-])${escaped(name)}(?![\\w-])`, 'u');
      return isType ? { words: [], askedIn: () => undefined } : { words: [name], askedIn: (code) => calledAt(code, asked) };
    }
  }
  return undefined;
}

/**
 * `db.select().from(orders)`. An insert names all columns of the table, a select without an argument and a query all that
 * they are not told to leave out.
 *
 * @param field what the code calls the column; undefined for the table as a whole
 */
function drizzleModel(name: string, field: string | undefined): Model {
  const table = `(?:\\w+\\.)?${escaped(name)}(?![\\w.])`;
  const whole = `\\b(?:insert|into)\\(\\s*${table}|\\bselect\\(\\s*\\)\\s*\\.\\s*from\\(\\s*${table}`;
  const part = field === undefined ? `\\b(?:from|update|delete|\\w*[jJ]oin)\\(\\s*${table}` : `\\b${escaped(name)}\\.${escaped(field)}\\b`;
  const calls = new RegExp(`${whole}|${part}|\\.query\\.${escaped(name)}\\.\\w+\\s*(?<query>(?=\\())`, 'gu');
  const askedIn = (code: string): number | undefined => {
    const { text, literals } = readCode(code);
    const plain = withoutTexts(text, literals);
    return [...plain.matchAll(calls)].find((call) => {
      if (field === undefined || call.groups?.['query'] === undefined) return true;
      const options = blockFrom(plain, call.index + call[0].length, '(');
      const args = options && plain.slice(options.start, options.end);
      return args !== undefined && (!/\bcolumns\b|\.\.\./u.test(args) || new RegExp(`\\b${escaped(field)}\\b`, 'u').test(args));
    })?.index;
  };
  return { words: [name], askedIn };
}

/** Where a name is used, and not only imported. */
function calledAt(code: string, name: RegExp): number | undefined {
  const { text: plain, literals } = readCode(code);
  const used = withoutTexts(plain, literals).replace(/^[ \t]*(?:import\b|export\s*(?:\*|\{))[^;'"]*(?:;|['"][^\n]*)/gmu, (statement) => ' '.repeat(statement.length));
  const at = used.search(name);
  return at < 0 ? undefined : at;
}

/** As long as it was, with blanks for what stands in quotes; in back quotes there may be code. */
function withoutTexts(code: string, literals: readonly Literal[]): string {
  let text = '';
  for (const literal of literals) {
    if (code.charAt(literal.start - 1) === '`') continue;
    text += code.slice(text.length, literal.start) + ' '.repeat(literal.text.length);
  }
  return text + code.slice(text.length);
}

/** Methods of Prisma's client that answer with whole rows, unless they are told which columns, and those that never do. */
const rowMethods = 'findMany|findFirst|findFirstOrThrow|findUnique|findUniqueOrThrow|create|createManyAndReturn|update|updateManyAndReturn|upsert|delete';
const otherMethods = 'createMany|updateMany|deleteMany|count|aggregate|groupBy';

/**
 * `prisma.legacyOrder.findMany()`. It reads all columns of the schema, those that no code knows among them; with
 * `select` only what is named. What is read along with another model goes by names that may mean anything.
 */
function prismaModel(text: string, at: number, end: number): Model | undefined {
  const name = [...text.slice(0, end).matchAll(/^[ \t]*model\s+(\w+)/gmu)].at(-1)?.[1];
  if (name === undefined) return undefined;
  const accessor = name.charAt(0).toLowerCase() + name.slice(1);
  const line = text.slice(at, end);
  const field = /^\s*model\b/u.test(line) ? undefined : /\w+/u.exec(line)?.[0];
  const calls = new RegExp(`\\.\\s*${escaped(accessor)}\\s*[.?!]+\\s*(?:(${rowMethods})|${otherMethods})\\s*(?=\\()`, 'gu');
  const askedIn = (code: string): number | undefined => {
    const { text: plain } = readCode(code);
    return [...plain.matchAll(calls)].find((call) => {
      if (field === undefined) return true;
      const options = blockFrom(plain, call.index + call[0].length, '(');
      const args = options && plain.slice(options.start, options.end);
      if (args === undefined) return false;
      const isWhole = call[1] !== undefined && !/^\s*[\w.]+\s*$/u.test(args) && !/\b(?:select|omit)\b|\.\.\./u.test(args);
      return isWhole || new RegExp(`\\b${escaped(field)}\\b`, 'u').test(args);
    })?.index;
  };
  return { words: [accessor], askedIn };
}
