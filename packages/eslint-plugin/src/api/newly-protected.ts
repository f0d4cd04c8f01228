import type { Node } from 'oxc-parser';
import { chainRoot, decoratorsOf } from '../modules/nodes.ts';
import type { ModuleRoutes, Route } from '../routes/route.ts';
import { normalPath } from '../routes/route.ts';

/** A route that answered everybody, and asks for something to show now. */
export interface NewlyProtected {
  readonly operation: string;
  /** What said that everybody is answered: `publicProcedure`, `@Public()`. */
  readonly lost: string;
  readonly node: Node;
}

/** tRPC's procedures by the names that its own guide gives them. */
const OPEN_PROCEDURE = /^public\w*$/u;
const CLOSED_PROCEDURE = /^(?:protected|private|authed|authenticated|authorized|admin)\w*$/u;
const OPEN_DECORATOR = /^(?:Public|IsPublic|AllowAnonymous|SkipAuth|NoAuth|Unprotected)$/u;

/** The routes that were open by their own word, of tRPC's procedures and NestJS's decorators, and are not any more. */
export function newlyProtected(before: ModuleRoutes, after: ModuleRoutes): readonly NewlyProtected[] {
  const now = new Map(after.routes.map((route) => [keyOf(route), route]));
  return before.routes.flatMap((route) => {
    const current = now.get(keyOf(route));
    const lost = current && lostOpening(route, current);
    return !current || lost === undefined ? [] : [{ operation: `${current.method} ${current.path}`, lost, node: current.node }];
  });
}

function lostOpening(was: Route, is: Route): string | undefined {
  const [earlier, later] = [was, is].map(({ registration }) => chainRoot(registration.type === 'Property' ? registration.value : registration));
  if (earlier?.type === 'Identifier' && later?.type === 'Identifier') return OPEN_PROCEDURE.test(earlier.name) && CLOSED_PROCEDURE.test(later.name) ? earlier.name : undefined;
  const open = openDecorator(was);
  return open !== undefined && openDecorator(is) === undefined ? `@${open}()` : undefined;
}

/** Of the method, or of its class. */
function openDecorator({ registration, controller }: Route): string | undefined {
  return [registration, controller].flatMap((node) => (node ? decoratorsOf(node) : [])).find(({ name }) => OPEN_DECORATOR.test(name))?.name;
}

function keyOf({ method, path, owner, version }: Route): string {
  return `${method} ${normalPath(path)} ${version ?? ''} ${path.startsWith('/') ? '' : owner}`;
}
