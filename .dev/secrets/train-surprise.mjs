// @ts-check
/**
 * Writes `packages/eslint-plugin/src/secrets/surprise-table.ts`: how surprising each character is behind each other one
 * in the strings and names of ordinary code. Counted on published packages, so that everybody gets the same table.
 *
 *     node .dev/secrets/train-surprise.mjs
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bringPackage } from '../corpus/npm-package.mjs';
import { inRoot } from '../run/root.mjs';

/** Packages of many fields, all under permissive licences: what counts is how people name things, not who. */
const PACKAGES = [
  ['@angular/compiler-cli', '21.2.26'],
  ['@aws-sdk/client-s3', '3.1173.0'],
  ['@babel/core', '7.29.13'],
  ['@medusajs/medusa', '2.21.2'],
  ['@mui/material', '9.5.0'],
  ['@nestjs/common', '12.5.1'],
  ['@nestjs/core', '12.5.1'],
  ['antd', '6.6.8'],
  ['eslint', '10.15.0'],
  ['express', '5.3.0'],
  ['fastify', '5.12.8'],
  ['ghost', '5.130.6'],
  ['googleapis-common', '8.0.3'],
  ['graphql', '16.15.0'],
  ['knex', '3.3.0'],
  ['mongoose', '9.12.1'],
  ['next', '15.5.29'],
  ['parse-server', '9.10.0'],
  ['playwright-core', '1.65.1'],
  ['sequelize', '6.37.8'],
  ['stripe', '23.1.0'],
  ['typeorm', '1.1.1'],
  ['typescript', '6.0.3'],
  ['webpack', '5.112.2'],
];

/** The printable characters of ASCII. Others have no row. */
const FIRST = 32;
const COUNT = 95;
const STEPS_PER_BIT = 16;
const LONGEST_LINE = 400;
/** What is random already must not make the table used to it. */
const RANDOM = /^(?:[0-9a-f]{16,}|[A-Za-z0-9+/=_-]{40,})$/i;

/** @returns {AsyncGenerator<string>} the paths of the sources below a folder */
async function* sources(/** @type {string} */ folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') yield* sources(path);
    } else if (/\.[cm]?[jt]s$/.test(entry.name) && !entry.name.includes('.min.')) yield path;
  }
}

/** @type {Set<string>} */
const samples = new Set();
for (const [name, version] of /** @type {[string, string][]} */ (PACKAGES)) {
  const folder = await bringPackage(name, version, inRoot('.cache/packages'));
  for await (const path of sources(folder)) {
    for (const line of (await readFile(path, 'utf8')).split('\n')) {
      if (line.length > LONGEST_LINE) continue;
      for (const [, quoted, word] of line.matchAll(/["'`]([\x21-\x7e]{6,100}?)["'`]|\b([A-Za-z_$][\w$]{7,60})/g)) {
        const text = quoted ?? word ?? '';
        if (!RANDOM.test(text)) samples.add(text);
      }
    }
  }
}

const counts = new Float64Array(COUNT * COUNT);
for (const text of samples) {
  for (let index = 1; index < text.length; index += 1) {
    const from = text.charCodeAt(index - 1) - FIRST;
    const to = text.charCodeAt(index) - FIRST;
    if (from >= 0 && to >= 0 && from < COUNT && to < COUNT) counts[from * COUNT + to] = (counts[from * COUNT + to] ?? 0) + 1;
  }
}

const table = new Uint8Array(COUNT * COUNT);
for (let from = 0; from < COUNT; from += 1) {
  const row = counts.subarray(from * COUNT, (from + 1) * COUNT);
  const total = row.reduce((sum, count) => sum + count, 0);
  row.forEach((count, to) => {
    const bits = -Math.log2((count + 0.5) / (total + COUNT / 2));
    table[from * COUNT + to] = Math.min(255, Math.round(bits * STEPS_PER_BIT));
  });
}

const lines = Buffer.from(table).toString('base64').match(/.{1,120}/g) ?? [];
await writeFile(
  inRoot('packages/eslint-plugin/src/secrets/surprise-table.ts'),
  `// Written by .dev/secrets/train-surprise.mjs from ${samples.size.toLocaleString('en')} strings and names of ${PACKAGES.length} packages.

/** The code of the first character that has a row and a column, and how many there are. */
export const FIRST_CHARACTER = ${FIRST};
export const CHARACTER_COUNT = ${COUNT};
export const STEPS_PER_BIT = ${STEPS_PER_BIT};

/** One byte for each pair of characters, row by row: how surprising the second is behind the first. Base64. */
export const SURPRISES = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`,
);
console.log(`${samples.size} strings and names counted.`);
