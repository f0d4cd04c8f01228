import type { Class, Node } from 'oxc-parser';
import { CONTROLLER_DECORATORS } from '../knowledge/route-frameworks.ts';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { decoratorsOf, isClass, unwrap, valueOf } from '../modules/nodes.ts';
import { staticText } from '../modules/static-text.ts';
import type { ModuleRoutes, Route } from './route.ts';
import { methodNamed } from './route.ts';
import { topLevelParts } from './top-level-parts.ts';

/** Routes of NestJS, routing-controllers and tsoa: `@Controller('p')` on a class, `@Get(':id')` on a method. */
export function findControllerRoutes(module: Module, modules: Modules | undefined): ModuleRoutes {
  const routes: Route[] = [];
  const unknown: Node[] = [];
  for (const [owner, part] of topLevelParts(module)) {
    if (!isClass(part)) continue;
    const controller = decoratorsOf(part).find(({ name }) => CONTROLLER_DECORATORS.includes(name));
    if (!controller) continue;
    const [given] = controller.arguments;
    const prefixes = textsOf(given && (valueOf(given, 'path') ?? given), module, modules);
    const version = textsOf(valueOf(given, 'version'), module, modules)?.[0];
    readMethods(part, (method, decorator, paths, own) => {
      if (!prefixes || !paths) {
        unknown.push(decorator);
        return;
      }
      const stated = own ?? version;
      for (const prefix of prefixes) {
        for (const path of paths) {
          routes.push({ ...method, path: `/${prefix}/${path}`.replaceAll(/\/{2,}/gu, '/'), owner, node: decorator, controller: part, ...(stated !== undefined && stated !== '' && { version: stated }) });
        }
      }
    });
  }
  return { routes, mounts: [], unknown };

  function readMethods(
    part: Class,
    add: (route: Pick<Route, 'method' | 'registration' | 'handlers'>, decorator: Node, paths: readonly string[] | undefined, version: string | undefined) => void,
  ): void {
    for (const member of part.body.body) {
      if (member.type !== 'MethodDefinition') continue;
      const decorators = decoratorsOf(member);
      const version = decorators.find(({ name }) => name === 'Version')?.arguments[0];
      for (const { name, arguments: [path], node } of decorators) {
        const method = name === 'Sse' ? 'GET' : /^[A-Z]/u.test(name) ? methodNamed(name) : undefined;
        if (method !== undefined) add({ method, registration: member, handlers: [member.value] }, node, textsOf(path && (valueOf(path, 'path') ?? path), module, modules), version && textsOf(version, module, modules)?.[0]);
      }
    }
  }
}

/** The texts of a path or of a list of paths; undefined when one cannot be told. Options without a path are the empty path. */
function textsOf(node: Node | undefined, module: Module, modules: Modules | undefined): readonly string[] | undefined {
  if (!node) return [''];
  const value = unwrap(node);
  if (value.type === 'ObjectExpression') return [''];
  const texts = (value.type === 'ArrayExpression' ? value.elements : [value]).map((element) => element ? staticText(element, module, modules) : undefined);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
