import type { Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { chainOf, decoratorsOf, isClass, literalText, memberName, unwrap, valueOf, walk } from '../modules/nodes.ts';
import { directoryOf } from '../modules/source-files.ts';
import { staticText } from '../modules/static-text.ts';
import type { Route } from './route.ts';
import { normalPath } from './route.ts';

/** What a module that starts a NestJS application says of all paths. */
interface Application {
  readonly directory: string;
  /** Undefined when it cannot be told from the text. */
  readonly prefix: string | undefined;
  /** Paths that the prefix does not stand in front of. */
  readonly excluded: readonly string[];
  /** What stands in front of a version in a path; undefined when versions are not part of paths. */
  readonly versionPrefix: string | undefined;
  readonly defaultVersion: string | undefined;
}

/** What has to be in a text that configures an application. */
const CONFIGURES = /\b(?:setGlobalPrefix|enableVersioning|NestFactory)\b/u;
/** Stands for what cannot be told. */
const UNKNOWN = '…';

/** What NestJS puts in front of the paths of controllers: the global prefix, versions, and the paths of `RouterModule`. */
export function nestApplications(all: readonly Module[], modules: Modules): { pathsOf(module: Module, route: Route): readonly string[] } {
  const applications = all.filter(({ text }) => CONFIGURES.test(text)).map((module) => readApplication(module, modules));
  const routed = new Map<string, string>();
  for (const module of all) if (module.text.includes('RouterModule')) readRouterModule(module, modules, routed);

  /** The application that lies nearest above a controller; in a package with one of them that one. */
  const applicationOf = (file: string): Application | undefined => {
    const home = modules.packages.of(file);
    const near = applications.filter(({ directory }) => file.startsWith(`${directory}/`)).sort((left, right) => right.directory.length - left.directory.length)[0];
    if (near) return near;
    const ofPackage = applications.filter(({ directory }) => modules.packages.of(`${directory}/x`) === home);
    return ofPackage.length === 1 ? ofPackage[0] : undefined;
  };

  return {
    pathsOf(module, { path, version, owner }) {
      const application = applicationOf(module.file);
      const own = `${routed.get(`${module.file}#${owner}`) ?? ''}/${path}`;
      if (!application) return [normalSlashes(own)];
      const { prefix, excluded, versionPrefix, defaultVersion } = application;
      const stated = version ?? defaultVersion;
      const versioned = versionPrefix !== undefined && stated !== undefined && stated !== 'NEUTRAL' ? `/${versionPrefix}${stated}` : '';
      const isExcluded = excluded.some((one) => normalPath(one) === normalPath(own));
      const whole = `${isExcluded ? '' : (prefix ?? UNKNOWN)}${versioned}/${own}`;
      return [normalSlashes(whole)];
    },
  };
}

function normalSlashes(path: string): string {
  const slashed = `${path.startsWith(UNKNOWN) ? '' : '/'}${path}`.replaceAll(/\/{2,}/gu, '/');
  return slashed.length > 1 ? slashed.replace(/\/$/u, '') : slashed;
}

function readApplication(module: Module, modules: Modules): Application {
  let prefix: string | undefined = '';
  let excluded: readonly string[] = [];
  let versionPrefix: string | undefined;
  let defaultVersion: string | undefined;
  walk(module.program, (node) => {
    if (node.type !== 'CallExpression') return undefined;
    const name = memberName(unwrap(node.callee));
    const [first, options] = node.arguments;
    if (name === 'setGlobalPrefix' && first) {
      prefix = staticText(first, module, modules);
      const list = valueOf(options, 'exclude');
      excluded = list?.type === 'ArrayExpression' ? list.elements.flatMap((element) => literalText(element) ?? literalText(valueOf(element, 'path')) ?? []) : [];
    } else if (name === 'enableVersioning') {
      const kind = valueOf(first, 'type');
      const inUri = kind === undefined || chainOf(kind).at(-1) === 'URI';
      const given = valueOf(first, 'prefix');
      if (inUri) versionPrefix = given === undefined ? 'v' : given.type === 'Literal' && given.value === false ? '' : (staticText(given, module, modules) ?? UNKNOWN);
      const standard = valueOf(first, 'defaultVersion');
      defaultVersion = standard && staticText(standard, module, modules);
    }
    return undefined;
  });
  return { directory: directoryOf(module.file), prefix, excluded, versionPrefix, defaultVersion };
}

/** `RouterModule.register([{ path: 'admin', module: AdminModule, children: [OtherModule] }])`. */
function readRouterModule(module: Module, modules: Modules, routed: Map<string, string>): void {
  walk(module.program, (node) => {
    if (node.type !== 'CallExpression' || chainOf(node.callee).join('.') !== 'RouterModule.register') return undefined;
    readTree(node.arguments[0], '');
    return undefined;
  });

  function readTree(list: Node | undefined, above: string): void {
    if (list?.type !== 'ArrayExpression') return;
    for (const element of list.elements) {
      const entry = element ? unwrap(element) : undefined;
      if (entry?.type === 'Identifier') readModule(entry.name, above);
      const part = valueOf(entry, 'path');
      const path = `${above}/${part ? (staticText(part, module, modules) ?? UNKNOWN) : ''}`;
      const named = valueOf(entry, 'module');
      if (named?.type === 'Identifier') readModule(named.name, path);
      readTree(valueOf(entry, 'children'), path);
    }
  }

  function readModule(name: string, path: string): void {
    const meaning = modules.meaning(module, name);
    if (meaning?.kind !== 'declaration' || !isClass(meaning.node)) return;
    const given = decoratorsOf(meaning.node).find((decorator) => decorator.name === 'Module')?.arguments[0];
    const controllers = valueOf(given, 'controllers');
    for (const controller of controllers?.type === 'ArrayExpression' ? controllers.elements : []) {
      const found = controller?.type === 'Identifier' ? modules.meaning(meaning.module, controller.name) : undefined;
      if (found?.kind === 'declaration') routed.set(`${found.module.file}#${found.name}`, path);
    }
  }
}
