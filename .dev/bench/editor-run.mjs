// @ts-check
/**
 * One editor: lints a file that is being changed, with all rules for code, and prints what each time took, in CPU time,
 * as JSON.
 *
 *     node .dev/bench/editor-run.mjs <repository> <file> <text> <text in its place>
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../run/root.mjs';

const [root = '', file = '', before = '', after = ''] = process.argv.slice(2);
const require = createRequire(inRoot('packages/eslint-plugin/package.json'));
const load = (/** @type {string} */ name) => import(pathToFileURL(require.resolve(name)).href);
const [{ Linter }, parser, { default: plugin }] = await Promise.all([load('eslint'), load('@typescript-eslint/parser'), load('eslint-plugin-delivery/sql')]);
const { indexFor } = await import(pathToFileURL(inRoot('packages/eslint-plugin/dist/project/text-index.js')).href);

const rules = Object.entries(plugin.rules).filter(([, { meta }]) => (meta.languages ?? []).some((/** @type {string} */ language) => language === 'js/js' || language === '*'));
const all = Object.fromEntries(rules.map(([name]) => [`delivery/${name}`, 'error']));
const linter = new Linter({ cwd: root });
const text = readFileSync(file, 'utf8');
if (!text.includes(before)) throw new Error(`${file} does not hold what is to be changed.`);

/** @template T @param {() => T} run */
function timed(run) {
  const start = process.cpuUsage();
  const value = run();
  const { user, system } = process.cpuUsage(start);
  return { milliseconds: (user + system) / 1000, value };
}

let typed = 0;
const lint = (/** @type {object} */ chosen) =>
  timed(() => {
    typed += 1;
    const config = [{ files: ['**/*.ts'], plugins: { delivery: plugin }, languageOptions: { parser }, settings: { delivery: { flags: { registry: 'flags.json' } } }, rules: chosen }];
    return linter.verify(`${text.replace(before, after)}// ${typed}\n`, config, { filename: file });
  });

// ESLint and its parser have been at work before, as they have in an editor that opens its second file.
for (let time = 0; time < 5; time += 1) lint({});
const cold = lint(all);
const warm = Array.from({ length: 12 }, (_, time) => {
  // Typing pauses, so that the disk is looked at again.
  if (time % 4 === 3) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1100);
  return lint(all).milliseconds;
});
const withoutRules = Array.from({ length: 5 }, () => lint({}).milliseconds);
/** Reads everything, and searches it. */
const index = timed(() => indexFor(file, root).ask({ isAbout: () => true, pattern: /process\.env/u, read: () => true }, undefined).length);
const found = [...new Set(cold.value.map((/** @type {{ ruleId: string }} */ { ruleId }) => ruleId.replace('delivery/', '')))];
console.log(JSON.stringify({ rules: rules.length, cold: cold.milliseconds, warm: warm.slice(3), withoutRules, index: index.milliseconds, found }));
