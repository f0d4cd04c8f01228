import { resolve } from 'node:path';
import type { ParseCode } from '../analysis/parse-code.ts';
import { compileGlobs } from '../analysis/path-globs.ts';
import type { Baseline } from '../project/baseline.ts';
import { readOnce } from '../project/read-once.ts';
import type { TextIndex } from '../project/text-index.ts';
import type { FlagSettings } from '../settings.ts';
import type { ListedFlag, Registry } from './flag-entry.ts';
import { readRegistry } from './read-registry.ts';
import type { RegistryPart } from './read-registry.ts';

const texts = readOnce((text) => text);
/** By text, because a file is asked for with every file that is linted; what it says is known as long as it stays. */
const parts = new Map<string, { readonly text: string; readonly part: RegistryPart }>();

/** The paths of a registry as the project has named it, and the name of what is meant in it. */
export function registryPlaces({ registry }: FlagSettings, paths: Iterable<string>): { readonly files: readonly string[]; readonly name: string | undefined } | undefined {
  if (registry === undefined) return undefined;
  const [pattern = '', name] = registry.split('#');
  if (!/[*?{]/u.test(pattern)) return { files: [pattern], name };
  const matches = compileGlobs([pattern]);
  return { files: [...paths].filter(matches), name };
}

/**
 * Reads the registry of a project as it is on the disk.
 *
 * @param open a file that is linted, in the place of what the disk has
 * @returns undefined where there is none, or it says nothing that could be read
 */
export function registryOf(settings: FlagSettings, index: TextIndex, parse: ParseCode, open?: { readonly file: string; readonly text: string }): Registry | undefined {
  const places = registryPlaces(settings, index.paths());
  return places && assemble(places.files.map((path) => resolve(index.root, path)), (file) => (file === open?.file ? open.text : texts(file)), places.name, parse);
}

/** The same registry as it was at the baseline. */
export function registryAt(settings: FlagSettings, baseline: Baseline, parse: ParseCode): Registry | undefined {
  const places = registryPlaces(settings, baseline.files());
  return places && assemble(places.files.map((path) => baseline.fileOf(path)), (file) => baseline.textOf(file), places.name, parse);
}

function assemble(files: readonly string[], textOf: (file: string) => string | undefined, name: string | undefined, parse: ParseCode): Registry | undefined {
  const entries = new Map<string, ListedFlag>();
  let exportedAt: string | undefined;
  let hasFields = false;
  for (const file of files) {
    const text = textOf(file);
    if (text === undefined) continue;
    const part = partOf(file, text, name, parse);
    for (const entry of part.entries) entries.set(entry.key, { ...entry, file });
    exportedAt = part.exportedAt ?? exportedAt;
    hasFields ||= part.hasFields;
  }
  return entries.size === 0 ? undefined : { files, entries, hasFields, ...(exportedAt !== undefined && { exportedAt }) };
}

function partOf(file: string, text: string, name: string | undefined, parse: ParseCode): RegistryPart {
  const key = `${file}#${name ?? ''}`;
  let known = parts.get(key);
  if (known?.text !== text) parts.set(key, (known = { text, part: readRegistry(text, file, name, parse) }));
  return known.part;
}
