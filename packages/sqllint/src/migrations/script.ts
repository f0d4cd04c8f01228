import type { TextFile } from './folder.ts';
import type { Script, TransactionMode } from './migration.ts';

/** A script that is a whole file. */
export function wholeFile({ path, source }: TextFile, transaction: TransactionMode): Script {
  return { file: path, source, start: 0, end: source.text.length, transaction };
}

/** A script that is a part of a file. */
export function partOfFile(
  { path, source }: TextFile,
  { start, end }: { readonly start: number; readonly end: number },
  transaction: TransactionMode,
): Script {
  return { file: path, source, start, end, transaction };
}
