import { relative, resolve, sep } from 'node:path';

import type { Finding, MigrationResult, SetResult } from '../../lint-result.ts';
import type { MigrationSet } from '../../migrations/migration.ts';
import { findUses } from '../../workspace/find-uses.ts';
import { namedPlaces, placesOf } from '../../workspace/still-used.ts';
import type { Removal, Use } from '../../workspace/removal.ts';
import { repositoryOf } from '../../git/git.ts';
import type { WatchedDisk } from '../cache/watched-disk.ts';
import type { JudgeRequest } from '../lint-options.ts';
import { shownPath } from '../shown-path.ts';
import { codeFilesOf } from './code-files.ts';
import { goneForGood } from './later-words.ts';

/**
 * Adds to findings about removals where code of the workspace still names what is removed.
 *
 * @param results of the sets, in their order
 * @param disk remembers what was looked at
 * @returns the results, and whether all that was looked at is remembered
 */
export function withUses(
  request: JudgeRequest,
  sets: readonly MigrationSet[],
  results: readonly SetResult[],
  disk?: WatchedDisk,
): { readonly results: readonly SetResult[]; readonly isWatched: boolean } {
  let isWatched = true;
  const watch = disk && { disk, giveUp: () => void (isWatched = false) };
  const { workspace } = request.settings ?? {};
  if (request.workspace === false || workspace === false) return { results, isWatched };
  const wanted = new Map<Finding, Removal>();
  const byRoot = new Map<string, Set<Removal>>();
  for (const [at, set] of sets.entries()) {
    const removals = removalsOf(set, results[at]?.migrations ?? []);
    if (removals.size === 0) continue;
    for (const root of workspace ?? rootsFor(set)) {
      const ofRoot = byRoot.get(root) ?? new Set();
      byRoot.set(root, ofRoot);
      for (const [finding, removal] of removals) {
        wanted.set(finding, removal);
        ofRoot.add(removal);
      }
    }
  }
  if (wanted.size === 0) return { results, isWatched };

  const except = sets.map(({ root }) => resolve(root));
  const uses = new Map<Removal, Use[]>();
  for (const [root, removals] of byRoot) {
    for (const [removal, found] of findUses([...removals], codeFilesOf(root, except, shownPath, watch))) uses.set(removal, [...(uses.get(removal) ?? []), ...found]);
  }
  const told = (finding: Finding): Finding => {
    const removal = wanted.get(finding);
    const found = removal && uses.get(removal);
    return found ? withUsesOf(finding, found) : finding;
  };
  return {
    results: uses.size === 0 ? results : results.map((result) => ({ ...result, migrations: result.migrations.map((migration) => ({ ...migration, findings: migration.findings.map(told) })) })),
    isWatched,
  };
}

function removalsOf({ migrations }: MigrationSet, results: readonly MigrationResult[]): Map<Finding, Removal> {
  const removals = new Map<Finding, Removal>();
  if (results.every(({ findings }) => findings.every(({ removes }) => removes === undefined))) return removals;
  const isGone = goneForGood(migrations, results);
  for (const { id, findings } of results) {
    for (const finding of findings) {
      const { removes } = finding;
      if (removes && isGone(id, removes.column ?? removes.table)) removals.set(finding, removes);
    }
  }
  return removals;
}

/** The repository; migrations in a folder of somebody else's or in a hidden one have no code here. */
function rootsFor({ root }: MigrationSet): readonly string[] {
  const top = repositoryOf(root) ?? process.cwd();
  const between = relative(top, resolve(root)).split(sep);
  return between.some((name) => name.startsWith('.') || name === 'node_modules') ? [] : [top];
}

function withUsesOf(finding: Finding, uses: readonly Use[]): Finding {
  return { ...finding, message: `${finding.message} Code here still names it: ${placesOf(uses)}.`, uses: uses.slice(0, namedPlaces) };
}
