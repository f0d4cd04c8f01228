import type { Node, ObjectExpression } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { keyName, unwrap, walk } from '../modules/nodes.ts';
import type { ModuleRoutes, Route } from '../routes/route.ts';
import { normalPath } from '../routes/route.ts';
import type { Break, Direction } from './compare-schemas.ts';
import { compareSchemas } from './compare-schemas.ts';
import { isUnstable } from './deprecation.ts';
import { declaredSchemas, readSchema } from './read-schema.ts';
import { SchemaSource } from './schema-source.ts';
import type { SchemaUses } from './schema-uses.ts';
import { schemaUses } from './schema-uses.ts';
import { schemaOf } from './shape.ts';

/** A schema of which an earlier state is known. */
export interface ChangedSchema {
  /** As a message calls it. */
  readonly name: string;
  readonly breaks: readonly Break[];
  /** What is underlined when the place itself is gone. */
  readonly node: Pick<Node, 'start' | 'end'>;
}

const BOTH: ReadonlySet<Direction> = new Set(['request', 'response']);

/** The schemas that a module declares by name, then and now, also those that break nothing. Those that are gone are a matter of who used them. */
export function changedDeclarations(before: Module, after: Module, modules: Modules): readonly ChangedSchema[] {
  const now = declaredSchemas(new SchemaSource(after, modules));
  return [...declaredSchemas(new SchemaSource(before, modules))].flatMap(([name, schema]) => {
    const current = now.get(name);
    const was = before.types.get(name) ?? before.values.get(name);
    const node = after.types.get(name) ?? after.values.get(name);
    if (!current || !node || !was || isUnstable(before.text, { start: was.start, end: was.start })) return [];
    return [{ name, breaks: compareSchemas(schema, current, BOTH), node: firstOf(node) }];
  });
}

export interface RoutesOfModule {
  readonly module: Module;
  readonly routes: ModuleRoutes;
}

/** What of a request comes as text, whatever the schema says, and is turned into what that wants. */
const COMES_AS_TEXT = /\/(?:querystring|query|headers|Querystring|Query|Headers)\b/u;

/** The schemas that are written in the registrations of routes which were and are there. */
export function changedRegistrations(before: RoutesOfModule, after: RoutesOfModule, modules: Modules): readonly ChangedSchema[] {
  const now = new Map(after.routes.routes.map((route) => [keyOf(route), route]));
  return before.routes.routes.flatMap((route) => {
    const current = now.get(keyOf(route));
    if (!current) return [];
    const earlier = schemaUses(route.registration, before.module, modules).written;
    const later = schemaUses(current.registration, after.module, modules).written;
    const asked = earlier.some(({ label }) => HEADERS.test(label)) ? [] : later.flatMap((use) => newHeaders(use, current, after, modules));
    return [...asked, ...earlier.flatMap(({ node, label, direction }) => {
      const [same, ...others] = later.filter((candidate) => candidate.label === label && candidate.direction === direction);
      // Where there are two of them nobody can tell which was which.
      if (!same || others.length > 0 || earlier.filter((candidate) => candidate.label === label && candidate.direction === direction).length > 1) return [];
      const [was, is] = [readSchema(node, new SchemaSource(before.module, modules)), readSchema(same.node, new SchemaSource(after.module, modules))];
      const breaks = was && is ? compareSchemas(was, is, new Set([direction])).filter((found) => !(COMES_AS_TEXT.test(label) && found.change === 'narrowed' && found.before === 'string' && /^(?:number|boolean)$/u.test(found.after ?? ''))) : [];
      return breaks.length === 0 ? [] : [{ name: `${current.method} ${current.path}`, breaks, node: current.node }];
    })];
  });
}

const HEADERS = /\/headers\b/iu;

/** The headers that a route asks for which asked for none: a schema of a body may only say what its handler wanted before. */
function newHeaders({ node, label, direction }: SchemaUses['written'][number], current: Route, after: RoutesOfModule, modules: Modules): readonly ChangedSchema[] {
  const schema = direction === 'request' && HEADERS.test(label) ? readSchema(node, new SchemaSource(after.module, modules)) : undefined;
  if (!schema) return [];
  const breaks = compareSchemas(schemaOf({ kind: 'object', properties: new Map(), isStrict: true, mixed: [] }), schema, new Set([direction]));
  return breaks.length === 0 ? [] : [{ name: `${current.method} ${current.path}`, breaks, node: current.node }];
}

/** A status of success that a route declared, and does not any more while it declares others. */
export interface LostStatus {
  readonly operation: string;
  readonly status: string;
  readonly node: Node;
}

/** The statuses of success that are gone from the responses which registrations list. */
export function lostStatuses(before: RoutesOfModule, after: RoutesOfModule): readonly LostStatus[] {
  const now = new Map(after.routes.routes.map((route) => [keyOf(route), route]));
  return before.routes.routes.flatMap((route) => {
    const current = now.get(keyOf(route));
    const [earlier, later] = [statusesIn(route.registration), current && statusesIn(current.registration)];
    if (!current || !earlier || !later || later.size === 0) return [];
    return [...earlier].filter((status) => !later.has(status) && !later.has('2xx')).map((status) => ({ operation: `${current.method} ${current.path}`, status, node: current.node }));
  });
}

/** The statuses of success under the one `response` or `responses`; undefined when they are not all written down. */
function statusesIn(registration: Node): ReadonlySet<string> | undefined {
  const lists: ObjectExpression[] = [];
  walk(registration, (node) => {
    if (node.type !== 'Property' || !/^responses?$/u.test(keyName(node) ?? '')) return undefined;
    const value = unwrap(node.value);
    if (value.type === 'ObjectExpression') lists.push(value);
    return false;
  });
  const [list, ...others] = lists;
  const names = list?.properties.map((property) => (property.type === 'Property' ? keyName(property) : undefined));
  if (!names || others.length > 0 || names.includes(undefined)) return undefined;
  return new Set(names.flatMap((name) => (name !== undefined && /^2(?:\d\d|xx)$/iu.test(name) ? [name.toLowerCase()] : [])));
}

function keyOf({ method, path, owner, version }: Route): string {
  return `${method} ${normalPath(path)} ${version ?? ''} ${path.startsWith('/') ? '' : owner}`;
}

/** A whole schema is too much to underline; its name, or where it begins, is not. */
function firstOf(node: { readonly start: number; readonly end: number }): { readonly start: number; readonly end: number } {
  if ('id' in node && typeof node.id === 'object' && node.id !== null && 'start' in node.id && 'end' in node.id) return node.id as { start: number; end: number }; // an identifier of the parser's
  return { start: node.start, end: node.start + 1 };
}
