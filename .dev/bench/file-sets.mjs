// @ts-check
/** The folders of migrations that are linted: real ones, a part of them, and many made of them. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { historyFolder, makeCorpus } from '../corpus/make.mjs';
import { REAL_PAIRS, SOURCES } from '../corpus/sources.mjs';
import { inRoot } from '../run/root.mjs';
import { renameObjects } from './rename-objects.mjs';

/**
 * @typedef {object} FileSet
 * @property {string} name
 * @property {string} about
 * @property {string} folder
 * @property {number} files
 * @property {number} bytes
 */

const SETS = inRoot('.cache/bench/sets');

/** @returns {Promise<{ name: string, text: string }[]>} */
async function readScripts(/** @type {string} */ folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
}

/** @returns {Promise<FileSet>} */
async function writeSet(/** @type {string} */ name, /** @type {string} */ about, /** @type {{ name: string, text: string }[]} */ scripts) {
  const folder = join(SETS, name.replaceAll(/\W+/g, '-'));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const script of scripts) await writeFile(join(folder, script.name), script.text);
  return { name, about, folder, files: scripts.length, bytes: scripts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) };
}

/** The same history over and over, each time with other names, until there are enough files. */
function repeatHistory(/** @type {{ name: string, text: string }[]} */ scripts, /** @type {number} */ files) {
  const copies = Array.from({ length: Math.ceil(files / scripts.length) }, (_, copy) => {
    const prefix = String(copy + 10);
    const renamed = renameObjects(scripts.map(({ text }) => text), `copy${prefix}_`);
    // The longer version puts a whole copy after the one before it.
    return scripts.map(({ name }, index) => ({ name: `${prefix}${name}`, text: renamed[index] ?? '' }));
  });
  return copies.flat().slice(0, files);
}

/** The same files, each with several copies of what is in it, each copy with other names. */
function thicken(/** @type {{ name: string, text: string }[]} */ scripts, /** @type {number} */ copies) {
  const texts = Array.from({ length: copies }, (_, copy) => renameObjects(scripts.map(({ text }) => text), `part${copy}_`));
  return scripts.map(({ name }, index) => ({ name, text: texts.map((copy) => copy[index] ?? '').join('\n') }));
}

/**
 * @param {{ withGenerated: boolean }} options
 * @returns {Promise<FileSet[]>}
 */
export async function fileSets({ withGenerated }) {
  await makeCorpus();
  const source = SOURCES.find(({ folder }) => folder === REAL_PAIRS);
  if (source === undefined) throw new Error(`There is no source “${REAL_PAIRS}” in the corpus.`);
  const scripts = await readScripts(historyFolder(REAL_PAIRS));
  const sets = [
    await writeSet('real', `all migrations of ${source.package} ${source.version}, an up and a down each`, scripts),
    await writeSet('500', 'the first 250 of them', scripts.slice(0, 500)),
  ];
  if (!withGenerated) return sets;
  sets.push(
    await writeSet('700', 'the first 350 of them, five times in each file, each time with other names', thicken(scripts.slice(0, 700), 5)),
    await writeSet('10,000', 'the same, repeated with other names of tables, indexes and types', repeatHistory(scripts, 10_000)),
  );
  return sets;
}
