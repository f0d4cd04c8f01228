import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { digest } from '../digest.ts';
import type { JudgeRequest } from '../lint-options.ts';
import { repositoryRootOf } from '../repository-path.ts';
import { sweep } from './sweep.ts';
import { userCacheFolder } from './user-cache-folder.ts';

/** Where what was judged is kept between runs. */
export interface Cache {
  readonly folder: string;
  /** Changes with the code of sqllint, of which other versions may judge differently. */
  readonly build: string;
  /** For a text that is only being tried: it must not take the place of what is on the disk. */
  readonly readOnly: boolean;
}

/**
 * The cache of a run; undefined when there is to be none. Without a folder that the user named it
 * is where other tools keep theirs: in the nearest `node_modules` at or above the current folder.
 * Where there is no such folder, each project has one in the user's own cache.
 */
export function findCache({ cache, stdin }: Pick<JudgeRequest, 'cache' | 'stdin'>): Cache | undefined {
  if (cache === false) return undefined;
  const folder = cache === undefined ? folderOfProject(process.cwd()) : resolve(cache);
  const build = folder === undefined ? undefined : ownBuild();
  return folder === undefined || build === undefined ? undefined : { folder, build, readOnly: stdin !== undefined };
}

/** Whether an earlier run has kept anything. */
export function hasKeptResults({ folder }: Cache): boolean {
  return existsSync(folder);
}

/** Makes room in the user's own cache, once this run has begun to keep another project there. */
export function makeRoomFor({ folder }: Cache): void {
  const shared = userCacheFolder();
  if (shared !== undefined && dirname(folder) === shared) sweep(shared);
}

function folderOfProject(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(modules)) return join(modules, '.cache', 'sqllint');
    if (dirname(folder) === folder) break;
  }
  const shared = userCacheFolder();
  return shared === undefined ? undefined : join(shared, digest(repositoryRootOf(start) ?? start));
}

/**
 * What the bundler wrote beside this module: a digest of all modules of the command. Modules that
 * run unbundled change while somebody works on them; nothing that they judge is kept.
 */
function ownBuild(): string | undefined {
  try {
    return readFileSync(new URL('build.txt', import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}
