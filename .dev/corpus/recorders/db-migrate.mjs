// @ts-check
/** db-migrate: `exports.up = (db, callback) => db.runSql('…', callback)`. */
import { loadModule } from '../load-module.mjs';
import { Recording } from '../recording.mjs';

/** @typedef {import('../sources.mjs').Answer} Answer */
/** @typedef {{ type: string, length?: number, primaryKey?: boolean, notNull?: boolean, unique?: boolean, autoIncrement?: boolean, defaultValue?: string | number | boolean }} ColumnSpec */

/** The type names that db-migrate translates for PostgreSQL. @type {Record<string, string>} */
const TYPES = { string: 'VARCHAR', int: 'INTEGER', serial: 'SERIAL', text: 'TEXT', timestamp: 'TIMESTAMP', json: 'JSON', boolean: 'BOOLEAN' };

function column(/** @type {string} */ name, /** @type {ColumnSpec | string} */ given) {
  const spec = typeof given === 'string' ? { type: given } : given;
  const type = TYPES[spec.type];
  if (type === undefined) throw new Error(`Unknown column type ${spec.type}.`);
  return [
    `"${name}" ${type}${spec.length === undefined ? '' : ` (${spec.length})`}`,
    spec.primaryKey ? 'PRIMARY KEY' : '',
    spec.notNull ? 'NOT NULL' : '',
    spec.unique ? 'UNIQUE' : '',
    // db-migrate quotes a text default, even one that reads like a call.
    spec.defaultValue === undefined ? '' : `DEFAULT ${typeof spec.defaultValue === 'string' ? `'${spec.defaultValue}'` : String(spec.defaultValue)}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function fakeDatabase(/** @type {Recording} */ recording, /** @type {readonly Answer[]} */ answers) {
  const rowsFor = (/** @type {string} */ sql) => [...(answers.find(({ asks }) => sql.includes(asks))?.rows ?? [])];
  const answered = (/** @type {unknown[]} */ rest, /** @type {unknown} */ result) => {
    const callback = rest.findLast((value) => typeof value === 'function');
    if (typeof callback === 'function') callback(null, result);
    return Promise.resolve(result);
  };
  return {
    runSql: (/** @type {string} */ sql, /** @type {unknown[]} */ ...rest) => {
      recording.add(sql, Array.isArray(rest[0]) ? rest[0] : []);
      const rows = rowsFor(sql);
      return answered(rest, { rows, rowCount: rows.length });
    },
    all: (/** @type {string} */ sql, /** @type {unknown[]} */ ...rest) => {
      recording.add(sql);
      return answered(rest, rowsFor(sql));
    },
    createTable: (/** @type {string} */ table, /** @type {Record<string, ColumnSpec>} */ columns, /** @type {unknown[]} */ ...rest) => {
      recording.add(`CREATE TABLE "${table}" (${Object.entries(columns).map(([name, spec]) => column(name, spec)).join(', ')})`);
      return answered(rest, undefined);
    },
    dropTable: (/** @type {string} */ table, /** @type {unknown[]} */ ...rest) => {
      recording.add(`DROP TABLE "${table}"`);
      return answered(rest, undefined);
    },
    addColumn: (/** @type {string} */ table, /** @type {string} */ name, /** @type {ColumnSpec} */ spec, /** @type {unknown[]} */ ...rest) => {
      recording.add(`ALTER TABLE "${table}" ADD COLUMN ${column(name, spec)}`);
      return answered(rest, undefined);
    },
    removeColumn: (/** @type {string} */ table, /** @type {string} */ name, /** @type {unknown[]} */ ...rest) => {
      recording.add(`ALTER TABLE "${table}" DROP COLUMN "${name}"`);
      return answered(rest, undefined);
    },
  };
}

/**
 * @param {string} file
 * @param {'up' | 'down'} direction
 * @param {readonly Answer[]} [answers]
 * @returns {Promise<Recording | undefined>} undefined when the migration has no such script
 */
export async function recordDbMigrate(file, direction, answers = []) {
  const script = loadModule(file)[direction];
  if (typeof script !== 'function') return undefined;
  const recording = new Recording();
  await new Promise((resolve, reject) => {
    const returned = script(fakeDatabase(recording, answers), (/** @type {unknown} */ error) => (error ? reject(new Error('The migration failed.', { cause: error })) : resolve(undefined)));
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
    // The fake answers at once, so a script that has not called back by now forgot to.
    else setImmediate(() => setImmediate(resolve));
  });
  return recording;
}
