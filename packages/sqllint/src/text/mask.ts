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
