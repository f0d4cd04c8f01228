import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { binFile } from '../run/process.mjs';
import { inRoot } from '../run/root.mjs';
import { collect, logFolder, mustSucceed } from './step.mjs';

/** @typedef {{ name: string, file: string }} Tarball a package as the registry would get it */

const packFolder = join(logFolder, 'packed');

/**
 * Packs every package with pnpm, as it is published.
 *
 * @param {Tarball[]} tarballs filled, so that later steps have them; stays empty when packing fails
 * @returns {Promise<import('./step.mjs').Outcome>}
 */
export async function pack(tarballs) {
  rmSync(packFolder, { recursive: true, force: true });
  mkdirSync(packFolder, { recursive: true });
  let log = '';
  for (const folder of readdirSync(inRoot('packages')).sort()) {
    const { name } = JSON.parse(readFileSync(inRoot('packages', folder, 'package.json'), 'utf8'));
    const args = ['.dev/run.mjs', 'pnpm', '--dir', inRoot('packages', folder), 'pack', '--pack-destination', packFolder];
    const ended = await collect(process.execPath, args);
    log += ended.log;
    if (ended.exitCode !== 0) return { problem: `${name} could not be packed`, log };
    const file = readdirSync(packFolder).find((entry) => entry.startsWith(`${name}-`));
    if (file === undefined) return { problem: `${name} left no tarball`, log };
    tarballs.push({ name, file: join(packFolder, file) });
  }
  return { log };
}

/**
 * Whether the package is well-formed for those who install it.
 *
 * @param {Tarball} tarball
 */
export function publint({ file }) {
  return mustSucceed(process.execPath, [binFile('publint', 'publint'), 'run', file, '--strict']);
}

/**
 * Whether TypeScript finds the types of every entry.
 *
 * @param {Tarball} tarball
 */
export function attw({ file }) {
  return mustSucceed(process.execPath, [binFile('@arethetypeswrong/cli', 'attw'), file, '--profile', 'esm-only', '--no-emoji']);
}
