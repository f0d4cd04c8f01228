import type { Paint } from '../report/paint.ts';
import { plain } from '../report/paint.ts';

/** Where a terminal's width is not known, and in files and pipes. */
const defaultColumns = 80;
/** Prose that is wider than this is hard to read. */
const maximumColumns = 120;

/** How wide a line of the report may be. */
export function reportColumns(stream: { readonly isTTY?: boolean; readonly columns?: number }): number {
  if (stream.isTTY !== true || stream.columns === undefined || stream.columns === 0) return defaultColumns;
  return Math.min(stream.columns, maximumColumns);
}

/**
 * Whether to use colours: the flag decides, then `NO_COLOR` (no-color.org), then `FORCE_COLOR`
 * (force-color.org; `0` and `false` turn colours off), then whether this is a terminal that has any.
 */
export function wantsColor(
  flag: boolean | undefined,
  env: Readonly<Record<string, string | undefined>>,
  stream: { readonly isTTY?: boolean },
): boolean {
  if (flag !== undefined) return flag;
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: terminal } = env;
  if (no !== undefined && no !== '') return false;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return stream.isTTY === true && terminal !== 'dumb';
}

/** Loads the colours, which costs a run without them nothing. */
export async function loadPaint(colored: boolean): Promise<Paint> {
  if (!colored) return plain;
  const { default: picocolors } = await import('picocolors');
  return picocolors.createColors(true);
}
