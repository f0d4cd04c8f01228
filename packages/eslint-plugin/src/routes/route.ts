import type { Node } from 'oxc-parser';

/** An operation that a module offers over the network, as the module itself writes it. */
export interface Route {
  /** `GET`, `POST` …, `ALL` for every method; for tRPC `QUERY`, `MUTATION` or `SUBSCRIPTION`. */
  readonly method: string;
  /** As it is written in this module: what other modules put in front is not in it. */
  readonly path: string;
  /** The top-level name whose value the route is registered on, with `/name` for a router inside of it; it may be mounted by that. */
  readonly owner: string;
  /** What a report about the route underlines. */
  readonly node: Node;
  /** The whole registration, where options and schemas are found. */
  readonly registration: Node;
  /** What answers: functions, or names of functions; in a class the method itself. */
  readonly handlers: readonly Node[];
  /** The class that the handlers are methods of. */
  readonly controller?: Node;
  /** The version that decorators give it beside the path. */
  readonly version?: string;
}

/** One router put into another, or a module's plugin registered: `app.use('/api', router)`. */
export interface Mount {
  readonly owner: string;
  /** Undefined when it cannot be told from the text. */
  readonly prefix: string | undefined;
  readonly target: Node;
  /** The owner in the same module that the target is, when it is no name of the whole module. */
  readonly within?: string;
}

/** What one module says of routes. */
export interface ModuleRoutes {
  readonly routes: readonly Route[];
  readonly mounts: readonly Mount[];
  /** Registrations whose method or path cannot be told from the text. */
  readonly unknown: readonly Node[];
}

const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

/** The method that a name such as `get`, `del` or `Post` stands for; undefined for other names. */
export function methodNamed(name: string): string | undefined {
  const upper = name.toUpperCase();
  if (upper === 'DEL') return 'DELETE';
  if (upper === 'ALL' || upper === 'ANY') return 'ALL';
  return HTTP_METHODS.find((method) => method === upper);
}

/**
 * One spelling for paths: a slash in front and none behind, `{}` for every parameter whatever it is called, `*` for
 * whatever follows. Renaming a parameter changes nothing for those who call.
 */
export function normalPath(...parts: readonly string[]): string {
  const path = `/${parts.join('/')}`
    .replaceAll(/\{\*\w*\}|\(\.\*\)|\*\w*|\[\[?\.\.\.\w+\]?\]|:\w+\*|:\w+\(\.\*\)/gu, '*')
    .replaceAll(/:\w+(?:\([^)]*\))?\??|\{\w+\??\}|\[\w+\]|<\w+>/gu, '{}')
    .replaceAll(/\/{2,}/gu, '/');
  return path.length > 1 ? path.replace(/\/$/u, '') : path;
}
