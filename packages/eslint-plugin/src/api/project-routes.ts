import { compileGlobs } from '../analysis/path-globs.ts';
import { FILES_NOT_DEPLOYED } from '../knowledge/files-outside-services.ts';
import type { Module } from '../modules/module.ts';
import type { Project } from '../modules/project-modules.ts';
import { rememberPaths } from '../modules/remember-paths.ts';
import type { Question } from '../project/text-index.ts';
import type { MountedRoute } from '../routes/mounted-routes.ts';
import { mountRoutes } from '../routes/mounted-routes.ts';
import type { ModuleRoutes, Route } from '../routes/route.ts';
import { routesOf } from '../routes/routes-of.ts';

const isOutside = compileGlobs(FILES_NOT_DEPLOYED);

/** Whether a file may hold what a service offers. */
export const mayOffer = rememberPaths((path) => /\.[cm]?[jt]sx?$/u.test(path) && !isOutside(path));

/** What has to be in a text for routes to be registered in it. `map.get(key)` registers none, as there is nothing behind the key. */
export const REGISTERS_ROUTES =
  /\.(?:get|post|put|patch|delete|del|all|options|head)\s*(?:<|\((?!\s*[\w$.?!]+\s*\)))|\.(?:route|use|register|query|mutation|subscription)\s*[(<]|@(?:Get|Post|Put|Patch|Delete|All|Sse|Options|Head)\(|\bmethods?['"]?\s*:\s*\[?['"]|\b(?:GET|POST|PUT|PATCH|DELETE|loader|action)\b|pages\/api|\b(?:setGlobalPrefix|enableVersioning|RouterModule|mergeRouters)\b|[rR]outer\(/u;

const registering: Question<true> = { isAbout: mayOffer, pattern: REGISTERS_ROUTES, read: () => true };

/** A route with the module that registers it. */
export interface PlacedRoute {
  readonly module: Module;
  readonly route: Route;
}

/** All routes of a project. */
export function routesOfProject(project: Project): readonly PlacedRoute[] {
  return project.candidates(registering).flatMap((file) => {
    const module = project.modules.at(file);
    return module ? routesInProject(project, module).routes.map((route) => ({ module, route })) : [];
  });
}

/** The routes of a module that is part of the project as it stands. */
export function routesInProject({ modules }: Project, module: Module): ModuleRoutes {
  return modules.remember(`routes of ${module.file}`, () => {
    modules.at(module.file);
    return routesOf(module, modules);
  });
}

/** All routes of a project with the paths that they have for those who call. */
export function mountedRoutesOf(project: Project): readonly MountedRoute[] {
  const declared = project.candidates(registering).flatMap((file) => {
    const module = project.modules.at(file);
    return module ? [{ module, routes: routesInProject(project, module) }] : [];
  });
  return mountRoutes(declared, project.modules);
}
