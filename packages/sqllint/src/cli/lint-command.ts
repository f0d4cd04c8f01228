import { load } from '../dialects/load.ts';
import type { LintResult, SetResult } from '../lint-result.ts';
import type { FileSystem } from '../migrations/file-system.ts';
import type { MigrationSet } from '../migrations/migration.ts';
import { loadReport } from '../report/formats.ts';
import { totalsOf } from '../report/totals.ts';
import type { Answer } from './answer.ts';
import type { Compared } from './baseline/compare-with-baseline.ts';
import { hasKeptResults } from './cache/cache.ts';
import { WatchedDisk } from './cache/watched-disk.ts';
import type { Cache } from './cache/cache.ts';
import { couldNotRun, exitCodeOf } from './exit-code.ts';
import type { KnownReleases } from './history/known-releases.ts';
import { releasesFor } from './history/releases-for.ts';
import { judgeSets } from './judge-sets.ts';
import type { LintRequest } from './lint-options.ts';
import { readRequested } from './read-requested.ts';
import { contextOf } from './report-context.ts';
import type { Share } from './shard/shares.ts';
import { shownPath } from './shown-path.ts';
import { remarkOnWarnings } from './warning-limit.ts';

/** What judging gave. */
export interface Judged {
  readonly answer: Answer;
  /** Whether all was judged that was asked for, and whole folders, of which the same question may be asked again. */
  readonly isWhole: boolean;
}

/**
 * Reads what `sqllint [paths…]` names, judges it, and says what is to be printed.
 *
 * @param cache undefined where nothing is kept
 * @param disk where the files are, if not where they always are
 */
export async function lintCommand(request: LintRequest, cache: Cache | undefined, disk?: FileSystem): Promise<Judged> {
  const onWorth = (): void => {
    // Where results are kept, most likely nothing has to be parsed; and only who names the
    // database is sure to need its parser.
    if (request.dialect === undefined || (cache && hasKeptResults(cache))) return;
    // The parser's WebAssembly compiles on other threads while the files are read on this one.
    // Whoever needs the parser asks again, and gets to see the error if there is one.
    load(request.dialect).catch(() => undefined);
  };
  const sets = await readRequested(request, onWorth, disk);
  const { of: releases, note } = await releasesFor(request, sets);
  const shares = await sharesFor(request, sets, releases);
  const { results: unknown, remarks } = await withoutKnown(await judgeSets(sets, request, cache, releases, shares), sets, request);
  const { results, isWatched } = await withUses(unknown, sets, request, disk instanceof WatchedDisk ? disk : undefined);
  const result: LintResult = { sets: results };

  const errors = results.flatMap(({ problems }) => problems.filter(({ level }) => level === 'error'));
  const complaints = [
    ...(note === undefined ? [] : [note]),
    ...remarks,
    ...errors.map(({ file, line, message }) => `${shownPath(file)}${line === undefined ? '' : `:${line}`}: ${message}`),
  ];
  const report = await loadReport(request.format);
  const totals = totalsOf(results);
  const { maxWarnings = Infinity } = request;
  const remark = remarkOnWarnings(totals, maxWarnings);
  const answer: Answer = {
    complaints,
    report: report(result, await contextOf(request, sets, releases)),
    ...(remark === undefined ? {} : { remark }),
    exitCode: exitCodeOf(totals, maxWarnings),
  };
  return { answer, isWhole: isWatched && answer.exitCode !== couldNotRun && sets.every(({ selected }) => selected === undefined) };
}

/** The results with the places in code that still name what is removed, and whether a later run can tell that they are the same. */
async function withUses(
  results: readonly SetResult[],
  sets: readonly MigrationSet[],
  request: LintRequest,
  disk: WatchedDisk | undefined,
): Promise<{ readonly results: readonly SetResult[]; readonly isWatched: boolean }> {
  const removesSomething = results.some(({ migrations }) => migrations.some(({ findings }) => findings.some(({ removes }) => removes !== undefined)));
  if (!removesSomething) return { results, isWatched: true };
  const { withUses: addUses } = await import('./workspace/with-uses.ts');
  return addUses(request, sets, results, disk);
}

/** The results without what the baseline knows, if there is one. */
async function withoutKnown(results: readonly SetResult[], sets: readonly MigrationSet[], { baseline }: LintRequest): Promise<Compared> {
  if (baseline === undefined) return { results, remarks: [] };
  const { compareWithBaseline } = await import('./baseline/compare-with-baseline.ts');
  return compareWithBaseline(baseline, sets, results);
}

/** What of the run is for this shard; undefined when all is. */
async function sharesFor({ shard }: LintRequest, sets: readonly MigrationSet[], releases: KnownReleases['of']): Promise<ReadonlyMap<MigrationSet, Share> | undefined> {
  if (shard === undefined) return undefined;
  const { sharesOf } = await import('./shard/shares.ts');
  return sharesOf(shard, sets, releases);
}
