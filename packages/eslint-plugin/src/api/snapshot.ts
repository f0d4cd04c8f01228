import type { ConfigValue } from '../config-files/config-value.ts';
import { entriesAt, textAt, valueAt } from '../config-files/config-value.ts';
import type { Modules } from '../modules/modules.ts';
import { directoryOf } from '../modules/source-files.ts';
import type { MountedRoute } from '../routes/mounted-routes.ts';
import { announcementOf } from './deprecation.ts';

/** An operation as a snapshot has it. */
export interface SnapshotOperation {
  /** Where it is registered, from the folder of its service. */
  readonly file: string;
  /** What was announced of it: that it goes away, or that nobody may count on it. */
  readonly announced?: 'deprecated' | 'unstable';
}

/** What the services of a project offer: by the folder of the service, then by operation, `GET /users/{id}`. */
export type Snapshot = ReadonlyMap<string, ReadonlyMap<string, SnapshotOperation>>;

/** The key by which a snapshot is known, and the version of its form. */
const MARK = 'deliveryApi';
const VERSION = 1;

/**
 * What a project offers, in an order that depends on nothing but that.
 *
 * @param routes with the paths that they have for those who call
 * @param root absolute; what lies outside of it is left out
 */
export function takeSnapshot(routes: readonly MountedRoute[], modules: Modules, root: string): Snapshot {
  const services = new Map<string, Map<string, SnapshotOperation>>();
  for (const { module, route, paths } of routes) {
    if (!module.file.startsWith(`${root}/`)) continue;
    const home = modules.packages.of(module.file)?.directory ?? directoryOf(module.file);
    const folder = home.startsWith(`${root}/`) ? home : root;
    const service = folder === root ? '.' : folder.slice(root.length + 1);
    let operations = services.get(service);
    if (!operations) services.set(service, (operations = new Map<string, SnapshotOperation>()));
    for (const path of paths) {
      const announced = announcementOf(module, route, path);
      const name = `${route.method} ${readablePath(path)}${route.version === undefined || path.includes(`v${route.version}`) ? '' : ` (version ${route.version})`}`;
      const file = module.file.slice(folder.length + 1);
      const known = operations.get(name);
      // Of two that are registered under one name the first file by name counts, and what is announced of both.
      if (known && known.file <= file) continue;
      operations.set(name, { file, ...(announced && { announced }) });
    }
  }
  return new Map([...services].sort(([left], [right]) => compare(left, right)).map(([service, operations]) => [service, new Map([...operations].sort(([left], [right]) => compare(sortKey(left), sortKey(right))))]));
}

/** A snapshot as the text of its file, with a line for each operation, so that a change of one is a change of one line. */
export function writeSnapshot(snapshot: Snapshot): string {
  const services = [...snapshot].map(([service, operations]) => {
    const lines = [...operations].map(([name, { file, announced }]) => `      ${JSON.stringify(name)}: { "file": ${JSON.stringify(file)}${announced ? `, "announced": "${announced}"` : ''} }`);
    return `    ${JSON.stringify(service)}: {\n${lines.join(',\n')}\n    }`;
  });
  return `{\n  "${MARK}": ${VERSION},\n  "services": {${services.length === 0 ? '' : `\n${services.join(',\n')}\n  `}}\n}\n`;
}

/** Whether a text may be that of a snapshot. */
export function maybeSnapshot(text: string): boolean {
  return text.includes(`"${MARK}"`);
}

/** Reads a snapshot; undefined for a document that is none of this version. */
export function readSnapshot(document: ConfigValue | undefined): Snapshot | undefined {
  const version = valueAt(document, MARK);
  if (version?.kind !== 'scalar' || version.value !== VERSION) return undefined;
  return new Map(
    [...entriesAt(document, 'services')].map(([service, { value }]) => [
      service,
      new Map(
        [...entriesAt(value)].map(([name, entry]): [string, SnapshotOperation] => {
          const announced = textAt(entry.value, 'announced');
          return [name, { file: textAt(entry.value, 'file') ?? '', ...((announced === 'deprecated' || announced === 'unstable') && { announced }) }];
        }),
      ),
    ]),
  );
}

/** What is in one snapshot and not in another, as `apps/api GET /users`. */
export function missingFrom(other: Snapshot, snapshot: Snapshot): readonly string[] {
  return [...snapshot].flatMap(([service, operations]) => [...operations.keys()].filter((name) => !other.get(service)?.has(name)).map((name) => (service === '.' ? name : `${service}: ${name}`)));
}

/** `/users/{id}` for `/users/:id`, `/users/[id]` and `/users/<id>`. */
function readablePath(path: string): string {
  return path.replaceAll(/\[\[?\.\.\.(\w+)\]?\]/gu, '*').replaceAll(/:(\w+)(?:\([^)]*\))?|\[(\w+)\]|<(\w+)>/gu, (_, ...names: (string | undefined)[]) => `{${names.slice(0, 3).find((name) => name !== undefined) ?? ''}}`);
}

/** By path, then by method. */
function sortKey(name: string): string {
  const [method = '', ...path] = name.split(' ');
  return `${path.join(' ')} ${method}`;
}

/** By code units, which are the same everywhere. */
function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
