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
