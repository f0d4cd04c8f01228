import type * as MysqlModule from 'mysql2/promise';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { EngineError } from '../../engine.ts';

export interface LoadedMysql {
  readonly createConnection: typeof MysqlModule.createConnection;
  /** Where it was loaded from, for a process of its own. */
  readonly entry: string;
}

/**
 * Loads the driver from beside sqllint, or else from where the user stands.
 * @param folder where that is
 * @throws {EngineError} with the line to install it
 */
export async function loadMysql(folder: string): Promise<LoadedMysql> {
  for (const from of [import.meta.url, pathToFileURL(join(folder, 'package.json'))]) {
    try {
      const entry = pathToFileURL(createRequire(from).resolve('mysql2/promise')).href;
      // What the package exports is what its types say.
      const { createConnection } = ((await import(entry)) as { readonly default: typeof MysqlModule }).default;
      return { createConnection, entry };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    }
  }
  throw new EngineError('sqllint verify needs a driver for MySQL and MariaDB, and mysql2 is not installed. Install it with: npm install --save-dev mysql2@3');
}
