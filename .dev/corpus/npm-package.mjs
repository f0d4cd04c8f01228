// @ts-check
/** Brings one package of the registry here, without its dependencies and without running anything of it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** @returns {Promise<string>} what the command printed */
function run(/** @type {string} */ command, /** @type {string[]} */ args, /** @type {string} */ cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${command} ${args.join(' ')} ended with code ${code}.\n${errors}`)),
    );
  });
}

/**
 * Unpacks a package below `cache`, once per version.
 *
 * @param {string} name
 * @param {string} version an exact one
 * @param {string} cache
 * @returns {Promise<string>} the package's folder
 */
export async function bringPackage(name, version, cache) {
  const target = join(cache, `${name.replace('@', '').replace('/', '-')}-${version}`);
  if (existsSync(target)) return target;
  const unpacked = `${target}.part`;
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked, { recursive: true });
  const tarball = (await run('npm', ['pack', `${name}@${version}`, '--silent'], unpacked)).trim().split('\n').at(-1) ?? '';
  await run('tar', ['-xzf', tarball, '--strip-components=1'], unpacked);
  await rm(join(unpacked, tarball));
  await rename(unpacked, target);
  return target;
}
