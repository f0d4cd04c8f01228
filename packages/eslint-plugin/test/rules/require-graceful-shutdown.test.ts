import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/require-graceful-shutdown.ts';
import { GitProject } from '../git-project.ts';

const unhandled = (text: string): string =>
  `\`${text}\` starts a server, and nothing in this package reacts to SIGTERM, so every deployment cuts off the requests that are being answered. On SIGTERM stop listening, let what is running finish, and close connections: \`process.once('SIGTERM', () => server.close())\`.`;
const exits =
  'On SIGTERM the process exits at once, so every deployment cuts off the requests that are being answered. Stop listening first, and exit when what is running has finished: `server.close(() => process.exit())`.';

const express = `import express from 'express';\nconst app = express();\napp.listen(3000);\n`;

async function lint(files: Record<string, string>): Promise<string[]> {
  return await new GitProject({ 'package.json': '{ "name": "shop" }', ...files }).lint('require-graceful-shutdown', { files: ['**/*.ts'] });
}

it('is registered', () => {
  expect(rules['require-graceful-shutdown']).toBe(rule);
});

describe('a server that nothing stops', () => {
  it('is reported where it starts to listen', async () => {
    expect(await lint({ 'src/server.ts': express })).toEqual([`src/server.ts 3:1-3:11 ${unhandled('app.listen')}`]);
  });

  it.each([
    ["Node's own", `import { createServer } from 'node:http';\nconst server = createServer();\nserver.listen(3000);\n`, 'server.listen'],
    ['NestJS', `import { NestFactory } from '@nestjs/core';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  await app.listen(3000);\n}\n`, 'app.listen'],
    ['Fastify, made by a function', `import Fastify from 'fastify';\nfunction build() {\n  const fastify = Fastify();\n  return fastify;\n}\nawait build().listen({ port: 3000 });\n`, 'build.listen'],
    ['Hono', `import { serve } from '@hono/node-server';\nserve(app);\n`, 'serve'],
    ['another module’s', `import { app } from './app';\napp.listen(3000);\n`, 'app.listen'],
  ])('%s', async (_, text, start) => {
    const findings = await lint({ 'src/server.ts': text, 'src/app.ts': `import Koa from 'koa';\nexport const app = new Koa();\n` });
    expect(findings.map((finding) => finding.replace(/^\S+ \S+ /u, ''))).toEqual([unhandled(start)]);
  });

  it('is reported when only another service handles the signal', async () => {
    const findings = await lint({
      'apps/a/package.json': '{ "name": "a" }',
      'apps/a/server.ts': express,
      'apps/b/package.json': '{ "name": "b" }',
      'apps/b/server.ts': `${express}process.once('SIGTERM', () => app.close());\n`,
    });
    expect(findings).toEqual([`apps/a/server.ts 3:1-3:11 ${unhandled('app.listen')}`]);
  });

  it('is reported when the process exits at once', async () => {
    const text = `${express}process.on('SIGTERM', () => {\n  console.log('bye');\n  process.exit(0);\n});\n`;
    expect(await lint({ 'src/server.ts': text })).toEqual([`src/server.ts 4:1-7:3 ${exits}`]);
  });
});

describe('nothing is said of a server', () => {
  it.each([
    ['that closes on SIGTERM', { 'src/server.ts': `${express}process.on('SIGTERM', () => server.close(() => process.exit(0)));\n` }],
    ['that another module stops', { 'src/server.ts': express, 'src/stop.ts': `for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, stop);\n` }],
    ['of NestJS with its hooks', { 'src/server.ts': `import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule);\napp.enableShutdownHooks();\nawait app.listen(3000);\n` }],
    ['that a package stops', { 'src/server.ts': `import closeWithGrace from 'close-with-grace';\n${express}closeWithGrace(() => app.close());\n` }],
    ['that a library of the repository stops', { 'package.json': '{ "name": "shop", "dependencies": { "@shop/run": "*" } }', 'src/server.ts': express, 'libs/run/package.json': '{ "name": "@shop/run" }', 'libs/run/index.ts': `process.on('SIGTERM', stop);\n` }],
    ['of tests', { 'test/server.ts': express }],
    ['of a command', { 'package.json': '{ "name": "tool", "bin": "cli.js" }', 'src/server.ts': express }],
    ['of a program for the desktop', { 'package.json': '{ "name": "tool", "devDependencies": { "electron": "1" } }', 'src/server.ts': express }],
    ['that stands in for another in the browser', { 'src/mocks.ts': `import { setupServer } from 'msw/node';\nconst server = setupServer();\nserver.listen();\n` }],
    ['that is none', { 'src/history.ts': `import { createBrowserHistory } from 'history';\nconst server = createBrowserHistory();\nserver.listen(() => {});\n` }],
  ])('%s', async (_, files: Record<string, string>) => {
    expect(await lint(files)).toEqual([]);
  });
});
