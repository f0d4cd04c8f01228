import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { KeptBlock } from './kept-block.ts';
import { forget, writeWhole } from './write-whole.ts';

/** How the file is written; one that was written in another way is not read. */
const format = 'sqllint cache 1';

/**
 * The second line of the file. The first is `format` and a digest of this line and of the results,
 * which follow it. What the blocks did to the schema comes last and has no digest here: an unchanged
 * history does not need it, and `stateAfter` tells whether it is right.
 */
interface Header {
  readonly blocks: readonly (readonly [key: string, state: string, resultsLength: number, changesLength: number])[];
}

/** The blocks of one file. A history has several, so that a change of its end is not a change of all. */
type Volume = readonly KeptBlock[];

const blocksInVolume = 16;

function fileOfVolume(base: string, number: number): string {
  return `${base}-${number}`;
}

/**
 * Reads what there is of a history. A file that is not as we wrote it is an empty volume.
 *
 * @param base the path of the files, without what comes behind it
 */
export function readHistory(base: string): readonly Volume[] {
  const volumes: Volume[] = [];
  for (;;) {
    let bytes: Buffer;
    try {
      bytes = readFileSync(fileOfVolume(base, volumes.length));
    } catch {
      return volumes;
    }
    volumes.push(readVolume(bytes));
  }
}

function readVolume(bytes: Buffer): Volume {
  const endOfFirst = bytes.indexOf('\n');
  const endOfHeader = bytes.indexOf('\n', endOfFirst + 1);
  const header = endOfFirst < 0 || endOfHeader < 0 ? undefined : readHeader(bytes.toString('utf8', endOfFirst + 1, endOfHeader));
  if (!header) return [];

  let at = endOfHeader + 1;
  const take = (length: number): Uint8Array => bytes.subarray(at, (at += length));
  const withResults = header.blocks.map(([key, state, length]) => ({ key, state, results: take(length) }));
  const isOurs = bytes.toString('utf8', 0, endOfFirst) === firstLine([bytes.subarray(endOfFirst + 1, at)]);
  return isOurs ? withResults.map((block, index) => ({ ...block, changes: take(header.blocks[index]?.[3] ?? 0) })) : [];
}

function readHeader(line: string): Header | undefined {
  let header: unknown;
  try {
    header = JSON.parse(line);
  } catch {
    return undefined;
  }
  // Enough to find out which part of the file the digest is of, which then says whether all of it is ours.
  const isHeader =
    typeof header === 'object' && header !== null && 'blocks' in header && Array.isArray(header.blocks) && header.blocks.every(Array.isArray);
  // See above.
  return isHeader ? (header as Header) : undefined;
}

/**
 * Writes what of a history is not on the disk yet.
 *
 * @param before what was read
 */
export function writeHistory(base: string, blocks: readonly KeptBlock[], before: readonly Volume[]): void {
  const count = Math.ceil(blocks.length / blocksInVolume);
  for (let number = 0; number < count; number++) {
    const volume = blocks.slice(number * blocksInVolume, (number + 1) * blocksInVolume);
    const old = before[number];
    const isThere = old?.length === volume.length && volume.every((block, index) => block === old[index]);
    if (!isThere) writeVolume(fileOfVolume(base, number), volume);
  }
  forgetVolumes(base, count, before.length);
}

function writeVolume(file: string, blocks: Volume): void {
  const header: Header = { blocks: blocks.map(({ key, state, results, changes }) => [key, state, results.length, changes.length]) };
  const checked = [Buffer.from(`${JSON.stringify(header)}\n`), ...blocks.map(({ results }) => results)];
  writeWhole(file, [Buffer.from(`${firstLine(checked)}\n`), ...checked, ...blocks.map(({ changes }) => changes)]);
}

/** Deletes a history, so that the next run writes a new one. */
export function forgetHistory(base: string, before: readonly Volume[]): void {
  forgetVolumes(base, 0, before.length);
}

function forgetVolumes(base: string, from: number, to: number): void {
  for (let number = from; number < to; number++) forget(fileOfVolume(base, number));
}

function firstLine(checked: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of checked) hash.update(part);
  return `${format} ${hash.digest('base64url')}`;
}
