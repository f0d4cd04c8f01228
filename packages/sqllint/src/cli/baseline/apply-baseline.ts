import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import type { Finding, SetResult } from '../../lint-result.ts';
import type { MigrationSet } from '../../migrations/migration.ts';
import { entryOf, keyOf } from './baseline.ts';
import type { Baseline, BaselineEntry } from './baseline.ts';
import { folderFrom, locateAll } from './locate.ts';

/** What a run is without the findings that the baseline knows. */
export interface Compared {
  /** The results, with those findings in `baselined`. */
  readonly results: readonly SetResult[];
  /** What of the baseline is as it was: found again, or not looked for in this run. */
  readonly kept: readonly BaselineEntry[];
  /** How many findings of the baseline are gone, in migrations that were judged. */
  readonly gone: number;
  /** The migrations, as `folder/id`, that the baseline names and that are no more. */
  readonly missing: readonly string[];
}

/** Compares a run with a baseline. A finding that is there more often than the baseline has it is new. */
export function applyBaseline(
  baselineFile: string,
  baseline: Baseline,
  sets: readonly MigrationSet[],
  results: readonly SetResult[],
): Compared {
  const left = new Map(baseline.entries.map((entry) => [keyOf(entry), entry.count]));
  const known = new Set<Finding>();
  for (const located of locateAll(baselineFile, sets, results)) {
    const key = keyOf(entryOf(located));
    const count = left.get(key) ?? 0;
    if (count === 0) continue;
    left.set(key, count - 1);
    known.add(located.finding);
  }

  const fates = fatesOf(baselineFile, sets, results);
  const kept: BaselineEntry[] = [];
  const missing = new Set<string>();
  let gone = 0;
  for (const entry of baseline.entries) {
    const unfound = left.get(keyOf(entry)) ?? 0;
    const fate = fates(entry);
    if (fate === 'missing') missing.add(`${entry.folder}/${entry.migration}`);
    if (fate === 'judged') gone += unfound;
    const count = fate === 'missing' ? 0 : fate === 'judged' ? entry.count - unfound : entry.count;
    if (count > 0) kept.push({ ...entry, count });
  }
  return { results: results.map((result) => without(result, known)), kept, gone, missing: [...missing] };
}

function without(result: SetResult, known: ReadonlySet<Finding>): SetResult {
  return {
    ...result,
    migrations: result.migrations.map((migration) => {
      const baselined = migration.findings.filter((finding) => known.has(finding));
      if (baselined.length === 0) return migration;
      return { ...migration, findings: migration.findings.filter((finding) => !known.has(finding)), baselined };
    }),
  };
}

/** Whether the migration of an entry was judged, was left alone in this run, or is no more. */
function fatesOf(
  baselineFile: string,
  sets: readonly MigrationSet[],
  results: readonly SetResult[],
): (entry: BaselineEntry) => 'judged' | 'left alone' | 'missing' {
  const judged = new Set<string>();
  const present = new Set<string>();
  /** Folders of which everything was read. */
  const whole = new Set<string>();
  const name = (folder: string, migration: string): string => JSON.stringify([folder, migration]);
  for (const { root, migrations } of sets) {
    const folder = folderFrom(baselineFile, root);
    for (const { id } of migrations) present.add(name(folder, id));
    whole.add(folder);
  }
  for (const { root, migrations, problems } of results) {
    const folder = folderFrom(baselineFile, root);
    for (const { id } of migrations) judged.add(name(folder, id));
    if (problems.some(({ level }) => level === 'error')) whole.delete(folder);
  }
  return ({ folder, migration }) => {
    const key = name(folder, migration);
    if (judged.has(key)) return 'judged';
    if (present.has(key)) return 'left alone';
    const isThere = existsSync(join(dirname(resolve(baselineFile)), folder));
    return whole.has(folder) || !isThere ? 'missing' : 'left alone';
  };
}
