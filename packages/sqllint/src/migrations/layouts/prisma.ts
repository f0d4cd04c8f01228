import { databaseNamed } from '../database.ts';
import type { Database } from '../database.ts';
import { fileBeside } from '../down-place.ts';
import type { Folder, TextFile } from '../folder.ts';
import type { Layout } from '../layout.ts';
import type { FileProblem, Migration, TransactionMode } from '../migration.ts';
import { wholeFile } from '../script.ts';
import { hasMigrationFolders } from './migration-folders.ts';

/**
 * Prisma Migrate: `20240301120000_name/migration.sql` in the order of names, and a
 * `migration_lock.toml` that tells the database. There are no downs; teams that write a `down.sql`
 * run it by hand.
 */
export const prisma: Layout = {
  name: 'prisma',
  downPlace: fileBeside(/migration\.sql$/u, 'down.sql'),
  outsideTransaction: 'Put the statement into a migration of its own',
  writing: { takesSeveral: false },
  detect: (folder) => hasMigrationFolders(folder, (migration) => !migration.has('snapshot.json')),
  rootOf: (folderOfFile, fileName) =>
    fileName === 'migration.sql' || fileName === 'down.sql' ? folderOfFile.parent : undefined,
  read(root) {
    const database = databaseOf(root);
    // SQLite runs the statements of a file one by one.
    const transaction = database === 'sqlite' ? 'none' : transactionOf(root);
    const migrations: Migration[] = [];
    const problems: FileProblem[] = [];
    for (const id of root.folders) {
      const folder = root.folder(id);
      if (!folder) continue;
      if (!folder.has('migration.sql')) {
        if (/^\d/u.test(id)) problems.push(emptyMigration(folder));
        continue;
      }
      const up = folder.read('migration.sql');
      const down = folder.has('down.sql') ? folder.read('down.sql') : undefined;
      if (up) migrations.push(toMigration(id, up, down, transaction));
    }
    // Its engine brings an SQLite of its own, which is built to enforce foreign keys.
    const foreignKeys = database === 'sqlite' ? ({ foreignKeys: 'on' } as const) : {};
    return [{ migrations, hasDowns: migrations.some(({ down }) => down), problems, ...(database && { database }), ...foreignKeys }];
  },
};

function toMigration(id: string, up: TextFile, down: TextFile | undefined, transaction: TransactionMode): Migration {
  const [, version = '', name = id] = /^(\d+)_(.*)$/u.exec(id) ?? [];
  return { id, version, name, up: wholeFile(up, transaction), ...(down && { down: wholeFile(down, 'unknown') }) };
}

function emptyMigration(folder: Folder): FileProblem {
  return {
    level: 'warning',
    file: folder.path,
    message: 'This migration has no `migration.sql`; Prisma refuses to start. Restore the file, or delete the folder.',
  };
}

function databaseOf(root: Folder): Database | undefined {
  const lock = root.has('migration_lock.toml') ? root.read('migration_lock.toml') : undefined;
  const [, provider] = /^\s*provider\s*=\s*["']([^"']+)["']/mu.exec(lock?.source.text ?? '') ?? [];
  return provider === undefined ? undefined : databaseNamed(provider);
}

/**
 * Up to version 7.3, Prisma hands the whole file to PostgreSQL as one query (`simple_query` in
 * `flavour/postgres/connector/native/mod.rs` of prisma-engines). Since 7.4 it sends the statements
 * one by one (prisma-engines 5767), except where its own splitter does not understand the file.
 */
function transactionOf(root: Folder): TransactionMode {
  const version = root.nearestWith('package.json')?.read('package.json');
  const range = /"(?:prisma|@prisma\/client)"\s*:\s*"[\^~>=v\s]*(\d+)(?:\.(\d+))?/u.exec(version?.source.text ?? '');
  if (!range) return 'unknown';
  const major = Number(range[1]);
  const minor = Number(range[2] ?? 0);
  if (major < 7) return 'implicit';
  // `^7.2.0` may have become 7.8 by now.
  return major > 7 || minor >= 4 ? 'none' : 'unknown';
}
