import type { ParsedText } from './text-syntax.ts';

/** A comment that talks to ESLint, whatever the format of the file begins its comments with. */
const configComment = /(#+|\/\/+|--|;+|<!--|\/\*)[ \t]*eslint(?:-(?:disable|enable)[a-z-]*)?[ \t\r\n][^\r\n]*|(#+|\/\/+|--|;+|<!--|\/\*)[ \t]*eslint-(?:disable|enable)[a-z-]*$/gmu;

/**
 * Reads any other text: Markdown, shell, XML. There are no nodes, as there is no common syntax; comments are only those
 * that talk to ESLint, because nothing else can be known to be one.
 */
export function parsePlainText(text: string): ParsedText {
  if (!text.includes('eslint')) return { body: [], comments: [] };
  return {
    body: [],
    comments: [...text.matchAll(configComment)].map(({ 0: match, 1: first, 2: second, index }) => {
      const comment = match.replace(/(?:-->|\*\/)[\s\S]*$/u, '').trimEnd();
      const opening = first ?? second ?? '';
      return { type: 'TextComment', value: comment.slice(opening.length), range: [index, index + comment.length] };
    }),
  };
}
