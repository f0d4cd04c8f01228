import { splitStatements } from './split.ts';
import type { LexicalRules, Token } from './tokens.ts';

/** The words that sqllint obeys in comments. */
export const directiveWords = ['sqllint-disable-next-statement', 'sqllint-disable-file', 'sqllint-contract'] as const;

/** A part of a comment that names something: a rule, or a migration. */
export interface Target {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A comment that tells sqllint something: `-- <word> <targets> -- <reason>`. As a block comment it
 * may be spread over lines. The range is the whole comment's.
 */
export interface Directive {
  /** As written, so perhaps none of `directiveWords`. */
  readonly word: string;
  /** The rules, or the one migration of a contract; empty when the comment names none. */
  readonly targets: readonly Target[];
  /** One line; undefined when the comment gives none. */
  readonly reason?: string;
  /** What stands behind the targets without the `--` that makes it a reason. */
  readonly leftOver?: string;
  readonly start: number;
  readonly end: number;
}

const opening = 'sqllint-';
/** The comment's signs, then the word. A block comment may have stars at the start of its lines. */
const beginning = /^(?:--+|\/\*+|#+)[\s*]*(?<word>sqllint-[\w-]*)/u;
const reasonMark = /\s--+(?=\s|$)/u;
const listOfRules = /^\s*(?<list>[\w/-]+(?:\s*,\s*[\w/-]+)*)?/u;

/**
 * The comments of a text that begin with `sqllint-`, in order. Texts without any, which is nearly
 * all of them, are not even taken apart.
 */
export function findDirectives(text: string, rules: LexicalRules): Directive[] {
  if (!text.includes(opening)) return [];
  return splitStatements(text, rules).comments.flatMap((comment) => readDirective(text, comment) ?? []);
}

function readDirective(text: string, { start, end }: Pick<Token, 'start' | 'end'>): Directive | undefined {
  const comment = text.slice(start, end);
  const found = beginning.exec(comment);
  const word = found?.groups?.['word'];
  if (!found || word === undefined) return undefined;
  const from = found[0].length;
  const content = comment.slice(from).replace(/\*\/$/u, '');
  const mark = reasonMark.exec(content);
  const subject = mark ? content.slice(0, mark.index) : content;
  const reason = mark ? oneLine(content.slice(mark.index + mark[0].length)) : '';
  // The id of a migration may hold any sign, names of rules do not.
  const list = word === 'sqllint-contract' ? subject : (listOfRules.exec(subject)?.[0] ?? '');
  const leftOver = oneLine(subject.slice(list.length));
  return {
    word,
    targets: word === 'sqllint-contract' ? targetsOf([list], start + from) : targetsOf(list.split(','), start + from),
    ...(reason === '' ? {} : { reason }),
    ...(leftOver === '' ? {} : { leftOver }),
    start,
    end,
  };
}

/** @param parts what stands between the commas, one after the other */
function targetsOf(parts: readonly string[], from: number): Target[] {
  let at = from;
  return parts.flatMap((part) => {
    const name = part.trim();
    const start = at + part.indexOf(name);
    at += part.length + 1;
    return name === '' ? [] : [{ name, start, end: start + name.length }];
  });
}

/** Lines of a block comment, which may begin with a star, as one line. */
function oneLine(text: string): string {
  return text.replace(/\s*\n\s*\**\s*/gu, ' ').replace(/\s+/gu, ' ').replace(/^:\s*/u, '').trim();
}
