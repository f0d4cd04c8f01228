/**
 * What happens to a finding when nothing is configured.
 *
 * @param {import('./rule-catalogue.mjs').CatalogueRule} rule
 */
export function byDefault({ presets, inCommand, level }) {
  if (presets.length === 0) return inCommand ? `${level} in the command, off in ESLint` : 'off';
  return `${level} (${presets.map((preset) => `\`${preset}\``).join(', ')})`;
}
