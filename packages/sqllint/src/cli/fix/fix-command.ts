import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { load } from '../../dialects/load.ts';
import type { SetResult } from '../../lint-result.ts';
import { reasonOf } from '../../migrations/folder.ts';
import type { MigrationSet } from '../../migrations/migration.ts';
import { count } from '../../report/count.ts';
import { applyBaseline } from '../baseline/apply-baseline.ts';
import { findBaseline } from '../baseline/baseline-file.ts';
import { findCache } from '../cache/cache.ts';
import { clean, foundProblems } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { releasesFor } from '../history/releases-for.ts';
import type { Release } from '../history/releases.ts';
import { judgeSets } from '../judge-sets.ts';
import type { LintRequest } from '../lint-options.ts';
import { complain, printLine } from '../output.ts';
import { readRequested } from '../read-requested.ts';
import { repositoryPathFrom } from '../repository-path.ts';
import { shownPath } from '../shown-path.ts';
import { UsageError } from '../usage-error.ts';
import { fixAll } from './fix-all.ts';
import type { AllFixed, Fixed } from './fix-all.ts';
import { withOverlay } from './overlay.ts';
import { whatShipped } from './what-shipped.ts';

/**
 * Fixes what can be fixed in the migrations that were asked for.
 *
 * @param how whether to write it, or only to print it as a patch
 * @returns undefined when the run goes on with what was written
 * @throws {UsageError} where nobody can know what has shipped, and for a file that cannot be written
 */
export async function fixCommand(request: LintRequest, how: 'write' | 'show'): Promise<ExitCode | undefined> {
  const sets = await readRequested(request, () => undefined);
  const all = await findFixes(request, sets);
  const added = [...all.files.keys()].filter((file) => !existsSync(file));
  if (how === 'write') {
    writeFixes(all);
    tellFixes(all, added, false);
    return undefined;
  }
  const { patchOf } = await import('./patch.ts');
  printLine(patchOf(all.files, repositoryPathFrom(process.cwd())));
  tellFixes(all, added, true);
  return all.fixed.length === 0 ? clean : foundProblems;
}

/** @param sets as they are on the disk */
async function findFixes(request: LintRequest, sets: readonly MigrationSet[]): Promise<AllFixed> {
  const { of: releases } = await releasesFor(request, sets);
  const kept = findCache(request);
  // Of texts that may never be written, nothing is kept.
  const cache = kept && { ...kept, readOnly: true };
  const shipped = await whatShipped(request, sets, releases);
  const releaseOf = (at: number): Release | undefined => {
    const set = sets[at];
    return set && releases.get(set);
  };
  return fixAll({
    dialect: await load('postgres'),
    shipped: shipped && sets.map((set) => shipped.get(set)),
    read: (overlay) => readRequested(request, () => undefined, withOverlay(overlay)),
    async judge(now) {
      // New migrations are to be judged as well, whatever was named.
      const whole = now.map(({ selected: _selected, ...set }): MigrationSet => set);
      const known = new Map(whole.flatMap((set, at) => (releaseOf(at) ? [[set, releaseOf(at) ?? {}] as const] : [])));
      return withoutKnown(request, whole, await judgeSets(whole, request, cache, known));
    },
  });
}

function withoutKnown({ baseline }: LintRequest, sets: readonly MigrationSet[], results: readonly SetResult[]): readonly SetResult[] {
  const known = baseline === undefined ? undefined : findBaseline(baseline);
  return baseline === undefined || known === undefined ? results : applyBaseline(baseline, known, sets, results).results;
}

function writeFixes({ files }: AllFixed): void {
  for (const [file, text] of files) {
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    } catch (error) {
      throw new UsageError(`${shownPath(file)} cannot be written: ${reasonOf(error)}.`);
    }
  }
}

/** Says what was fixed, or would be, one line for each fix, and then which files are new. */
function tellFixes({ fixed }: AllFixed, added: readonly string[], isDry: boolean): void {
  const what = isDry ? 'Would fix' : 'Fixed';
  for (const { file, rule, does } of fixed) complain(`${shownPath(file)}: ${what}: ${does} (${rule})`);
  if (added.length > 0) complain(`${isDry ? 'New files would be' : 'New files are'} ${added.map(shownPath).join(', ')}.`);
  complain(closing(fixed, isDry));
}

function closing(fixed: readonly Fixed[], isDry: boolean): string {
  if (fixed.length === 0) return 'There is nothing to fix in migrations that have not shipped.';
  return isDry ? `${count(fixed.length, 'finding')} would be fixed; nothing was written.` : `${count(fixed.length, 'finding')} ${fixed.length === 1 ? 'was' : 'were'} fixed. Look at the changes before you commit them.`;
}
