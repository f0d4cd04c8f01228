import type * as PGliteModule from '@electric-sql/pglite';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { EngineError } from '../../engine.ts';

/** The version that what is known of its insides (`wasm-state.ts`) was tried with. */
const known = '0.5';

/** PGlite, and where its files are. */
export interface LoadedPGlite {
  readonly module: typeof PGliteModule;
  readonly version: string;
  /** The address of a file of the package's `dist`, such as the archive of an extension. */
  readonly fileOf: (name: string) => URL;
}

/**
 * Loads PGlite from beside sqllint, or else from where the user stands.
 * @param folder where that is
 * @throws {EngineError} with the line to install it
 */
export async function loadPGlite(folder: string): Promise<LoadedPGlite> {
  const found = find(folder);
  if (found === undefined) throw new EngineError(`sqllint verify needs a database, and PGlite, which it brings along where it is installed, is not. Install it with: npm install --save-dev @electric-sql/pglite@${known}`);
  const { entry, version } = found;
  if (!version.startsWith(`${known}.`)) throw new EngineError(`sqllint verify works with PGlite ${known}, and this is ${version}. Install the other one with: npm install --save-dev @electric-sql/pglite@${known}`);
  const url = pathToFileURL(entry);
  // What the package exports is what its types say.
  const module = (await import(url.href)) as typeof PGliteModule;
  return { module, version, fileOf: (name) => new URL(name, url) };
}

function find(folder: string): { readonly entry: string; readonly version: string } | undefined {
  for (const from of [import.meta.url, pathToFileURL(join(folder, 'package.json'))]) {
    try {
      const require = createRequire(from);
      const entry = require.resolve('@electric-sql/pglite').replace(/\.cjs$/u, '.js');
      // Its package.json is not among its exports.
      const manifest = require(join(entry, '..', '..', 'package.json')) as { readonly version: string };
      return { entry, version: manifest.version };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    }
  }
  return undefined;
}
