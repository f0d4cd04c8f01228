import type { TSESTree } from '@typescript-eslint/utils';
import { rangeLocation } from '../analysis/range-location.ts';
import type { Break, Direction } from '../api/compare-schemas.ts';
import { compareSchemas } from '../api/compare-schemas.ts';
import { areExposed } from '../api/exposed-names.ts';
import { isUnstable } from '../api/deprecation.ts';
import { mayOffer, routesInProject, routesOfProject } from '../api/project-routes.ts';
import { declaredSchemas, readSchema } from '../api/read-schema.ts';
import { declarationKey, registeredKey, schemaDirections } from '../api/schema-directions.ts';
import { schemaUses } from '../api/schema-uses.ts';
import { baselineMessages, sinceBaseline } from '../comparison/since-baseline.ts';
import { createRule } from '../create-rule.ts';
import type { Module } from '../modules/module.ts';
import { readModule } from '../modules/module.ts';
import { projectOf } from '../modules/project-modules.ts';
import type { ModuleRoutes, Route } from '../routes/route.ts';
import { normalPath } from '../routes/route.ts';
import { routesOf } from '../routes/routes-of.ts';

const BOTH: ReadonlySet<Direction> = new Set(['request', 'response']);

/** A schema of which an earlier state is known. */
interface Compared {
  /** As a message calls it. */
  readonly name: string;
  readonly breaks: readonly Break[];
  /** What is underlined when the place itself is gone. */
  readonly node: { readonly start: number; readonly end: number };
}

export default createRule({
  name: 'no-breaking-schema-change',
  antipattern: 'DP-02',
  type: 'problem',
  docs: {
    description: 'Disallow changes of request and response schemas that clients of the previous version do not survive',
    recommended: false,
    strict: 'error',
  },
  messages: {
    ...baselineMessages,
    removed: '`{{path}}` is gone from `{{name}}`, and those who read this response still expect it. Keep it and mark it as deprecated, and remove it in a later release.',
    optional: '`{{path}}` of `{{name}}` may be missing now, and those who read this response rely on it. Go on sending it, or add another field.',
    nullable: '`{{path}}` of `{{name}}` may be null now, and those who read this response rely on a value. Go on sending one, or add another field.',
    retyped: '`{{path}}` of `{{name}}` was {{before}} and is {{after}}, which those who read this response do not expect. Keep it as it was, and add a field of another name.',
    added: '`{{path}}` of `{{name}}` is new and required, so requests of clients that do not know it are refused. Make it optional, or give it a default.',
    required: '`{{path}}` of `{{name}}` is required now, so requests that leave it out, as they could, are refused. Keep it optional, or give it a default.',
    notNullable: '`{{path}}` of `{{name}}` may not be null any more, so requests that say so, as they could, are refused. Go on accepting null.',
    narrowed: '`{{path}}` of `{{name}}` was {{before}} and is {{after}}, so requests that were right are refused. Go on accepting what was accepted.',
    refused: '`{{path}}` is gone from `{{name}}`, which accepts nothing that it does not know, so requests that still send it are refused. Keep it and mark it as deprecated.',
  },
  schema: [],
  defaultOptions: [],
  create(context) {
    const { sourceCode, physicalFilename } = context;
    return sinceBaseline(context, ({ earlier }) => {
      if (!earlier) return;
      const project = projectOf(physicalFilename, sourceCode.text, context.cwd);
      if (!mayOffer(project.relative(project.file))) return;
      const module = project.modules.at(project.file);
      const before = readModule(project.file, earlier.text);
      if (!module || !before) return;

      const declared = compareDeclared(before, module);
      if (declared.length > 0) {
        const isFar = areExposed(module, declared.map(({ name }) => name));
        const routes = isFar ? routesOfProject(project) : routesInProject(project, module).routes.map((route) => ({ module, route }));
        const directions = schemaDirections(routes, project.modules);
        for (const { name, breaks, node } of declared) {
          const used = new Set([...(directions.get(declarationKey(module.file, name)) ?? []), ...(directions.get(registeredKey(name)) ?? [])]);
          report({ name, node, breaks: breaks.filter(({ direction }) => used.has(direction)) });
        }
      }
      for (const compared of compareWritten({ module: before, routes: routesOf(before, project.modules) }, { module, routes: routesInProject(project, module) })) report(compared);
    });

    function report({ name, breaks, node }: Compared): void {
      for (const { change, path, node: place, before = '', after = '' } of breaks) {
        const loc: TSESTree.SourceLocation = rangeLocation(sourceCode, place ?? node);
        context.report({ loc, messageId: change, data: { path, name, before, after } });
      }
    }
  },
});

/** The schemas that a module declares by name, then and now. Those that are gone are a matter of who used them. */
function compareDeclared(before: Module, after: Module): readonly Compared[] {
  const now = declaredSchemas(after);
  return [...declaredSchemas(before)].flatMap(([name, schema]) => {
    const current = now.get(name);
    const was = before.types.get(name) ?? before.values.get(name);
    const node = after.types.get(name) ?? after.values.get(name);
    if (!current || !node || !was || isUnstable(before.text, { start: was.start, end: was.start })) return [];
    const breaks = compareSchemas(schema, current, BOTH);
    return breaks.length === 0 ? [] : [{ name, breaks, node: firstOf(node) }];
  });
}

interface RoutesOfModule {
  readonly module: Module;
  readonly routes: ModuleRoutes;
}

/** The schemas that are written in the registrations of routes which were and are there. */
function compareWritten(before: RoutesOfModule, after: RoutesOfModule): readonly Compared[] {
  const now = new Map(after.routes.routes.map((route) => [keyOf(route), route]));
  return before.routes.routes.flatMap((route) => {
    const current = now.get(keyOf(route));
    if (!current) return [];
    const earlier = schemaUses(route.registration, before.module).written;
    const later = schemaUses(current.registration, after.module).written;
    return earlier.flatMap(({ node, label, direction }) => {
      const [same, ...others] = later.filter((candidate) => candidate.label === label && candidate.direction === direction);
      // Where there are two of them nobody can tell which was which.
      if (!same || others.length > 0 || earlier.filter((candidate) => candidate.label === label && candidate.direction === direction).length > 1) return [];
      const [was, is] = [readSchema(node, before.module), readSchema(same.node, after.module)];
      const breaks = was && is ? compareSchemas(was, is, new Set([direction])) : [];
      return breaks.length === 0 ? [] : [{ name: `${current.method} ${current.path}`, breaks, node: current.node }];
    });
  });
}

function keyOf({ method, path, owner, version }: Route): string {
  return `${method} ${normalPath(path)} ${version ?? ''} ${path.startsWith('/') ? '' : owner}`;
}

/** A whole schema is too much to underline; its name, or where it begins, is not. */
function firstOf(node: { readonly start: number; readonly end: number }): { readonly start: number; readonly end: number } {
  if ('id' in node && typeof node.id === 'object' && node.id !== null && 'start' in node.id && 'end' in node.id) return node.id as { start: number; end: number }; // an identifier of the parser's
  return { start: node.start, end: node.start + 1 };
}
