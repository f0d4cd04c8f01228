import type { Folder, TextFile } from './folder.ts';
import type { History } from './layout.ts';
import type { FileProblem, Migration } from './migration.ts';
import { takenBy } from './pair-scripts.ts';

/** How a layout reads a folder in which every file is one migration. */
export interface VersionedFiles {
  /** Groups: the version, then what follows it. Files with other names are not the tool's. */
  readonly fileName: RegExp;
  read(file: TextFile, problems: FileProblem[]): Pick<Migration, 'up' | 'down'>;
  compare(left: Migration, right: Migration): number;
  /** Equal for two versions that the tool takes for one; undefined for files without a version. */
  versionKey(version: string): string | undefined;
  /** What the tool does with two migrations of one version: “goose refuses to start”. */
  readonly onDuplicate: string;
  /** Said of files whose name does not match. */
  readonly onUnknownName: string;
}

/** Reads each file as one migration, whose id is the file's name without `.sql`. */
export function readVersionedFiles(
  folder: Folder,
  layout: VersionedFiles,
  fileNames: readonly string[] = folder.sqlFiles,
): Pick<History, 'migrations' | 'problems'> {
  const migrations: Migration[] = [];
  const problems: FileProblem[] = [];
  for (const fileName of fileNames) {
    const match = layout.fileName.exec(fileName);
    if (!match) {
      problems.push({ level: 'warning', file: folder.pathOf(fileName), message: layout.onUnknownName });
      continue;
    }
    const file = folder.read(fileName);
    if (!file) continue;
    const [, version = '', rest = ''] = match;
    migrations.push({
      id: withoutExtension(fileName),
      version,
      name: rest.replace(/^[_\-. ]+/u, ''),
      ...layout.read(file, problems),
    });
  }
  migrations.sort((left, right) => layout.compare(left, right));
  return { migrations: withTakenVersions(migrations, layout), problems };
}

export function withoutExtension(fileName: string): string {
  return fileName.slice(0, -'.sql'.length);
}

/** Says of each migration whose version an earlier one has taken that it is so. */
function withTakenVersions(migrations: readonly Migration[], { versionKey, onDuplicate }: VersionedFiles): Migration[] {
  const first = new Map<string, Migration>();
  return migrations.map((migration) => {
    const key = versionKey(migration.version);
    const earlier = key === undefined ? undefined : first.get(key);
    if (earlier) return { ...migration, sameVersionAs: takenBy(earlier.id, onDuplicate) };
    if (key !== undefined) first.set(key, migration);
    return migration;
  });
}
