import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { ConfigError } from './config-error.ts';

const manifest = 'package.json';

/** The names that a configuration can have. */
const configFileNames = [
  'sqllint.config.ts',
  'sqllint.config.mts',
  'sqllint.config.js',
  'sqllint.config.mjs',
  'sqllint.config.cjs',
  'sqllint.config.json',
] as const;

/**
 * Finds the configuration that holds in a folder: in it, or in the nearest folder above it, up to
 * the top of the repository. Listing these folders is all that it costs a run without one.
 *
 * @returns the file's path; undefined when there is none
 * @throws {ConfigError} when one folder has several
 */
export function findConfig(folder: string): string | undefined {
  let here = resolve(folder);
  for (;;) {
    const names = namesIn(here);
    const found = configFileNames.filter((name) => names.has(name)).map(String);
    if (names.has(manifest) && hasKey(join(here, manifest))) found.push(manifest);
    const [first, second] = found;
    if (first !== undefined && second !== undefined) {
      throw new ConfigError(join(here, second), [
        `There is a configuration in ${first} beside it. Keep one of the two, or name one with --config.`,
      ]);
    }
    if (first !== undefined) return join(here, first);
    const above = dirname(here);
    if (above === here || names.has('.git')) return undefined;
    here = above;
  }
}

function namesIn(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder));
  } catch {
    // A folder that one may pass through and not list: ask for each name.
    return new Set([...configFileNames, manifest, '.git'].filter((name) => existsSync(join(folder, name))));
  }
}

/** Whether a package.json has the key `sqllint`. One that is broken is for npm to complain about. */
function hasKey(file: string): boolean {
  try {
    const text = readFileSync(file, 'utf8');
    if (!text.includes('"sqllint"')) return false;
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && Object.hasOwn(value, 'sqllint');
  } catch {
    return false;
  }
}
