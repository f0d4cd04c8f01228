import type { Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import { normalPath } from '../routes/route.ts';
import type { ModuleRoutes, Route } from '../routes/route.ts';
import { announcementOf } from './deprecation.ts';

/** An operation that was offered and is not any more. */
export interface RemovedRoute {
  readonly method: string;
  readonly path: string;
  /** The route of the same file that comes nearest to where it was; undefined where no route is left. */
  readonly near: Node | undefined;
}

/**
 * The operations that a module offered at the baseline and that nothing in it offers now. Left out is what was marked
 * as deprecated or unstable, what had a newer version beside it already, and everything when the module now registers
 * something that cannot be told from the text.
 *
 * @param isElsewhere whether an operation has moved to another module
 */
export function removedRoutes(
  before: { readonly module: Module; readonly routes: ModuleRoutes },
  after: { readonly module: Module; readonly routes: ModuleRoutes },
  isElsewhere: (method: string, path: string) => boolean,
): readonly RemovedRoute[] {
  if (after.routes.unknown.length > before.routes.unknown.length) return [];
  const now = new Set(after.routes.routes.map(keyOf));
  const earlier = new Set(before.routes.routes.map(keyOf));
  const added = after.routes.routes.filter((route) => !earlier.has(keyOf(route)));
  const removed: RemovedRoute[] = [];
  for (const [index, route] of before.routes.routes.entries()) {
    const path = normalPath(route.path);
    if (now.has(keyOf(route)) || after.routes.routes.some((other) => (other.method === route.method || other.method === 'ALL') && other.version === route.version && covers(normalPath(other.path), path))) continue;
    // What OPTIONS answers goes with the other methods, and is up to a framework as often as not.
    if (route.method === 'OPTIONS' || announcementOf(before.module, route)) continue;
    if (before.routes.routes.some((other) => other !== route && other.method === route.method && isNewerVersion(other, route))) continue;
    if (added.some((other) => other.method === route.method && isMounted(normalPath(other.path), path))) continue;
    // A path that is still written here and belongs to no route is registered in a way that is not understood.
    const isWritten = path !== '/' && new RegExp(`['"\`]${route.path.replaceAll(/[.*+?^$(){}|[\]\\]/gu, String.raw`\$&`)}['"\`]`, 'u').test(after.module.text);
    if (isWritten && !after.routes.routes.some((other) => normalPath(other.path) === path)) continue;
    if (isElsewhere(route.method, path)) continue;
    const near = before.routes.routes
      .slice(0, index)
      .reverse()
      .concat(before.routes.routes.slice(index + 1))
      .find((other) => now.has(keyOf(other)));
    removed.push({ method: route.method, path: route.path, near: near && after.routes.routes.find((other) => keyOf(other) === keyOf(near))?.node });
  }
  return removed;
}

function keyOf({ method, path, version }: Route): string {
  return `${method} ${normalPath(path)} ${version ?? ''}`;
}

/** Whether all requests for one path go to another: it is the same, or ends in a wildcard. */
function covers(wide: string, path: string): boolean {
  if (wide === path) return true;
  if (!wide.endsWith('*')) return false;
  const [stem, parts] = [wide.slice(0, -1).split('/'), path.split('/')];
  // What stands before the wildcard, segment by segment; a parameter takes any.
  return stem.slice(0, -1).every((segment, at) => segment === parts[at] || (segment === '{}' && parts[at] !== undefined)) && parts.length >= stem.length;
}

/** `/v2/users` beside `/v1/users`, or the same path in a later version. */
function isNewerVersion(candidate: Route, route: Route): boolean {
  const [newer, older] = [normalPath(candidate.path), normalPath(route.path)];
  return newer === older ? Number(candidate.version ?? 0) > Number(route.version ?? 0) : isNewerPath(newer, older);
}

/** Whether a path is another one in a later version: `/v2/users` and `/v1/users`. @param newer, older as `normalPath` gives them */
export function isNewerPath(newer: string, older: string): boolean {
  const bare = (path: string): string => path.replace(/\/v\d+(?=\/|$)/u, '');
  return bare(newer) === bare(older) && versionIn(newer) > versionIn(older);
}

function versionIn(path: string): number {
  return Number(/\/v(\d+)(?=\/|$)/u.exec(path)?.[1] ?? 0);
}

/** Whether one path is the other with a prefix that is now written somewhere else, or here. A version is no such prefix. */
function isMounted(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short === '/') return long.split('/').length === 2 && one === '/';
  return long.endsWith(short) && !/\/v\d+(?:\/|$)/u.test(long.slice(0, -short.length));
}
