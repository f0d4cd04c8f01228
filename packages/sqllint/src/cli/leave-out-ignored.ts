import type { SetResult } from '../lint-result.ts';
import type { MigrationSet } from '../migrations/migration.ts';
import type { Settings } from './settings.ts';
import { shownPath } from './shown-path.ts';

/**
 * Drops the folders of which every migration is ignored. In others, ignored migrations stay: what
 * comes after them stands on them.
 */
export function withoutIgnoredSets(sets: readonly MigrationSet[], settings: Settings | undefined): MigrationSet[] {
  const { isIgnored } = settings ?? {};
  if (settings === undefined || isIgnored === undefined) return [...sets];
  const kept = sets.filter(({ root, migrations }) => {
    const isGone = migrations.length === 0 ? isIgnored(root) : migrations.every((migration) => isIgnored(migration.up.file));
    return !isGone;
  });
  if (kept.length > 0 || sets.length === 0) return kept;
  // Silence would look like a clean bill.
  return sets.slice(0, 1).map((set) => ({
    ...set,
    migrations: [],
    problems: [{ level: 'warning', file: set.root, message: `“ignore” of ${shownPath(settings.file)} leaves out everything here.` }],
  }));
}

/** Drops what was found in ignored migrations, once they have been replayed. */
export function withoutIgnoredFindings(result: SetResult, settings: Settings | undefined): SetResult {
  const { isIgnored } = settings ?? {};
  if (isIgnored === undefined) return result;
  return {
    ...result,
    migrations: result.migrations.filter(({ files }) => !isIgnored(files.up)),
    problems: result.problems.filter(({ file }) => !isIgnored(file)),
  };
}
