import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/require-feature-flag.ts';
import type { Files } from '../git-project.ts';
import { GitProject } from '../git-project.ts';

const begin = "import express from 'express';\nimport { isEnabled } from 'unleash-client';\nexport const app = express();\n";
const orders = "app.get('/orders', (req, res) => res.json([]));\n";
const refunds = "app.post('/refunds', (req, res) => res.json({}));\n";
const message = (place: string, operation: string): string =>
  `${place} \`${operation}\` is new and asks for no feature flag, so that only a deployment can switch it off. Ask for a flag before it does its work, or write \`@no-flag\` and the reason above it.`;

async function changed(after: string, files: Files = {}, options: object = {}, settings: object = {}): Promise<string[]> {
  const project = new GitProject({ 'package.json': '{}', 'src/app.ts': begin + orders }).write({ 'src/app.ts': begin + orders + after, ...files });
  return project.lint(['require-feature-flag', options], { settings });
}

it('is registered', () => {
  expect(rules['require-feature-flag']).toBe(rule);
});

describe('a new operation without a flag is reported', () => {
  it('in a file that was there', async () => {
    expect(await changed(refunds)).toEqual([message('src/app.ts 5:10-5:20', 'POST /refunds')]);
  });

  it('in a new file', async () => {
    const router = "import { Router } from 'express';\nexport const router = Router();\nrouter.delete('/refunds/:id', (req, res) => res.end());\n";
    expect(await changed('', { 'src/refunds.ts': router })).toEqual([message('src/refunds.ts 3:15-3:29', 'DELETE /refunds/:id')]);
  });

  it('when only another one asks for one', async () => {
    expect(await changed(`app.put('/refunds', (req, res) => { if (isEnabled('refunds')) res.json({}); });\n${refunds}`)).toEqual([message('src/app.ts 6:10-6:20', 'POST /refunds')]);
  });
});

describe('a new operation is left alone', () => {
  it.each([
    ['when it asks for a flag', "app.post('/refunds', (req, res) => { if (!isEnabled('refunds')) return res.sendStatus(404); res.json({}); });\n"],
    ['when what it is registered with does', "app.post('/refunds', featureGate('refunds'), (req, res) => res.json({}));\n"],
    ['when it is registered only if a flag is on', "if (isEnabled('refunds')) {\n  app.post('/refunds', (req, res) => res.json({}));\n}\n"],
    ['when a comment says why', `// @no-flag it repairs what the last release broke\n${refunds}`],
    ['when it is a probe', "app.get('/readyz', (req, res) => res.end());\n"],
  ])('%s', async (_, code) => {
    expect(await changed(code)).toEqual([]);
  });

  it('when what it calls asks for one', async () => {
    const files = { 'src/refund.ts': "import { isEnabled } from 'unleash-client';\nexport function refund(req, res) {\n  if (isEnabled('refunds')) res.json({});\n}\n" };
    expect(await changed("import { refund } from './refund';\napp.post('/refunds', (req, res) => refund(req, res));\n", files)).toEqual([]);
  });

  it('when a guard of its class does', async () => {
    const controller = "import { Controller, Post, UseGuards } from '@nestjs/common';\nimport { Flagged } from './flagged';\n@Controller('refunds')\nexport class RefundsController {\n  @Post()\n  @UseGuards(Flagged)\n  create() { return {}; }\n}\n";
    const guard = "export class Flagged {\n  constructor(private readonly flags) {}\n  canActivate() { return this.flags.isEnabled('refunds'); }\n}\n";
    expect(await changed('', { 'src/refunds.controller.ts': controller, 'src/flagged.ts': guard })).toEqual([]);
    expect(await changed('', { 'src/refunds.controller.ts': controller, 'src/flagged.ts': 'export class Flagged {\n  canActivate() { return true; }\n}\n' })).toHaveLength(1);
  });

  it('when a function of the project does, by its name in the settings', async () => {
    const code = "app.post('/refunds', (req, res) => { if (rollout('refunds')) res.json({}); });\n";
    expect(await changed(code)).toHaveLength(1);
    expect(await changed(code, {}, {}, { flags: { functions: ['rollout'] } })).toEqual([]);
  });

  it('when its path is left out', async () => {
    expect(await changed("app.post('/internal/refunds', (req, res) => res.json({}));\n", {}, { ignorePaths: ['/internal/**'] })).toEqual([]);
  });

  it('when it has only moved', async () => {
    const router = "import { Router } from 'express';\nexport const router = Router();\nrouter.get('/orders', (req, res) => res.json([]));\n";
    expect(await changed('', { 'src/app.ts': begin, 'src/orders.ts': router })).toEqual([]);
  });

  it('when its whole service is new', async () => {
    expect(await changed('', { 'refunds/package.json': '{}', 'refunds/src/app.ts': begin + refunds })).toEqual([]);
  });
});
