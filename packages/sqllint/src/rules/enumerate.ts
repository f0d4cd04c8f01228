/** Things in a sentence: `a`, `a and b`, `a, b and c`; of more than `most`, the first and how many others. */
export function enumerate(things: readonly string[], most = 3): string {
  const shown = things.slice(0, most);
  const rest = things.length - shown.length;
  const parts = rest > 0 ? [...shown, `${String(rest)} more`] : shown;
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
