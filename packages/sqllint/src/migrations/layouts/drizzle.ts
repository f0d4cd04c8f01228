import { databaseNamed } from '../database.ts';
import type { Folder } from '../folder.ts';
import type { History, Layout } from '../layout.ts';
import type { FileProblem, Migration } from '../migration.ts';
import { wholeFile } from '../script.ts';
import { withoutExtension } from '../versioned-files.ts';
import { foreignKeysOfDriver } from './drizzle-driver.ts';
import { hasMigrationFolders, isMigrationFolder } from './migration-folders.ts';

/**
 * Drizzle: until version 1, `0000_name.sql` in the order of `meta/_journal.json`; since then,
 * `20240301120000_name/migration.sql` beside a `snapshot.json`. All that is pending runs in one
 * transaction, without a way out (`migrate` in `drizzle-orm/pg-core/dialect`); there are no downs.
 */
export const drizzle: Layout = {
  name: 'drizzle',
  // Drizzle runs no downs, and takes no other file for a migration.
  downPlace: { kind: 'file', pathOf: (up) => (up.endsWith('migration.sql') ? up.replace(/migration\.sql$/u, 'down.sql') : up.replace(/\.sql$/u, '.down.sql')) },
  detect: (folder) => hasJournal(folder) || isOfVersionOne(folder),
  rootOf: (folderOfFile, fileName) => (fileName === 'migration.sql' ? folderOfFile.parent : undefined),
  read(folder) {
    const history = hasJournal(folder) ? readJournal(folder) : readFolders(folder);
    const foreignKeys = history.database === 'sqlite' ? foreignKeysOfDriver(folder) : undefined;
    return [{ ...history, ...(foreignKeys && { foreignKeys }) }];
  },
};

function hasJournal(folder: Folder): boolean {
  return folder.folders.includes('meta') && folder.folder('meta')?.has('_journal.json') === true;
}

function isOfVersionOne(folder: Folder): boolean {
  return hasMigrationFolders(folder, (migration) => migration.has('snapshot.json'));
}

function readFolders(root: Folder): History {
  const migrations: Migration[] = [];
  let newest: Folder | undefined;
  for (const id of root.folders) {
    if (!isMigrationFolder(root, id)) continue;
    const folder = root.folder(id);
    const file = folder?.read('migration.sql');
    if (!folder || !file) continue;
    newest = folder;
    const [, version = '', name = id] = /^(\d+)_(.*)$/u.exec(id) ?? [];
    migrations.push({ id, version, name, up: wholeFile(file, 'wrapped') });
  }
  const snapshot = newest?.has('snapshot.json') === true ? newest.read('snapshot.json') : undefined;
  const database = databaseNamed(/"dialect"\s*:\s*"(\w+)"/u.exec(snapshot?.source.text ?? '')?.[1] ?? '');
  return { migrations, hasDowns: false, problems: [], ...(database && { database }) };
}

/** What we use of `meta/_journal.json`. */
interface Journal {
  readonly dialect: string | undefined;
  /** Names of files without `.sql`, in the order of `idx`. */
  readonly tags: readonly string[];
}

function readJournal(folder: Folder): History {
  const file = folder.folder('meta')?.read('_journal.json');
  const journal = file && parseJournal(file.source.text);
  if (!journal) {
    const { migrations } = readTags(folder, folder.sqlFiles.map(withoutExtension), folder.path);
    return { migrations, hasDowns: false, problems: file ? [brokenJournal(file.path)] : [] };
  }
  const database = databaseNamed(journal.dialect ?? '');
  return { ...readTags(folder, journal.tags, file.path), hasDowns: false, ...(database && { database }) };
}

function parseJournal(text: string): Journal | undefined {
  let journal: unknown;
  try {
    journal = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(journal) || !Array.isArray(journal['entries'])) return undefined;
  const entries: { index: number; tag: string }[] = [];
  // Array.isArray gives `any[]`; every entry is looked at below.
  for (const entry of journal['entries'] as unknown[]) {
    if (!isRecord(entry) || typeof entry['tag'] !== 'string') return undefined;
    entries.push({ index: typeof entry['idx'] === 'number' ? entry['idx'] : entries.length, tag: entry['tag'] });
  }
  entries.sort((left, right) => left.index - right.index);
  const dialect = typeof journal['dialect'] === 'string' ? journal['dialect'] : undefined;
  return { dialect, tags: entries.map(({ tag }) => tag) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function brokenJournal(file: string): FileProblem {
  return {
    level: 'warning',
    file,
    message: 'This journal is not what Drizzle writes, so the files were read in the order of their names.',
  };
}

function readTags(folder: Folder, tags: readonly string[], journal: string): Pick<History, 'migrations' | 'problems'> {
  const migrations: Migration[] = [];
  const problems: FileProblem[] = [];
  for (const id of tags) {
    const fileName = `${id}.sql`;
    if (!folder.has(fileName)) {
      problems.push({
        level: 'error',
        file: journal,
        message: `The journal names \`${fileName}\`, which does not exist; Drizzle fails there. Restore the file.`,
      });
      continue;
    }
    const file = folder.read(fileName);
    if (!file) continue;
    const [, version = '', name = id] = /^(\d+)_(.*)$/u.exec(id) ?? [];
    migrations.push({ id, version, name, up: wholeFile(file, 'wrapped') });
  }
  const known = new Set(tags);
  for (const fileName of folder.sqlFiles) {
    if (known.has(withoutExtension(fileName))) continue;
    problems.push({
      level: 'warning',
      file: folder.pathOf(fileName),
      message: 'Drizzle ignores this file, as it is not in `meta/_journal.json`; it was not checked.',
    });
  }
  return { migrations, problems };
}
