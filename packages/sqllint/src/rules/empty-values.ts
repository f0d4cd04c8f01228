/** A column, with or without its table, in whatever quotes. */
const column = String.raw`(?:["\x60\[]?\w+["\x60\]]?\.)?["\x60\[]?(?<column>\w+)["\x60\]]?`;
const constant = String.raw`(?:'\w*'|-?\d+)`;

/** `IFNULL(a, '') = ''`: no value, or the one that stands for none. */
const orItsSubstitute = new RegExp(String.raw`^(?:ifnull|coalesce)\s*\(\s*${column}\s*,\s*(?<substitute>${constant})\s*\)\s*=\s*\k<substitute>$`, 'iu');
/** `a = ''`, `a IS NULL` */
const empty = new RegExp(String.raw`^${column}\s*(?:=\s*''|is\s+null)$`, 'iu');

/**
 * Columns that hold nothing worth keeping in every row that a condition lets through: NULL, an empty
 * text, or the constant that the condition itself takes for NULL.
 * @param where as written, without `WHERE`
 */
export function columnsEmptyIn(where: string): readonly string[] {
  const bare = withoutBrackets(where.trim());
  // Other rows may pass as well.
  if (/\sor\s/iu.test(bare)) return [];
  return bare.split(/\s+and\s+/iu).flatMap((part) => emptyColumn(part) ?? []);
}

function emptyColumn(part: string): string | undefined {
  const term = withoutBrackets(part.trim());
  return (orItsSubstitute.exec(term) ?? empty.exec(term))?.groups?.['column'];
}

function withoutBrackets(text: string): string {
  return /^\([^()]*\)$/u.test(text) ? text.slice(1, -1).trim() : text;
}
