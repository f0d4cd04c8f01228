import { existsSync } from 'node:fs';
import type { Node } from 'oxc-parser';
import { compileGlobs } from '../analysis/path-globs.ts';
import { rangeLocation } from '../analysis/range-location.ts';
import { ancestorsOf } from '../analysis/tree.ts';
import { mayOffer, routesInProject } from '../api/project-routes.ts';
import { baselineMessages, sinceBaseline } from '../comparison/since-baseline.ts';
import type { BaselineMessageId } from '../comparison/since-baseline.ts';
import { createRule } from '../create-rule.ts';
import { isInNewPackage } from '../environment/known-before.ts';
import { asksForFlags } from '../flags/asks-for-flags.ts';
import { ANSWERS_PROBES } from '../health/health-entries.ts';
import type { Module } from '../modules/module.ts';
import { readModule } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { typeNames, walk } from '../modules/nodes.ts';
import { projectOf } from '../modules/project-modules.ts';
import type { Baseline } from '../project/baseline.ts';
import type { Route } from '../routes/route.ts';
import { normalPath } from '../routes/route.ts';
import { routesOf } from '../routes/routes-of.ts';
import { readSettings } from '../settings.ts';

/** The options of `require-feature-flag` after ESLint has merged the defaults in. */
export interface FeatureFlagOptions {
  readonly ignorePaths: readonly string[];
}

/** So many declarations away a flag is still one of the operation's own. */
const MAX_DEPTH = 2;

export default createRule<BaselineMessageId | 'unguarded', readonly [FeatureFlagOptions]>({
  name: 'require-feature-flag',
  antipattern: 'DP-04',
  type: 'problem',
  docs: {
    description: 'Require new operations of an API to ask for a feature flag',
    recommended: false,
  },
  messages: {
    ...baselineMessages,
    unguarded: '`{{method}} {{path}}` is new and asks for no feature flag, so that only a deployment can switch it off. Ask for a flag before it does its work, or write `@no-flag` and the reason above it.',
  },
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        ignorePaths: { type: 'array', items: { type: 'string' }, uniqueItems: true, description: 'Paths of operations that need no flag, as globs: `/internal/**`.' },
      },
    },
  ],
  defaultOptions: [{ ignorePaths: [] }],
  create(context) {
    const { sourceCode, physicalFilename } = context;
    const [{ ignorePaths }] = context.options;
    const isIgnored = compileGlobs(ignorePaths.map((path) => path.replace(/^\//u, '')));

    return sinceBaseline(context, ({ baseline, file, earlier }) => {
      const project = projectOf(physicalFilename, sourceCode.text, context.cwd);
      if (!mayOffer(project.relative(project.file)) || isInNewPackage(baseline, file, existsSync)) return;
      const module = project.modules.at(project.file);
      const before = earlier && readModule(project.file, earlier.text);
      // What it was cannot be told.
      if (!module || (earlier && !before)) return;
      const known = new Set((before ? routesOf(before, project.modules).routes : []).map(keyOf));
      const asks = asksForFlags(readSettings(context.settings).flags);
      for (const route of routesInProject(project, module).routes) {
        const { method, path, node } = route;
        if (known.has(keyOf(route)) || ANSWERS_PROBES.test(`"${path}`) || isIgnored(path.replace(/^\//u, ''))) continue;
        if (isExempt(route) || isBehindCondition(node, asks) || mayAsk(route, module, project.modules, asks) || wasElsewhere(route, baseline)) continue;
        context.report({ loc: rangeLocation(sourceCode, node), messageId: 'unguarded', data: { method, path } });
      }
    });

    /** `if (await flags.isEnabled('refunds')) app.post('/refunds', …)`. */
    function isBehindCondition({ start }: Node, asks: RegExp): boolean {
      const node = sourceCode.getNodeByRangeIndex(start);
      return (
        node !== null &&
        [...ancestorsOf(node)].some((ancestor) => {
          const test = ancestor.type === 'IfStatement' || ancestor.type === 'ConditionalExpression' ? ancestor.test : ancestor.type === 'LogicalExpression' ? ancestor.left : undefined;
          return test !== undefined && asks.test(sourceCode.getText(test));
        })
      );
    }

    function isExempt({ registration }: Route): boolean {
      const { line } = sourceCode.getLocFromIndex(registration.start);
      return sourceCode.getAllComments().some(({ value, loc }) => /@no-flag\s+\S/u.test(value) && (loc.end.line === line - 1 || loc.start.line === line));
    }
  },
});

function keyOf({ method, path, owner }: Route): string {
  return `${method} ${normalPath(path)} ${path.startsWith('/') ? '' : owner}`;
}

/** Whether an operation, what it is registered with or what it calls asks for a flag; so does what cannot be followed. */
function mayAsk({ registration, handlers, controller }: Route, module: Module, modules: Modules, asks: RegExp): boolean {
  if (handlers.length === 0) return true;
  const seen = new Set<Node>();
  const reads = (node: Node, home: Module, depth: number): boolean => {
    if (seen.has(node)) return false;
    seen.add(node);
    if (asks.test(home.text.slice(node.start, node.end))) return true;
    if (depth === MAX_DEPTH) return false;
    const names = new Set<string>();
    walk(node, (inner) => {
      if (inner.type === 'Identifier') names.add(inner.name);
      for (const name of inner.type === 'TSTypeReference' ? typeNames(inner) : []) names.add(name);
      return undefined;
    });
    return [...names].some((name) => {
      const meaning = modules.meaning(home, name);
      return meaning?.kind === 'declaration' && reads(meaning.node, meaning.module, depth + 1);
    });
  };
  // Of a class its decorators and what it is given count as well.
  return [registration, ...handlers, ...(controller ? [controller] : [])].some((node) => reads(node, module, 0));
}

/** Whether the baseline names the path somewhere: then the operation has moved, or was there in another way. */
function wasElsewhere({ path }: Route, baseline: Baseline): boolean {
  const words = path.match(/\w+/gu) ?? [];
  const longest = [...words].sort((a, b) => b.length - a.length)[0];
  if (longest === undefined) return true;
  const quoted = new RegExp(`["'\`]${path.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&')}["'\`]`, 'u');
  for (const text of baseline.textsOf(baseline.naming([longest]).filter((file) => mayOffer(file))).values()) if (quoted.test(text ?? '')) return true;
  return false;
}
