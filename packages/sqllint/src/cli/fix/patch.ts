import { existsSync, readFileSync } from 'node:fs';

import { createTwoFilesPatch } from 'diff';

import type { Overlay } from './overlay.ts';

/**
 * What would be written, as `git apply` and `patch -p1` take it.
 * @param nameOf a file as the patch names it
 */
export function patchOf(files: Overlay, nameOf: (file: string) => string): string {
  const parts = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, text]) => {
    const name = nameOf(file);
    const isNew = !existsSync(file);
    const before = isNew ? '' : readFileSync(file, 'utf8');
    const patch = createTwoFilesPatch(isNew ? '/dev/null' : `a/${name}`, `b/${name}`, before, text);
    // The first line is a ruler that nobody needs.
    return patch.replace(/^=+\n/u, '');
  });
  return parts.join('').replace(/\n$/u, '');
}
