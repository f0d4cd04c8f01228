// @ts-check
/** Gives the objects of a history other names, so that a copy of it is a history of its own. */

const CREATES =
  /\b(?:create\s+(?:or\s+replace\s+)?(?:unique\s+|materialized\s+)?(?:table|view|index|type|function|sequence)\s+(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?|rename\s+to\s+)"?([a-z_][a-z0-9_]*)"?/gi;

/** Words that such a pattern can catch although they name nothing that was created. */
const NOT_NAMES = new Set(['on', 'if', 'as', 'public', 'concurrently']);

/**
 * @param {readonly string[]} texts the scripts of one history
 * @param {string} suffix that no name ends with yet
 * @returns {string[]} the same scripts, every created object's name lengthened wherever it stands
 */
export function renameObjects(texts, suffix) {
  const names = new Set(texts.flatMap((text) => [...text.matchAll(CREATES)].map(([, name = '']) => name.toLowerCase())));
  for (const word of NOT_NAMES) names.delete(word);
  return texts.map((text) => text.replace(/[A-Za-z_][A-Za-z0-9_]*/g, (word) => (names.has(word.toLowerCase()) ? `${word}${suffix}` : word)));
}
