import { guessDatabase } from '../guess-database.ts';
import { sampleOf } from '../in-file-marker.ts';
import type { Layout } from '../layout.ts';
import { compareText } from '../numeric-order.ts';
import { wholeFile } from '../script.ts';
import { readVersionedFiles } from '../versioned-files.ts';

/**
 * Cloudflare D1: `migrations/0001_name.sql` beside a `wrangler.toml`, for SQLite, forward only. A
 * migration that fails is rolled back as a whole; there is no way out.
 */
export const d1: Layout = {
  name: 'd1',
  detect: (folder) =>
    folder.sqlFiles.some((name) => /^\d{4}_.*\.sql$/u.test(name)) &&
    folder.nearestWith('wrangler.toml', 'wrangler.json', 'wrangler.jsonc') !== undefined &&
    guessDatabase(sampleOf(folder).map(({ source }) => source)) !== 'postgres',
  read: (folder) => [
    {
      hasDowns: false,
      database: 'sqlite',
      // D1 enforces them, and has no way to switch them off.
      foreignKeys: 'on',
      ...readVersionedFiles(folder, {
        fileName: /^(\d*)(.*)\.sql$/u,
        read: (file) => ({ up: wholeFile(file, 'wrapped') }),
        compare: (left, right) => compareText(left.id, right.id),
        versionKey: () => undefined,
        onDuplicate: '',
        onUnknownName: '',
      }),
    },
  ],
};
