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
  const masked = text.replace(placeholders, (placeholder) => {
    // A control block (`{% if … %}`) yields no text of its own.
    if (placeholder.startsWith('{%')) return ' '.repeat(placeholder.length);
    return placeholder.replace(/[^A-Za-z0-9_]/g, '_');
  });
  return masked === text ? undefined : masked;
}

/** Stand-ins shorter than this may be names that somebody has chosen. */
const shortestStandIn = 4;

/**
 * The same with every stand-in for a placeholder as the script has it, so that a message tells names as
 * they are written: `{{ .Schema }}.orders`, not `_____________.orders`.
 * @param text made from names of a masked script
 * @param script the script as it is written
 */
export function unmaskTemplates(text: string, script: string): string {
  const standIns = new RegExp(`(?<!\\w)_{${String(shortestStandIn)},}(?!\\w)`, 'gu');
  if (!standIns.test(text)) return text;
  const written = new Map<number, string>();
  for (const [placeholder] of script.matchAll(placeholders)) {
    if (!written.has(placeholder.length)) written.set(placeholder.length, placeholder);
  }
  return text.replace(standIns, (standIn) => written.get(standIn.length) ?? standIn);
}
