/** What is in doubt because of SQL that a script puts together at run time. */
import type { Opaque, Statement } from '../changes.ts';
import { namedOf, objectKey } from './object-key.ts';
import type { Mark, Schema } from './schema.ts';

/**
 * The names of the objects that such SQL may have changed. Where a script says plainly what it does with an
 * object, and does the same in schemas that only the server knows, it means objects of other tenants there.
 */
export function namesInDoubt({ targets = [] }: Opaque, script: readonly Statement[]): ReadonlySet<string> {
  const plain = new Set<string>();
  for (const { changes } of script) {
    for (const change of changes) {
      if ('table' in change) plain.add(change.table.name);
      if ('name' in change && typeof change.name === 'object') plain.add(change.name.name);
    }
  }
  return new Set(targets.filter(({ name, elsewhere }) => !(elsewhere && plain.has(name))).map(({ name }) => name));
}

/** Learns that objects of these names may be other than the history says: tables from now on, the rest in this migration. */
export function distrustNames(schema: Schema, names: ReadonlySet<string>): void {
  for (const table of [...schema.tables()]) {
    const isMeant = names.has(table.name) || [...table.indexes.keys()].some((index) => names.has(index));
    if (isMeant && !table.partial) schema.makePartial(table);
  }
  for (const object of schema.objects()) if (names.has(object.name)) schema.doubt(objectKey(schema, namedOf(object)));
}

/** Puts in doubt what became of objects of these names since the mark, whether or not they are there now. */
export function doubtNames(schema: Schema, names: ReadonlySet<string>, mark: Mark): void {
  for (const [key, before] of schema.changedSince(mark)) {
    if (!names.has(bareName(key))) continue;
    schema.doubt(key);
    const entry = before ?? schema.get(key);
    if (entry?.kind === 'index') schema.doubt(`relation ${entry.table}`);
  }
}

/** `routine public.total(int4)` is `total`. */
function bareName(key: string): string {
  return /^\S+ (?:[^.(]*\.)?(?<name>[^(]*)/u.exec(key)?.groups?.['name'] ?? key;
}
