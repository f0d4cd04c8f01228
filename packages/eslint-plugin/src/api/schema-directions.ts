import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import type { Route } from '../routes/route.ts';
import type { Direction } from './compare-schemas.ts';
import type { Narrowing } from './schema-references.ts';
import { deepOnes, schemaReferences } from './schema-references.ts';
import { usesOfRoute } from './schema-uses.ts';

/** A way in which routes send what is declared. */
export interface DirectedUse {
  readonly direction: Direction;
  /** What is left of it on the way to the route. */
  readonly narrowings: readonly Narrowing[];
}

/** How the routes of a project send what is declared, by {@link declarationKey}. */
export type SchemaDirections = ReadonlyMap<string, readonly DirectedUse[]>;

/** Of one declaration no more ways are followed: they would tell the same. */
const MAX_USES = 12;

export function declarationKey(file: string, name: string): string {
  return `${file}#${name}`;
}

/** The key of a schema that is used by the name that it is registered under, wherever it is declared. */
export function registeredKey(name: string): string {
  return `#${name}`;
}

/**
 * Follows the schemas of routes to what they are made of: a type that only answers use is only ever sent, whatever it
 * is nested in.
 */
export function schemaDirections(routes: readonly { readonly module: Module; readonly route: Route }[], modules: Modules): SchemaDirections {
  const found = new Map<string, Map<string, DirectedUse>>();
  const queue: { readonly module: Module; readonly name: string; readonly use: DirectedUse }[] = [];

  function add(key: string, use: DirectedUse): boolean {
    let uses = found.get(key);
    if (!uses) found.set(key, (uses = new Map<string, DirectedUse>()));
    const text = JSON.stringify(use);
    // What is sent as it is, is sent in every other way as well.
    if (uses.size >= MAX_USES || uses.has(text) || uses.has(JSON.stringify({ direction: use.direction, narrowings: [] }))) return false;
    uses.set(text, use);
    return true;
  }

  function use(module: Module, name: string, { direction, narrowings }: DirectedUse): void {
    const meaning = modules.meaning(module, name);
    if (meaning?.kind !== 'declaration') return;
    // A constant and a type of one name are one schema: `const User = z.object(…); type User = z.infer<typeof User>`.
    const way = { direction, narrowings };
    if (add(declarationKey(meaning.module.file, meaning.name), way)) queue.push({ module: meaning.module, name: meaning.name, use: way });
  }

  for (const { module, route } of routes) {
    for (const { module: place, uses } of usesOfRoute(module, route, modules)) {
      for (const { name, direction, narrowings } of uses.names) use(place, name, { direction, narrowings });
      for (const { name, direction } of uses.registered) add(registeredKey(name), { direction, narrowings: [] });
    }
  }
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { module, name, use: { direction, narrowings } } = next;
    for (const declared of [module.values.get(name), module.types.get(name)]) {
      for (const part of declared ? schemaReferences(declared) : []) {
        if (part.name !== name) use(module, part.name, { direction, narrowings: [...part.narrowings, ...(part.isWhole ? [...narrowings, { kind: 'part', of: declarationKey(module.file, name) } as const] : deepOnes(narrowings))] });
      }
    }
  }
  return new Map([...found].map(([key, uses]) => [key, [...uses.values()]]));
}
