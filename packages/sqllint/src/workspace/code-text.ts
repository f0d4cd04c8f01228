/** A piece of text in quotes. */
export interface Literal {
  /** Where its contents begin, in UTF-16 units of the file. */
  readonly start: number;
  readonly text: string;
}

/** Code without what nobody runs. */
export interface CodeText {
  /** As long as the file, with blanks in place of comments. */
  readonly text: string;
  readonly literals: readonly Literal[];
}

/** A comment, a text in quotes, or one in back quotes, each up to its end or, where that is missing, the end of the line or file. */
const pieces = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|`(?:[^`\\]|\\[\s\S])*`?/gu;

/** Reads code in the manner of C: TypeScript, JavaScript, Go, Prisma's schema language. */
export function readCode(source: string): CodeText {
  const literals: Literal[] = [];
  const text = source.replace(pieces, (piece, at: number) => {
    if (piece.startsWith('/')) return blank(piece);
    literals.push({ start: at + 1, text: piece.slice(1, piece.length > 1 && piece.endsWith(piece.charAt(0)) ? -1 : undefined) });
    return piece;
  });
  return { text, literals };
}

/** SQL on its own, each statement as a text. */
export function readSql(source: string): CodeText {
  const text = source.replace(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/gu, blank);
  const literals: Literal[] = [];
  let start = 0;
  for (const part of text.split(/(?<=;)/u)) {
    literals.push({ start, text: part });
    start += part.length;
  }
  return { text, literals };
}

function blank(text: string): string {
  return text.replace(/[^\n]/gu, ' ');
}
