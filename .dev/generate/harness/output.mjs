import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';

/**
 * @typedef {object} GeneratedFile
 * @property {string} path relative to the repository's root, with forward slashes
 * @property {string} content the whole file
 * @property {boolean} [partly] true when people write the rest of the file; such a file is never deleted
 *
 * @typedef {object} StaleFile
 * @property {string} path
 * @property {'created' | 'updated' | 'deleted'} action
 * @property {string} [content] left out when the file is to be deleted
 */

/** Which files were generated as a whole: one that is listed here and no longer produced is deleted. */
const listFile = '.dev/generate/generated-files.json';

/**
 * Compares what the generators produced with what is on the disk.
 *
 * @param {string} root
 * @param {readonly GeneratedFile[]} files
 * @returns {StaleFile[]} sorted by path
 * @throws {Error} when two generators produce one file, or one produces a file outside the root
 */
export function findStale(root, files) {
  const produced = new Map(files.map(({ path, content }) => [path, content]));
  if (produced.size < files.length) {
    const twice = files.find(({ path }, index) => files.findIndex((file) => file.path === path) < index);
    throw new Error(`Two generators produce ${twice?.path}.`);
  }
  for (const path of produced.keys()) {
    if (!resolve(root, path).startsWith(resolve(root) + sep)) throw new Error(`${path} is outside the repository.`);
  }

  const whole = files.filter(({ partly }) => !partly).map(({ path }) => path);
  const before = readList(root);
  produced.set(listFile, `${JSON.stringify(whole.sort(), null, 2)}\n`);

  /** @type {StaleFile[]} */
  const stale = [];
  for (const [path, content] of produced) {
    const current = readIfThere(join(root, path));
    if (current !== content) stale.push({ path, content, action: current === undefined ? 'created' : 'updated' });
  }
  for (const path of before) {
    if (!produced.has(path) && existsSync(join(root, path))) stale.push({ path, action: 'deleted' });
  }
  return stale.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Brings the disk up to date.
 *
 * @param {string} root
 * @param {readonly StaleFile[]} stale as `findStale` gives them
 */
export function write(root, stale) {
  for (const { path, content } of stale) {
    const file = join(root, path);
    if (content === undefined) {
      rmSync(file);
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
}

/**
 * @param {string} root
 * @returns {string[]}
 */
function readList(root) {
  return JSON.parse(readIfThere(join(root, listFile)) ?? '[]');
}

/** @param {string} file */
function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
