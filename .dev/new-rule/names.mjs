/** @param {string} ruleName such as `no-drop-table` */
export function toCamelCase(ruleName) {
  return ruleName.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());
}

/**
 * Inserts a line among others that begin alike, so that all of them stay in order.
 *
 * @param {string} text
 * @param {RegExp} alike what such a line looks like, from its beginning to its end
 * @param {string} line
 * @throws {Error} when there is no such line
 */
export function insertInOrder(text, alike, line) {
  const lines = text.split('\n');
  const places = lines.flatMap((other, place) => (alike.test(other) ? [place] : []));
  const last = places.at(-1);
  if (last === undefined) throw new Error(`There is no line like “${line.trim()}” to put it to.`);
  const next = places.find((place) => (lines[place] ?? '') > line) ?? last + 1;
  return lines.toSpliced(next, 0, line).join('\n');
}
