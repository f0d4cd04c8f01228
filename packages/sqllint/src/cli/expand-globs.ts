import { UsageError } from './usage-error.ts';

/**
 * Replaces paths that are globs by what they mean, for shells that do not (those of Windows, and
 * any when the glob is quoted). A path that exists is taken for what it is, whatever its characters.
 *
 * @throws {UsageError} for a glob that means nothing
 */
export async function expandGlobs(paths: readonly string[], exists: (path: string) => boolean): Promise<readonly string[]> {
  const isGlob = (path: string): boolean => /[*?[\]{}]|[!+@]\(/u.test(path) && !exists(path);
  if (!paths.some(isGlob)) return paths;
  const { glob } = await import('tinyglobby');
  const expanded = await Promise.all(
    paths.map(async (path) => {
      if (!isGlob(path)) return [path];
      const pattern = process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
      const found = await glob(pattern, { onlyFiles: false, expandDirectories: false, ignore: ['**/node_modules/**', '**/.git/**'] });
      const folders = found.filter((name) => name.endsWith('/'));
      // What is in a folder that is meant is read with the folder.
      const meant = found
        .filter((name) => (name.endsWith('/') || name.endsWith('.sql')) && !folders.some((folder) => name !== folder && name.startsWith(folder)))
        .map((name) => name.replace(/\/$/u, ''));
      if (meant.length === 0) throw new UsageError(`Nothing matches ${path}. Check the pattern, or name a folder.`);
      return meant.sort();
    }),
  );
  return [...new Set(expanded.flat())];
}
