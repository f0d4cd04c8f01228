import { blockFrom } from './block.ts';
import { escaped } from './in/finder.ts';

/** What an ORM makes of a table, as the code calls it. */
export interface Model {
  /** Words of which a query of it has at least one; none where it is a type, which asks for nothing. */
  readonly words: readonly string[];
  /** What a query of it looks like. */
  readonly query: RegExp;
}

const declarations: readonly { readonly pattern: RegExp; readonly opening: '(' | '{'; readonly isType?: true }[] = [
  // Drizzle
  { pattern: /\b(?:const|let)\s+(\w+)\s*=\s*(?:\w+\.)*\w*[tT]able\s*(?=\()/gu, opening: '(' },
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
  if (file.endsWith('.prisma')) return prismaModel(text, end);
  for (const { pattern, opening, isType } of declarations) {
    for (const match of text.matchAll(pattern)) {
      const block = blockFrom(text, match.index + match[0].length, opening);
      const [, name] = match;
      if (!block || name === undefined || match.index > end || block.end < at) continue;
      return isType ? { words: [], query: /(?!)/u } : { words: [name], query: new RegExp(`\\b${escaped(name)}\\b`, 'u') };
    }
  }
  return undefined;
}

/** `prisma.legacyOrder.findMany()`. What is read along with another model goes by names that may mean anything. */
function prismaModel(text: string, end: number): Model | undefined {
  const name = [...text.slice(0, end).matchAll(/^[ \t]*model\s+(\w+)/gmu)].at(-1)?.[1];
  if (name === undefined) return undefined;
  const accessor = name.charAt(0).toLowerCase() + name.slice(1);
  return { words: [accessor], query: new RegExp(`\\.\\s*${escaped(accessor)}\\s*[.?!]+\\s*(?:find|create|update|upsert|delete|count|aggregate|groupBy)`, 'u') };
}
