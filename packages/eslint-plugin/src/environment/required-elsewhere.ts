import type { ParseCode } from '../analysis/parse-code.ts';
import { linkParents } from '../analysis/tree.ts';
import type { TextIndex } from '../project/text-index.ts';
import { isServiceFile } from './service-file.ts';
import { environmentSign, requiredReads, variableReads } from './variable-reads.ts';

const code = /(?<!\.d)\.[cm]?[jt]sx?$/u;

/**
 * Whether another file of the project, whose path comes before that of the given one, requires a variable as well: one
 * variable is set once, however many files read it, and the first of them tells of it.
 *
 * @param file absolute
 * @param parse reads the other files
 * @param withAssertions as of {@link requiredReads}
 * @param isMeant which other files count, by their paths from the root
 */
export function isRequiredByEarlierFile(name: string, file: string, index: TextIndex, parse: ParseCode, withAssertions: boolean, isMeant: (path: string) => boolean): boolean {
  const own = index.pathOf(file);
  for (const path of index.paths()) {
    if (path >= own || !code.test(path) || !isServiceFile(path)) continue;
    const text = index.textOf(path);
    if (text?.includes(name) && environmentSign.test(text) && isMeant(path) && requires(name, text, path, parse, withAssertions)) return true;
  }
  return false;
}

function requires(name: string, text: string, path: string, parse: ParseCode, withAssertions: boolean): boolean {
  try {
    return requiredReads(variableReads(linkParents(parse(text, path)), text, path), withAssertions).has(name);
  } catch {
    // Half typed: then nobody would tell of it there.
    return false;
  }
}
