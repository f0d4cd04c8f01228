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
  /** The use itself, or what declares a model and the first query of it; nothing where nobody asks. */
  const realUses = (use: Use): readonly Use[] => {
    const model = modelAround(use.file, baseline.textOf(baseline.fileOf(use.file)) ?? '', use.line);
    if (!model) return [use];
    for (const [file, text] of ownFiles(model.words)) {
      const at = file === use.file || text === undefined ? undefined : model.askedIn(text);
      if (at !== undefined) return [use, { file, line: text?.slice(0, at + 1).split('\n').length ?? 1 }];
    }
    return [];
  };

  const words = [...new Set(removals.flatMap(({ table, column }) => spellings(column ?? table)))];
  const files = [...ownFiles(words)].flatMap(([file, text]) => (text === undefined ? [] : [{ file, text }]));
  const found = [...findUses(removals, files)].map(([removal, uses]) => [removal, uses.flatMap(realUses)] as const);
  return new Map(found.filter(([, uses]) => uses.length > 0));
}
