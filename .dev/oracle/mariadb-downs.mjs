// @ts-check
/**
 * Asks a MariaDB whether the downs that sqllint writes bring the schema back: runs each history with a
 * row in every table that takes one, then up and generated down of each migration, and compares what
 * `SHOW CREATE TABLE` and the catalog say. The order of columns and of keys does not count.
 * It starts a server of its own, on a socket in a temporary folder.
 *
 *     node .dev/oracle/mariadb-downs.mjs <folder>...
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @type {typeof import('../../packages/sqllint/dist/index.js')} */
const sqllint = await import(new URL('../../packages/sqllint/dist/index.js', import.meta.url).href);
const dialect = await sqllint.load('mariadb');

const folder = mkdtempSync(join(tmpdir(), 'sqllint-mariadb-'));
const data = join(folder, 'data');
const socket = join(folder, 's');
const user = process.getuid?.() === 0 ? ['--user=root'] : [];
const made = spawnSync('/usr/bin/mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...user], { encoding: 'utf8' });
if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stderr}`);
const server = spawn('/usr/sbin/mariadbd', ['--no-defaults', `--datadir=${data}`, `--socket=${socket}`, '--skip-networking', '--innodb-buffer-pool-size=16M', '--debug-no-sync', ...user], { stdio: 'ignore' });

/** @param {string} input @param {string[]} [options] */
const client = (input, options = []) => spawnSync('/usr/bin/mariadb', ['--no-defaults', '--batch', '--raw', '--skip-column-names', '--default-character-set=utf8mb4', `--socket=${socket}`, '--user=root', ...options], { input, encoding: 'utf8', maxBuffer: 1024 ** 3 });
while (client('SELECT 1;').status !== 0) {
  if (server.exitCode !== null) throw new Error('The server ended before it was ready.');
  await new Promise((resolve) => setTimeout(resolve, 100));
}

/** @param {string} sql @returns {string | undefined} the error, if one stops it */
function run(sql) {
  const { status, stderr } = client(sql, ['lab']);
  return status === 0 ? undefined : stderr.trim();
}

/** @param {string} sql @returns {string[][]} */
const rows = (sql) => client(sql, ['lab']).stdout.split('\n').filter(Boolean).map((line) => line.split('\t'));

function catalog() {
  const tables = rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'lab' AND table_type = 'BASE TABLE' ORDER BY 1").flat();
  const shown = client(tables.map((table) => `SHOW CREATE TABLE \`${table}\`;`).join('\n'), ['lab']).stdout;
  const lines = shown.replaceAll(/ AUTO_INCREMENT=\d+/gu, '').split(/^(?=\S+\tCREATE)/mu).map((table) => table.split('\n').map((line) => line.replace(/,$/u, '')).sort());
  const others = rows("SELECT 'view', table_name, view_definition FROM information_schema.views WHERE table_schema = 'lab' UNION ALL SELECT 'trigger', trigger_name, action_statement FROM information_schema.triggers WHERE trigger_schema = 'lab' UNION ALL SELECT routine_type, routine_name, routine_definition FROM information_schema.routines WHERE routine_schema = 'lab' ORDER BY 1, 2");
  return JSON.stringify([lines, others], undefined, 1);
}

/** A row in every table that is empty, with the zero of each type. */
function fill() {
  const tables = rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'lab' AND table_type = 'BASE TABLE'").flat();
  client(`SET sql_mode = ''; SET foreign_key_checks = 0;\n${tables.map((table) => `INSERT IGNORE INTO \`${table}\` () VALUES ();`).join('\n')}`, ['--force', 'lab']);
}

const empty = () => client('DROP DATABASE IF EXISTS lab; CREATE DATABASE lab CHARACTER SET utf8mb4;');
let [tried, said, back] = [0, 0, 0];
try {
  for (const set of sqllint.readMigrations(process.argv.slice(2))) {
    empty();
    /** @type {string[]} */
    const done = [];
    for (const { migration, down } of sqllint.downsOf({ ...set, dialect: 'mariadb' }, dialect)) {
      const { up } = migration;
      const sql = (up.sql ?? up.source.text).slice(up.start, up.end);
      const again = () => {
        empty();
        for (const one of done) run(one);
      };
      fill();
      const before = catalog();
      const error = run(sql);
      if (error !== undefined) {
        console.log(`${up.file}: the up stops: ${error.slice(0, 200)}`);
        again();
        continue;
      }
      tried++;
      if (down.brings !== 'nothing') {
        said++;
        const failed = run(down.text);
        const after = failed === undefined ? catalog() : '';
        if (after === before) back++;
        else {
          const lost = before.split('\n').filter((line) => !after.includes(line));
          console.log(`${up.file}: ${failed ?? `the schema is another: ${lost.slice(0, 6).join(' ')}`}\n${down.text.replaceAll(/^/gmu, '    ').slice(0, 1500)}`);
          again();
        }
        if (after === before && run(sql) !== undefined) {
          console.log(`${up.file}: the up does not run again behind its down`);
          again();
          run(sql);
        } else if (after !== before) run(sql);
      }
      done.push(sql);
    }
  }
} finally {
  server.kill();
  await new Promise((resolve) => server.on('exit', resolve));
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${String(tried)} ups ran; of ${String(said)} sqllint says that its down brings the schema back; ${String(back)} did.`);
