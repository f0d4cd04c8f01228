import { resolve } from 'node:path';

import type { Migration, MigrationSet } from '../migrations/migration.ts';
import { nearest } from '../text/nearest.ts';
import { shownPath } from './shown-path.ts';
import { UsageError } from './usage-error.ts';

/** A migration and the set that it belongs to. */
export interface FoundMigration {
  readonly set: MigrationSet;
  readonly migration: Migration;
}

/**
 * The migration that was named by a file of it, its id, its version or its name.
 * @throws {UsageError} when there is none, or more than one
 */
export function findMigration(sets: readonly MigrationSet[], named: string): FoundMigration {
  const all = sets.flatMap((set) => set.migrations.map((migration) => ({ set, migration })));
  const isMeant: readonly ((migration: Migration) => boolean)[] = [
    ({ up, down }) => [up.file, down?.file ?? up.file].some((file) => resolve(file) === resolve(named)),
    ({ id }) => id === named,
    ({ version }) => version === named || (/^\d+$/u.test(named) && /^\d+$/u.test(version) && BigInt(version) === BigInt(named)),
    ({ name }) => name === named,
  ];
  for (const test of isMeant) {
    const found = all.filter(({ migration }) => test(migration));
    const [only] = found;
    if (only && found.length === 1) return only;
    if (found.length > 1) {
      const files = found.map(({ migration }) => shownPath(migration.up.file));
      throw new UsageError(`“${named}” means ${files.length} migrations: ${files.join(', ')}. Name the file.`);
    }
  }
  const guess = nearest(named, all.map(({ migration }) => migration.id));
  const where = sets.map(({ root }) => shownPath(root)).join(', ');
  throw new UsageError(`There is no migration “${named}” in ${where}. ${guess === undefined ? 'Name its file, its id or its version.' : `Did you mean ${guess}?`}`);
}
