import type { MigrationSet } from '../../migrations/migration.ts';
import { digest } from '../digest.ts';
import type { Release } from '../history/releases.ts';
import type { JudgeRequest } from '../lint-options.ts';
import { optionsOfSettings, versionsSaid } from '../settings.ts';
import { shownPath } from '../shown-path.ts';

/**
 * Stands for what a run judges and how. Shards of one run have the same, wherever they run; those of
 * different commits, or with different options, do not belong together.
 */
export function digestOfRun(request: JudgeRequest, sets: readonly MigrationSet[], releases: ReadonlyMap<MigrationSet, Release>): string {
  const { dialect, quiet, baseline, settings } = request;
  const parts = sets.map((set) => ({
    root: shownPath(set.root),
    layout: set.layout,
    server: set.server?.version,
    options: optionsOfSettings(settings, set),
    release: releases.get(set),
    selected: set.selected && [...set.selected].map(shownPath),
    migrations: set.migrations.map(({ id, up, down }) => [id, digest(up.source.text), down && digest(down.source.text)]),
  }));
  return digest(JSON.stringify([dialect, versionsSaid(request), quiet, baseline, parts]));
}
