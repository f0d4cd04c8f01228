import type { ConfigValue } from '../config-files/config-value.ts';
import { entriesAt, textAt, valueAt } from '../config-files/config-value.ts';
import type { Break, Direction } from './compare-schemas.ts';
import { compareSchemas } from './compare-schemas.ts';
import { readOpenApiSchema } from './openapi-schema.ts';
import type { Place } from './shape.ts';

/** What an operation of a snapshot takes or answers otherwise than before. */
export interface SnapshotBreak {
  /** As a message calls the operation, `GET /users/{id}`. */
  readonly operation: string;
  readonly found: Break;
  /** What to underline in the later snapshot. */
  readonly place: Place;
  /** The file that says what has changed when it was and is in one file, from the root; a rule about code tells it there. */
  readonly told: string | undefined;
}

/** Compares what the operations that two snapshots have take and answer. @param before, after documents of snapshots */
export function changedInSnapshot(before: ConfigValue, after: ConfigValue): readonly SnapshotBreak[] {
  const breaks: SnapshotBreak[] = [];
  const seen = new Set<string>();
  for (const [service, { value: operations }] of entriesAt(before, 'services')) {
    for (const [operation, { value: was }] of entriesAt(operations)) {
      const is = valueAt(after, 'services', service, operation);
      if (!is || textAt(was, 'announced') !== undefined) continue;
      for (const direction of ['request', 'response'] as const) {
        for (const [label, { value }] of entriesAt(was, direction)) {
          const entry = entriesAt(is, direction).get(label);
          if (!entry) continue;
          for (const found of compareSchemas(readOpenApiSchema(value, before), readOpenApiSchema(entry.value, after), new Set<Direction>([direction]))) {
            const key = JSON.stringify([found.change, direction, found.node, found.origin]);
            // Of a schema that many operations have one is told.
            if ((found.node ?? found.origin) && seen.has(key)) continue;
            seen.add(key);
            const [start, end] = entry.keyRange;
            const own = textAt(was, 'file');
            const inline = own !== undefined && own === textAt(is, 'file') ? (service === '.' ? own : `${service}/${own}`) : undefined;
            breaks.push({ operation, found, place: found.node ?? { start, end }, told: fileOf(found, before, after, inline) });
          }
        }
      }
    }
  }
  return breaks;
}

/** The file of the named schema in which a change is, when that was and is there; of one without a name that of the operation. */
function fileOf({ node, origin }: Break, before: ConfigValue, after: ConfigValue, inline: string | undefined): string | undefined {
  const [document, other, place] = node ? [after, before, node] : [before, after, origin];
  if (!place) return inline;
  const named = [...entriesAt(document, 'schemas')].find(([, { value: { range: [start, end] } }]) => start <= place.start && place.end <= end)?.[0];
  if (named === undefined) return inline;
  return entriesAt(other, 'schemas').has(named) ? named.slice(0, named.lastIndexOf('#')) : undefined;
}
