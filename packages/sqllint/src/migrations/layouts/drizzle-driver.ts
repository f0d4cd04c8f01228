import type { Folder } from '../folder.ts';
import type { ForeignKeyEnforcement } from '../migration.ts';

/**
 * Whether foreign keys are enforced when Drizzle runs migrations of SQLite, as the driver has it:
 * better-sqlite3 is built so that they are, and D1 cannot do without; the migrator for libSQL
 * switches them off before it opens its transaction (`migrate` of `@libsql/client`). Other drivers
 * leave it to the application, and Drizzle writes `PRAGMA foreign_keys=OFF` for all of them.
 */
export function foreignKeysOfDriver(folder: Folder): ForeignKeyEnforcement {
  if (folder.nearestWith('wrangler.toml', 'wrangler.json', 'wrangler.jsonc') !== undefined) return 'on';
  const manifest = folder.nearestWith('package.json')?.read('package.json')?.source.text ?? '';
  if (manifest.includes('"@libsql/client"')) return manifest.includes('"better-sqlite3"') ? 'untold' : 'off';
  return manifest.includes('"better-sqlite3"') ? 'on' : 'untold';
}
