import { manifest } from './manifest.ts';

/** Where the pages of this package are read: the published files of exactly this version. */
const DOCUMENTATION_ROOT = `https://unpkg.com/${manifest.name}@${manifest.version}/docs`;

/**
 * The address of a rule's page.
 *
 * @param ruleName the rule's name without the plugin's prefix
 */
export function ruleDocumentationUrl(ruleName: string): string {
  return `${DOCUMENTATION_ROOT}/rules/${ruleName}.md`;
}
