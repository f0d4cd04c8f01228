import type { DownFile, DownSection } from './down-place.ts';
import { knownLayouts } from './layouts/known-layouts.ts';
import { plain } from './layouts/plain.ts';
import type { Migration, MigrationSet } from './migration.ts';
import { saysSomething } from './sections.ts';

/** A file that holds a new down. */
export interface PlacedDown {
  readonly file: string;
  /** The whole text of the file. */
  readonly text: string;
  /** Whether there is a down already, which the text replaces. */
  readonly replaces: boolean;
}

/** Thrown when the tool has no place for a down; the message says why. */
export class NoPlaceForDownError extends Error {
  override readonly name = 'NoPlaceForDownError';
}

/**
 * Where a down goes, and what the file is then.
 *
 * @param pieces the statements and comments of the down
 * @param upText the text of the up's file, where it is not the one that was read
 * @throws {NoPlaceForDownError}
 */
export function placeDown(set: MigrationSet, migration: Migration, pieces: readonly string[], upText?: string): PlacedDown {
  const place = [...knownLayouts, plain].find(({ name }) => name === set.layout)?.downPlace;
  if (!place) {
    throw new NoPlaceForDownError(
      `${set.layout} runs no downs, and may take a file beside the migration for a migration of its own. Print the down with --stdout and keep it where a rollback will find it.`,
    );
  }
  return place.kind === 'file' ? placeInFile(place, migration, pieces) : placeInSection(place, migration, pieces, upText);
}

function placeInFile(place: DownFile, { up, down }: Migration, pieces: readonly string[]): PlacedDown {
  const file = down?.file ?? place.pathOf(up.file);
  if (file === undefined) {
    throw new NoPlaceForDownError(`The name of ${up.file} leaves no room for a down. Rename it as the tool wants reversible migrations to be named, or print the down with --stdout.`);
  }
  const first = place.withoutTransaction !== undefined && isOutsideTransaction(pieces) ? [place.withoutTransaction] : [];
  const isEmpty = down === undefined || !saysSomething(down.source.text, down.start, down.end);
  return { file, text: `${[...first, ...pieces].join('\n')}\n`, replaces: !isEmpty };
}

function placeInSection(place: DownSection, { up, down }: Migration, pieces: readonly string[], upText: string | undefined): PlacedDown {
  const text = upText ?? up.source.text;
  // What was put into the up moves what stands behind it.
  const shift = text.length - up.source.text.length;
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const inLines = (lines: string): string => (lineBreak === '\n' ? lines : lines.replaceAll('\n', lineBreak));
  const written = pieces.map((piece) => asStatement(place, piece)).join('\n');
  const isWritten = down !== undefined && saysSomething(down.source.text, down.start, down.end) && down.sql === undefined;
  if (down && down.sql === undefined && down.file === up.file) {
    const before = text.slice(0, down.start + shift).replace(/(?:\r?\n)?$/u, lineBreak);
    const after = text.slice(down.end + shift);
    return { file: up.file, text: `${before}${inLines(`${written}\n${after === '' ? '' : '\n'}`)}${after}`, replaces: isWritten };
  }
  const { marker, markerWithoutTransaction = marker, endMarker } = place;
  const line = isOutsideTransaction(pieces) ? markerWithoutTransaction : marker;
  const added = [line, written, ...(endMarker === undefined ? [] : [endMarker])].join('\n');
  const at = place.behindUp ? up.end + shift : text.length;
  const before = text.slice(0, at).replace(/\s*$/u, lineBreak);
  const after = text.slice(at);
  return { file: up.file, text: `${before}${inLines(`\n${added}\n${after === '' ? '' : '\n'}`)}${after}`, replaces: down !== undefined };
}

function isOutsideTransaction(pieces: readonly string[]): boolean {
  return pieces.some((piece) => /^\w+\s+(?:unique\s+)?index\s+concurrently\b/iu.test(piece));
}

function asStatement({ aroundStatement, innerSemicolon }: DownSection, piece: string): string {
  if (piece.startsWith('--')) return piece;
  const body = piece.replace(/;\s*$/u, '');
  if (!body.includes(';')) return piece;
  if (innerSemicolon !== undefined) return `${body.replaceAll(';', innerSemicolon)};`;
  return aroundStatement ? [aroundStatement[0], piece, aroundStatement[1]].join('\n') : piece;
}
