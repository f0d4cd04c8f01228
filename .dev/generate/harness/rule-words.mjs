/**
 * What happens to a finding when nothing is configured.
 *
 * @param {import('./rule-catalogue.mjs').CatalogueRule} rule
 */
export function byDefault({ presets, level }) {
  return presets.length === 0 ? 'off' : `${level} (${presets.map((preset) => `\`${preset}\``).join(', ')})`;
}
