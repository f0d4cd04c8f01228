import { describe, expect, it } from 'vitest';
import { Modules } from '../../src/modules/modules.ts';
import { filesInMemory } from '../../src/modules/source-files.ts';
import { mountRoutes } from '../../src/routes/mounted-routes.ts';
import { routesOf } from '../../src/routes/routes-of.ts';

/** All routes of some files in `/p`, as `GET /path`. */
function mounted(texts: Record<string, string>): string[] {
  const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [`/p/${name}`, text]));
  const modules = new Modules(filesInMemory({ '/p/package.json': '{}', ...files }));
  const declared = Object.keys(files).flatMap((file) => {
    const module = modules.at(file);
    return module ? [{ module, routes: routesOf(module, modules) }] : [];
  });
  return mountRoutes(declared, modules).flatMap(({ route, paths }) => paths.map((path) => `${route.method} ${path}`));
}

const express = (name: string, routes: string): string => `import { Router } from 'express';\nexport const ${name} = Router();\n${routes}\n`;

describe('Express', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['a router of another module', { 'app.ts': `import express from 'express';\nimport { users } from './users';\nconst app = express();\napp.use('/v1/users', users);`, 'users.ts': express('users', `users.get('/:id', () => {});`) }, ['GET /v1/users/:id']],
    ['behind middleware', { 'app.ts': `import express from 'express';\nimport { users } from './users';\nimport { auth } from './auth';\nconst app = express();\napp.use('/users', auth, users);`, 'users.ts': express('users', `users.get('/', () => {});`), 'auth.ts': 'export function auth() {}' }, ['GET /users']],
    ['without a prefix', { 'app.ts': `import express from 'express';\nimport { users } from './users';\nconst app = express();\napp.use(users);`, 'users.ts': express('users', `users.get('/users', () => {});`) }, ['GET /users']],
    ['a router in a router', { 'app.ts': `import express from 'express';\nimport api from './api';\nconst app = express();\napp.use('/api', api);`, 'api.ts': `import { Router } from 'express';\nimport { users } from './users';\nconst api = Router();\napi.use('/users', users);\nexport default api;`, 'users.ts': express('users', `users.post('/', () => {});`) }, ['POST /api/users']],
    ['two places', { 'app.ts': `import express from 'express';\nimport { users } from './users';\nconst app = express();\napp.use('/v1', users);\napp.use('/v2', users);`, 'users.ts': express('users', `users.get('/users', () => {});`) }, ['GET /v1/users', 'GET /v2/users']],
    ['CommonJS', { 'app.js': `const express = require('express');\nconst app = express();\napp.use('/users', require('./users'));`, 'users.js': `const router = require('express').Router();\nrouter.get('/:id', () => {});\nmodule.exports = router;` }, ['GET /users/:id']],
    ['a function that makes the router', { 'app.ts': `import express from 'express';\nimport { createUsers } from './users';\nconst app = express();\napp.use('/users', createUsers(database));`, 'users.ts': `import { Router } from 'express';\nexport function createUsers(database) {\n  const router = Router();\n  router.get('/:id', () => {});\n  return router;\n}` }, ['GET /users/:id']],
    ['a variable that it is kept in', { 'app.ts': `import express from 'express';\nimport { createUsers } from './users';\nconst app = express();\nconst users = createUsers(database);\napp.use('/users', users);`, 'users.ts': `import { Router } from 'express';\nexport const createUsers = (database) => {\n  const router = Router();\n  router.get('/:id', () => {});\n  return router;\n};` }, ['GET /users/:id']],
    ['a function that is given the router', { 'app.ts': `import express from 'express';\nimport { registerUsers } from './users';\nexport function start() {\n  const app = express();\n  const api = express.Router();\n  app.use('/api', api);\n  registerUsers(api);\n}`, 'users.ts': `export function registerUsers(router) { router.get('/users', () => {}); }` }, ['GET /api/users']],
    ['routers inside of a function', { 'app.ts': `import express from 'express';\nexport function start() {\n  const app = express();\n  const admin = express.Router();\n  admin.get('/jobs', () => {});\n  app.get('/a', () => {});\n  app.use('/admin', admin);\n}` }, ['GET /admin/jobs', 'GET /a']],
    ['a class that has the router', { 'app.ts': `import express from 'express';\nimport { Users } from './users';\nconst app = express();\napp.use('/users', new Users().router);`, 'users.ts': `import { Router } from 'express';\nexport class Users {\n  router = Router();\n  constructor() { this.router.get('/:id', () => {}); }\n}` }, ['GET /users/:id']],
    ['a constant', { 'app.ts': `import express from 'express';\nimport { users } from './users';\nconst app = express();\nconst PREFIX = '/v1';\napp.use(\`\${PREFIX}/users\`, users);`, 'users.ts': express('users', `users.get('/', () => {});`) }, ['GET /v1/users']],
    ['a prefix from the environment', { 'app.ts': `import express from 'express';\nimport { users } from './users';\nconst app = express();\napp.use(process.env.PREFIX + '/users', users);`, 'users.ts': express('users', `users.get('/:id', () => {});`) }, ['GET …/:id']],
    ['a router that nobody mounts here', { 'users.ts': express('users', `users.get('/users', () => {});`) }, ['GET /users']],
  ])('%s', (_, files, expected) => {
    expect(mounted(files)).toEqual(expected);
  });
});

describe('Koa, Fastify, Hono and Elysia', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['Koa: routes()', { 'app.ts': `import Router from '@koa/router';\nimport { users } from './users';\nconst api = new Router({ prefix: '/api' });\napi.use('/users', users.routes(), users.allowedMethods());`, 'users.ts': `import Router from '@koa/router';\nexport const users = new Router();\nusers.get('/:id', () => {});` }, ['GET /api/users/:id']],
    ['Koa: mount()', { 'app.ts': `import Koa from 'koa';\nimport mount from 'koa-mount';\nimport { users } from './users';\nconst app = new Koa();\napp.use(mount('/users', users.routes()));`, 'users.ts': `import Router from 'koa-router';\nexport const users = new Router();\nusers.get('/:id', () => {});` }, ['GET /users/:id']],
    ['Koa: prefix()', { 'users.ts': `import Router from 'koa-router';\nexport const users = new Router();\nusers.prefix('/users');\nusers.get('/:id', () => {});` }, ['GET /users/:id']],
    ['Fastify: a plugin with a prefix', { 'app.ts': `import Fastify from 'fastify';\nimport users from './users';\nconst app = Fastify();\napp.register(users, { prefix: '/v1' });`, 'users.ts': `export default async (fastify) => {\n  fastify.get('/users', async () => {});\n  fastify.route({ method: 'POST', url: '/users', handler: async () => {} });\n};` }, ['GET /v1/users', 'POST /v1/users']],
    ['Fastify: a plugin in fp()', { 'app.ts': `import Fastify from 'fastify';\nimport users from './users';\nconst app = Fastify();\napp.register(users, { prefix: '/v1' });`, 'users.ts': `import fp from 'fastify-plugin';\nconst users = async (fastify) => {\n  fastify.get('/users', async () => {});\n};\nexport default fp(users);` }, ['GET /v1/users']],
    ['Fastify: a plugin right there', { 'app.ts': `import Fastify from 'fastify';\nconst app = Fastify();\napp.register(async (scope) => {\n  scope.get('/users', async () => {});\n}, { prefix: '/v1' });` }, ['GET /v1/users']],
    ['Fastify: a plugin that is imported when it is registered', { 'app.ts': `import Fastify from 'fastify';\nconst app = Fastify();\napp.register(import('./users'), { prefix: '/v1' });`, 'users.ts': `export default async (fastify) => {\n  fastify.get('/users', async () => {});\n};` }, ['GET /v1/users']],
    ['Hono: route()', { 'app.ts': `import { Hono } from 'hono';\nimport users from './users';\nexport const app = new Hono().basePath('/api').route('/users', users);`, 'users.ts': `import { Hono } from 'hono';\nexport default new Hono().get('/:id', (c) => c.text(''));` }, ['GET /api/users/:id']],
    ['Hono with OpenAPI', { 'app.ts': `import { OpenAPIHono } from '@hono/zod-openapi';\nimport { users } from './users';\nconst app = new OpenAPIHono();\napp.route('/users', users);`, 'users.ts': `import { createRoute, OpenAPIHono } from '@hono/zod-openapi';\nexport const users = new OpenAPIHono();\nconst one = createRoute({ method: 'get', path: '/{id}', responses: {} });\nusers.openapi(one, (c) => c.json({}));\nusers.openapi(createRoute({ method: 'post', path: '/', responses: {} }), (c) => c.json({}));` }, ['GET /users/{id}', 'POST /users']],
    ['Elysia: use()', { 'app.ts': `import { Elysia } from 'elysia';\nimport { users } from './users';\nnew Elysia({ prefix: '/api' }).use(users).listen(3000);`, 'users.ts': `import { Elysia } from 'elysia';\nexport const users = new Elysia({ prefix: '/users' }).get('/:id', () => '');` }, ['GET /api/users/:id']],
    ['Elysia: group()', { 'app.ts': `import { Elysia } from 'elysia';\nexport const app = new Elysia().group('/v1', (app) => app.get('/users', () => '').post('/users', () => ''));` }, ['POST /v1/users', 'GET /v1/users']],
  ])('%s', (_, files, expected) => {
    expect(mounted(files)).toEqual(expected);
  });
});

describe('NestJS', () => {
  const users = `import { Controller, Get } from '@nestjs/common';\n@Controller('users')\nexport class UsersController {\n  @Get(':id') one() {}\n}\n`;
  const main = (body: string): string => `import { NestFactory } from '@nestjs/core';\nimport { VersioningType } from '@nestjs/common';\nasync function start() {\n  const app = await NestFactory.create(AppModule);\n  ${body}\n}\n`;

  it.each<[string, Record<string, string>, string[]]>([
    ['nothing', { 'src/main.ts': main(''), 'src/users.ts': users }, ['GET /users/:id']],
    ['a global prefix', { 'src/main.ts': main(`app.setGlobalPrefix('api');`), 'src/users.ts': users }, ['GET /api/users/:id']],
    ['a path without it', { 'src/main.ts': main(`app.setGlobalPrefix('api', { exclude: ['users/:id'] });`), 'src/users.ts': users }, ['GET /users/:id']],
    ['a prefix that cannot be told', { 'src/main.ts': main('app.setGlobalPrefix(config.prefix);'), 'src/users.ts': users }, ['GET …/users/:id']],
    ['versions in paths', { 'src/main.ts': main(`app.setGlobalPrefix('api');\n  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });`), 'src/users.ts': users }, ['GET /api/v1/users/:id']],
    ['versions in headers', { 'src/main.ts': main(`app.enableVersioning({ type: VersioningType.HEADER, header: 'v', defaultVersion: '1' });`), 'src/users.ts': users }, ['GET /users/:id']],
    [
      'RouterModule',
      { 'src/app.module.ts': `import { Module } from '@nestjs/common';\nimport { RouterModule } from '@nestjs/core';\nimport { UsersModule } from './users.module';\n@Module({ imports: [RouterModule.register([{ path: 'admin', children: [{ path: 'people', module: UsersModule }] }])] })\nexport class AppModule {}`, 'src/users.module.ts': `import { Module } from '@nestjs/common';\nimport { UsersController } from './users';\n@Module({ controllers: [UsersController] })\nexport class UsersModule {}`, 'src/users.ts': users },
      ['GET /admin/people/users/:id'],
    ],
  ])('%s', (_, files, expected) => {
    expect(mounted(files)).toEqual(expected);
  });
});

describe('tRPC', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['routers in routers', { 'root.ts': `import { users } from './users';\nexport const appRouter = router({ admin: router({ users }), people: users });`, 'users.ts': `export const users = router({ byId: procedure.query(() => {}) });` }, ['QUERY admin.users.byId', 'QUERY people.byId']],
    ['mergeRouters', { 'root.ts': `import { users } from './users';\nexport const appRouter = mergeRouters(users);`, 'users.ts': `export const users = router({ byId: procedure.query(() => {}) });` }, ['QUERY byId']],
  ])('%s', (_, files, expected) => {
    expect(mounted(files)).toEqual(expected);
  });
});
