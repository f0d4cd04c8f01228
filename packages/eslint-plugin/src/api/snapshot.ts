import type { ConfigValue } from '../config-files/config-value.ts';
import { entriesAt, textAt, valueAt } from '../config-files/config-value.ts';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { directoryOf } from '../modules/source-files.ts';
import type { MountedRoute } from '../routes/mounted-routes.ts';
import type { Route } from '../routes/route.ts';
import { announcementOf } from './deprecation.ts';
import type { JsonSchema } from './json-schema-of.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import type { OperationSchemas } from './operation-schemas.ts';
import { operationSchemas, readDeclared } from './operation-schemas.ts';
import type { Declared } from './shape.ts';
import { HIDDEN } from './shape.ts';

/** An operation as a snapshot has it. */
export interface SnapshotOperation {
  /** Where it is registered, from the folder of its service. */
  readonly file: string;
  /** What was announced of it: that it goes away, or that nobody may count on it. */
  readonly announced?: 'deprecated' | 'unstable';
}

/** What the services of a project offer: by the folder of the service, then by operation, `GET /users/{id}`. */
export type Snapshot = ReadonlyMap<string, ReadonlyMap<string, SnapshotOperation>>;

/** A snapshot with what the operations take and answer. */
export interface WrittenSnapshot {
  readonly services: ReadonlyMap<string, ReadonlyMap<string, SnapshotOperation & Partial<OperationSchemas>>>;
  /** The schemas that have a name, by file and name, `src/users.ts#User`. */
  readonly schemas: ReadonlyMap<string, JsonSchema>;
}

/** The key by which a snapshot is known, and the version of its form. */
const MARK = 'deliveryApi';
const VERSION = 2;
/** The first one had operations only. */
const KNOWN_VERSIONS: readonly unknown[] = [1, VERSION];

/**
 * What a project offers, in an order that depends on nothing but that.
 *
 * @param routes with the paths that they have for those who call
 * @param root absolute; what lies outside of it is left out
 */
export function takeSnapshot(routes: readonly MountedRoute[], modules: Modules, root: string): WrittenSnapshot {
  const schemas = new NamedSchemas(modules, root);
  const services = new Map<string, Map<string, { readonly operation: SnapshotOperation; readonly module: Module; readonly route: Route }>>();
  for (const { module, route, paths } of routes) {
    if (!module.file.startsWith(`${root}/`)) continue;
    const home = modules.packages.of(module.file)?.directory ?? directoryOf(module.file);
    const folder = home.startsWith(`${root}/`) ? home : root;
    const service = folder === root ? '.' : folder.slice(root.length + 1);
    let operations = services.get(service);
    if (!operations) services.set(service, (operations = new Map<string, { operation: SnapshotOperation; module: Module; route: Route }>()));
    for (const path of paths) {
      const announced = announcementOf(module, route, path);
      const name = `${route.method} ${readablePath(path)}${route.version === undefined || path.includes(`v${route.version}`) ? '' : ` (version ${route.version})`}`;
      const file = module.file.slice(folder.length + 1);
      const known = operations.get(name);
      // Of two that are registered under one name the first file by name counts.
      if (known && known.operation.file <= file) continue;
      operations.set(name, { operation: { file, ...(announced && { announced }) }, module, route });
    }
  }
  const sorted = [...services].sort(([left], [right]) => compare(left, right)).map(([service, operations]) => {
    const inOrder = [...operations].sort(([left], [right]) => compare(sortKey(left), sortKey(right)));
    return [service, new Map(inOrder.map(([name, { operation, module, route }]) => [name, { ...operation, ...operationSchemas(module, route, modules, schemas.refer) }]))] as const;
  });
  return { services: new Map(sorted), schemas: schemas.all() };
}

/** The schemas with names that operations refer to, and those that these refer to. */
class NamedSchemas {
  readonly #modules: Modules;
  readonly #root: string;
  readonly #named = new Map<string, Declared>();

  constructor(modules: Modules, root: string) {
    this.#modules = modules;
    this.#root = root;
  }

  readonly refer = (declared: Declared): string => {
    const key = `${declared.file.slice(this.#root.length + 1)}#${declared.name}`;
    this.#named.set(key, declared);
    return `#/schemas/${key.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('%', '%25')}`;
  };

  all(): ReadonlyMap<string, JsonSchema> {
    const schemas = new Map<string, JsonSchema>();
    // A map that grows while it is walked through is walked through to its end.
    for (const [key, declared] of this.#named) schemas.set(key, jsonSchemaOf(readDeclared(declared, this.#modules) ?? HIDDEN, this.refer));
    return new Map([...schemas].sort(([left], [right]) => compare(left, right)));
  }
}

/** A snapshot as the text of its file: what is short stands in one line, so that a change of one thing is a change of one line. */
export function writeSnapshot({ services, schemas }: WrittenSnapshot): string {
  const written = {
    [MARK]: VERSION,
    services: Object.fromEntries([...services].map(([service, operations]) => [service, Object.fromEntries([...operations].map(([name, { request = {}, response = {}, ...operation }]) => [name, { ...operation, ...(!isEmpty(request) && { request }), ...(!isEmpty(response) && { response }) }]))])),
    ...(schemas.size > 0 && { schemas: Object.fromEntries(schemas) }),
  };
  return `${textOf(written, '', 2)}\n`;
}

/** Longer ones are written over several lines. */
const LINE = 100;

/** @param open so many levels are written over several lines however short they are */
function textOf(value: unknown, indent: string, open: number): string {
  const isList = Array.isArray(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  if (entries.length === 0) return isList ? '[]' : '{}';
  const [begin, end] = isList ? ['[', ']'] : ['{', '}'];
  const inner = entries.map(([key, item]) => ({ key: isList ? '' : `${JSON.stringify(key)}: `, item }));
  const short = inner.map(({ key, item }) => `${key}${textOf(item, '', 0)}`).join(', ');
  const line = isList ? `[${short}]` : `{ ${short} }`;
  if (open <= 0 && !line.includes('\n') && line.length <= LINE) return line;
  const isOpen = (key: string): number => (open === 2 && key === '"schemas": ' ? 1 : open);
  return `${begin}\n${inner.map(({ key, item }) => `${indent}  ${key}${textOf(item, `${indent}  `, isOpen(key) - 1)}`).join(',\n')}\n${indent}${end}`;
}

function isEmpty(schemas: Readonly<Record<string, JsonSchema>>): boolean {
  return Object.keys(schemas).length === 0;
}

/** Whether a text may be that of a snapshot. */
export function maybeSnapshot(text: string): boolean {
  return text.includes(`"${MARK}"`);
}

/** Reads the operations of a snapshot; undefined for a document that is none of a known version. */
export function readSnapshot(document: ConfigValue | undefined): Snapshot | undefined {
  const version = valueAt(document, MARK);
  if (version?.kind !== 'scalar' || !KNOWN_VERSIONS.includes(version.value)) return undefined;
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

/** What is in one snapshot and not in another, as `apps/api: GET /users`. */
export function missingFrom(other: Snapshot, snapshot: Snapshot): readonly string[] {
  return [...snapshot].flatMap(([service, operations]) => [...operations.keys()].filter((name) => !other.get(service)?.has(name)).map((name) => (service === '.' ? name : `${service}: ${name}`)));
}

/** Operations and schemas with names that both documents have and that are not the same in them. */
export function changedIn(before: ConfigValue | undefined, after: ConfigValue | undefined): readonly string[] {
  const differing = (...keys: readonly string[]): readonly string[] => [...entriesAt(before, ...keys)].flatMap(([name, { value }]) => {
    const now = valueAt(after, ...keys, name);
    return now && plainText(value) !== plainText(now) ? [name] : [];
  });
  return [...[...entriesAt(before, 'services').keys()].flatMap((service) => differing('services', service).map((name) => (service === '.' ? name : `${service}: ${name}`))), ...differing('schemas')];
}

/** What a value says, wherever it stands. */
function plainText(value: ConfigValue): string {
  if (value.kind === 'scalar') return JSON.stringify(value.value);
  return value.kind === 'list' ? `[${value.items.map(plainText).join()}]` : `{${[...value.entries].map(([key, entry]) => `${key}:${plainText(entry.value)}`).join()}}`;
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
