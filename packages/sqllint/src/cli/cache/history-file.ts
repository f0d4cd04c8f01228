import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { KeptBlock } from './kept-block.ts';

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

/** Reads the blocks of a history; none when there is no file, or when it is not as we wrote it. */
export function readHistory(file: string): readonly KeptBlock[] {
	let bytes: Buffer;
	try {
		bytes = readFileSync(file);
	} catch {
		return [];
	}
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
 * Writes a history in the place of the one that was there, at once: who reads meanwhile reads the
 * old one or the new one. A disk that refuses is no problem of the user's: the next run judges again.
 */
export function writeHistory(file: string, blocks: readonly KeptBlock[]): void {
	const header: Header = { blocks: blocks.map(({ key, state, results, changes }) => [key, state, results.length, changes.length]) };
	const checked = [Buffer.from(`${JSON.stringify(header)}\n`), ...blocks.map(({ results }) => results)];
	const fresh = `${file}.${process.pid}`;
	try {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(fresh, Buffer.concat([Buffer.from(`${firstLine(checked)}\n`), ...checked, ...blocks.map(({ changes }) => changes)]));
		renameSync(fresh, file);
	} catch {
		forgetHistory(fresh);
	}
}

/** Deletes a history, so that the next run writes a new one. */
export function forgetHistory(file: string): void {
	try {
		rmSync(file, { force: true });
	} catch {
		// As above.
	}
}

function firstLine(checked: readonly Uint8Array[]): string {
	const hash = createHash('sha256');
	for (const part of checked) hash.update(part);
	return `${format} ${hash.digest('base64url')}`;
}
