import { relative, resolve, sep } from 'node:path';

import picomatch from 'picomatch';

/** Tells whether a path, absolute or relative to where the process runs, is meant by some globs. */
export type FileMatcher = (path: string) => boolean;

/**
 * Globs as the tools around us read them: `*` stays in a folder, `**` does not, names may start
 * with a dot, and what matches a folder matches all that is in it. What is outside of the base
 * matches only globs that say `../`.
 *
 * @param base the folder that the globs are relative to
 */
export function matchFiles(globs: readonly string[], base: string): FileMatcher {
  const patterns = globs.map((glob) => glob.replace(/^\.\//u, '').replace(/\/$/u, ''));
  const matches = picomatch(
    patterns.flatMap((glob) => [glob, `${glob}/**`]),
    { dot: true },
  );
  return (path) => {
    const fromBase = relative(base, resolve(path));
    return matches(sep === '/' ? fromBase : fromBase.replaceAll(sep, '/'));
  };
}
