import { resolve } from 'node:path';

import { dialectTitles } from '../dialect-name.ts';
import type { DialectName } from '../dialect-name.ts';
import { load } from '../dialects/load.ts';
import type { SetResult } from '../lint-result.ts';
import type { MigrationSet } from '../migrations/migration.ts';
import { hasKeptResults, makeRoomFor } from './cache/cache.ts';
import type { Cache } from './cache/cache.ts';
import { lintOnce } from './cache/lint-once.ts';
import type { Judge } from './cache/lint-once.ts';
import { countStatements, isGibberish, notReadable } from './gibberish.ts';
import type { Release } from './history/releases.ts';
import { withoutIgnoredFindings } from './leave-out-ignored.ts';
import type { JudgeRequest } from './lint-options.ts';
import { describeFailure } from './output.ts';
import { Progress } from './progress.ts';
import { optionsOfSettings, versionsSaid } from './settings.ts';
import type { Share } from './shard/shares.ts';

/** What of a set has shipped, and what this shard judges of it; undefined where nobody knows, and where it is everything. */
interface Scope {
  readonly release: Release | undefined;
  readonly share: Share | undefined;
}

/**
 * Judges sets one after the other. What cannot be judged, because of its dialect or of a mistake
 * of ours, becomes a set without migrations and with the problem; the others are judged all the same.
 */
export async function judgeSets(
  sets: readonly MigrationSet[],
  request: JudgeRequest,
  cache: Cache | undefined,
  releases: ReadonlyMap<MigrationSet, Release> = new Map(),
  shares?: ReadonlyMap<MigrationSet, Share>,
): Promise<SetResult[]> {
  const all = sets.reduce((sum, set) => sum + set.migrations.length, 0);
  const isNewHere = cache !== undefined && !cache.readOnly && !hasKeptResults(cache);
  const progress = new Progress(process.stderr);
  const results: SetResult[] = [];
  let judged = 0;
  for (const set of sets) {
    const onMigration = (): void => progress.update(++judged, all);
    results.push(await judgeSet(set, request, { release: releases.get(set), share: shares?.get(set) }, cache, onMigration));
  }
  progress.end();
  if (isNewHere) makeRoomFor(cache);
  return results;
}

async function judgeSet(
  wholeSet: MigrationSet,
  request: JudgeRequest,
  { release, share }: Scope,
  cache: Cache | undefined,
  onMigration: () => void,
): Promise<SetResult> {
  const set = share?.tellsProblems === false ? { ...wholeSet, problems: [] } : wholeSet;
  const dialectName = request.dialect ?? set.dialect ?? 'postgres';
  const isPart = share !== undefined && share.to - share.from < set.migrations.length;
  if (isPart && share.from === share.to) return { ...unjudged(set, dialectName), part: { seen: 0, refused: 0 } };
  if (set.migrations.length === 0) return unjudged(set, dialectName);
  if (set.otherDatabase !== undefined && request.dialect === undefined) {
    return unjudged(set, dialectName, notReadYet(set.otherDatabase, request));
  }
  const loadJudge = async (): Promise<Judge> => {
    const [dialect, linter] = await Promise.all([load(dialectName), import('../lint.ts')]);
    return { dialect, linter };
  };
  try {
    const { settings, debug } = request;
    const tellLocks = request.format === 'json' ? { tellLocks: true } : {};
    const part = isPart ? { part: { from: share.from, to: share.to } } : {};
    const options = { ...optionsOfSettings(settings, set), ...release, ...versionsSaid(request), ...tellLocks, debug, onMigration, ...part };
    const judged = await lintOnce(set, dialectName, options, cache, loadJudge);
    const result = withoutIgnoredFindings(release === undefined ? judged : withoutOldWarnings(judged, set, release), settings);
    const statements = countStatements(result);
    if (isPart) return { ...onlySelected(result, set, request), part: statements };
    return onlySelected(isGibberish(statements) ? withError(result, notReadable(dialectTitles[dialectName])) : result, set, request);
  } catch (error) {
    return unjudged(set, dialectName, describeFailure(error, request.debug));
  }
}

function unjudged({ root, layout, problems }: MigrationSet, dialect: DialectName, message?: string): SetResult {
  const result: SetResult = { root, layout, dialect, migrations: [], problems };
  return message === undefined ? result : withError(result, message);
}

function withError(result: SetResult, message: string): SetResult {
  return { ...result, problems: [...result.problems, { level: 'error', file: result.root, message }] };
}

/** A folder whose history was replayed for the sake of some of its files: those alone are reported. */
function onlySelected(result: SetResult, { selected }: MigrationSet, request: JudgeRequest): SetResult {
  if (selected === undefined) return result;
  const isSelected = (file: string | undefined) => file !== undefined && selected.has(file);
  const asked = new Set([...request.paths, request.stdin?.filename ?? '.'].map((path) => resolve(path)));
  return {
    ...result,
    migrations: result.migrations.filter(({ files }) => isSelected(files.up) || isSelected(files.down)),
    // A file that could not be read leaves a hole in the history that the others stand on.
    problems: result.problems.filter(({ level, file }) => level === 'error' || isSelected(file) || asked.has(resolve(file))),
  };
}

/** What is odd about files that have shipped as they are is nothing that somebody will mend now. */
function withoutOldWarnings(result: SetResult, { migrations }: MigrationSet, { shipped = [], changed = {} }: Release): SetResult {
  const old = new Set(shipped.filter((id) => !(id in changed)));
  const oldFiles = new Set(
    migrations.filter(({ id }) => old.has(id)).flatMap(({ up, down }) => (down ? [up.file, down.file] : [up.file])),
  );
  return { ...result, problems: result.problems.filter(({ level, file }) => level === 'error' || !oldFiles.has(file)) };
}

/** @param database as people write it */
function notReadYet(database: string, request: JudgeRequest): string {
  const what = `These are ${database} migrations, which sqllint does not read yet.`;
  return request.dialect === undefined ? `${what} Leave the folder out, or say --dialect postgres if they are PostgreSQL after all.` : `${what} Leave the folder out until it does.`;
}
