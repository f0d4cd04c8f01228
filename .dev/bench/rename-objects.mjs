// @ts-check
/** Gives the objects of a history other names, so that a copy of it is a history of its own. */

const CREATES =
  /\b(?:create\s+(?:or\s+replace\s+)?(?:unique\s+|materialized\s+)?(?:table|view|index|type|function|sequence)\s+(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?|rename\s+to\s+)"?([a-z_][a-z0-9_]*)"?/gi;

/** Words that such a pattern can catch although they name nothing that was created. */
const NOT_NAMES = new Set(['on', 'if', 'as', 'public', 'concurrently']);

/** The server names what has no name after its table: `orders_pkey`. */
const NAMED_BY_THE_SERVER = /_(?:pkey|key|fkey|idx|seq|check)$/;

/**
 * @param {readonly string[]} texts the scripts of one history
 * @param {string} prefix that no name starts with yet
 * @returns {string[]} the same scripts, the prefix before every created object's name wherever it stands
 */
export function renameObjects(texts, prefix) {
  const names = new Set(texts.flatMap((text) => [...text.matchAll(CREATES)].map(([, name = '']) => name.toLowerCase())));
  for (const word of NOT_NAMES) names.delete(word);
  const isOurs = (/** @type {string} */ word) =>
    names.has(word) || (NAMED_BY_THE_SERVER.test(word) && word.split('_').some((_, index, parts) => names.has(parts.slice(0, index).join('_'))));
  return texts.map((text) => text.replace(/[A-Za-z_][A-Za-z0-9_]*/g, (word) => (isOurs(word.toLowerCase()) ? `${prefix}${word}` : word)));
}
