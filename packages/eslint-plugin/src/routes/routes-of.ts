import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { findFileRoutes } from './file-routes.ts';
import { findControllerRoutes } from './nest-controllers.ts';
import type { ModuleRoutes } from './route.ts';
import { findRouteObjects } from './route-objects.ts';
import { findRouterCalls } from './router-calls.ts';
import { findProcedures } from './trpc-procedures.ts';

/**
 * The routes that a module declares, under any of the frameworks that are known.
 *
 * @param modules where constants of other modules are looked up; without it paths that use them are unknown
 */
export function routesOf(module: Module, modules?: Modules): ModuleRoutes {
  const calls = findRouterCalls(module, modules);
  const parts = [
    findFileRoutes(module),
    findControllerRoutes(module, modules),
    calls,
    findRouteObjects(module, modules, calls.holders),
    findProcedures(module),
  ];
  return { routes: parts.flatMap(({ routes }) => routes), mounts: parts.flatMap(({ mounts }) => mounts), unknown: parts.flatMap(({ unknown }) => unknown) };
}
