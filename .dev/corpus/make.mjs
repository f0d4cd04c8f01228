// @ts-check
/**
 * Lays out the corpus: `node .dev/corpus/make.mjs` brings the packages of
 * `sources.mjs` and writes their migrations as `<version>-<name>.up.sql` and
 * `.down.sql` below `.cache/corpus/`, with a manifest that counts what could
 * not be turned into SQL. A second run finds everything in place.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { bringPackage } from './npm-package.mjs';
import { Recording } from './recording.mjs';
import { recordDbMigrate } from './recorders/db-migrate.mjs';
import { recordMikroOrm } from './recorders/mikro-orm.mjs';
import { recordTypeOrm } from './recorders/typeorm.mjs';
import { SOURCES } from './sources.mjs';

/** @typedef {import('./sources.mjs').Source} Source */

/**
 * @typedef {object} Entry
 * @property {string} folder
 * @property {string} from the package and its version
 * @property {number} migrations
 * @property {number} downs
 * @property {Record<string, number>} gaps scripts of which a part could not be turned into SQL, by reason
 */

export const CORPUS = fileURLToPath(new URL('../../.cache/corpus/', import.meta.url));
const PACKAGES = join(CORPUS, 'packages');
const HISTORIES = join(CORPUS, 'histories');
const PRELUDES = join(CORPUS, 'preludes');
const MANIFEST = join(CORPUS, 'manifest.json');

const RECORDERS = { 'db-migrate': recordDbMigrate, typeorm: recordTypeOrm, 'mikro-orm': recordMikroOrm };

/** A migration's file has its version at the front or, where it is named after its class, at the end. */
const MIGRATION_FILE = /^([A-Za-z]*?)(\d{10,})[-_]?(.*)\.js$/;

/** `Migration20240219102530` and `1611063162649-initial_schema` both become `<version>-<name>`. */
function idOf(/** @type {string} */ file) {
  const [, before = '', version = '', after = ''] = MIGRATION_FILE.exec(file) ?? [];
  return `${version}-${after === '' ? before : after}`;
}

/**
 * A script that computes with rows of the running service throws here, where
 * there are none; what it would run then is not known.
 */
async function recordOrSayWhy(/** @type {() => Promise<Recording | undefined>} */ record) {
  try {
    return await record();
  } catch {
    const nothing = new Recording();
    nothing.gaps.push('computes with rows');
    return nothing;
  }
}

/** @returns {Promise<Entry>} */
async function layOutSql(/** @type {Source} */ source, /** @type {string} */ from, /** @type {string} */ to) {
  const files = (await readdir(from)).filter((name) => name.endsWith('.sql'));
  for (const file of files) await copyFile(join(from, file), join(to, file));
  return { folder: source.folder, from: `${source.package}@${source.version}`, migrations: files.length, downs: 0, gaps: {} };
}

/** @returns {Promise<Entry>} */
async function layOutCode(/** @type {Source} */ source, /** @type {string} */ from, /** @type {string} */ to) {
  if (source.style === 'sql') throw new Error('SQL files are copied, not recorded.');
  const record = RECORDERS[source.style];
  /** @type {Entry} */
  const entry = { folder: source.folder, from: `${source.package}@${source.version}`, migrations: 0, downs: 0, gaps: {} };
  const files = (await readdir(from)).filter((name) => MIGRATION_FILE.test(name));
  for (const file of files) {
    for (const direction of /** @type {const} */ (['up', 'down'])) {
      const recording = await recordOrSayWhy(() => record(join(from, file), direction, source.answers));
      if (recording === undefined) continue;
      await writeFile(join(to, `${idOf(file)}.${direction}.sql`), recording.sql);
      entry[direction === 'up' ? 'migrations' : 'downs'] += 1;
      for (const reason of new Set(recording.gaps)) entry.gaps[reason] = (entry.gaps[reason] ?? 0) + 1;
    }
  }
  return entry;
}

/**
 * Makes the corpus unless this very list of sources is in place already.
 *
 * @returns {Promise<Entry[]>}
 */
export async function makeCorpus() {
  const wanted = JSON.stringify(SOURCES);
  if (existsSync(MANIFEST)) {
    const { sources, entries } = JSON.parse(await readFile(MANIFEST, 'utf8'));
    if (sources === wanted) return entries;
  }
  await rm(HISTORIES, { recursive: true, force: true });
  await mkdir(PRELUDES, { recursive: true });
  /** @type {Entry[]} */
  const entries = [];
  for (const source of SOURCES) {
    const from = join(await bringPackage(source.package, source.version, PACKAGES), source.path);
    const to = historyFolder(source.folder);
    await mkdir(to, { recursive: true });
    if (source.prelude !== undefined) await writeFile(preludeFile(source.folder), `${source.prelude}\n`);
    entries.push(await (source.style === 'sql' ? layOutSql : layOutCode)(source, from, to));
  }
  await writeFile(MANIFEST, `${JSON.stringify({ sources: wanted, entries }, null, 2)}\n`);
  return entries;
}

/** @returns {string} where the migrations of a source lie */
export function historyFolder(/** @type {string} */ folder) {
  return join(HISTORIES, folder);
}

/** @returns {string} where the SQL lies that has to run before a history, if there is any */
export function preludeFile(/** @type {string} */ folder) {
  return join(PRELUDES, `${folder}.sql`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const entries = await makeCorpus();
  for (const { folder, from, migrations, downs, gaps } of entries) {
    const said = Object.entries(gaps).map(([reason, scripts]) => `${scripts} ${reason}`).join(', ');
    console.log(`${folder}: ${migrations} up, ${downs} down (${from})${said === '' ? '' : `; scripts not wholly SQL: ${said}`}`);
  }
  console.log(`${entries.reduce((sum, { migrations }) => sum + migrations, 0)} migrations in .cache/corpus/histories.`);
}
