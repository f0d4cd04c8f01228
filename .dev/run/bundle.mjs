import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

import { inRoot, root } from './root.mjs';
import { progress } from './terminal.mjs';

/**
 * The command's modules, put together. Node spends more time on finding and linking two hundred small files than on
 * running them over a few hundred migrations; docs/benchmark.md has the numbers. The library is left as it is.
 */
const command = {
  entry: inRoot('packages/sqllint/dist/cli/main.js'),
  /** Everything that can become part of it. */
  inputs: [inRoot('packages/sqllint/dist'), inRoot('packages/antipatterns/dist')],
  folder: inRoot('packages/sqllint/dist/bin'),
  file: 'sqllint.js',
  /**
   * Only our own packages go in: those of others stay what their makers published, with their licenses.
   *
   * @param {string} name
   */
  external: (name) => !name.startsWith('.') && !isAbsolute(name) && name !== 'delivery-antipatterns',
  /** What several parts of the command use is one file rather than thirty small ones; rules and parsers stay apart. */
  shared: { name: 'shared', test: /[\\/]dist[\\/](?:cli|config|report|verdict|migrations[\\/]file-system)\b/, minShareCount: 2 },
};

// Published with the command, whose cache is good for the very same build only (src/cli/cache/cache.ts).
const stampName = 'build.txt';
const stampFile = join(command.folder, stampName);

/**
 * Bundles the compiled command, unless that has been done with the same files before.
 *
 * @throws when the bundler cannot read them
 */
export async function bundleCommand() {
  // “tsc -b --clean” leaves nothing to put together.
  if (!existsSync(command.entry)) {
    rmSync(command.folder, { recursive: true, force: true });
    return;
  }
  const stamp = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;

  progress('bundling the command');
  // The bundler may not be installed yet when this file is loaded.
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({ input: command.entry, external: command.external, platform: 'node' });
  const fresh = `${command.folder}.${process.pid}`;
  try {
    await bundle.write({
      dir: fresh,
      format: 'esm',
      minify: true,
      entryFileNames: command.file,
      chunkFileNames: '[name]-[hash].js',
      codeSplitting: { groups: [command.shared] },
    });
    chmodSync(join(fresh, command.file), 0o755);
    writeFileSync(join(fresh, stampName), stamp);
    rmSync(command.folder, { recursive: true, force: true });
    renameSync(fresh, command.folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Changes whenever bundling again could give something else. */
function fingerprint() {
  const { version } = JSON.parse(readFileSync(inRoot('node_modules/rolldown/package.json'), 'utf8'));
  const hash = createHash('sha256').update(`rolldown ${version}\n`).update(readFileSync(new URL(import.meta.url)));
  hash.update(readFileSync(inRoot('packages/sqllint/package.json')));
  for (const folder of command.inputs) {
    for (const file of modulesIn(folder)) hash.update(`${relative(root, file)}\n`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** @param {string} folder */
function modulesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js') && !/^bin(?:\.\d+)?$/.test(file.split(sep, 1)[0] ?? ''))
    .sort()
    .map((file) => join(folder, file));
}
