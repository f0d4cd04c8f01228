import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Every package is published with the licence of the repository.
 *
 * @type {import('../generate.mjs').Generator['generate']}
 */
export async function generate({ root }) {
  const content = readFileSync(join(root, 'LICENSE'), 'utf8');
  return readdirSync(join(root, 'packages')).map((folder) => ({ path: `packages/${folder}/LICENSE`, content }));
}
