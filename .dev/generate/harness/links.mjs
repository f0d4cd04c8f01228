import { posix } from 'node:path';

import { findAntipattern } from 'delivery-antipatterns';

import { fileName } from '../antipatterns.mjs';

/**
 * @typedef {import('./rule-catalogue.mjs').CatalogueRule} CatalogueRule
 * @typedef {import('delivery-antipatterns').AntipatternId} AntipatternId
 */

/**
 * A link that works in the file that it is written to.
 *
 * @param {string} text
 * @param {string} to relative to the root
 * @param {string} from the file that holds the link, relative to the root
 */
export function link(text, to, from) {
  return `[${text}](${posix.relative(posix.dirname(from), to)})`;
}

/**
 * @param {CatalogueRule} rule
 * @param {string} from
 */
export function linkToRule({ name, page }, from) {
  return page === undefined ? `\`${name}\`` : link(`\`${name}\``, page, from);
}

/**
 * @param {AntipatternId} id
 * @param {string} from
 * @param {{ withTitle?: boolean }} [options]
 */
export function linkToAntipattern(id, from, { withTitle = false } = {}) {
  const antipattern = findAntipattern(id);
  return link(withTitle ? `${id}: ${antipattern.title}` : id, `docs/antipatterns/${fileName(antipattern)}`, from);
}
