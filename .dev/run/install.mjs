import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { runPnpm } from './pnpm.mjs';
import { StepFailure } from './process.mjs';
import { inRoot, root } from './root.mjs';
import { progress } from './terminal.mjs';

// Inside node_modules, so that deleting that folder deletes the stamp with it.
const stampFile = inRoot('node_modules', '.install-stamp');

/**
 * Installs exactly what pnpm-lock.yaml says, unless that has been done before.
 *
 * @throws {StepFailure}
 */
export async function install() {
  const stamp = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;

  progress('installing the dependencies');
  const exitCode = await runPnpm(['install', '--frozen-lockfile'], { stdoutToStderr: true });
  if (exitCode !== 0) {
    throw new StepFailure(
      'The install failed. If a package.json was changed on purpose, run “npm run pnpm -- install” and commit pnpm-lock.yaml.',
      exitCode,
    );
  }
  writeFileSync(stampFile, stamp);
}

/** Changes whenever installing again could give something else. */
function fingerprint() {
  const hash = createHash('sha256');
  hash.update(`${process.versions.modules} ${process.platform} ${process.arch}\n`);
  for (const file of filesThatDecide()) {
    hash.update(`${file}\n`).update(readFileSync(join(root, file))).update('\n');
  }
  return hash.digest('hex');
}

function filesThatDecide() {
  const packages = readdirSync(inRoot('packages'))
    .sort()
    .map((folder) => `packages/${folder}/package.json`)
    .filter((file) => existsSync(join(root, file)));
  return ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...packages];
}
