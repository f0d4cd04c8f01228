import { normalPath } from '../routes/route.ts';
import { UNKNOWN_PREFIX } from '../routes/mounted-routes.ts';
import { isNewerPath } from './removed-routes.ts';
import type { Snapshot, SnapshotOperation } from './snapshot.ts';

/** An operation that a snapshot had and has not any more. */
export interface RemovedOperation extends SnapshotOperation {
  readonly service: string;
  /** `GET /users/{id}`. */
  readonly name: string;
  readonly path: string;
  /** The operation of the same service that stood nearest before it and is still there. */
  readonly near: string | undefined;
}

interface Named {
  readonly method: string;
  readonly path: string;
}

/** The operations that were in a snapshot and are not in the later one, without those that were announced to go. */
export function removedFromSnapshot(before: Snapshot, after: Snapshot): readonly RemovedOperation[] {
  const elsewhere = new Set([...after.values()].flatMap((operations) => [...operations.keys()].map(keyOf)));
  return [...before].flatMap(([service, operations]) => {
    const now = after.get(service) ?? new Map<string, SnapshotOperation>();
    const names = [...operations.keys()];
    return [...operations].flatMap(([name, operation]): readonly RemovedOperation[] => {
      const own = readName(name);
      // A service whose folder was renamed offers the same as before.
      const isThere = now.size > 0 ? [...now.keys()].some((other) => answersFor(readName(other), own)) : elsewhere.has(keyOf(name));
      const hasNewer = names.some((other) => readName(other).method === own.method && isNewerPath(readName(other).path, own.path));
      if (isThere || hasNewer || operation.announced || own.method === 'OPTIONS') return [];
      const near = names.slice(0, names.indexOf(name)).reverse().find((other) => now.has(other));
      return [{ ...operation, service, name, path: own.path, near }];
    });
  });
}

function readName(name: string): Named {
  const [method = '', ...path] = name.split(' ');
  return { method, path: path[0]?.startsWith('/') === true ? [normalPath(path[0]), ...path.slice(1)].join(' ') : path.join(' ') };
}

function keyOf(name: string): string {
  const { method, path } = readName(name);
  return `${method} ${path}`;
}

/** Whether one operation answers the requests of another, as far as what stands in front of their paths is known. */
function answersFor(one: Named, other: Named): boolean {
  if (one.method !== other.method && one.method !== 'ALL') return false;
  const rest = (path: string): string => normalPath(path.slice(UNKNOWN_PREFIX.length));
  if (one.path.startsWith(UNKNOWN_PREFIX) || other.path.startsWith(UNKNOWN_PREFIX)) {
    const [left, right] = [one.path, other.path].map((path) => (path.startsWith(UNKNOWN_PREFIX) ? rest(path) : path));
    return (left ?? '').endsWith(right ?? '') || (right ?? '').endsWith(left ?? '');
  }
  return one.path === other.path;
}
