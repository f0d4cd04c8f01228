import { dirname, sep } from 'node:path';
import { findUses, isOwnCode, modelAround, spellings } from 'sqllint/workspace';
import type { Removal, Use } from 'sqllint/workspace';
import type { Baseline } from '../project/baseline.ts';

/**
 * Where the code of the baseline uses what a migration removes: the code that still runs while the migration does.
 * What declares a table for an ORM counts where other code asks for it.
 *
 * @param migration absolute; what lies beside it is no code that uses the schema
 * @returns the uses of those removals that have any, by paths from the top of the repository
 */
export function usesAt(baseline: Baseline, removals: readonly Removal[], migration: string): ReadonlyMap<Removal, readonly Use[]> {
  const folder = dirname(migration) + sep;
  const ownFiles = (words: readonly string[]): ReadonlyMap<string, string | undefined> =>
    baseline.textsOf(baseline.naming(words.filter((word) => /^\w+$/u.test(word))).filter((path) => isOwnCode(path) && !baseline.fileOf(path).startsWith(folder)));
  const isReal = ({ file, line }: Use): boolean => {
    const model = modelAround(file, baseline.textOf(baseline.fileOf(file)) ?? '', line);
    if (!model) return true;
    return [...ownFiles(model.words)].some(([path, text]) => path !== file && text !== undefined && model.isAskedForIn(text));
  };

  const words = [...new Set(removals.flatMap(({ table, column }) => spellings(column ?? table)))];
  const files = [...ownFiles(words)].flatMap(([file, text]) => (text === undefined ? [] : [{ file, text }]));
  const found = [...findUses(removals, files)].map(([removal, uses]) => [removal, uses.filter(isReal)] as const);
  return new Map(found.filter(([, uses]) => uses.length > 0));
}
