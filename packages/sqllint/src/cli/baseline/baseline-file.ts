import { readFileSync } from 'node:fs';

import { shownPath } from '../shown-path.ts';
import { UsageError } from '../usage-error.ts';
import { BaselineError, readBaseline } from './baseline.ts';
import type { Baseline } from './baseline.ts';

/**
 * Reads a baseline; undefined when there is no such file.
 * @throws {UsageError} when it cannot be read or is none
 */
export function findBaseline(file: string): Baseline | undefined {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UsageError(`${shownPath(file)}: The baseline cannot be read. Check that it is a file that you may read.`);
  }
  try {
    return readBaseline(text);
  } catch (error) {
    if (error instanceof BaselineError) throw new UsageError(`${shownPath(file)}: ${error.message} Bring it back from git, or delete it and record it anew.`);
    throw error;
  }
}
