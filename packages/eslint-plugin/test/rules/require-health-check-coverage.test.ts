import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/require-health-check-coverage.ts';
import { GitProject } from '../git-project.ts';

const message = (text: string, kind: string, paths: string): string =>
  `\`${text}\` makes this service depend on ${kind}, but no readiness check reaches it (checked: ${paths}), so traffic goes to instances that cannot serve it. Check it there, or write \`@healthcheck-exempt\` and the reason above when the service can do without.`;

const packageJson = '{ "name": "shop" }\n';
const database = `import { Pool } from 'pg';\nexport const pool = new Pool();\n`;
const redis = `import Redis from 'ioredis';\nexport const redis = new Redis(process.env.REDIS_URL);\n`;
const health = `import express from 'express';
import { pool } from './db';
export const app = express();
app.get('/ready', async (req, res) => {
  await pool.query('SELECT 1');
  res.json({ ok: true });
});
`;

async function lint(files: Record<string, string>, options: object = {}): Promise<string[]> {
  return await new GitProject({ 'package.json': packageJson, ...files }).lint(['require-health-check-coverage', options], { files: ['**/*.ts'] });
}

it('is registered', () => {
  expect(rules['require-health-check-coverage']).toBe(rule);
});

describe('a dependency that no readiness check reaches', () => {
  it('is reported where its client is made', async () => {
    expect(await lint({ 'src/app.ts': health, 'src/db.ts': database, 'src/cache.ts': redis })).toEqual([`src/cache.ts 2:22-2:54 ${message('new Redis', 'Redis', '/ready')}`]);
  });

  it('is reported once, however many clients there are', async () => {
    expect(await lint({ 'src/app.ts': health, 'src/db.ts': database, 'src/cache.ts': redis, 'src/queue.ts': `import { Queue } from 'bullmq';\nexport const mails = new Queue('mails');\n` })).toEqual([
      `src/cache.ts 2:22-2:54 ${message('new Redis', 'Redis', '/ready')}`,
    ]);
  });

  it.each([
    ['kafkajs', `import { Kafka } from 'kafkajs';\nexport const kafka = new Kafka({ brokers: [] });\n`, 'new Kafka', 'Kafka'],
    ['amqplib', `import amqp from 'amqplib';\nexport const connection = await amqp.connect(process.env.AMQP_URL);\n`, 'amqp.connect', 'the AMQP broker'],
    ['mongoose', `const mongoose = require('mongoose');\nmongoose.connect(process.env.MONGO_URL);\n`, 'mongoose.connect', 'MongoDB'],
    ['the client of Elasticsearch', `import { Client } from '@elastic/elasticsearch';\nexport const search = new Client({ node: process.env.SEARCH_URL });\n`, 'new Client', 'the search engine'],
    ['a plugin of Fastify', `import fastifyRedis from '@fastify/redis';\nexport default (fastify) => fastify.register(fastifyRedis, { url: process.env.REDIS_URL });\n`, 'register(fastifyRedis)', 'Redis'],
    ['a module of NestJS', `import { MongooseModule } from '@nestjs/mongoose';\nexport const imports = [MongooseModule.forRoot(process.env.MONGO_URL)];\n`, 'MongooseModule.forRoot', 'MongoDB'],
  ])('%s', async (_, text, made, kind) => {
    const findings = await lint({ 'src/app.ts': health, 'src/db.ts': database, 'src/more.ts': text });
    expect(findings.map((finding) => finding.replace(/^\S+ \S+ /u, ''))).toEqual([message(made, kind, '/ready')]);
  });

  it('is reported of NestJS, when what is injected into the check does not reach it', async () => {
    const controller = `import { Controller, Get } from '@nestjs/common';
import { HealthCheck, HealthCheckService } from '@nestjs/terminus';
import { PrismaIndicator } from './prisma.indicator';
@Controller('health')
export class HealthController {
  constructor(private readonly checks: HealthCheckService, private readonly prisma: PrismaIndicator) {}
  @Get()
  @HealthCheck()
  check() { return this.checks.check([() => this.prisma.isHealthy('main')]); }
}
`;
    const indicator = `import { Injectable } from '@nestjs/common';
import { PrismaService } from './prisma.service';
@Injectable()
export class PrismaIndicator {
  constructor(private readonly prisma: PrismaService) {}
  async isHealthy(key: string) { await this.prisma.$queryRaw\`SELECT 1\`; return { [key]: { status: 'up' } }; }
}
`;
    const service = `import { PrismaClient } from '@prisma/client';\nexport class PrismaService extends PrismaClient {}\n`;
    expect(await lint({ 'src/health.controller.ts': controller, 'src/prisma.indicator.ts': indicator, 'src/prisma.service.ts': service, 'src/cache.ts': redis })).toEqual([
      `src/cache.ts 2:22-2:54 ${message('new Redis', 'Redis', '/health/')}`,
    ]);
  });
});

describe('nothing is said of a dependency', () => {
  const both = health.replace("from './db';", "from './db';\nimport { isCacheUp } from './checks';").replace("'SELECT 1');", "'SELECT 1');\n  await isCacheUp();");

  it.each([
    ['that the check reaches through other modules', { 'src/app.ts': both, 'src/checks.ts': `export { isCacheUp } from './cache-check';\n`, 'src/cache-check.ts': `import { redis as client } from './cache';\nexport const isCacheUp = () => client.ping();\n` }],
    ['whose client is made later', { 'src/app.ts': both, 'src/checks.ts': `import { client } from './store';\nexport const isCacheUp = () => client().info();\n`, 'src/store.ts': `import { createClient } from 'redis';\nlet made;\nexport function init() { made = createClient(); }\nexport const client = () => made;\n` }],
    ['that a factory gives to the check', { 'src/app.ts': `import { Router } from 'express';\nexport const health = (deps) => {\n  const router = Router();\n  router.get('/ready', async (req, res) => { await deps.check(); res.end(); });\n  return router;\n};\n` }],
    ['that the framework gives to the check', { 'src/app.ts': `export default async (fastify) => {\n  fastify.get('/ready', async (request) => { await request.server.redis.ping(); await fastify.pg.query('SELECT 1'); });\n};\n` }],
    ['when there is no readiness check at all', { 'src/app.ts': `import express from 'express';\nexport const app = express();\napp.get('/livez', (req, res) => res.end());\n` }],
    ['that is exempt', { 'src/app.ts': health, 'src/cache.ts': redis.replace('export', '/** @healthcheck-exempt Without it answers are slower. */\nexport') }],
    ['of tests', { 'src/app.ts': health, 'src/cache.ts': '', 'test/cache.ts': redis }],
    ['of a script', { 'src/app.ts': health, 'src/cache.ts': '', 'scripts/cache.ts': redis }],
    ['of a tenant', { 'src/app.ts': health, 'src/cache.ts': `import Redis from 'ioredis';\nexport const test = (connection) => new Redis(connection.url).ping();\n` }],
    ['of a tenant, by way of a variable', { 'src/app.ts': health, 'src/cache.ts': `import Redis from 'ioredis';\nexport const test = (connection) => {\n  const options = { ...connection, tls: {} };\n  return new Redis(options).ping();\n};\n` }],
    ['of a package that is only like one of those known', { 'src/app.ts': health, 'src/cache.ts': `import { Redis } from './redis';\nexport const redis = new Redis();\n`, 'src/redis.ts': 'export class Redis {}\n' }],
  ])('%s', async (_, files: Record<string, string>) => {
    expect(await lint({ 'src/db.ts': database, 'src/cache.ts': redis, ...files })).toEqual([]);
  });

  it('of a library that one service checks and another does not', async () => {
    const files = {
      'libs/cache/package.json': '{ "name": "@shop/cache" }',
      'libs/cache/index.ts': redis,
      'apps/a/package.json': '{ "name": "a", "dependencies": { "@shop/cache": "*" } }',
      'apps/a/app.ts': `import { Hono } from 'hono';\nimport { redis } from '@shop/cache';\nexport default new Hono().get('/ready', async (c) => c.text(await redis.ping()));\n`,
      'apps/b/package.json': '{ "name": "b", "dependencies": { "@shop/cache": "*" } }',
      'apps/b/app.ts': `import { Hono } from 'hono';\nexport default new Hono().get('/ready', (c) => c.text('ok'));\n`,
    };
    expect(await lint(files)).toEqual([]);
    expect(await lint({ ...files, 'apps/a/app.ts': files['apps/b/app.ts'] })).toEqual([`libs/cache/index.ts 2:22-2:54 ${message('new Redis', 'Redis', '/ready')}`]);
  });
});

describe('options', () => {
  const mail = `import nodemailer from 'nodemailer';\nexport const mails = nodemailer.createTransport({});\n`;

  it('`kinds` says what has to be checked', async () => {
    const files = { 'src/app.ts': health, 'src/db.ts': database, 'src/cache.ts': redis, 'src/mail.ts': mail };
    expect(await lint(files, { kinds: ['smtp'] })).toEqual([`src/mail.ts 2:22-2:52 ${message('nodemailer.createTransport', 'the mail server', '/ready')}`]);
  });

  it('`onlyNew` passes over what the service had before', async () => {
    const project = new GitProject({ 'package.json': packageJson, 'src/app.ts': health, 'src/db.ts': database, 'src/cache.ts': redis });
    project.write({ 'src/cache.ts': `${redis}export const more = 1;\n`, 'src/events.ts': `import { Kafka } from 'kafkajs';\nexport const kafka = new Kafka({ brokers: [] });\n` });
    expect(await project.lint(['require-health-check-coverage', { onlyNew: true }], { files: ['**/*.ts'] })).toEqual([`src/events.ts 2:22-2:48 ${message('new Kafka', 'Kafka', '/ready')}`]);
  });

  it('`onlyNew` passes over a second client of the same kind', async () => {
    const project = new GitProject({ 'package.json': packageJson, 'src/app.ts': health, 'src/db.ts': database, 'src/cache.ts': redis });
    project.write({ 'src/a-queue.ts': `import { Queue } from 'bullmq';\nexport const mails = new Queue('mails');\n` });
    expect(await project.lint(['require-health-check-coverage', { onlyNew: true }], { files: ['**/*.ts'] })).toEqual([]);
  });
});

it('sees the open file as it stands in the editor', async () => {
  const project = new GitProject({ 'package.json': packageJson, 'src/app.ts': health, 'src/db.ts': database, 'src/cache.ts': 'export {};\n' });
  const messages = await project.lintText('require-health-check-coverage', 'src/cache.ts', redis);
  expect(messages.map((found) => found.message)).toEqual([message('new Redis', 'Redis', '/ready')]);
  expect(await project.lintText('require-health-check-coverage', 'src/cache.ts', 'export {};\n')).toEqual([]);
});
