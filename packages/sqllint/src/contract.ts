import type { Migration } from './migrations/migration.ts';
import type { Contract } from './rules/rule.ts';
import { nearest } from './text/nearest.ts';

/**
 * Whether a migration may stand on an earlier one that it names: that one has to come before it in
 * the history, and to have shipped. Where nobody knows what has shipped, to come before is enough.
 *
 * @param earlier the migrations before the one that names
 * @param shipped the ids of those that have shipped; undefined when that is not known
 */
export function contractWith(id: string, earlier: readonly Migration[], shipped: ReadonlySet<string> | undefined): Contract {
  if (!earlier.some((migration) => migration.id === id)) return { refused: 'unknown', ...adviceFor(id, earlier) };
  return shipped === undefined || shipped.has(id) ? 'accepted' : { refused: 'not shipped' };
}

/** Which migration was meant: one with that version, in that file, or with nearly that name. */
function adviceFor(typed: string, earlier: readonly Migration[]): { readonly nearest?: string; readonly example?: string } {
  const meant =
    earlier.find(({ version, up }) => (version !== '' && version === typed) || up.file.split(/[\\/]/u).at(-1) === typed)?.id ??
    // A reason that does not stand behind dashes was taken for a part of the name.
    earlier.find(({ id }) => typed.startsWith(`${id}:`) || typed.startsWith(`${id} `))?.id ??
    nearest(typed, earlier.map(({ id }) => id));
  if (meant !== undefined) return { nearest: meant };
  const example = earlier.at(-1)?.id;
  return example === undefined ? {} : { example };
}
