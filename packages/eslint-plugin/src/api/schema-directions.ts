import type { Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { isClass, typeNames, walk } from '../modules/nodes.ts';
import type { Route } from '../routes/route.ts';
import type { Direction } from './compare-schemas.ts';
import { schemaUses } from './schema-uses.ts';

/** In which direction the routes of a project send what is declared, by {@link declarationKey}. */
export type SchemaDirections = ReadonlyMap<string, ReadonlySet<Direction>>;

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
  const found = new Map<string, Set<Direction>>();
  const queue: { module: Module; name: string; direction: Direction }[] = [];

  function use(module: Module, name: string, direction: Direction): void {
    const meaning = modules.meaning(module, name);
    if (meaning?.kind !== 'declaration') return;
    // A constant and a type of one name are one schema: `const User = z.object(…); type User = z.infer<typeof User>`.
    const key = declarationKey(meaning.module.file, meaning.name);
    let directions = found.get(key);
    if (!directions) found.set(key, (directions = new Set()));
    if (directions.has(direction)) return;
    directions.add(direction);
    queue.push({ module: meaning.module, name: meaning.name, direction });
  }

  for (const { module, route } of routes) {
    const places = [{ module, node: route.registration }];
    for (const handler of route.handlers) {
      const meaning = handler.type === 'Identifier' ? modules.meaning(module, handler.name) : undefined;
      if (meaning?.kind === 'declaration') places.push({ module: meaning.module, node: meaning.node });
    }
    for (const place of places) {
      const uses = schemaUses(place.node, place.module, modules);
      for (const { name, direction } of uses.names) use(place.module, name, direction);
      for (const { name, direction } of uses.registered) {
        const key = registeredKey(name);
        found.set(key, new Set([...(found.get(key) ?? []), direction]));
      }
    }
  }
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { module, name, direction } = next;
    for (const node of [module.values.get(name), module.types.get(name)].flatMap((declared) => partsOf(declared))) {
      walk(node, (inner) => {
        if (inner.type === 'Identifier') use(module, inner.name, direction);
        else if (inner.type === 'TSTypeReference') for (const type of typeNames(inner)) use(module, type, direction);
        // What a class or a function does is no part of what it looks like.
        return inner.type !== 'MethodDefinition' && inner.type !== 'BlockStatement';
      });
    }
  }
  return found;
}

/** Of a class what it inherits and what it has: what it gives to its parent as a type is used for anything there. */
function partsOf(declared: Node | undefined): readonly Node[] {
  if (!declared) return [];
  return isClass(declared) ? [declared.superClass, declared.body].filter((part) => part !== null) : [declared];
}
