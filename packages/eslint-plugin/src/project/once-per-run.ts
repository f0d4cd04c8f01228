import { closeSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const said = new Set<string>();

/**
 * Whether this is the first time that something is asked for in a run of ESLint. With `--concurrency` each thread has
 * modules of its own, and nothing in memory that another one sees: there an empty file is the mark, which only one of
 * them can make.
 *
 * @param what letters and hyphens
 */
export function isFirstInRun(what: string): boolean {
  if (said.has(what)) return false;
  said.add(what);
  if (isMainThread) return true;
  // Numbers of processes are used again, above all in containers; their beginnings are not.
  const begun = Math.round((Date.now() - process.uptime() * 1000) / 10_000);
  const mark = join(tmpdir(), `eslint-plugin-delivery-${what}-${process.pid}-${begun}`);
  try {
    closeSync(openSync(mark, 'wx'));
  } catch (error) {
    // Who cannot tell says it once too often rather than never.
    return !(error instanceof Error && 'code' in error && error.code === 'EEXIST');
  }
  process.once('exit', () => rmSync(mark, { force: true }));
  return true;
}
