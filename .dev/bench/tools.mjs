// @ts-check
/**
 * Both tools behind the same kind of launcher: an entry of `node_modules/.bin`
 * as npm makes it. squawk comes from the registry into a folder that git
 * ignores; sqllint is this checkout's build, linked the way npm would.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { inRoot } from '../run/root.mjs';

const SQUAWK_VERSION = '2.66.0';
const FOLDER = inRoot('.cache/bench');
const BIN = join(FOLDER, 'node_modules', '.bin');

/**
 * @typedef {object} Tool
 * @property {string} program
 * @property {string} version
 */

/** @typedef {{ sqllint: Tool, squawk: Tool }} Tools */

async function versionOf(/** @type {string} */ manifest) {
  /** @type {{ version: string }} */
  const { version } = JSON.parse(await readFile(manifest, 'utf8'));
  return version;
}

async function bringSquawk() {
  const manifest = join(FOLDER, 'node_modules', 'squawk-cli', 'package.json');
  if (!existsSync(manifest) || (await versionOf(manifest)) !== SQUAWK_VERSION) {
    await mkdir(FOLDER, { recursive: true });
    await writeFile(join(FOLDER, 'package.json'), `${JSON.stringify({ private: true, dependencies: { 'squawk-cli': SQUAWK_VERSION } })}\n`);
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: FOLDER, stdio: 'inherit' });
  }
  return { program: join(BIN, 'squawk'), version: SQUAWK_VERSION };
}

async function linkSqllint() {
  const main = inRoot('packages/sqllint/dist/bin/sqllint.js');
  if (!existsSync(main)) throw new Error('sqllint is not built. Run “npm run build”, then the benchmark again.');
  const program = join(BIN, 'sqllint');
  await rm(program, { force: true });
  await symlink(relative(BIN, main), program);
  await chmod(main, 0o755);
  return { program, version: await versionOf(inRoot('packages/sqllint/package.json')) };
}

/** @returns {Promise<Tools>} */
export async function bringTools() {
  return { squawk: await bringSquawk(), sqllint: await linkSqllint() };
}
