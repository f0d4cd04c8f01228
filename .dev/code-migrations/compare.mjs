// eslint-disable-next-line @typescript-eslint/ban-ts-comment -- what it does is to reach into libraries that are not installed here
// @ts-nocheck -- it reaches into libraries that are not installed here, so nothing of them has a type
// Compares what migrations in code are judged by with what their library sends: runs each `up` and `down` with the
// real library and a connection that only records, and holds the recorded SQL and the findings in it against ours.
//
//   node .dev/code-migrations/compare.mjs knex|sequelize <folder of migrations> <folder in which the library is installed>
//
// What runs is the migrations' own code, so it is for code that one would run anyway. A migration of which a part is not
// known, or stands under a condition, is counted and not compared: what it sends depends on the database.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { lintSet, load, rules, SourceText } from '../../packages/sqllint/dist/index.js';
import { codeMigration } from '../../packages/eslint-plugin/dist/migrations/code-migration.js';
import { CodeHistories } from '../../packages/eslint-plugin/dist/sql/code-histories.js';
import { ModuleFiles } from '../../packages/eslint-plugin/dist/sql/module-files.js';

const [tool, folder, libraries] = process.argv.slice(2);
if (!folder || !libraries || (tool !== 'knex' && tool !== 'sequelize')) {
  console.error('Say the library (knex or sequelize), a folder of migrations, and a folder in which the library is installed.');
  process.exit(2);
}

const { parse } = createRequire(new URL('../../packages/eslint-plugin/package.json', import.meta.url))('@typescript-eslint/parser');
const requireLibrary = createRequire(path.resolve(libraries, 'package.json'));
const modules = new ModuleFiles();
const postgres = await load('postgres');
const histories = new CodeHistories({ get: (name) => (name === 'postgres' ? postgres : undefined) });

/** More than any migration sends that does not wait for an answer. */
const endless = 300;

/** @param {string} text */
function programOf(text) {
  return parse(text, { range: true, loc: true, sourceType: 'module', ecmaVersion: 'latest' });
}

/** @param {unknown} value */
function literal(value) {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `'${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll("'", "''")}'`;
}

/** What a migration gets, and what it has sent. */
const recorders = {
  knex() {
    const log = [];
    const knex = requireLibrary('knex')({ client: 'pg' });
    const query = (_connection, given) => {
      if (log.length > endless) throw new Error('It does not come to an end.');
      const { sql, bindings = [] } = typeof given === 'string' ? { sql: given } : given;
      const values = [...bindings];
      log.push(/\$1/u.test(sql) ? sql.replaceAll(/\$(\d+)/gu, (_, index) => literal(bindings[index - 1])) : sql.replaceAll(/\\?\?/gu, (mark) => (mark === '?' ? literal(values.shift()) : '?')));
      return Promise.resolve(Object.assign(given, { response: { rows: [], rowCount: 0, fields: [] } }));
    };
    Object.assign(knex.client, { acquireConnection: () => Promise.resolve({ __knexUid: '1' }), releaseConnection: () => Promise.resolve(), query, _query: query });
    knex.client.processResponse = (sent) => (sent.output ? sent.output.call({}, sent.response) : []);
    return { args: [knex], log };
  },
  sequelize() {
    const log = [];
    const library = requireLibrary('sequelize');
    const { injectReplacements } = requireLibrary('sequelize/lib/utils/sql');
    const sequelize = new library.Sequelize('db', 'user', 'none', { dialect: 'postgres', logging: false, databaseVersion: '15.0.0' });
    sequelize.query = (given, options) => {
      const sql = typeof given === 'string' ? given : given.query;
      log.push(options?.replacements ? injectReplacements(sql, sequelize.dialect, options.replacements) : sql);
      return Promise.resolve(/FROM pg_type t JOIN pg_enum/u.test(sql) ? [] : [[], []]);
    };
    const transaction = { commit() {}, rollback() {} };
    sequelize.transaction = (run) => Promise.resolve(typeof run === 'function' ? run(transaction) : transaction);
    const queryInterface = sequelize.getQueryInterface();
    queryInterface.renameColumn = (table, from, to) => {
      log.push(`ALTER TABLE ${queryInterface.queryGenerator.quoteTable(table)} RENAME COLUMN "${from}" TO "${to}"`);
      return Promise.resolve();
    };
    // What Umzug hands over, as most projects set it up
    Object.assign(queryInterface, { context: queryInterface, queryInterface, Sequelize: library, DataTypes: library.DataTypes });
    return { args: [queryInterface, library], log };
  },
};

/** What a direction sends; undefined where it fails without a database. */
async function recorded(run) {
  if (typeof run !== 'function') return [];
  const { args, log } = recorders[tool]();
  try {
    await run(...args);
  } catch {
    return undefined;
  }
  return log.filter((sql) => sql.trim() !== '' && !/^(?:begin|commit|rollback)\b/iu.test(sql));
}

const numberOf = (file) => Number(/\d{3,}/u.exec(path.basename(file))?.[0] ?? 0);
const files = readdirSync(folder)
  .filter((name) => /\.[cm]?js$/u.test(name))
  .map((name) => path.resolve(folder, name))
  .sort((a, b) => numberOf(a) - numberOf(b) || (a < b ? -1 : 1));

const migrations = [];
const compared = new Map();
const counts = { migrations: 0, read: 0, compared: 0, equal: 0, findings: 0, missing: 0, added: 0 };
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const migration = codeMigration({ file, text, program: programOf(text) }, (from, specifier) => modules.read(from, specifier, programOf));
  if (!migration) continue;
  counts.migrations++;
  const { up, down } = migration.writtenFor('postgres');
  const isRead = up.unknown.length + (down?.unknown.length ?? 0) === 0;
  if (isRead) counts.read++;
  const module = await import(file).catch(() => undefined);
  if (!module) continue;
  const [sentUp, sentDown] = [await recorded(module.up ?? module.default?.up), await recorded(module.down ?? module.default?.down)];
  if (isRead && sentUp && sentDown && up.branches.length + (down?.branches.length ?? 0) === 0) compared.set(file, migration);
  const script = (sent) => {
    const source = new SourceText(sent.map((sql) => `${sql.replace(/;\s*$/u, '')};`).join('\n'));
    return { file, source, start: 0, end: source.text.length, transaction: migration.transaction };
  };
  const id = path.basename(file);
  migrations.push({ id, version: id, name: id, up: script(sentUp ?? []), ...(sentDown?.length ? { down: script(sentDown) } : {}) });
}

const severities = Object.fromEntries(rules.map(({ name, severity }) => [name, severity]));
const judged = lintSet({ root: folder, layout: 'plain', hasDowns: true, migrations, problems: [] }, postgres, { rules: severities });
for (const { id, findings } of judged.migrations) {
  const file = path.resolve(folder, id);
  const migration = compared.get(file);
  if (!migration) continue;
  const text = readFileSync(file, 'utf8');
  const ours = histories.reportOf(file, text, programOf(text), programOf, {}).findings.map(({ rule }) => rule);
  const aboutDowns = new Set(migration.isIrreversible ? ['require-down', 'no-lost-definition'] : []);
  const missing = findings.map(({ rule }) => rule).filter((rule) => !aboutDowns.has(rule));
  counts.findings += missing.length;
  const added = ours.filter((rule) => {
    const at = missing.indexOf(rule);
    if (at >= 0) missing.splice(at, 1);
    return at < 0;
  });
  counts.compared++;
  counts.missing += missing.length;
  counts.added += added.length;
  if (missing.length + added.length === 0) counts.equal++;
  else console.log(`${id}: ${[...missing.map((rule) => `without ${rule}`), ...added.map((rule) => `with ${rule}`)].join(', ')}`);
}
console.log(counts);
process.exit(0);
