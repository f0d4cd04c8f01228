import { relative, resolve, sep } from 'node:path';

import type { Finding, SetResult } from '../../lint-result.ts';
import type { Migration, MigrationSet } from '../../migrations/migration.ts';
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
    const removals = removalsOf(results[at]);
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
  const usesOf = (finding: Finding): readonly Use[] | undefined => {
    const removal = wanted.get(finding);
    return removal && uses.get(removal);
  };
  return { results: uses.size === 0 ? results : results.map((result, at) => withUsesIn(result, sets[at]?.migrations ?? [], usesOf)), isWatched };
}

function removalsOf(result: SetResult | undefined): Map<Finding, Removal> {
  const removals = new Map<Finding, Removal>();
  for (const { findings } of result?.migrations ?? []) {
    for (const finding of findings) {
      if (finding.removes) removals.set(finding, finding.removes);
    }
  }
  return removals;
}

/** The history is read again only for the few names that code still uses. */
function withUsesIn(result: SetResult, migrations: readonly Migration[], usesOf: (finding: Finding) => readonly Use[] | undefined): SetResult {
  const asked = new Map<string, Set<string>>();
  for (const { id, findings } of result.migrations) {
    for (const finding of findings) {
      if (finding.removes && usesOf(finding)) asked.set(id, (asked.get(id) ?? new Set()).add(nameOf(finding.removes)));
    }
  }
  if (asked.size === 0) return result;
  const isGone = goneForGood(migrations, asked);
  const told = (id: string, finding: Finding): Finding => {
    const found = finding.removes && isGone(id, nameOf(finding.removes)) ? usesOf(finding) : undefined;
    return found ? withUsesOf(finding, found) : finding;
  };
  return { ...result, migrations: result.migrations.map((migration) => ({ ...migration, findings: migration.findings.map((finding) => told(migration.id, finding)) })) };
}

function nameOf({ table, column }: Removal): string {
  return column ?? table;
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
