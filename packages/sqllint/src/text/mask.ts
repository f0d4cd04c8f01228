/**
 * Templates in SQL: `{{ name }}`, `${schema}`, `<% … %>`, `:name`, `:'name'`, `%(name)s`, `@name@`.
 * No parser reads them; replaced by an identifier of the same length, the rest of the statement
 * can be analysed and every position stays true. The identifier keeps the letters of the template,
 * so that `{{ table "orders" }}` and `{{ table "events" }}` stay two tables.
 */
const placeholders =
  /\{\{-?[^{}]*-?\}\}|\{%[^%]*%\}|\$\{[^{}]*\}|<%=?[^%]*%>|%\([A-Za-z_]\w*\)s|(?<![:\w\]'"])(?::'[A-Za-z_]\w*'|:"[A-Za-z_]\w*"|:[A-Za-z_]\w*)|@[A-Za-z_][\w.]*@/gu;

/** The text with every placeholder replaced, or undefined when it has none. */
export function maskTemplates(text: string): string | undefined {
  const masked = text.replace(placeholders, standInFor);
  return masked === text ? undefined : masked;
}

function standInFor(placeholder: string): string {
  // A control block (`{% if … %}`) yields no text of its own.
  if (placeholder.startsWith('{%')) return ' '.repeat(placeholder.length);
  return placeholder.replace(/[^A-Za-z0-9_]/g, '_');
}

/** Stand-ins shorter than this may be names that somebody has chosen. */
const shortestStandIn = 4;

/**
 * The same with every stand-in for a placeholder as the script has it, so that a message tells names as
 * they are written: `{{ .Schema }}.orders`, not `____Schema___.orders`.
 * @param text made from names of a masked script, which a server may have folded to lower case
 * @param script the script as it is written
 */
export function unmaskTemplates(text: string, script: string): string {
  // Every stand-in begins with what was a brace, a dollar, a colon: most texts have nothing like it.
  if (!/(?<!\w)_\w/u.test(text)) return text;
  const written = new Map<string, string>();
  for (const [placeholder] of script.matchAll(placeholders)) {
    if (placeholder.length >= shortestStandIn) written.set(standInFor(placeholder).toLowerCase(), placeholder);
  }
  return text.replace(/(?<!\w)_\w+/gu, (word) => written.get(word.toLowerCase()) ?? word);
}
