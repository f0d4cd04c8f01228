import { describe, expect, it } from 'vitest';
import { Modules } from '../../src/modules/modules.ts';
import { filesInMemory } from '../../src/modules/source-files.ts';
import { normalPath } from '../../src/routes/route.ts';
import { routesOf } from '../../src/routes/routes-of.ts';

/** The routes of the first file, as `GET /path`, and how many registrations cannot be told. */
function read(files: Record<string, string>): { routes: string[]; unknown: number } {
  const modules = new Modules(filesInMemory(files));
  const module = modules.at(Object.keys(files)[0] ?? '');
  if (!module) throw new Error('The first file cannot be read.');
  const { routes, unknown } = routesOf(module, modules);
  return { routes: routes.map(({ method, path, version }) => `${method} ${path}${version === undefined ? '' : ` v${version}`}`), unknown: unknown.length };
}

const routes = (text: string, file = '/p/app.ts', more: Record<string, string> = {}): string[] => read({ [file]: text, ...more }).routes;

describe('Express, Koa, Hono, Elysia and their kin', () => {
  it.each([
    ['a route', `import express from 'express';\nconst app = express();\napp.get('/a', (req, res) => res.end());`, ['GET /a']],
    ['CommonJS', `const { Router } = require('express');\nconst router = Router();\nrouter.delete('/a/:id', remove);\nfunction remove() {}`, ['DELETE /a/:id']],
    ['all methods of one path', `import { Router } from 'express';\nconst r = Router();\nr.route('/a').get(list).post(check, add);\nfunction list() {} function add() {} function check() {}`, ['POST /a', 'GET /a']],
    ['several paths', `import { Router } from 'express';\nconst r = Router();\nr.get(['/a', '/b'], () => {});`, ['GET /a', 'GET /b']],
    ['constants', `import { Router } from 'express';\nconst BASE = '/v1';\nconst paths = { users: '/users' } as const;\nconst r = Router();\nr.get(\`\${BASE}/a\`, () => {});\nr.post(BASE + paths.users, () => {});`, ['GET /v1/a', 'POST /v1/users']],
    ['a constant of the function around it', `export function routes(router) {\n  const path = '/a';\n  router.get(path, async () => {});\n}`, ['GET /a']],
    ['a frozen object', `import { Router } from 'express';\nconst paths = Object.freeze({ users: '/users' });\nconst r = Router();\nr.get(paths.users, () => {});`, ['GET /users']],
    ['a chain', `import { Hono } from 'hono';\nexport const app = new Hono().basePath('/api').get('/a', (c) => c.text('')).post('/b', (c) => c.text(''));`, ['POST /api/b', 'GET /api/a']],
    ['a prefix of the router', `import Router from '@koa/router';\nconst router = new Router({ prefix: '/users' });\nrouter.get('/:id', (ctx) => {});`, ['GET /users/:id']],
    ['a name in front of the path', `import Router from '@koa/router';\nconst router = new Router();\nrouter.get('user', '/users/:id', (ctx) => {});`, ['GET /users/:id']],
    ['a router that is handed in', `export function routes(router) { router.put('/a', async () => {}); }`, ['PUT /a']],
    ['a member', `class Server { start() { this.app.get('/a', () => {}); } }`, ['GET /a']],
    ['a wrapped handler', `import { Router } from 'express';\nimport { wrap } from './wrap';\nconst r = Router();\nr.get('/a', wrap(() => {}));`, ['GET /a']],
  ])('%s', (_, text, expected) => {
    expect(routes(text)).toEqual(expected);
  });

  it.each([
    ['a client', `import axios from 'axios';\nexport const load = (options) => axios.get('/a', options);`],
    ['a client of its own', `import { api } from './client';\nexport const save = (data) => api.post('/a', data);`],
    ['a map', `const users = new Map();\nexport const find = (id) => users.get(id, () => {});`],
    ['a setting of Express', `import express from 'express';\nconst app = express();\nexport const port = app.get('port');`],
    ['a test', `import request from 'supertest';\nrequest(app).get('/a').expect(200);`],
  ])('%s is no route', (_, text) => {
    expect(read({ '/p/a.ts': text })).toEqual({ routes: [], unknown: 0 });
  });

  it('counts what it cannot tell', () => {
    expect(read({ '/p/a.ts': `import { Router } from 'express';\nconst r = Router();\nfor (const name of names()) r.get(\`/\${name}\`, () => {});\nr.get('/b', () => {});` })).toEqual({ routes: ['GET /b'], unknown: 1 });
  });

  it('finds a constant of another module', () => {
    expect(routes(`import { Router } from 'express';\nimport { PATHS } from './paths.js';\nconst r = Router();\nr.get(PATHS.users, () => {});`, '/p/app.ts', { '/p/paths.ts': `export const PATHS = { users: '/users' };` })).toEqual(['GET /users']);
  });
});

describe('Fastify', () => {
  it('reads calls, options and objects', () => {
    expect(routes(`export default async (fastify) => {\n  fastify.get('/a', { schema: {} }, async () => {});\n  fastify.post('/b', { handler: async () => {} });\n  fastify.route({ method: ['GET', 'HEAD'], url: '/c', handler: async () => {} });\n};`)).toEqual(['GET /a', 'POST /b', 'GET /c', 'HEAD /c']);
  });
});

it('a router is one by whatever name a plugin is given it', () => {
  expect(routes(`export default async (fastify) => {\n  fastify.register(async (f) => {\n    f.delete('/a', async () => {});\n  });\n};`)).toEqual(['DELETE /a']);
});

describe('NestJS', () => {
  it('reads controllers', () => {
    expect(routes(`import { Controller, Get, Post, Version } from '@nestjs/common';
@Controller({ path: 'users', version: '1' })
export class UsersController {
  @Get() list() {}
  @Get(':id') one() {}
  @Version('2') @Post(['a', 'b']) add() {}
  helper() {}
}`)).toEqual(['GET /users/ v1', 'GET /users/:id v1', 'POST /users/a v2', 'POST /users/b v2']);
  });

  it('reads no class without @Controller', () => {
    expect(routes(`class Repository { @Get('x') one() {} }`)).toEqual([]);
  });
});

describe('files that are routes', () => {
  it.each([
    ['/p/src/app/api/users/[id]/route.ts', `export async function GET() {}\nexport const POST = handler;\nexport const runtime = 'edge';`, ['GET /api/users/[id]', 'POST /api/users/[id]']],
    ['/p/app/(shop)/api/@slot/route.ts', 'export function GET() {}', ['GET /api']],
    ['/p/pages/api/users/index.ts', 'export default function handler() {}', ['ALL /api/users']],
    ['/p/app/routes/api.users.$id.ts', 'export const loader = () => {};\nexport const action = () => {};', ['GET /api/users/[id]', 'POST /api/users/[id]']],
    ['/p/app/routes/users.tsx', 'export const loader = () => {};\nexport default function Page() {}', []],
    ['/p/pages/users.tsx', 'export default function Page() {}', []],
  ])('%s', (file, text, expected) => {
    expect(routes(text, file)).toEqual(expected);
  });
});

describe('tRPC, ts-rest and Hono with OpenAPI', () => {
  it('reads procedures with nested routers', () => {
    expect(routes(`export const appRouter = router({ users: router({ byId: procedure.input(z.string()).query(() => {}), add: procedure.mutation(() => {}) }) });`)).toEqual(['QUERY users.byId', 'MUTATION users.add']);
  });

  it('takes options behind a handler that a function gives', () => {
    expect(routes(`import { Elysia } from 'elysia';\nimport { secured } from './secured';\nexport const app = new Elysia({ prefix: '/a' }).get('/b', secured({ permission: 'b' }, () => 1), { query: Query });`)).toEqual(['GET /a/b']);
    expect(routes(`import { api } from './client';\nexport const load = () => api.post('/b', body({ permission: 'b' }), { headers: {} });`)).toEqual([]);
  });

  it('a function that is called route describes none', () => {
    expect(routes(`const limits = [route({ method: 'POST', url: '/users' })];`)).toEqual([]);
  });

  it('reads contracts', () => {
    expect(routes(`export const contract = c.router({ one: { method: 'GET', path: '/users/:id', responses: {} } });`)).toEqual(['GET /users/:id']);
    expect(routes(`const one = createRoute({ method: 'get', path: '/users/{id}', responses: {} });`)).toEqual(['GET /users/{id}']);
  });

  it('takes no request for a route', () => {
    expect(routes(`export const load = () => client.request({ method: 'GET', url: '/users' });`)).toEqual([]);
  });
});

describe('normalPath', () => {
  it.each([
    [['/users/:id'], '/users/{}'],
    [['/users/{userId}/'], '/users/{}'],
    [['/api/', '/users/[id]'], '/api/users/{}'],
    [['/users/:id(\\d+)'], '/users/{}'],
    [['/files/*'], '/files/*'],
    [['/files/(.*)'], '/files/*'],
    [['/files/*splat'], '/files/*'],
    [['/files/[...path]'], '/files/*'],
    [[''], '/'],
  ])('%j', (parts, expected) => {
    expect(normalPath(...parts)).toBe(expected);
  });
});
