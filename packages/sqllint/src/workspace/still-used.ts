import type { EarlierVersion } from './earlier-version.ts';
import { findUses, spellings } from './find-uses.ts';
import { modelAround } from './model-around.ts';
import { isOwnCode } from './own-code.ts';
import type { Removal, Use } from './removal.ts';

/** How many places a message names; the others are counted. */
export const namedPlaces = 3;

/** What somebody runs once is not there any more when the next version is deployed. */
const runByHand = /(?:^|\/)scripts?\//iu;

/** What a migration removes, and where its text says so. */
export interface PlacedRemoval extends Removal {
  /** In UTF-16 units of the file. */
  readonly start: number;
  readonly end: number;
}

/** What a migration removes while the version before still uses it. */
export interface StillUsed<T extends PlacedRemoval> {
  readonly removal: T;
  /** By paths from the top of the repository: of a model what declares it, and the first that asks for it. */
  readonly uses: readonly Use[];
}

/**
 * Finds what a new migration removes while the code of the version before uses it: from the
 * migration on, instances of that version fail. What declares a table for an ORM counts where other
 * code asks for it.
 *
 * @param removals two of the same name at the same place are one
 * @param migration its file, and the whole text of it
 * @returns those that have uses; none for a migration that has only moved to another folder, as it has run
 */
export function stillUsed<T extends PlacedRemoval>(removals: readonly T[], migration: { readonly file: string; readonly text: string }, version: EarlierVersion): readonly StillUsed<T>[] {
  // What is put together when it runs may be put back in the same way.
  const plain = removals.filter(({ table, column, start, end }) => migration.text.slice(start, end).includes(column ?? table));
  const own = [...new Map(plain.map((removal) => [`${removal.start} ${removal.table} ${removal.column}`, removal])).values()];
  const path = version.pathOf(migration.file);
  if (own.length === 0 || hasMoved(path, version)) return [];
  const uses = usesIn(version, own, path);
  return own.flatMap((removal) => {
    const found = uses.get(removal) ?? [];
    return found.length === 0 ? [] : [{ removal, uses: found }];
  });
}

/** What is wrong with a removal of what is still used, and what to do. @param uses by the paths that are shown */
export function stillUsedMessage({ table, column }: Removal, uses: readonly Use[]): string {
  const name = column === undefined ? table : `${table}.${column}`;
  return `\`${name}\` goes away here, and the version before this change still uses it: ${placesOf(uses)}. Its instances fail from the migration on until all of them are replaced. Stop using it in one release, and remove it in the next.`;
}

/** Where there are many uses, the first of them, and how many more there are: `a.ts:1, b.ts:2, c.ts:3 and 4 more`. */
export function placesOf(uses: readonly Use[]): string {
  const places = uses.slice(0, namedPlaces).map(({ file, line }) => `${file}:${line}`);
  const more = uses.length - places.length;
  if (more > 0) return `${places.join(', ')} and ${more} more`;
  return places.length === 1 ? places.join('') : `${places.slice(0, -1).join(', ')} and ${places.at(-1) ?? ''}`;
}

/** Whether the version has the migration in another folder: under its name, or under that of its own folder. */
function hasMoved(path: string, version: EarlierVersion): boolean {
  const parts = path.split('/');
  const name = `/${parts.slice(/\d{4}/u.test(parts.at(-1) ?? '') ? -1 : -2).join('/')}`;
  for (const other of version.files()) if (other !== path && `/${other}`.endsWith(name)) return true;
  return false;
}

/** @param migration by its path; what lies beside it is no code that uses the schema */
function usesIn(version: EarlierVersion, removals: readonly Removal[], migration: string): ReadonlyMap<Removal, readonly Use[]> {
  const folder = migration.slice(0, migration.lastIndexOf('/') + 1);
  const isRead = (path: string): boolean => isOwnCode(path) && !runByHand.test(path) && (folder === '' || !path.startsWith(folder));
  const ownFiles = (words: readonly string[]): ReadonlyMap<string, string | undefined> => version.textsOf(version.naming(words.filter((word) => /^\w+$/u.test(word))).filter(isRead));
  /** The use itself, or what declares a model and the first query of it; nothing where nobody asks. */
  const realUses = (use: Use): readonly Use[] => {
    const model = modelAround(use.file, version.textsOf([use.file]).get(use.file) ?? '', use.line);
    if (!model) return [use];
    for (const [file, text] of ownFiles(model.words)) {
      const at = file === use.file || text === undefined ? undefined : model.askedIn(text);
      if (at !== undefined) return [use, { file, line: text?.slice(0, at + 1).split('\n').length ?? 1 }];
    }
    return [];
  };

  const words = [...new Set(removals.flatMap(({ table, column }) => spellings(column ?? table)))];
  const files = [...ownFiles(words)].flatMap(([file, text]) => (text === undefined ? [] : [{ file, text }]));
  return new Map([...findUses(removals, files)].map(([removal, uses]) => [removal, uses.flatMap(realUses)]));
}
