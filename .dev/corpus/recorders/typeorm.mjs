// @ts-check
/** TypeORM: a class with `async up(queryRunner)`, which calls `queryRunner.query('…')`. */
import { loadModule } from '../load-module.mjs';
import { Recording } from '../recording.mjs';

/**
 * A runner before an up finds nothing of what the up will make, and before a
 * down everything: that answers `hasColumn` as a real run would.
 */
function fakeRunner(/** @type {Recording} */ recording, /** @type {boolean} */ exists) {
  const known = {
    query: (/** @type {string} */ sql, /** @type {unknown[]} */ values) => {
      recording.add(sql, values);
      return Promise.resolve([]);
    },
    hasColumn: () => Promise.resolve(exists),
    hasTable: () => Promise.resolve(exists),
  };
  return new Proxy(known, {
    get: (target, key) =>
      Reflect.get(target, key) ??
      (() => {
        recording.gaps.push(`calls queryRunner.${String(key)}`);
        return Promise.resolve(undefined);
      }),
  });
}

/** @returns {(new () => Record<'up' | 'down', unknown>) | undefined} */
export function findMigrationClass(/** @type {Record<string, any>} */ exported) {
  return Object.values(exported).find((value) => typeof value === 'function' && typeof value.prototype?.up === 'function');
}

/**
 * @param {string} file
 * @param {'up' | 'down'} direction
 * @returns {Promise<Recording | undefined>} undefined when the migration has no such script
 */
export async function recordTypeOrm(file, direction) {
  const Migration = findMigrationClass(loadModule(file));
  if (Migration === undefined) return undefined;
  const migration = new Migration();
  const script = migration[direction];
  if (typeof script !== 'function') return undefined;
  const recording = new Recording();
  await script.call(migration, fakeRunner(recording, direction === 'down'));
  return recording;
}
