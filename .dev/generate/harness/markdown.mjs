/**
 * Puts text between `<!-- begin generated NAME -->` and `<!-- end generated NAME -->`.
 *
 * @param {string} page
 * @param {string} name what stands behind “generated” in the two marks
 * @param {string} text
 * @returns {string | undefined} the new page, nothing when the page has no such marks
 * @throws {Error} when only one of the two marks is there
 */
export function fillMarkedPart(page, name, text) {
  const begin = `<!-- begin generated${name} -->`;
  const end = `<!-- end generated${name} -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 && to === -1) return undefined;
  if (from === -1 || to < from) throw new Error(`“${from === -1 ? begin : end}” is missing.`);
  return `${page.slice(0, from)}${markedPart(name, text)}${page.slice(to + end.length)}`;
}

/**
 * @param {string} name
 * @param {string} text
 */
export function markedPart(name, text) {
  return `<!-- begin generated${name} -->\n\n${text.trim()}\n\n<!-- end generated${name} -->`;
}

/**
 * A table with aligned columns, so that it can be read in its source as well.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows one cell for every column
 */
export function table(head, rows) {
  const escaped = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...escaped.map((row) => row[column]?.length ?? 0)));
  const lines = escaped.map((row) => `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`);
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return lines.join('\n');
}
