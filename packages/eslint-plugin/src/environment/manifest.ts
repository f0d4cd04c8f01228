import { dirname, join, resolve, sep } from 'node:path';
import { readOnce } from '../project/read-once.ts';

/** What projects call the file that lists the variables of a service, with examples in place of secrets. */
const manifestNames = ['.env.example', '.env.sample', '.env.template', '.env.dist', '.env.defaults', '.env.local.example', '.env.example.local', '.env.development.example', '.env.production.example', 'env.example', 'example.env', 'sample.env'];

/** A file with less than that was begun and left. */
const leastNames = 3;

/** A variable is listed in a comment as well, where it need not be set. */
const assignment = /^[ \t]*(?:#[ \t]*)?(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=/gmu;

const namesIn = readOnce((text) => new Set([...text.matchAll(assignment)].map(([, name = '']) => name)));

/** The manifests that hold for a file. */
export interface Manifest {
  /** Absolute, the nearest first. */
  readonly files: readonly string[];
  readonly names: ReadonlySet<string>;
}

/**
 * Finds what lists the variables that a file may read: in its folder and all folders above it, up to the root.
 *
 * @param file absolute
 * @param root of the project, absolute
 * @param named paths that the project has named instead, from the root
 * @returns undefined where there is none, or none that is kept up
 */
export function manifestFor(file: string, root: string, named?: readonly string[]): Manifest | undefined {
  const candidates = named?.map((name) => resolve(root, name)) ?? foldersAbove(file, root).flatMap((folder) => manifestNames.map((name) => join(folder, name)));
  const found = candidates.flatMap((path) => {
    const names = namesIn(path);
    return names ? [{ path, names }] : [];
  });
  const names = new Set(found.flatMap((manifest) => [...manifest.names]));
  return names.size < leastNames ? undefined : { files: found.map(({ path }) => path), names };
}

/** Whether a file is called as manifests are. */
export function isManifest(path: string): boolean {
  return manifestNames.includes(path.slice(path.lastIndexOf('/') + 1));
}

function foldersAbove(file: string, root: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(file); folder === root || folder.startsWith(root + sep); folder = dirname(folder)) folders.push(folder);
  return folders;
}
