import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** @param {string[]} segments a path inside the repository */
export function inRoot(...segments) {
  return join(root, ...segments);
}
