import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { lookAgain } from '../../src/project/text-index.ts';
import type { Files } from '../git-project.ts';
import { GitProject } from '../git-project.ts';

const users = `import { Router } from 'express';
export const users = Router();
users.get('/:id', () => {});
/** @deprecated Use PUT. */
users.post('/:id', () => {});
`;
const app = `import express from 'express';
import { users } from './users';
const app = express();
app.get('/internal/state', () => {});
app.use('/v1/users', users);
`;
const files = { 'package.json': '{}', 'services/shop/package.json': '{}', 'services/shop/src/app.ts': app, 'services/shop/src/users.ts': users };

const snapshot = `{
  "deliveryApi": 2,
  "services": {
    "services/shop": {
      "GET /internal/state": { "file": "src/app.ts", "announced": "unstable" },
      "GET /v1/users/{id}": { "file": "src/users.ts" },
      "POST /v1/users/{id}": { "file": "src/users.ts", "announced": "deprecated" }
    }
  }
}
`;

/** Runs the command, and gives its exit code and what it printed, errors behind an exclamation mark. */
function command(...args: string[]): { code: number; printed: string } {
  lookAgain();
  let printed = '';
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((printed += String(text))));
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((printed += `! ${String(text)}`)));
  try {
    return { code: run(args), printed };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

it('writes what the code offers, in an order of its own', () => {
  const project = new GitProject(files);
  const file = project.pathOf('delivery-api.json');
  expect(command('snapshot', project.root)).toEqual({ code: 0, printed: `${file}: 3 operations in 1 service.\n` });
  expect(readFileSync(file, 'utf8')).toBe(snapshot);
  expect(command('snapshot', project.root, '--check')).toEqual({ code: 0, printed: `${file} is what the code says: 3 operations in 1 service.\n` });
});

it('tells what has changed since it was written', () => {
  const project = new GitProject({ ...files, 'delivery-api.json': snapshot }).write({ 'services/shop/src/users.ts': users.replace('/:id', '/:id/address') });
  expect(command('snapshot', project.root, '--check')).toEqual({
    code: 1,
    printed: `- services/shop: GET /v1/users/{id}\n+ services/shop: GET /v1/users/{id}/address\n! delivery-api: ${project.pathOf('delivery-api.json')} is not what the code says. Run delivery-api snapshot, and commit it.\n`,
  });
  expect(readFileSync(project.pathOf('delivery-api.json'), 'utf8')).toBe(snapshot);
});

it('takes a snapshot that is not there for a difference', () => {
  const project = new GitProject(files);
  expect(command('snapshot', project.root, '--check', '--file', 'api.json')).toEqual({ code: 1, printed: `! delivery-api: ${project.pathOf('api.json')} is not there. Run delivery-api snapshot, and commit it.\n` });
});

const withSchemas = {
  'package.json': '{}',
  'src/app.ts': `import { Hono } from 'hono';
import { zValidator } from '@hono/zod-validator';
import { z } from 'zod';
import { CreateUser, User, type Health } from './users';
export const app = new Hono()
  .get('/health', (c) => c.json<Health>({ state: 'up' }))
  .post('/users', zValidator('json', CreateUser), (c) => c.json(User.parse(c.req.valid('json'))))
  .get('/users', zValidator('query', z.object({ page: z.coerce.number().optional(), name: z.string().max(20).optional() })), (c) => c.json(User.array().parse([])));
`,
  'src/users.ts': `import { z } from 'zod';
const Address = z.object({ street: z.string(), city: z.string().nullable() });
export const User = z.object({ id: z.string(), address: Address, friends: z.lazy(() => User.array()), role: z.enum(['guest', 'admin']).default('guest') });
export const CreateUser = User.omit({ id: true }).strict();
export interface Health { state: 'up' | 'down'; since?: number }
`,
} satisfies Files;

const schemaSnapshot = `{
  "deliveryApi": 2,
  "services": {
    ".": {
      "GET /health": { "file": "src/app.ts", "response": { "json": { "$ref": "#/schemas/src~1users.ts#Health" } } },
      "GET /users": {
        "file": "src/app.ts",
        "request": {
          "query": { "type": "object", "properties": { "name": { "type": "string", "maxLength": 20 }, "page": {} } }
        },
        "response": { "parse": { "type": "array", "items": { "$ref": "#/schemas/src~1users.ts#User" } } }
      },
      "POST /users": {
        "file": "src/app.ts",
        "request": { "json": { "$ref": "#/schemas/src~1users.ts#CreateUser" } },
        "response": { "parse": { "$ref": "#/schemas/src~1users.ts#User" } }
      }
    }
  },
  "schemas": {
    "src/users.ts#Address": {
      "type": "object",
      "required": ["city", "street"],
      "properties": { "city": { "type": "string", "nullable": true }, "street": { "type": "string" } }
    },
    "src/users.ts#CreateUser": {
      "type": "object",
      "required": ["address", "friends", "role"],
      "properties": {
        "address": { "$ref": "#/schemas/src~1users.ts#Address" },
        "friends": { "x-hidden": "all" },
        "role": { "enum": ["admin", "guest"], "default": "'guest'" }
      },
      "additionalProperties": false
    },
    "src/users.ts#Health": {
      "type": "object",
      "required": ["state"],
      "properties": { "since": { "type": "number" }, "state": { "enum": ["down", "up"] } }
    },
    "src/users.ts#User": {
      "type": "object",
      "required": ["address", "friends", "id", "role"],
      "properties": {
        "address": { "$ref": "#/schemas/src~1users.ts#Address" },
        "friends": { "x-hidden": "all" },
        "id": { "type": "string" },
        "role": { "enum": ["admin", "guest"], "default": "'guest'" }
      }
    }
  }
}
`;

it('writes what operations take and answer, with what they are made of', () => {
  const project = new GitProject(withSchemas);
  expect(command('snapshot', project.root).code).toBe(0);
  expect(readFileSync(project.pathOf('delivery-api.json'), 'utf8')).toBe(schemaSnapshot);
});

it('tells which operations and schemas are not the same any more', () => {
  const project = new GitProject({ ...withSchemas, 'delivery-api.json': schemaSnapshot }).write({ 'src/users.ts': withSchemas['src/users.ts'].replace(', city: z.string().nullable()', '') });
  expect(command('snapshot', project.root, '--check')).toEqual({ code: 1, printed: `~ src/users.ts#Address\n! delivery-api: ${project.pathOf('delivery-api.json')} is not what the code says. Run delivery-api snapshot, and commit it.\n` });
});

it('overwrites no other file', () => {
  const project = new GitProject({ ...files, 'openapi.json': '{ "openapi": "3.1.0" }' });
  const file = project.pathOf('openapi.json');
  expect(command('snapshot', project.root, '-f', 'openapi.json')).toEqual({ code: 2, printed: `! delivery-api: ${file} is no snapshot of this version of delivery-api. Name another file with --file, or delete it.\n` });
});

it.each([
  [['snapshots'], '! delivery-api: “snapshots” is no command. Write delivery-api snapshot; delivery-api --help says more.\n'],
  [['snapshot', '--chek'], `! delivery-api: Unknown option '--chek'. delivery-api --help lists the options.\n`],
  [['snapshot', '/nowhere/at/all'], '! delivery-api: There is no folder /nowhere/at/all. Name the folder in which the services lie.\n'],
  [['snapshot', '.', 'src'], '! delivery-api: There is one folder at most, and “src” is more. Leave it out.\n'],
])('%j could not run', (args, printed) => {
  expect(command(...args)).toEqual({ code: 2, printed });
});

it('explains itself', () => {
  expect(command('--help').printed).toMatch(/^Usage: delivery-api snapshot \[folder\] \[options\]\n/u);
  expect(command('--help').code).toBe(0);
  expect(command()).toEqual({ ...command('--help'), code: 2 });
});
