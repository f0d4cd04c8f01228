/** Packages whose objects take routes by `x.get(path, handler)`; a trailing `*` stands for any ending. */
export const ROUTER_MODULES: readonly string[] = [
  'express',
  'express-promise-router',
  'fastify',
  '@koa/router',
  'koa-router',
  'koa',
  'koa-tree-router',
  'hono',
  '@hono/zod-openapi',
  'elysia',
  'polka',
  'restify',
  'itty-router',
  'find-my-way',
  'h3',
  'router',
];

/** Packages that send requests with the very method names that routers take them with. */
export const HTTP_CLIENT_MODULES: readonly string[] = ['axios', 'got', 'ky', 'supertest', 'superagent', 'undici', 'request', 'node-fetch', 'nock', 'light-my-request', 'ofetch'];

/** How variables are called that hold an app or a router and come from somewhere else. */
export const ROUTER_NAMES = /^(?:app|api|router|server|fastify|instance|web|hono|r|scope|.*(?:Router|App|Routes|Server|Fastify))$/u;

/** Decorators of NestJS and its kin that make a class take requests. */
export const CONTROLLER_DECORATORS: readonly string[] = ['Controller', 'JsonController', 'RestController', 'Route'];
