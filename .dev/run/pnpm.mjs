import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { run, runNode, StepFailure } from './process.mjs';
import { inRoot } from './root.mjs';
import { progress } from './terminal.mjs';

/**
 * Runs pnpm at the version that package.json pins, and fetches it first when it is not there.
 *
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 * @returns {Promise<number>} pnpm's exit code
 * @throws {StepFailure} when pnpm could not be fetched
 */
export async function runPnpm(args, options = {}) {
  const { packageManager } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const version = /^pnpm@([^+]+)/.exec(packageManager)?.[1];
  if (version === undefined) throw new Error(`package.json pins no pnpm: ${packageManager}.`);

  const folder = inRoot('.cache', 'pnpm');
  const installed = join(folder, 'node_modules', 'pnpm');
  if (installedVersion(installed) !== version) await fetchPnpm(version, folder);
  // The entry that is JavaScript on every system; the others are replaced by a native program at install time.
  return runNode(join(installed, 'bin', 'pnpm.mjs'), args, options);
}

/**
 * @param {string} version
 * @param {string} folder
 */
async function fetchPnpm(version, folder) {
  progress(`fetching pnpm ${version} into .cache/pnpm`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const exitCode = await runNpm([
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    `pnpm@${version}`,
  ]);
  if (exitCode !== 0) {
    throw new StepFailure(`npm could not fetch pnpm ${version}. Is the registry reachable?`, exitCode);
  }
}

/** @param {string[]} args */
function runNpm(args) {
  const options = { stdoutToStderr: true };
  const script = npmScript();
  return script === undefined ? run('npm', args, options) : runNode(script, args, options);
}

/** npm's JavaScript file: of the npm that started this process, else the one beside Node. */
function npmScript() {
  const starter = process.env['npm_execpath'];
  const nodeFolder = dirname(process.execPath);
  return [
    // `npm_execpath` names pnpm or yarn when one of those started this process.
    ...(starter !== undefined && basename(starter) === 'npm-cli.js' ? [starter] : []),
    join(nodeFolder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(nodeFolder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((file) => existsSync(file));
}

/** @param {string} packageFolder */
function installedVersion(packageFolder) {
  const manifest = join(packageFolder, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}
