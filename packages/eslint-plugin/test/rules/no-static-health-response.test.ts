import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/no-static-health-response.ts';
import { GitProject } from '../git-project.ts';

const message = (path: string, kinds: string): string =>
  `\`${path}\` answers the same whatever happens, so traffic goes to instances that cannot reach ${kinds}. Ask ${kinds} for something cheap here; a route that shall only tell that the process is alive is called \`/livez\`.`;

const database = `import { Pool } from 'pg';\nexport const pool = new Pool();\n`;
const packageJson = '{ "name": "shop" }\n';

async function lint(files: Record<string, string>): Promise<string[]> {
  return await new GitProject({ 'package.json': packageJson, ...files }).lint('no-static-health-response', { files: ['**/*.ts'] });
}

it('is registered', () => {
  expect(rules['no-static-health-response']).toBe(rule);
});

describe('a readiness check that looks at nothing', () => {
  it('is reported where its path is', async () => {
    const app = `import express from 'express';\nconst app = express();\napp.get('/health', (req, res) => {\n  res.json({ ok: true });\n});\n`;
    expect(await lint({ 'src/db.ts': database, 'src/app.ts': app })).toEqual([`src/app.ts 3:9-3:18 ${message('/health', 'the SQL database')}`]);
  });

  it.each([
    ['Fastify', 'src/app.ts', `import fastify from 'fastify';\nconst app = fastify();\napp.get('/readyz', async () => ({ ok: true }));\n`, '/readyz'],
    ['Fastify, in an object', 'src/app.ts', `export default (fastify) => fastify.route({ method: 'GET', url: '/ready', handler: async () => 'ok' });\n`, '/ready'],
    ['Koa', 'src/app.ts', `import Router from '@koa/router';\nconst router = new Router();\nrouter.get('/healthz', (ctx) => { ctx.status = 200; ctx.body = 'ok'; });\n`, '/healthz'],
    ['Hono', 'src/routes/health.ts', `import { Hono } from 'hono';\nexport default new Hono().get('/', (c) => c.json({ status: 'ok' }));\n`, '/health'],
    ['Elysia', 'src/app.ts', `import { Elysia } from 'elysia';\nnew Elysia().get('/health', () => 'ok');\n`, '/health'],
    ['Next.js', 'src/app/api/health/route.ts', `export function GET() {\n  return Response.json({ ok: true });\n}\n`, '/api/health'],
    ['Next.js, by pages', 'src/pages/api/health.ts', `export default function handler(req, res) {\n  res.status(200).json({ ok: true });\n}\n`, '/api/health'],
    ['NestJS', 'src/health.controller.ts', `import { Controller, Get } from '@nestjs/common';\n@Controller('health')\nexport class HealthController {\n  @Get()\n  check() { return { status: 'ok' }; }\n}\n`, '/health/'],
    ["Node's own server", 'src/app.ts', `import http from 'node:http';\nhttp.createServer((req, res) => {\n  if (req.url === '/healthz') { res.writeHead(200); res.end('ok'); }\n});\n`, '/healthz'],
    ['a handler of another module', 'src/app.ts', `import { Router } from 'express';\nimport { check } from './check';\nconst router = Router();\nrouter.get('/health', check);\n`, '/health'],
  ])('%s', async (_, file, text, path) => {
    const check = { 'src/check.ts': `export const check = (req, res) => res.sendStatus(200);\n` };
    const findings = await lint({ 'src/db.ts': database, ...check, [file]: text });
    expect(findings.map((finding) => finding.replace(/^\S+ \S+ /u, ''))).toEqual([message(path, 'the SQL database')]);
  });

  it('names all that the service depends on, that of its own libraries included', async () => {
    const findings = await lint({
      'package.json': '{ "name": "root" }',
      'apps/api/package.json': '{ "name": "api", "dependencies": { "@shop/cache": "workspace:*" } }',
      'apps/api/app.ts': `import { Hono } from 'hono';\nimport '../../libs/cache';\nexport default new Hono().get('/health', (c) => c.text('ok'));\n`,
      'apps/api/db.ts': database,
      'libs/cache/package.json': '{ "name": "@shop/cache" }',
      'libs/cache/index.ts': `import Redis from 'ioredis';\nexport const redis = new Redis();\n`,
    });
    expect(findings).toEqual([`apps/api/app.ts 3:31-3:40 ${message('/health', 'the SQL database and Redis')}`]);
  });
});

describe('nothing is said', () => {
  const constant = `import express from 'express';\nconst app = express();\napp.get('/health', (req, res) => res.json({ ok: true }));\n`;

  it.each([
    ['of a service that depends on nothing', { 'src/app.ts': constant }],
    ['of a liveness probe', { 'src/db.ts': database, 'src/app.ts': constant.replace('/health', '/livez') }],
    ['of a second check beside one that looks', { 'src/db.ts': database, 'src/app.ts': `import { pool } from './db';\n${constant}app.get('/ready', async (req, res) => { await pool.query('SELECT 1'); res.json({}); });\n` }],
    ['of a check that looks', { 'src/db.ts': database, 'src/app.ts': `import express from 'express';\nimport { pool } from './db';\nconst app = express();\napp.get('/health', async (req, res) => { await pool.query('SELECT 1'); res.json({}); });\n` }],
    ['of a check that asks what it is given', { 'src/db.ts': database, 'src/app.ts': `import { Router } from 'express';\nexport const health = ({ checks }) => {\n  const router = Router();\n  router.get('/health', async (req, res) => res.json(await checks.run()));\n  return router;\n};\n` }],
    ['of a service whose database only its tests know', { 'test/db.ts': database, 'src/app.ts': constant }],
    ['of what is called the same and is no probe', { 'src/db.ts': database, 'src/app.ts': constant.replace('/health', '/users/:id/health-records') }],
    ['of a client that asks for the route', { 'src/db.ts': database, 'src/app.ts': `import axios from 'axios';\nexport const isUp = () => axios.get('/health', { timeout: 10 });\n` }],
    ['of what the service can do without', { 'src/db.ts': `import { Pool } from 'pg';\n// @healthcheck-exempt Only reports use it.\nexport const pool = new Pool();\n`, 'src/app.ts': constant }],
  ])('%s', async (_, files: Record<string, string>) => {
    expect(await lint(files)).toEqual([]);
  });
});
