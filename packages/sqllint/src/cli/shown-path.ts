import { relative, sep } from 'node:path';

/**
 * A path as every report prints it: relative to where the user stands, with forward slashes on
 * every platform, so that the same folder gives the same report everywhere. Terminals and editors
 * open both spellings.
 */
export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  const shown = fromHere === '' ? '.' : fromHere;
  return sep === '/' ? shown : shown.replaceAll(sep, '/');
}
