import type { Folder, TextFile } from '../folder.ts';
import type { Layout } from '../layout.ts';
import type { Migration, TransactionMode } from '../migration.ts';
import { compareText } from '../numeric-order.ts';
import { wholeFile } from '../script.ts';
import { readVersionedFiles, withoutExtension } from '../versioned-files.ts';

/** The first line of a committed migration. */
const header = '--! Previous:';

/**
 * graphile-migrate: `committed/000001-name.sql` in the order of names, then `current.sql` or the
 * files in `current/`, which are still being worked on. A transaction surrounds each, unless the
 * first line below the header is `--! no-transaction`; the file then goes to the server as one
 * query (`runStringMigration` in `src/migration.ts`). There are no downs.
 */
export const graphileMigrate: Layout = {
  name: 'graphile-migrate',
  outsideTransaction: 'Make `--! no-transaction` the first line, and leave the statement alone in its migration',
  // By the line `--! Hash:` of each file.
  isSealed: true,
  detect: (folder) =>
    (folder.folders.includes('committed') && isCommitted(folder.folder('committed'))) ||
    (folder.folders.includes('committed') && folder.nearestWith('.gmrc', '.gmrc.js', '.gmrc.json') !== undefined),
  rootOf: (folderOfFile, fileName) =>
    folderOfFile.name === 'committed' || folderOfFile.name === 'current'
      ? folderOfFile.parent
      : fileName === 'current.sql'
        ? folderOfFile
        : undefined,
  read(root) {
    const committed = root.folder('committed');
    const { migrations, problems } = committed
      ? readVersionedFiles(committed, {
          fileName: /^(\d+)(.*)\.sql$/u,
          read: (file) => ({ up: wholeFile(file, transactionOf(file)) }),
          compare: (left, right) => compareText(left.id, right.id),
          versionKey: (version) => version,
          onDuplicate: 'graphile-migrate refuses to start',
          onUnknownName: 'graphile-migrate ignores this file, as its name does not start with a number; it was not checked.',
        })
      : { migrations: [], problems: [] };
    return [{ migrations: [...migrations, ...current(root)], problems, hasDowns: false, database: 'postgres' }];
  },
};

function isCommitted(folder: Folder | undefined): boolean {
  const [first] = folder?.sqlFiles ?? [];
  return first !== undefined && folder?.read(first)?.source.text.startsWith(header) === true;
}

function current(root: Folder): Migration[] {
  const folder = root.folders.includes('current') ? root.folder('current') : undefined;
  const files = folder ? folder.sqlFiles.map((name) => folder.read(name)) : root.has('current.sql') ? [root.read('current.sql')] : [];
  return files
    .filter((file) => file !== undefined)
    .map((file) => {
      const id = folder ? `current/${withoutExtension(file.name)}` : 'current';
      return { id, version: '', name: withoutExtension(file.name), up: wholeFile(file, transactionOf(file)), repeatable: true };
    });
}

function transactionOf({ source }: TextFile): TransactionMode {
  const [line = ''] = /^(?!--! (?:Previous|Hash|AllowInvalidHash|Message)\b).*\S.*$/mu.exec(source.text) ?? [];
  return /^--!\s*no-transaction\b/u.test(line) ? 'implicit' : 'wrapped';
}
