import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

import { inRoot, root } from './root.mjs';
import { progress } from './terminal.mjs';

/**
 * Modules of a package, put together. Node spends more time on finding and linking two hundred small files than on running
 * them; docs/benchmark.md has the numbers.
 *
 * @typedef {object} Bundle
 * @property {string} what for whoever waits for it
 * @property {Record<string, string>} entries compiled modules, by the names of the files that they become
 * @property {string[]} inputs folders with everything that can become part of it
 * @property {string} manifest of the package it is published with
 * @property {string} folder
 * @property {string[]} [executables] files that a shell may start
 * @property {{ name: string, test: RegExp, minShareCount: number }[]} [shared]
 */

/** @type {Bundle} the library is left as it is */
const command = {
  what: 'the command',
  // A thread begins with a module of its own.
  entries: { sqllint: inRoot('packages/sqllint/dist/cli/main.js'), 'verify-thread': inRoot('packages/sqllint/dist/cli/verify/verify-thread.js') },
  inputs: [inRoot('packages/sqllint/dist'), inRoot('packages/antipatterns/dist')],
  manifest: inRoot('packages/sqllint/package.json'),
  folder: inRoot('packages/sqllint/dist/bin'),
  executables: ['sqllint.js'],
  // What several parts of the command use is one file rather than thirty small ones; rules and parsers stay apart.
  shared: [{ name: 'shared', test: /[\\/]dist[\\/](?:cli|config|report|verdict|migrations[\\/]file-system)\b/, minShareCount: 2 }],
};

/** @type {Bundle} both entries of ESLint share one file, for they share one plugin object; the command reads what its rules read */
const plugin = {
  what: 'the plugin',
  entries: {
    index: inRoot('packages/eslint-plugin/dist/index.js'),
    sql: inRoot('packages/eslint-plugin/dist/sql.js'),
    'delivery-api': inRoot('packages/eslint-plugin/dist/cli/main.js'),
  },
  inputs: [inRoot('packages/eslint-plugin/dist'), inRoot('packages/antipatterns/dist'), ...['workspace', 'git', 'text'].map((name) => inRoot('packages/sqllint/dist', name))],
  manifest: inRoot('packages/eslint-plugin/package.json'),
  folder: inRoot('packages/eslint-plugin/dist/bundle'),
  executables: ['delivery-api.js'],
};

/**
 * Only our own packages go in: those of others stay what their makers published, with their licenses. Of sqllint the plugin
 * takes in what its main entry uses of git and of code: thirty small files otherwise, and nobody hands their objects on.
 */
const isOfOthers = (/** @type {string} */ name) => !name.startsWith('.') && !isAbsolute(name) && name !== 'delivery-antipatterns' && !/^sqllint\/(?:workspace|git)$/.test(name);

// Published with the command, whose cache is good for the very same build only (src/cli/cache/cache.ts).
const stampName = 'build.txt';

/**
 * Bundles the command and the plugin, each unless that has been done with the same files before.
 *
 * @throws when the bundler cannot read them
 */
export async function bundlePackages() {
  await writeBundle(command);
  await writeBundle(plugin);
}

/** @param {Bundle} wanted */
async function writeBundle(wanted) {
  const { what, entries, folder, executables = [], shared = [] } = wanted;
  // “tsc -b --clean” leaves nothing to put together.
  if (!Object.values(entries).every((entry) => existsSync(entry))) {
    rmSync(folder, { recursive: true, force: true });
    return;
  }
  const stampFile = join(folder, stampName);
  const stamp = fingerprint(wanted);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;

  progress(`bundling ${what}`);
  // The bundler may not be installed yet when this file is loaded.
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({ input: entries, external: isOfOthers, platform: 'node' });
  const fresh = `${folder}.${process.pid}`;
  try {
    await bundle.write({
      dir: fresh,
      format: 'esm',
      minify: true,
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      codeSplitting: { groups: shared },
    });
    for (const file of executables) chmodSync(join(fresh, file), 0o755);
    writeFileSync(join(fresh, stampName), stamp);
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * Changes whenever bundling again could give something else.
 *
 * @param {Bundle} wanted
 */
function fingerprint({ inputs, manifest }) {
  const { version } = JSON.parse(readFileSync(inRoot('node_modules/rolldown/package.json'), 'utf8'));
  const hash = createHash('sha256').update(`rolldown ${version}\n`).update(readFileSync(new URL(import.meta.url)));
  hash.update(readFileSync(manifest));
  for (const folder of inputs) {
    for (const file of modulesIn(folder)) hash.update(`${relative(root, file)}\n`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** @param {string} folder */
function modulesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js') && !/^(?:bin|bundle)(?:\.\d+)?$/.test(file.split(sep, 1)[0] ?? ''))
    .sort()
    .map((file) => join(folder, file));
}
