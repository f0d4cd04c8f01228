// @ts-check
/**
 * What `sqllint verify` takes on PGlite for a history that is made up, and whether a long one costs more per migration.
 *
 *     node .dev/bench/verify.mjs [--migrations <n>]
 *
 * In one thread, in CPU time, with the compilers and collectors that run beside it. The first migrations pay for the
 * compiling of the WebAssembly, so that the second quarter is compared with the last.
 */
import { parseArgs } from 'node:util';

import { load } from '../../packages/sqllint/dist/dialects/load.js';
import { SourceText } from '../../packages/sqllint/dist/text/source-text.js';
import { openPGlite } from '../../packages/sqllint/dist/verify/engines/pglite/pglite.js';
import { verifySet } from '../../packages/sqllint/dist/verify/verify.js';

const { values } = parseArgs({ options: { migrations: { type: 'string', default: '250' } } });
const count = Number(values.migrations);
if (!Number.isSafeInteger(count) || count < 4) {
  console.error('Say how many migrations: node .dev/bench/verify.mjs --migrations 250. Four at the least.');
  process.exit(2);
}

/** One migration in four makes a table, as in histories of services; the others change one that is there. */
function scriptsOf(/** @type {number} */ number) {
  const own = Math.floor(number / 4);
  const table = `table_${own}`;
  switch (number % 4) {
    case 0:
      return {
        up: `CREATE TABLE ${table} (id bigserial PRIMARY KEY, ${own > 0 ? `other_id bigint REFERENCES table_${own - 1} (id),` : ''} name text NOT NULL, state varchar(20) NOT NULL DEFAULT 'new', at timestamptz NOT NULL DEFAULT now());`,
        down: `DROP TABLE ${table};`,
      };
    case 1:
      return { up: `ALTER TABLE ${table} ADD COLUMN note text, ADD COLUMN weight int DEFAULT 1;`, down: `ALTER TABLE ${table} DROP COLUMN weight, DROP COLUMN note;` };
    case 2:
      return { up: `CREATE INDEX ${table}_by_name ON ${table} (name);`, down: `DROP INDEX ${table}_by_name;` };
    default:
      return { up: `ALTER TABLE ${table} ADD CONSTRAINT ${table}_weight CHECK (weight > 0);`, down: `ALTER TABLE ${table} DROP CONSTRAINT ${table}_weight;` };
  }
}

function scriptOf(/** @type {string} */ file, /** @type {string} */ text) {
  return { file, source: new SourceText(text), start: 0, end: text.length, transaction: /** @type {const} */ ('all') };
}

function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const migrations = Array.from({ length: count }, (_, number) => {
  const id = String(number + 1).padStart(5, '0');
  const { up, down } = scriptsOf(number);
  return { id, version: id, name: id, up: scriptOf(`${id}.up.sql`, up), down: scriptOf(`${id}.down.sql`, down) };
});

const dialect = await load('postgres');
const started = performance.now();
const cpuAtStart = cpu();
const engine = await openPGlite(process.cwd(), new Set());
/** @type {Map<'schema' | 'keep', number[]>} CPU milliseconds of each call */
const calls = new Map();
for (const name of /** @type {const} */ (['schema', 'keep'])) {
  const spent = /** @type {number[]} */ ([]);
  calls.set(name, spent);
  const own = /** @type {() => Promise<never>} */ (engine[name].bind(engine));
  engine[name] = async () => {
    const before = cpu();
    const result = await own();
    spent.push(cpu() - before);
    return result;
  };
}
/** @type {number[]} */
const each = [];
/** @type {Map<string, number>} */
const verdicts = new Map();
let last = cpu();
for await (const { verdict } of verifySet(/** @type {never} */ ({ migrations }), engine, dialect, { seed: 0 })) {
  const now = cpu();
  each.push(now - last);
  last = now;
  verdicts.set(verdict.rollback, (verdicts.get(verdict.rollback) ?? 0) + 1);
}
await engine.close();

const mean = (/** @type {readonly number[]} */ numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const quarter = (/** @type {readonly number[]} */ numbers, /** @type {number} */ index) => mean(numbers.slice(Math.floor((numbers.length * index) / 4), Math.floor((numbers.length * (index + 1)) / 4)));
const quarters = (/** @type {readonly number[]} */ numbers) => [0, 1, 2, 3].map((index) => quarter(numbers, index).toFixed(1)).join(' ');
console.log(`${count} migrations: ${((performance.now() - started) / 1000).toFixed(1)} s, ${((cpu() - cpuAtStart) / 1000).toFixed(1)} s of CPU (${[...verdicts].map(([verdict, times]) => `${times} × ${verdict}`).join(', ')}).`);
console.log(`Milliseconds of CPU, by quarters of the history: ${quarters(each)} for a migration, ${quarters(calls.get('schema') ?? [])} for reading a schema, ${quarters(calls.get('keep') ?? [])} for a copy of the state.`);
