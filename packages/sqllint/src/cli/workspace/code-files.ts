import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

import type { CodeFile } from '../../workspace/find-uses.ts';
import { isOwnCode } from '../../workspace/own-code.ts';
import type { WatchedDisk } from '../cache/watched-disk.ts';
import { workFiles } from '../../git/git.ts';

/** Code that people write is smaller; what is larger was made by a tool. */
const maxFileBytes = 512 * 1024;
const maxFiles = 20_000;
const maxBytes = 64 * 1024 * 1024;
/** Who waits for a linter longer does not wait. What was found by then is told. */
const maxMilliseconds = 3000;
/** To find out whether this many files and folders are as they were takes longer than to look again at what a run needs. */
const maxWatched = 5000;

/** Who remembers what was looked at, so that a later run can tell whether it is still the same. */
export interface Watch {
  readonly disk: WatchedDisk;
  /** Called when something was looked at that is not remembered. */
  readonly giveUp: () => void;
}

/**
 * Reads the code of a workspace, as far as it is a program's own: in a repository what git knows or
 * would add, elsewhere all that is there. Bounded in files, bytes and time.
 *
 * @param root of the workspace, absolute
 * @param except folders that are no code, absolute
 * @param nameOf a file as it is to be named
 * @param watch who remembers it
 */
export function* codeFilesOf(root: string, except: readonly string[], nameOf: (file: string) => string, watch?: Watch): Generator<CodeFile> {
  const end = Date.now() + maxMilliseconds;
  let files = 0;
  let bytes = 0;
  const known = workFiles(root);
  const paths = known ?? [...walk(root, root)];
  const own = paths.filter((path) => isOwnCode(path)).map((path) => resolve(root, path)).filter((file) => !except.some((folder) => file.startsWith(folder + sep)));
  if (watch) remember(watch, root, paths, own);
  for (const file of own) {
    if (++files > maxFiles || bytes > maxBytes || Date.now() > end) {
      watch?.giveUp();
      return;
    }
    const text = readIfSmall(file);
    if (text === undefined) continue;
    bytes += text.length;
    yield { file: nameOf(file), text };
  }
}

/** A file that comes or goes shows in its folder, a folder that does in the one above. */
function remember({ disk, giveUp }: Watch, root: string, paths: readonly string[], own: readonly string[]): void {
  const folders = new Set([root]);
  for (const path of paths) {
    for (let folder = dirname(resolve(root, path)); !folders.has(folder) && folder.startsWith(root + sep); folder = dirname(folder)) folders.add(folder);
  }
  const ignoring = paths.filter((path) => basename(path) === '.gitignore').map((path) => resolve(root, path));
  if (folders.size + own.length + ignoring.length > maxWatched) {
    giveUp();
    return;
  }
  try {
    for (const folder of folders) disk.list(folder);
  } catch {
    // It went away meanwhile.
    giveUp();
  }
  for (const file of [...own, ...ignoring]) disk.watch(file);
}

function readIfSmall(file: string): string | undefined {
  try {
    return statSync(file).size > maxFileBytes ? undefined : readFileSync(file, 'utf8');
  } catch {
    // Deleted, or not ours to read: then it names nothing.
    return undefined;
  }
}

function* walk(root: string, folder: string): Generator<string> {
  for (const entry of list(folder)) {
    const path = join(folder, entry.name);
    const fromRoot = relative(root, path).replaceAll(sep, '/');
    if (entry.isFile()) yield fromRoot;
    // A folder is passed over when no file in it could be a program's own.
    else if (entry.isDirectory() && isOwnCode(`${fromRoot}/a.ts`)) yield* walk(root, path);
  }
}

function list(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
