import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/no-dependency-check-in-liveness.ts';
import { GitProject } from '../git-project.ts';

const message = (path: string, kinds: string): string =>
  `\`${path}\` asks ${kinds}, so when that is down every instance is restarted, again and again, and none can answer even what it could. Ask in the readiness probe, and let liveness tell of the process alone.`;

const database = `import { Pool } from 'pg';\nexport const pool = new Pool();\nexport const isUp = async () => (await pool.query('SELECT 1')).rowCount === 1;\n`;
const app = (route: string): string => `import express from 'express';\nimport { isUp, pool } from './db';\nconst app = express();\n${route}\n`;

async function lint(files: Record<string, string>): Promise<string[]> {
  return await new GitProject({ 'package.json': '{ "name": "shop" }', 'src/db.ts': database, ...files }).lint('no-dependency-check-in-liveness', { files: ['**/*.ts'] });
}

it('is registered', () => {
  expect(rules['no-dependency-check-in-liveness']).toBe(rule);
});

describe('a liveness probe that asks a dependency', () => {
  it('is reported where its path is', async () => {
    expect(await lint({ 'src/app.ts': app(`app.get('/livez', async (req, res) => { await pool.query('SELECT 1'); res.end(); });`) })).toEqual([
      `src/app.ts 4:9-4:17 ${message('/livez', 'the SQL database')}`,
    ]);
  });

  it('is reported when another module asks', async () => {
    expect(await lint({ 'src/app.ts': app(`app.get('/health/live', async (req, res) => res.json({ up: await isUp() }));`) })).toEqual([
      `src/app.ts 4:9-4:23 ${message('/health/live', 'the SQL database')}`,
    ]);
  });

  it('is reported of @nestjs/terminus', async () => {
    const controller = `import { Controller, Get } from '@nestjs/common';
import { HealthCheck, HealthCheckService, TypeOrmHealthIndicator } from '@nestjs/terminus';
@Controller('live')
export class LiveController {
  constructor(private health: HealthCheckService, private db: TypeOrmHealthIndicator) {}
  @Get()
  @HealthCheck()
  check() { return this.health.check([() => this.db.pingCheck('database')]); }
}
`;
    expect(await lint({ 'src/live.controller.ts': controller })).toEqual([`src/live.controller.ts 6:3-6:9 ${message('/live/', 'the SQL database')}`]);
  });
});

describe('nothing is said', () => {
  it.each([
    ['of a readiness probe', { 'src/app.ts': app(`app.get('/readyz', async (req, res) => { await pool.query('SELECT 1'); res.end(); });`) }],
    ['of a liveness probe that looks at itself', { 'src/app.ts': app(`app.get('/livez', (req, res) => res.json({ up: process.uptime() }));`) }],
    ['of a route that is called like one', { 'src/app.ts': app(`app.get('/shows/live', async (req, res) => res.json(await pool.query('SELECT * FROM shows')));`) }],
  ])('%s', async (_, files: Record<string, string>) => {
    expect(await lint(files)).toEqual([]);
  });
});
