import type { FileSystem } from '../migrations/file-system.ts';
import type { MigrationSet } from '../migrations/migration.ts';
import { expandGlobs } from './expand-globs.ts';
import { withoutIgnoredSets } from './leave-out-ignored.ts';
import type { JudgeRequest } from './lint-options.ts';
import { adviceOnMissing, exists, isEmptyFolder } from './missing-path.ts';
import type { Settings } from './settings.ts';

/**
 * Reads the migrations that were asked for, from the disk and from standard input. A path that
 * does not exist becomes a set without migrations and with the problem, as the reader makes of
 * other paths that yield none.
 *
 * @param onWorth called before reading, once it is clear that there is something to read
 * @param disk by default, that of this machine
 */
export async function readRequested(request: JudgeRequest, onWorth: () => void, disk?: FileSystem): Promise<MigrationSet[]> {
  const { stdin, settings } = request;
  if (stdin !== undefined) {
    onWorth();
    return withoutIgnoredSets(await readStdin(stdin.filename, settings), settings);
  }
  const paths = await expandGlobs(request.paths, exists);
  const present = paths.filter(exists);
  const missing = paths.filter((path) => !present.includes(path));
  if (!present.every(isEmptyFolder)) onWorth();
  const found = present.length > 0 ? await read(present, settings, disk) : [];
  return [...withoutIgnoredSets(found, settings), ...missing.map((path) => missingSet(path, request.pathsAreDefault))];
}

async function readStdin(filename: string | undefined, settings: Settings | undefined): Promise<MigrationSet[]> {
  const { onlyFile, unnamedFile, withFile } = await import('./stdin-file-system.ts');
  const chunks: Uint8Array[] = [];
  // Without an encoding a stream yields bytes, which its type leaves open.
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  const bytes = Buffer.concat(chunks);
  if (filename === undefined) return read([unnamedFile], settings, onlyFile(bytes));
  return read([filename], settings, withFile(filename, bytes));
}

async function read(paths: readonly string[], settings: Settings | undefined, fileSystem?: FileSystem): Promise<MigrationSet[]> {
  const { readMigrations } = await import('../migrations/read.ts');
  return readMigrations(paths, {
    ...(fileSystem === undefined ? {} : { fileSystem }),
    ...(settings?.layout === undefined ? {} : { layout: settings.layout }),
  });
}

function missingSet(path: string, isDefault: boolean): MigrationSet {
  const message = adviceOnMissing(path, isDefault);
  return { root: path, layout: 'plain', hasDowns: false, migrations: [], problems: [{ level: 'error', file: path, message }] };
}
