import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/no-removed-endpoint.ts';
import type { Files } from '../git-project.ts';
import { GitProject } from '../git-project.ts';

const message = (operation: string): string =>
  `\`${operation}\` was offered here and is not any more, so clients that know only the previous version fail from the first new instance on. Keep it beside its replacement and mark it as deprecated, and remove it in a later release.`;

const app = (routes: string): string => `import express from 'express';\nconst app = express();\n${routes}\n`;

async function lint(before: Files, after: Files, options: object = {}): Promise<string[]> {
  return await new GitProject({ 'package.json': '{}', ...before }).write(after).lint(['no-removed-endpoint', options], { files: ['**/*.ts'] });
}

it('is registered', () => {
  expect(rules['no-removed-endpoint']).toBe(rule);
});

describe('an operation that is gone', () => {
  it('is reported at the route that stood before it', async () => {
    expect(
      await lint({ 'src/app.ts': app(`app.get('/a', () => {});\napp.get('/users/:id', () => {});\napp.get('/b', () => {});`) }, { 'src/app.ts': app(`app.get('/a', () => {});\napp.get('/b', () => {});`) }),
    ).toEqual([`src/app.ts 3:9-3:13 ${message('GET /users/:id')}`]);
  });

  it('is reported at the top of a file without any other', async () => {
    expect(await lint({ 'src/app.ts': app(`app.get('/a', () => {});`) }, { 'src/app.ts': app('') })).toEqual([`src/app.ts 1:1 ${message('GET /a')}`]);
  });

  it.each([
    ['renamed', `app.get('/orders', () => {});`, `app.get('/purchases', () => {});`, 'GET /orders'],
    ['given another method', `app.post('/orders', () => {});`, `app.put('/orders', () => {});`, 'POST /orders'],
    ['moved to a new version, with nothing left', `app.get('/v1/orders', () => {});`, `app.get('/v2/orders', () => {});`, 'GET /v1/orders'],
  ])('%s', async (_, before, after, operation) => {
    const findings = await lint({ 'src/app.ts': app(before) }, { 'src/app.ts': app(after) });
    expect(findings.map((finding) => finding.replace(/^\S+ \S+ /u, ''))).toEqual([message(operation)]);
  });

  it.each([
    ['src/users.controller.ts', `import { Controller, Get } from '@nestjs/common';\n@Controller('users')\nexport class Users {\n  @Get() all() {}\n  @Get(':id') one() {}\n}\n`, `import { Controller, Get } from '@nestjs/common';\n@Controller('users')\nexport class Users {\n  @Get() all() {}\n}\n`, 'GET /users/:id'],
    ['src/app/api/users/route.ts', 'export const GET = () => {};\nexport const POST = () => {};\n', 'export const GET = () => {};\n', 'POST /api/users'],
    ['src/router.ts', 'export const appRouter = router({ one: procedure.query(() => {}), two: procedure.query(() => {}) });\n', 'export const appRouter = router({ one: procedure.query(() => {}) });\n', 'QUERY two'],
    ['src/contract.ts', `export const contract = c.router({ a: { method: 'GET', path: '/a', responses: {} }, b: { method: 'GET', path: '/b', responses: {} } });\n`, `export const contract = c.router({ a: { method: 'GET', path: '/a', responses: {} } });\n`, 'GET /b'],
  ])('in %s', async (file, before, after, operation) => {
    const findings = await lint({ [file]: before }, { [file]: after });
    expect(findings.map((finding) => finding.replace(/^\S+ \S+ /u, ''))).toEqual([message(operation)]);
  });
});

describe('nothing is said of an operation', () => {
  const one = app(`app.get('/a', () => {});\napp.get('/b', () => {});`);

  it.each<[string, Files, Files]>([
    ['that was announced as deprecated', { 'src/app.ts': one.replace("app.get('/b'", "/** @deprecated Use /a. */\napp.get('/b'") }, { 'src/app.ts': app(`app.get('/a', () => {});`) }],
    ['whose schema said so', { 'src/app.ts': `export default (fastify) => {\n  fastify.get('/a', () => {});\n  fastify.get('/b', { schema: { deprecated: true } }, () => {});\n};\n` }, { 'src/app.ts': `export default (fastify) => {\n  fastify.get('/a', () => {});\n};\n` }],
    ['whose parameter has another name', { 'src/app.ts': app(`app.get('/users/:id', () => {});`) }, { 'src/app.ts': app(`app.get('/users/:userId', () => {});`) }],
    ['that is now written in another way', { 'src/app.ts': app(`app.get('/a', () => {});`) }, { 'src/app.ts': `import express from 'express';\nconst app = express();\nconst paths = { a: '/a' };\napp.route(paths.a).get(() => {});\n` }],
    ['that moved to another file', { 'src/app.ts': one }, { 'src/app.ts': app(`app.get('/a', () => {});`), 'src/b.ts': app(`app.get('/b', () => {});`) }],
    ['that moved behind a prefix', { 'src/app.ts': app(`app.get('/users/all', () => {});`) }, { 'src/app.ts': app(`import { users } from './users';\napp.use('/users', users);`), 'src/users.ts': `import { Router } from 'express';\nexport const users = Router();\nusers.get('/all', () => {});\n` }],
    ['that had a newer version beside it', { 'src/app.ts': app(`app.get('/v1/a', () => {});\napp.get('/v2/a', () => {});`) }, { 'src/app.ts': app(`app.get('/v2/a', () => {});`) }],
    ['of all methods', { 'src/app.ts': app(`app.get('/a', () => {});`) }, { 'src/app.ts': app(`app.all('/a', () => {});`) }],
    ['that a wildcard takes over', { 'src/app.ts': app(`app.get('/files/:name/:version', () => {});`) }, { 'src/app.ts': app(`app.get('/files/:name/*', () => {});`) }],
    ['whose handler is a constant of the function around it', { 'src/app.ts': `export function register(router) {\n  router.get('/a', () => {});\n}\n` }, { 'src/app.ts': `export function register(router) {\n  const handle = () => {};\n  router.get('/a', handle);\n}\n` }],
    ['that a proxy may answer now', { 'src/app.ts': `export default (fastify) => {\n  fastify.get('/a', () => {});\n};\n` }, { 'src/app.ts': `import proxy from '@fastify/http-proxy';\nexport default (fastify) => {\n  fastify.register(proxy, { upstream: 'http://node' });\n};\n` }],
    ['that is OPTIONS', { 'src/app.ts': app(`app.options('/a', cors);\nfunction cors() {}`) }, { 'src/app.ts': app('') }],
    ['of the service itself', { 'src/app.ts': app(`app.get('/v1/_private/a', () => {});`) }, { 'src/app.ts': app('') }],
    ['of insiders', { 'src/app.ts': app(`app.get('/internal/a', () => {});`) }, { 'src/app.ts': app('') }],
    ['when something new cannot be told', { 'src/app.ts': one }, { 'src/app.ts': app(`for (const name of names()) app.get(\`/\${name}\`, () => {});`) }],
    ['of a test', { 'test/app.ts': one }, { 'test/app.ts': app('') }],
    ['of a new file', {}, { 'src/app.ts': one }],
    ['that was a request', { 'src/api.ts': `import axios from 'axios';\nexport const a = (options) => axios.get('/a', options);\n` }, { 'src/api.ts': `export {};\n` }],
  ])('%s', async (_, before, after) => {
    expect(await lint(before, after)).toEqual([]);
  });

  it('that `ignorePaths` names', async () => {
    const [before, after] = [{ 'src/app.ts': one }, { 'src/app.ts': app(`app.get('/a', () => {});`) }];
    expect(await lint(before, after, { ignorePaths: ['/b'] })).toEqual([]);
    expect(await lint(before, after, { ignorePaths: ['/a'] })).toHaveLength(1);
  });
});

describe('a snapshot', () => {
  const snapshot = (...operations: string[]): string => `{\n  "deliveryApi": 1,\n  "services": {\n    "shop": {\n${operations.join(',\n')}\n    }\n  }\n}\n`;
  const orders = '      "GET /v1/orders": { "file": "src/orders.ts" }';
  const one = '      "GET /v1/orders/{id}": { "file": "src/orders.ts" }';
  const users = '      "GET /v1/users": { "file": "src/users.ts" }';
  const lintSnapshot = async (before: string, after: string, files: Files = {}, more: Files = {}): Promise<string[]> =>
    await new GitProject({ 'package.json': '{}', 'delivery-api.json': before, ...files }).write({ 'delivery-api.json': after, ...more }).lint('no-removed-endpoint', { files: ['delivery-api.json'] });

  it('misses what a deleted file offered', async () => {
    expect(await lintSnapshot(snapshot(orders, users), snapshot(orders), { 'shop/src/users.ts': app('') }, { 'shop/src/users.ts': null })).toEqual([`delivery-api.json 5:7-5:23 ${message('GET /v1/users')}`]);
  });

  it('misses what is not mounted any more', async () => {
    expect(await lintSnapshot(snapshot(orders, users), snapshot(users), { 'shop/src/orders.ts': app('') })).toEqual([`delivery-api.json 4:5-4:11 ${message('GET /v1/orders')}`]);
  });

  it('leaves to a changed file what it says itself', async () => {
    expect(await lintSnapshot(snapshot(orders, users), snapshot(orders), { 'shop/src/users.ts': app(`app.get('/users', () => {});`) }, { 'shop/src/users.ts': app('') })).toEqual([]);
  });

  it.each([
    ['something new', snapshot(orders), snapshot(orders, users)],
    ['another name of a parameter', snapshot(one), snapshot(one.replace('{id}', '{orderId}'))],
    ['a prefix that can now be told', snapshot('      "GET …/users": { "file": "src/users.ts" }'), snapshot(users)],
    ['a prefix that cannot be told any more', snapshot(users), snapshot('      "GET …/users": { "file": "src/users.ts" }')],
    ['another file', snapshot(users), snapshot(users.replace('src/users', 'src/people'))],
    ['what was announced', snapshot(orders, users.replace('" }', '", "announced": "deprecated" }')), snapshot(orders)],
    ['what was unstable', snapshot(orders, users.replace('" }', '", "announced": "unstable" }')), snapshot(orders)],
    ['what had a newer version beside it', snapshot(users, users.replace('v1', 'v2')), snapshot(users.replace('v1', 'v2'))],
    ['another folder of the service', snapshot(users), snapshot(users).replace('"shop"', '"apps/shop"')],
    ['a document of another kind', '{ "deliveryApi": 2 }', '{ "deliveryApi": 1 }'],
  ])('%s is fine', async (_, before, after) => {
    expect(await lintSnapshot(before, after)).toEqual([]);
  });
});
