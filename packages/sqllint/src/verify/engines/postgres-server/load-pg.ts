import type * as PgModule from 'pg';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { EngineError } from '../../engine.ts';

/** The driver, and the address from which another process can load it. */
export interface LoadedPg {
  readonly Client: typeof PgModule.Client;
  readonly url: string;
}

/**
 * Loads node-postgres from beside sqllint, or else from where the user stands.
 * @throws {EngineError} with the line to install it
 */
export async function loadPg(folder: string): Promise<LoadedPg> {
  for (const from of [import.meta.url, pathToFileURL(join(folder, 'package.json'))]) {
    try {
      const url = pathToFileURL(createRequire(from).resolve('pg')).href;
      // A CommonJS module; what it exports is what its types say.
      const module = (await import(url)) as { readonly default: typeof PgModule };
      return { Client: module.default.Client, url };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    }
  }
  throw new EngineError('sqllint verify needs a driver to reach a PostgreSQL server. Install it with: npm install --save-dev pg@8');
}
