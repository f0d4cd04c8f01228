import type { MigrationResult } from '../../lint-result.ts';
import type { SchemaChanges } from '../../schema/schema.ts';
import type { Schema } from '../../schema/schema.ts';
import { readObject, writeObject } from './object-text.ts';

/** What is kept of a block that was judged. */
export interface KeptBlock {
	/** From `keyOf`. */
	readonly key: string;
	/** From `stateAfter`. */
	readonly state: string;
	/** From `writeResults`. */
	readonly results: Uint8Array;
	/** From `writeChanges`. */
	readonly changes: Uint8Array;
}

export function writeResults(results: readonly MigrationResult[]): Uint8Array {
	return Buffer.from(JSON.stringify(results));
}

export function readResults({ results }: KeptBlock): MigrationResult[] {
	// Written by ourselves: the file's checksum was right.
	return JSON.parse(textOf(results)) as MigrationResult[];
}

/** The first line of kept changes; the objects' texts follow it, one behind the other. */
interface ChangesIndex {
	/** The key, whether the object moved, and the bytes of its text; 0 for one that is gone. */
	readonly objects: readonly (readonly [key: string, moved: boolean, length: number])[];
	readonly dropped: readonly string[];
	readonly usesInheritance: boolean;
}

export function writeChanges({ objects, dropped, usesInheritance }: SchemaChanges): Uint8Array {
	const texts = objects.map(({ value }) => Buffer.from(value === undefined ? '' : writeObject(value)));
	const index: ChangesIndex = {
		objects: objects.map(({ key, moved }, at) => [key, moved, texts[at]?.length ?? 0]),
		dropped,
		usesInheritance,
	};
	return Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...texts]);
}

/**
 * Does to a schema what blocks did that followed on its present state. An object that several of
 * them changed is read just once, as the last one left it.
 */
export function applyKept(schema: Schema, blocks: readonly KeptBlock[]): void {
	const last = new Map<string, { readonly text: Uint8Array; readonly moved: boolean }>();
	const dropped = new Set<string>();
	let { usesInheritance } = schema;
	for (const { changes } of blocks) {
		const endOfIndex = changes.indexOf(newline);
		// Written by ourselves: the file's checksum was right.
		const index = JSON.parse(textOf(changes.subarray(0, endOfIndex))) as ChangesIndex;
		let at = endOfIndex + 1;
		for (const [key, moved, length] of index.objects) {
			const text = changes.subarray(at, (at += length));
			const earlier = last.get(key);
			if (moved || length === 0) last.delete(key);
			last.set(key, { text, moved: moved || (earlier?.moved ?? false) });
		}
		for (const key of index.dropped) dropped.add(key);
		({ usesInheritance } = index);
	}
	schema.applyChanges({
		objects: [...last].map(([key, { text, moved }]) => ({ key, moved, value: text.length === 0 ? undefined : readObject(textOf(text)) })),
		dropped: [...dropped],
		usesInheritance,
	});
}

const newline = 0x0a;

function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
	return Buffer.from(buffer, byteOffset, byteLength).toString();
}
