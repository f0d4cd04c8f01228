import type { Migration, MigrationSet } from '../migrations/migration.ts';
import { NoPlaceForDownError, placeDown } from '../migrations/place-down.ts';
import type { Writing } from '../migrations/writing.ts';
import { lineBreakOf } from '../text/lines.ts';
import { SourceText } from '../text/source-text.ts';
import { nextVersion } from './next-version.ts';

/** A migration to be written behind another one. */
export interface Following {
  /** As a part of a file's name. */
  readonly name: string;
  /** Statements and comments. */
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly isOutsideTransaction: boolean;
}

export interface AddedFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Writes migrations behind the last one of a set, named as that one is.
 *
 * @returns the files; undefined where the name of the last one does not tell how the next is named
 */
export function writeFollowing(set: MigrationSet, last: Migration, writing: Writing, following: readonly Following[]): readonly AddedFile[] | undefined {
  const files: AddedFile[] = [];
  let { version } = last;
  for (const one of following) {
    const next = nextVersion(version);
    const id = next === undefined ? undefined : idOf(last, next, nameFor(one.name));
    const file = id === undefined ? undefined : pathOf(last, id);
    if (next === undefined || id === undefined || file === undefined) return undefined;
    version = next;
    const head = (one.isOutsideTransaction ? (writing.headOutside ?? writing.head) : writing.head) ?? [];
    const written = write(set, last, { ...last, id, version }, file, [...head, ...one.up], one.down);
    if (written === undefined) return undefined;
    const lineBreak = lineBreakOf(last.up.source.text);
    files.push(...written.map((added) => ({ ...added, text: added.text.replaceAll('\n', lineBreak) })));
  }
  return files;
}

/** What no file system and no tool minds in a name. */
function nameFor(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/gu, '_').replace(/^_|_$/gu, '');
}

function idOf({ id, version, name }: Migration, nextVersion: string, nextName: string): string | undefined {
  const at = version === '' ? -1 : id.indexOf(version);
  if (at < 0) return undefined;
  const before = id.slice(0, at);
  const behind = id.slice(at + version.length);
  const separator = name !== '' && behind.endsWith(name) ? behind.slice(0, behind.length - name.length) : behind === '' ? '_' : undefined;
  return separator === undefined ? undefined : `${before}${nextVersion}${separator}${nextName}`;
}

function pathOf({ id, up }: Migration, nextId: string): string | undefined {
  const at = up.file.lastIndexOf(id);
  return at < 0 ? undefined : `${up.file.slice(0, at)}${nextId}${up.file.slice(at + id.length)}`;
}

function write(set: MigrationSet, last: Migration, migration: Migration, file: string, up: readonly string[], down: readonly string[]): readonly AddedFile[] | undefined {
  const text = `${up.join('\n')}\n`;
  const written = { file, text };
  if (!last.down) return [written];
  const source = new SourceText(text);
  const { down: _down, ...withoutDown } = migration;
  try {
    const placed = placeDown(set, { ...withoutDown, up: { ...last.up, file, source, start: 0, end: text.length } }, down);
    return placed.file === file ? [{ file, text: placed.text }] : [written, { file: placed.file, text: placed.text }];
  } catch (error) {
    if (error instanceof NoPlaceForDownError) return undefined;
    throw error;
  }
}
