import { writeFileSync } from 'node:fs';

import { count } from '../../report/count.ts';
import { totalsOf } from '../../report/totals.ts';
import { findCache } from '../cache/cache.ts';
import { clean, couldNotRun } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { judgeSets } from '../judge-sets.ts';
import type { JudgeRequest } from '../lint-options.ts';
import { complain, printLine } from '../output.ts';
import { readRequested } from '../read-requested.ts';
import { shownPath } from '../shown-path.ts';
import { UsageError } from '../usage-error.ts';
import { applyBaseline } from './apply-baseline.ts';
import { baselineOf, keyOf, writeBaseline } from './baseline.ts';
import type { Baseline, BaselineEntry } from './baseline.ts';
import { findBaseline } from './baseline-file.ts';
import { defaultBaselineFile } from './default-file.ts';
import { locateAll } from './locate.ts';

/** What was asked of `sqllint baseline`. */
export interface BaselineRequest extends JudgeRequest {
  readonly task: 'baseline';
  /** Whether to take out what is gone, and to add nothing. */
  readonly prune: boolean;
}

/** `sqllint baseline [paths…]`: records today's findings, or with `--prune` forgets those that are gone. */
export async function baselineCommand(request: BaselineRequest): Promise<ExitCode> {
  const file = request.baseline ?? defaultBaselineFile;
  const before = findBaseline(file);
  if (request.prune && before === undefined) {
    throw new UsageError(`${shownPath(file)}: There is no such baseline to prune. Leave --prune out to record today's findings.`);
  }
  const sets = await readRequested(request, () => undefined);
  const results = await judgeSets(sets, request, findCache(request));
  for (const { level, file: of, message } of results.flatMap(({ problems }) => problems)) {
    if (level === 'error') complain(`${shownPath(of)}: ${message}`);
  }
  if (totalsOf(results).unjudged > 0) {
    complain('Nothing was recorded, because what could not be judged would be missing from the baseline.');
    return couldNotRun;
  }

  const old: Baseline = before ?? { entries: [] };
  const { kept } = applyBaseline(file, old, sets, results);
  const now = baselineOf(locateAll(file, sets, results));
  const entries = request.prune ? kept : merged(kept, now.entries);
  writeFileSync(file, writeBaseline({ entries }));
  printLine(`${shownPath(file)}: ${count(sizeOf(entries), 'finding')}${before === undefined ? '' : changes(old, entries)}.`);
  return clean;
}

/** What this run found, beside what it did not look at. */
function merged(kept: readonly BaselineEntry[], found: readonly BaselineEntry[]): BaselineEntry[] {
  const foundKeys = new Set(found.map(keyOf));
  return [...kept.filter((entry) => !foundKeys.has(keyOf(entry))), ...found];
}

function changes({ entries: before }: Baseline, after: readonly BaselineEntry[]): string {
  const old = new Map(before.map((entry) => [keyOf(entry), entry.count]));
  const added = after.reduce((sum, entry) => sum + Math.max(0, entry.count - (old.get(keyOf(entry)) ?? 0)), 0);
  const removed = sizeOf(before) + added - sizeOf(after);
  if (added === 0 && removed === 0) return ', as before';
  return `, ${added} added, ${removed} removed`;
}

function sizeOf(entries: readonly BaselineEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.count, 0);
}
