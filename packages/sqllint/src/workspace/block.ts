/** What stands between brackets. */
export interface Block {
  /** Where its contents begin. */
  readonly start: number;
  readonly end: number;
}

const partners: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };

/**
 * The block that begins with the first such bracket at or behind a place.
 * @param text without comments; brackets within quotes are passed over
 */
export function blockFrom(text: string, from: number, bracket: '{' | '(' | '['): Block | undefined {
  const open = text.indexOf(bracket, from);
  if (open < 0) return undefined;
  const close = partners[bracket];
  const tokens = /"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|`(?:[^`\\]|\\[\s\S])*`?|[{}()[\]]/gu;
  tokens.lastIndex = open + 1;
  let depth = 1;
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    if (token[0] === bracket) depth++;
    else if (token[0] === close && --depth === 0) return { start: open + 1, end: token.index };
  }
  return undefined;
}

/** The keys of an object at its own depth, with where each stands and what follows up to the next. */
export function entriesOf(text: string, { start, end }: Block): { readonly key: string; readonly at: number; readonly value: string }[] {
  const entries: { key: string; at: number; from: number }[] = [];
  const tokens = /"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|`(?:[^`\\]|\\[\s\S])*`?|[{}()[\],;]|[\p{L}_$][\p{L}\d_$]*/gu;
  tokens.lastIndex = start;
  let depth = 0;
  let isKey = true;
  for (let token = tokens.exec(text); token && token.index < end; token = tokens.exec(text)) {
    const [word] = token;
    if ('{(['.includes(word)) depth++;
    else if ('})]'.includes(word)) depth--;
    else if (depth === 0 && (word === ',' || word === ';')) isKey = true;
    else if (depth === 0 && isKey && /^\s*\??\s*:/u.test(text.slice(tokens.lastIndex, tokens.lastIndex + 20))) {
      entries.push({ key: word.replace(/^["'`]|["'`]$/gu, ''), at: token.index, from: tokens.lastIndex });
      isKey = false;
    }
    // An interface may do without commas.
    if (depth === 0 && /^[ \t]*\r?\n/u.test(text.slice(tokens.lastIndex, tokens.lastIndex + 20))) isKey = true;
  }
  return entries.map(({ key, at, from }, index) => ({ key, at, value: text.slice(from, entries[index + 1]?.at ?? end) }));
}
