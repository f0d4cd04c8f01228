import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { pathToFileURL } from 'node:url';

import { ConfigError } from './config-error.ts';

/**
 * Reads the value that a configuration file holds, unchecked.
 *
 * @param file any `.ts`, `.mts`, `.js`, `.mjs`, `.cjs` or `.json` file; of a package.json, its key `sqllint`
 * @param runsTypeScript whether this Node runs TypeScript itself, as it does from 22.18 on; without that, a compiler is loaded
 * @throws {ConfigError} when the file cannot be read, is not in its language or fails when it runs
 */
export async function loadConfig(file: string, runsTypeScript = false): Promise<unknown> {
  const extension = extname(file);
  if (!existsSync(file)) throw new ConfigError(file, ['There is no such file. Check the path.']);
  if (extension === '.json') {
    const value = readJson(file);
    return basename(file) === 'package.json' ? keyOf(value, file) : value;
  }
  if (!['.ts', '.mts', '.js', '.mjs', '.cjs'].includes(extension)) {
    throw new ConfigError(file, ['A configuration is a .ts, .js, .mjs or .json file. Give it one of these endings.']);
  }
  const exported = await run(file, extension.endsWith('ts') && !runsTypeScript);
  if (exported === undefined) {
    throw new ConfigError(file, ['It exports nothing by default. Write: export default { … };']);
  }
  return exported;
}

async function run(file: string, needsCompiler: boolean): Promise<unknown> {
  try {
    if (needsCompiler) {
      // It takes about 30 ms to load, and 80 more for its first file.
      const { createJiti } = await import('jiti');
      const module: unknown = await createJiti(import.meta.url, { interopDefault: false, fsCache: false }).import(file);
      return defaultOf(module);
    }
    // Node remembers modules by their address; a file that has changed meanwhile gets another one.
    const module: unknown = await import(`${pathToFileURL(file).href}?${statSync(file).mtimeMs}`);
    return defaultOf(module);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const [line = ''] = reason.split('\n', 1);
    throw new ConfigError(file, [`It cannot be loaded: ${line.replace(/\.$/u, '')}.${advice(reason)}`], { cause: error });
  }
}

function advice(reason: string): string {
  if (/cannot find (?:package|module) '?sqllint/iu.test(reason)) {
    return ' Install sqllint in this project, or export a plain object, which needs no import.';
  }
  return ' Mend it, or run with --no-config.';
}

function defaultOf(module: unknown): unknown {
  return typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/u, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new ConfigError(file, [`It cannot be read (${code}). Check its permissions.`], { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(file, [`It is not valid JSON${placeOf(reason, text)}. Mend it; comments and trailing commas are not allowed.`], {
      cause: error,
    });
  }
}

/** Where V8 says that the mistake is: “… at position 12”, or an unexpected end. */
function placeOf(reason: string, text: string): string {
  const position = /at position (\d+)/u.exec(reason)?.[1];
  const before = position === undefined ? text.trimEnd() : text.slice(0, Number(position));
  const lines = before.split('\n');
  return `: line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function keyOf(manifest: unknown, file: string): unknown {
  if (typeof manifest === 'object' && manifest !== null && 'sqllint' in manifest) return manifest.sqllint;
  throw new ConfigError(file, ['It has no key “sqllint”. Add one, or name another file with --config.']);
}
