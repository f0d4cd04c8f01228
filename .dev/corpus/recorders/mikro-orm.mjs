// @ts-check
/** MikroORM: a class that extends `Migration`, whose `up` and `down` call `this.addSql('…')`. */
import { loadModule } from '../load-module.mjs';
import { Recording } from '../recording.mjs';
import { findMigrationClass } from './typeorm.mjs';

class Migration {
  recording = new Recording();

  addSql(/** @type {string} */ sql) {
    this.recording.add(sql);
  }

  execute(/** @type {string} */ sql) {
    this.recording.add(sql);
    return Promise.resolve([]);
  }
}

const STUBS = {
  '@mikro-orm/migrations': { Migration },
  '@medusajs/framework/mikro-orm/migrations': { Migration },
};

/**
 * @param {string} file
 * @param {'up' | 'down'} direction
 * @returns {Promise<Recording | undefined>} undefined when the migration has no such script
 */
export async function recordMikroOrm(file, direction) {
  const Found = findMigrationClass(loadModule(file, STUBS));
  if (Found === undefined) return undefined;
  const migration = new Found();
  const script = migration[direction];
  if (!(migration instanceof Migration) || typeof script !== 'function') return undefined;
  await script.call(migration);
  return migration.recording;
}
