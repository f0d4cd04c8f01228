import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Compares two secrets in a time that does not tell how much of them is the same.
 *
 * @param {string} left
 * @param {string} right
 */
export function isSameText(left, right) {
  return timingSafeEqual(digest(left), digest(right));
}

/** @param {string} text */
function digest(text) {
  return createHash('sha256').update(text).digest();
}
