import type { MigrationResult } from '../../lint-result.ts';
import type { SchemaObject } from '../../schema/model.ts';
import { targetsOf } from '../../schema/object-store.ts';
import type { ObjectChange, Schema, SchemaChanges } from '../../schema/schema.ts';
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

/** The bytes of an object's text are 0 when it is gone. What else is said of it saves reading the text. */
type IndexEntry = readonly [key: string, moved: boolean, length: number, kind?: SchemaObject['kind'], targets?: readonly string[]];

/** The first line of kept changes; the objects' texts follow it, one behind the other. */
interface ChangesIndex {
  readonly objects: readonly IndexEntry[];
  readonly dropped: readonly string[];
  readonly usesInheritance: boolean;
  readonly searchPath: readonly string[];
}

export function writeChanges({ objects, dropped, usesInheritance, searchPath }: SchemaChanges): Uint8Array {
  const texts: Buffer[] = [];
  const entries = objects.map(({ key, moved, value }): IndexEntry => {
    if (value === undefined) return [key, moved, 0];
    const object = 'read' in value ? value.read() : value;
    const text = Buffer.from(writeObject(object));
    texts.push(text);
    return [key, moved, text.length, object.kind, targetsOf(object)];
  });
  const index: ChangesIndex = { objects: entries, dropped, usesInheritance, searchPath };
  return Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...texts]);
}

/**
 * Does to a schema what blocks did that followed on its present state. An object is read when
 * somebody asks for it, as the last block left it.
 */
export function applyKept(schema: Schema, blocks: readonly KeptBlock[]): void {
  const last = new Map<string, ObjectChange>();
  const dropped = new Set<string>();
  let { usesInheritance, lastingSearchPath: searchPath } = schema;
  for (const { changes } of blocks) {
    const endOfIndex = changes.indexOf(newline);
    // Written by ourselves: the file's checksum was right.
    const index = JSON.parse(textOf(changes.subarray(0, endOfIndex))) as ChangesIndex;
    let at = endOfIndex + 1;
    for (const [key, moved, length, kind, targets] of index.objects) {
      const from = at;
      at += length;
      const earlier = last.get(key);
      if (moved || length === 0) last.delete(key);
      const read = (): SchemaObject => readObject(textOf(changes.subarray(from, from + length)));
      const value = kind === undefined || targets === undefined ? undefined : { kind, targets, read };
      last.set(key, { key, value, moved: moved || (earlier?.moved ?? false) });
    }
    for (const key of index.dropped) dropped.add(key);
    ({ usesInheritance, searchPath } = index);
  }
  schema.applyChanges({ objects: [...last.values()], dropped: [...dropped], usesInheritance, searchPath });
}

const newline = 0x0a;

function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}
