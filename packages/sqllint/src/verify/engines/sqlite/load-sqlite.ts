import type { Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { EngineError } from '../../engine.ts';

const packageName = '@sqlite.org/sqlite-wasm';

/** The version that runs on every Node that sqllint runs on; its releases are named by the SQLite in them. */
const proposed = '3.50.4-build1';

/** Since then it can be opened from bytes, and hands out what a run is watched with. */
const oldest = 3_044_000;

const install = `npm install --save-dev ${packageName}@${proposed}`;

/**
 * Loads SQLite from beside sqllint, or else from where the user stands.
 * @param folder where that is
 * @throws {EngineError} with the line to install it
 */
export async function loadSqlite(folder: string): Promise<Sqlite3Static> {
  const entry = find(folder);
  if (entry === undefined) throw new EngineError(`sqllint verify needs a database for these migrations, and SQLite is not installed. Install it with: ${install}`);
  // What the package exports is what its types say; `printErr` it has beside them.
  const { default: init } = (await import(entry)) as { readonly default: (options: { readonly print: () => void; readonly printErr: () => void }) => Promise<Sqlite3Static> };
  const sqlite = await init({ print: () => undefined, printErr: () => undefined });
  if (sqlite.version.libVersionNumber < oldest) throw new EngineError(`sqllint verify cannot work with SQLite ${sqlite.version.libVersion}, which is too old. Install another one with: ${install}`);
  // It warns of every statement that fails, on the console; that is the caller's to say.
  Object.assign(sqlite.config, { warn: () => undefined, error: () => undefined });
  return sqlite;
}

function find(folder: string): string | undefined {
  for (const from of [import.meta.url, pathToFileURL(join(folder, 'package.json'))]) {
    try {
      // Its entry is for `import` alone, which resolves from this module only; its package.json is for everybody.
      const require = createRequire(from);
      const manifest = require.resolve(`${packageName}/package.json`);
      // The manifest of the package.
      const { node, main } = require(manifest) as { readonly node?: string; readonly main: string };
      return pathToFileURL(join(manifest, '..', node ?? main)).href;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    }
  }
  return undefined;
}
