// @ts-check
/**
 * Asks SQLite itself whether the downs that sqllint writes bring the schema back: runs each history
 * with a row in every table that takes one, then the generated down of each migration on a copy,
 * and compares the catalog.
 *
 *     node .dev/oracle/sqlite-downs.mjs <folder>...
 */
import { pathToFileURL } from 'node:url';

import { createRequire } from 'node:module';

const root = new URL('../../packages/sqllint/', import.meta.url);
const library = new URL('dist/index.js', root).pathname;
/** @type {{ default: typeof import('../../packages/sqllint/node_modules/@sqlite.org/sqlite-wasm/index.d.ts').default }} */
const { default: sqlite3InitModule } = await import(pathToFileURL(createRequire(root).resolve('@sqlite.org/sqlite-wasm')).href);
/** @type {typeof import('../../packages/sqllint/dist/index.js')} */
const sqllint = await import(pathToFileURL(library).href);
const dialect = await sqllint.load('sqlite');
const sqlite = await sqlite3InitModule();
// It warns of every statement that fails, on the console.
Object.assign(sqlite.config, { warn: () => undefined, error: () => undefined });

/** @typedef {import('../../packages/sqllint/node_modules/@sqlite.org/sqlite-wasm/index.d.ts').Database} Database */

/** @param {Database} database @param {string} sql @returns {unknown[][]} */
const rows = (database, sql) => /** @type {unknown[][]} */ (database.exec(sql, { rowMode: 'array', returnValue: 'resultRows' }));

/** @param {Database} database @returns {Database} */
function copyOf(database) {
  const bytes = sqlite.capi.sqlite3_js_db_export(database);
  const copy = new sqlite.oo1.DB(':memory:');
  const held = sqlite.wasm.allocFromTypedArray(bytes);
  sqlite.capi.sqlite3_deserialize(copy, 'main', held, bytes.byteLength, bytes.byteLength, sqlite.capi.SQLITE_DESERIALIZE_FREEONCLOSE | sqlite.capi.SQLITE_DESERIALIZE_RESIZEABLE);
  return copy;
}

/** What SQLite knows of every table, whatever its statement looks like and whatever order its columns are in. */
function catalog(/** @type {Database} */ database) {
  const tables = rows(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1").flat().map(String);
  const quoted = (/** @type {string} */ name) => `'${name.replaceAll("'", "''")}'`;
  return JSON.stringify([
    ...tables.map((table) => [
      table,
      rows(database, `SELECT name, upper(type), pk, hidden, "notnull" OR pk > 0, dflt_value FROM pragma_table_xinfo(${quoted(table)}) ORDER BY name`),
      rows(database, `SELECT "from", "table", "to", on_delete, on_update FROM pragma_foreign_key_list(${quoted(table)}) ORDER BY 1, 2`),
      rows(database, `SELECT CASE origin WHEN 'c' THEN name END, "unique", partial, (SELECT group_concat(name) FROM pragma_index_info(l.name)) FROM pragma_index_list(${quoted(table)}) l ORDER BY 1, 4`),
    ]),
    rows(database, "SELECT type, lower(name), lower(replace(replace(replace(sql, char(34), ''), char(96), ''), ' ', '')) FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY 2"),
  ]);
}

/** A row in every table that is empty and takes a plain one. */
function fill(/** @type {Database} */ database) {
  for (const [name] of rows(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
    const quoted = `"${String(name).replaceAll('"', '""')}"`;
    try {
      if (rows(database, `SELECT 1 FROM ${quoted} LIMIT 1`).length > 0) continue;
      const columns = rows(database, `SELECT name FROM pragma_table_info('${String(name).replaceAll("'", "''")}')`).map(([column]) => `"${String(column).replaceAll('"', '""')}"`);
      database.exec(`INSERT INTO ${quoted} (${columns.join()}) VALUES (${columns.map(() => '1').join()})`);
    } catch {
      // A check or a trigger asks for more than that; the table stays empty.
    }
  }
}

/** @param {Database} database @param {string} sql @returns {string | undefined} the error, if one stops it */
function run(database, sql) {
  try {
    if (sql.trim() !== '') database.exec(sql);
    return undefined;
  } catch (error) {
    try {
      database.exec('ROLLBACK');
    } catch {
      // Nothing was open.
    }
    return error instanceof Error ? error.message : String(error);
  }
}

let tried = 0;
let back = 0;
let said = 0;
for (const set of sqllint.readMigrations(process.argv.slice(2))) {
  if (set.dialect !== 'sqlite') continue;
  const database = new sqlite.oo1.DB(':memory:');
  for (const { migration, down } of sqllint.downsOf(set, dialect)) {
    const { up } = migration;
    fill(database);
    const before = catalog(database);
    const error = run(database, 'PRAGMA foreign_keys = OFF;') ?? run(database, (up.sql ?? up.source.text).slice(up.start, up.end));
    if (error !== undefined) {
      console.log(`${up.file}: the up stops: ${error}`);
      continue;
    }
    tried++;
    if (down.brings === 'nothing') continue;
    said++;
    const copy = copyOf(database);
    const failed = run(copy, down.text);
    const isBack = failed === undefined && catalog(copy) === before;
    if (isBack) back++;
    else console.log(`${up.file}: ${failed ?? 'the schema is another'}\n${down.text.replaceAll(/^/gmu, '    ')}`);
    if (!isBack && failed === undefined && process.env['SHOW']) console.log(before, '\n', catalog(copy));
    copy.close();
  }
  database.close();
}
console.log(`${String(tried)} ups ran; of ${String(said)} sqllint says that its down brings the schema back; ${String(back)} did.`);
