import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/no-breaking-schema-change.ts';
import type { Files } from '../git-project.ts';
import { GitProject } from '../git-project.ts';

async function lint(before: Files, after: Files): Promise<string[]> {
  return await new GitProject({ 'package.json': '{}', ...before }).write(after).lint('no-breaking-schema-change', { files: ['**/*.ts'] });
}

const removed = (path: string, name: string): string => `\`${path}\` is gone from \`${name}\`, and those who read this response still expect it. Keep it and mark it as deprecated, and remove it in a later release.`;
const added = (path: string, name: string): string => `\`${path}\` of \`${name}\` is new and required, so requests of clients that do not know it are refused. Make it optional, or give it a default.`;

/** A route that answers with one schema of Zod and takes another. */
const app = `import { Hono } from 'hono';
import { zValidator } from '@hono/zod-validator';
import { CreateUser, User } from './schemas';
export const app = new Hono().post('/users', zValidator('json', CreateUser), (c) => c.json(User.parse(c.req.valid('json'))));
`;
const schemas = (user: string, createUser = `name: z.string()`): string => `import { z } from 'zod';
export const User = z.object({
  ${user}
});
export const CreateUser = z.object({
  ${createUser}
});
`;

it('is registered', () => {
  expect(rules['no-breaking-schema-change']).toBe(rule);
});

describe('a response', () => {
  const before = `id: z.string(),\n  name: z.string(),\n  state: z.enum(['on', 'off']),`;

  it('that lacks a property is reported at its schema', async () => {
    expect(await lint({ 'src/app.ts': app, 'src/schemas.ts': schemas(before) }, { 'src/schemas.ts': schemas(before.replace('\n  name: z.string(),', '')) })).toEqual([`src/schemas.ts 2:21-2:22 ${removed('name', 'User')}`]);
  });

  it('whose property changed is reported there', async () => {
    expect(await lint({ 'src/app.ts': app, 'src/schemas.ts': schemas(before) }, { 'src/schemas.ts': schemas(before.replace('name: z.string()', 'name: z.string().optional()')) })).toEqual([
      'src/schemas.ts 4:3-4:7 `name` of `User` may be missing now, and those who read this response rely on it. Go on sending it, or add another field.',
    ]);
  });

  it.each([
    ['name: z.string().nullable()', '`name` of `User` may be null now, and those who read this response rely on a value. Go on sending one, or add another field.'],
    ['name: z.number()', '`name` of `User` was string and is number, which those who read this response do not expect. Keep it as it was, and add a field of another name.'],
    ['name: z.object({ first: z.string() })', '`name` of `User` was string and is an object, which those who read this response do not expect. Keep it as it was, and add a field of another name.'],
    ['fullName: z.string()', removed('name', 'User')],
  ])('%s', async (change, message) => {
    const findings = await lint({ 'src/app.ts': app, 'src/schemas.ts': schemas(before) }, { 'src/schemas.ts': schemas(before.replace('name: z.string()', change)) });
    expect(findings.map((finding) => finding.replace(/^\S+ \S+ /u, ''))).toEqual([message]);
  });

  it.each([
    ['more', `${before}\n  age: z.number(),`],
    ['a narrower type', before.replace('name: z.string()', `name: z.enum(['a', 'b'])`)],
    ['fewer values', before.replace(`['on', 'off']`, `['on']`)],
    ['more values', before.replace(`['on', 'off']`, `['on', 'off', 'idle']`)],
    ['a bound', before.replace('name: z.string()', 'name: z.string().max(10)')],
    ['what cannot be read', before.replace('name: z.string()', 'name: nameSchema()')],
    ['another order', `name: z.string(),\n  id: z.string(),\n  state: z.enum(['on', 'off']),`],
  ])('with %s breaks nothing', async (_, after) => {
    expect(await lint({ 'src/app.ts': app, 'src/schemas.ts': schemas(before) }, { 'src/schemas.ts': schemas(after) })).toEqual([]);
  });

  it('whose property was deprecated may go without it', async () => {
    const marked = before.replace('name: z.string()', '/** @deprecated Use id. */\n  name: z.string()');
    expect(await lint({ 'src/app.ts': app, 'src/schemas.ts': schemas(marked) }, { 'src/schemas.ts': schemas('id: z.string(),\n  state: z.enum([\'on\', \'off\']),') })).toEqual([]);
  });

  it('is found through what it is nested in', async () => {
    const nested = (team: string): string => `import { z } from 'zod';\nconst Team = z.object({ ${team} });\nexport const User = z.object({ id: z.string(), team: Team });\nexport const CreateUser = z.object({});\n`;
    expect(await lint({ 'src/app.ts': app, 'src/schemas.ts': nested('id: z.string(), name: z.string()') }, { 'src/schemas.ts': nested('id: z.string()') })).toEqual([`src/schemas.ts 2:14-2:15 ${removed('name', 'Team')}`]);
  });
});

describe('a request', () => {
  const before = 'name: z.string(),\n  state: z.enum([\'on\', \'off\']).optional(),\n  note: z.string().nullable(),';
  const change = async (after: string): Promise<string[]> => (await lint({ 'src/app.ts': app, 'src/schemas.ts': schemas('id: z.string()', before) }, { 'src/schemas.ts': schemas('id: z.string()', after) })).map((finding) => finding.replace(/^\S+ \S+ /u, ''));

  it('that needs more is reported at the new property', async () => {
    expect(await lint({ 'src/app.ts': app, 'src/schemas.ts': schemas('id: z.string()', before) }, { 'src/schemas.ts': schemas('id: z.string()', `${before}\n  age: z.number(),`) })).toEqual([`src/schemas.ts 9:3-9:6 ${added('age', 'CreateUser')}`]);
  });

  it.each([
    [before.replace('.optional()', ''), '`state` of `CreateUser` is required now, so requests that leave it out, as they could, are refused. Keep it optional, or give it a default.'],
    [before.replace('.nullable()', ''), '`note` of `CreateUser` may not be null any more, so requests that say so, as they could, are refused. Go on accepting null.'],
    [before.replace(`'on', 'off'`, `'on'`), '`state` of `CreateUser` was "on" | "off" and is "on", so requests that were right are refused. Go on accepting what was accepted.'],
    [before.replace('name: z.string()', 'name: z.number()'), '`name` of `CreateUser` was string and is number, so requests that were right are refused. Go on accepting what was accepted.'],
  ])('%j', async (after, message) => {
    expect(await change(after)).toEqual([message]);
  });

  it.each([
    ['with one more that may be left out', `${before}\n  age: z.number().optional(),`],
    ['with one more that has a default', `${before}\n  age: z.number().default(0),`],
    ['with less', before.replace('name: z.string(),', '')],
    ['with more values', before.replace(`'on', 'off'`, `'on', 'off', 'idle'`)],
    ['that takes more', before.replace('note: z.string().nullable()', 'note: z.string().nullish()')],
  ])('%s breaks nothing', async (_, after) => {
    expect(await change(after)).toEqual([]);
  });

  it('that is strict refuses what it does not know', async () => {
    const strict = (text: string): string => schemas('id: z.string()', text).replace(/\}\);\n$/u, '}).strict();\n');
    expect(await lint({ 'src/app.ts': app, 'src/schemas.ts': strict('name: z.string(),\n  note: z.string().optional(),') }, { 'src/schemas.ts': strict('name: z.string(),') })).toEqual([
      'src/schemas.ts 5:27-5:28 `note` is gone from `CreateUser`, which accepts nothing that it does not know, so requests that still send it are refused. Keep it and mark it as deprecated.',
    ]);
  });
});

describe('schemas of other kinds', () => {
  it('NestJS: classes', async () => {
    const controller = `import { Body, Controller, Post } from '@nestjs/common';
import { CreateUserDto, UserDto } from './user.dto';
@Controller('users')
export class UsersController {
  @Post()
  create(@Body() dto: CreateUserDto): Promise<UserDto> { return this.users.create(dto); }
}
`;
    const dto = (user: string, create: string): string => `import { IsOptional, IsString } from 'class-validator';\nexport class UserDto {\n${user}}\nexport class CreateUserDto {\n${create}}\n`;
    const before = dto('  id: string;\n  name: string;\n', '  @IsString() name: string;\n');
    const after = dto('  id: string;\n', '  @IsString() name: string;\n  @IsOptional() @IsString() note: string;\n  @IsString() email: string;\n');
    expect(await lint({ 'src/users.controller.ts': controller, 'src/user.dto.ts': before }, { 'src/user.dto.ts': after })).toEqual([
      `src/user.dto.ts 2:14-2:21 ${removed('name', 'UserDto')}`,
      `src/user.dto.ts 8:15-8:20 ${added('email', 'CreateUserDto')}`,
    ]);
  });

  it('Fastify: JSON Schema in a constant, and types', async () => {
    const routes = `import { userSchema } from './schemas';\nimport type { Query } from './schemas';\nexport default (fastify) => {\n  fastify.get<{ Querystring: Query }>('/users', { schema: { response: { 200: userSchema } } }, async () => {});\n};\n`;
    const text = (properties: string, required: string, query: string): string => `export const userSchema = { type: 'object', required: [${required}], properties: { ${properties} } } as const;\nexport interface Query { ${query} }\n`;
    expect(
      await lint(
        { 'src/routes.ts': routes, 'src/schemas.ts': text(`id: { type: 'string' }, name: { type: 'string' }`, `'id', 'name'`, 'page?: number') },
        { 'src/schemas.ts': text(`id: { type: 'string' }, name: { type: ['string', 'null'] }`, `'id'`, 'page: number') },
      ),
    ).toEqual([
      'src/schemas.ts 1:101-1:105 `name` of `userSchema` may be missing now, and those who read this response rely on it. Go on sending it, or add another field.',
      'src/schemas.ts 1:101-1:105 `name` of `userSchema` may be null now, and those who read this response rely on a value. Go on sending one, or add another field.',
      'src/schemas.ts 2:26-2:30 `page` of `Query` is required now, so requests that leave it out, as they could, are refused. Keep it optional, or give it a default.',
    ]);
  });

  it('Elysia: TypeBox, written in the route', async () => {
    const text = (body: string): string => `import { Elysia, t } from 'elysia';\nnew Elysia().post('/users', () => {}, { body: t.Object({ ${body} }) });\n`;
    expect(await lint({ 'src/app.ts': text('name: t.String()') }, { 'src/app.ts': text('name: t.String(), age: t.Number()') })).toEqual([`src/app.ts 2:76-2:79 ${added('age', 'POST /users')}`]);
  });

  it('tRPC: schemas written in the procedure', async () => {
    const text = (input: string, output: string): string => `export const users = router({ add: procedure.input(z.object({ ${input} })).output(z.object({ ${output} })).mutation(() => {}) });\n`;
    expect(await lint({ 'src/router.ts': text('name: z.string()', 'id: z.string(), at: z.number()') }, { 'src/router.ts': text('name: z.string(), age: z.number()', 'id: z.string()') })).toEqual([
      `src/router.ts 1:31-1:34 ${removed('at', 'MUTATION add')}`,
      `src/router.ts 1:81-1:84 ${added('age', 'MUTATION add')}`,
    ]);
  });

  it('Next.js: a schema that reads the request', async () => {
    const text = (body: string): string => `import { z } from 'zod';\nconst Body = z.object({ ${body} });\nexport async function POST(request: Request) {\n  const body = Body.parse(await request.json());\n  return Response.json(body);\n}\n`;
    expect(await lint({ 'src/app/api/users/route.ts': text('name: z.string()') }, { 'src/app/api/users/route.ts': text('name: z.string(), age: z.number()') })).toEqual([`src/app/api/users/route.ts 2:43-2:46 ${added('age', 'Body')}`]);
  });
});

describe('nothing is said of a schema', () => {
  const text = (fields: string): string => `import { z } from 'zod';\nexport const Row = z.object({ ${fields} });\nexport interface Job { ${fields.replaceAll('z.string()', 'string')} }\n`;

  it.each<[string, Files, Files]>([
    ['that no route uses', { 'src/app.ts': app, 'src/schemas.ts': schemas(''), 'src/rows.ts': text('a: z.string(), b: z.string()') }, { 'src/rows.ts': text('a: z.string()') }],
    ['that is only taken, when it lacks something', { 'src/app.ts': app, 'src/schemas.ts': schemas('', 'a: z.string(), b: z.string()') }, { 'src/schemas.ts': schemas('', 'a: z.string()') }],
    ['that is only sent, when it needs more', { 'src/app.ts': app, 'src/schemas.ts': schemas('a: z.string()') }, { 'src/schemas.ts': schemas('a: z.string(), b: z.string()') }],
    ['whose properties moved to a part of it', { 'src/app.ts': app, 'src/schemas.ts': schemas('a: z.string(), b: z.string()') }, { 'src/schemas.ts': schemas('a: z.string(), ...rest') }],
    ['that is experimental', { 'src/app.ts': app, 'src/schemas.ts': schemas('a: z.string(), b: z.string()').replace('export const User', '/** @experimental */\nexport const User') }, { 'src/schemas.ts': schemas('a: z.string()') }],
  ])('%s', async (_, before, after) => {
    expect(await lint(before, after)).toEqual([]);
  });
});

describe('a registration', () => {
  const routes = (schema: string): string => `import { Type as T } from '@sinclair/typebox';\nexport default (fastify) => {\n  fastify.get('/users', { schema: { ${schema} } }, async () => {});\n};\n`;
  const change = async (before: string, after: string): Promise<string[]> => await lint({ 'src/routes.ts': routes(before) }, { 'src/routes.ts': routes(after) });

  it('that takes less than it did is reported', async () => {
    expect(await change('body: T.Object({ name: T.String() })', 'body: T.Object({ name: T.String({ maxLength: 10 }) })')).toEqual([
      'src/routes.ts 3:54-3:58 `name` of `GET /users` accepts at most 10 now, so requests that were right are refused. Go on accepting what was accepted.',
    ]);
  });

  it('that answers with another status is reported', async () => {
    expect(await change('response: { 200: T.String(), 404: T.String() }', 'response: { 201: T.String() }')).toEqual([
      'src/routes.ts 3:15-3:23 `GET /users` does not answer 200 any more, which its clients wait for. Keep the status.',
    ]);
  });

  it.each([
    ['one more status', 'response: { 200: T.String() }', 'response: { 200: T.String(), 201: T.String() }'],
    ['no status of an error', 'response: { 200: T.String(), 404: T.String() }', 'response: { 200: T.String() }'],
    ['all of success', 'response: { 200: T.String() }', `response: { '2xx': T.String() }`],
    ['a number in a query, which is text anyway', 'querystring: T.Object({ limit: T.String() })', 'querystring: T.Object({ limit: T.Number() })'],
  ])('with %s breaks nothing', async (_, before, after) => {
    expect(await change(before, after)).toEqual([]);
  });
});

describe('a schema that only others are made of, which a route uses', () => {
  const project = (use: string, base: string): Files => ({
    'src/app.ts': `import { Hono } from 'hono';\nimport { zValidator } from '@hono/zod-validator';\nimport { Changed } from './changed';\nexport const app = new Hono().patch('/users', zValidator('json', Changed), () => {});\n`,
    'src/changed.ts': `import { z } from 'zod';\nimport { Base } from './base';\nexport const Changed = ${use};\n`,
    'src/base.ts': `import { z } from 'zod';\nexport const Base = ${base};\n`,
  });
  const before = `z.object({ id: z.string(), kind: z.enum(['a', 'b']) })`;
  const more = before.replace('kind', 'age: z.number(), kind');
  const fewer = before.replace(`'a', 'b'`, `'a'`);

  it.each([
    ['extended', 'Base.extend({ note: z.string() })', more],
    ['nested', 'z.object({ user: Base })', more],
    ['with that one, among others', 'Base.pick({ age: true })', more],
    ['without another one', 'Base.omit({ kind: true })', more],
    ['all of it optional, when a value is gone', 'Base.partial()', fewer],
  ])('is reported when it is %s', async (_, use, after) => {
    expect(await lint(project(use, before), { 'src/base.ts': project('', after)['src/base.ts'] ?? '' })).toEqual([expect.stringContaining(after === more ? added('age', 'Base') : '`kind` of `Base` was "a" | "b" and is "a"')]);
  });

  it.each([
    ['all of it is optional', 'Base.partial()', more],
    ['all of it is optional, and extended', 'Base.partial().extend({ note: z.string() })', more],
    ['all of it is optional, however deep', 'z.object({ user: Base }).deepPartial()', more],
    ['the property is left out', 'Base.omit({ age: true })', more],
    ['the property is not picked', 'Base.pick({ id: true })', more],
    ['the property is replaced', `Base.extend({ kind: z.string() })`, fewer],
  ])('is not when %s', async (_, use, after) => {
    expect(await lint(project(use, before), { 'src/base.ts': project('', after)['src/base.ts'] ?? '' })).toEqual([]);
  });

  it('is not when it is one of several that a value may match', async () => {
    const files = (kind: string): Files => project('z.object({ kind: Base.or(z.string()) })', kind);
    expect(await lint(files(`z.enum(['a', 'b'])`), { 'src/base.ts': files(`z.enum(['a'])`)['src/base.ts'] ?? '' })).toEqual([]);
  });

  it('NestJS: is not when all of it is optional', async () => {
    const text = (fields: string): string => `import { IsString } from 'class-validator';\nexport class Create { ${fields} }\n`;
    const files: Files = {
      'src/users.controller.ts': `import { Body, Controller, Patch } from '@nestjs/common';\nimport { Update } from './update.dto';\n@Controller('users')\nexport class Users {\n  @Patch()\n  update(@Body() dto: Update): void {}\n}\n`,
      'src/update.dto.ts': `import { PartialType } from '@nestjs/mapped-types';\nimport { Create } from './create.dto';\nexport class Update extends PartialType(Create) {}\n`,
      'src/create.dto.ts': text('@IsString() name: string;'),
    };
    expect(await lint(files, { 'src/create.dto.ts': text('@IsString() name: string; @IsString() email: string;') })).toEqual([]);
  });
});

it('NestJS: a class that a decorator of a field looks something up by is no part of it', async () => {
  const files = (entity: string): Files => ({
    'src/users.controller.ts': `import { Body, Controller, Post } from '@nestjs/common';\nimport { Create } from './create.dto';\n@Controller('users')\nexport class Users {\n  @Post()\n  add(@Body() dto: Create): Create { return dto; }\n}\n`,
    'src/create.dto.ts': `import { Exists } from './exists';\nimport { Team } from './team.entity';\nexport class Create { @Exists(Team, { ignoreEmpty: false }) teamId: string; }\n`,
    'src/team.entity.ts': `export class Team { ${entity} }\n`,
  });
  expect(await lint(files('id: string; name: string;'), files('id: string;'))).toEqual([]);
});

describe('a type that is a part of another one', () => {
  const files = (base: string, more: string): Files => ({
    'src/users.controller.ts': `import { Controller, Get } from '@nestjs/common';\nimport type { User } from './user';\n@Controller('users')\nexport class Users {\n  @Get()\n  list(): User[] { return []; }\n}\n`,
    'src/user.ts': `interface Base { ${base} }\ntype More = { ${more} };\nexport type User = Base & More;\n`,
  });

  it('may lose what another part has now', async () => {
    expect(await lint(files('id: string', 'name: string'), files('id: string; name: string', ''))).toEqual([]);
  });

  it('may not lose what no part has any more', async () => {
    expect(await lint(files('id: string', 'name: string'), files('id: string', ''))).toEqual([expect.stringContaining(removed('name', 'More'))]);
  });
});

it('a contract that a controller takes one schema from is used in no other direction for that', async () => {
  const contract = (user: string): string => `import { initContract } from '@ts-rest/core';\nimport { z } from 'zod';\nconst User = z.object({ ${user} });\nexport const contract = initContract().router({\n  add: { method: 'POST', path: '/users', body: z.object({ name: z.string() }), responses: { 200: User } },\n});\n`;
  const files: Files = {
    'src/contract.ts': contract('name: z.string()'),
    'src/users.controller.ts': `import { Body, Controller, Post } from '@nestjs/common';\nimport { contract } from './contract';\nimport { ZodPipe } from './pipe';\n@Controller('users')\nexport class Users {\n  @Post()\n  add(@Body(new ZodPipe(contract.add.body)) body: typeof contract.add.body._type): void {}\n}\n`,
  };
  expect(await lint(files, { 'src/contract.ts': contract('name: z.string(), age: z.number()') })).toEqual([]);
  expect(await lint(files, { 'src/contract.ts': contract('') })).toEqual([expect.stringContaining(removed('name', 'User'))]);
});

describe('NestJS: an interface in the place of a class', () => {
  const project = (decorator: string, members: string, declaration = 'export interface Filter'): Files => ({
    'src/users.controller.ts': `import { Controller, Get, Query } from '@nestjs/common';\nimport { Filter } from './filter';\n@Controller('users')\nexport class Users {\n  @Get()\n  list(@${decorator}() filter: Filter): Filter[] { return [filter]; }\n}\n`,
    'src/filter.ts': `import { IsString } from 'class-validator';\n${declaration} { ${members} }\n`,
  });

  it('refuses no request', async () => {
    expect(await lint(project('Query', 'name: string;'), project('Query', 'name: string; page: string;'))).toEqual([]);
  });

  it('still says what an answer has', async () => {
    expect(await lint(project('Query', 'name: string; page: string;'), project('Query', 'name: string;'))).toEqual([`src/filter.ts 2:18-2:24 ${removed('page', 'Filter')}`]);
  });

  it('is checked where a class is, or by Nestia', async () => {
    expect(await lint(project('Query', '@IsString() name: string;', 'export class Filter'), project('Query', '@IsString() name: string; @IsString() page: string;', 'export class Filter'))).toEqual([expect.stringContaining(added('page', 'Filter'))]);
    expect(await lint(project('TypedQuery', 'name: string;'), project('TypedQuery', 'name: string; page: string;'))).toEqual([expect.stringContaining(added('page', 'Filter'))]);
  });
});

describe('a route that answered everybody', () => {
  const trpc = (procedure: string): Files => ({ 'src/router.ts': `import { protectedProcedure, publicProcedure, router } from './trpc';\nexport const app = router({ list: ${procedure}.query(() => []) });\n` });
  const nest = (decorator: string, onClass = ''): Files => ({ 'src/users.controller.ts': `import { Controller, Get } from '@nestjs/common';\nimport { Public } from './public';\n${onClass}@Controller('users')\nexport class Users {\n  ${decorator}@Get()\n  list(): void {}\n}\n` });
  const closed = (operation: string, lost: string): string => `\`${operation}\` answered everybody and is not \`${lost}\` any more, so requests that were right are refused. Go on answering them, or offer what is protected as another operation.`;

  it.each<[string, Files, Files, string]>([
    ['tRPC', trpc('publicProcedure'), trpc('protectedProcedure'), closed('QUERY list', 'publicProcedure')],
    ['NestJS', nest('@Public() '), nest(''), closed('GET /users/', '@Public()')],
  ])('%s', async (_, before, after, message) => {
    expect(await lint(before, after)).toEqual([expect.stringContaining(message)]);
    expect(await lint(after, before)).toEqual([]);
  });

  it('still does when its class does', async () => {
    expect(await lint(nest('@Public() '), nest('', '@Public()\n'))).toEqual([]);
  });
});

describe('a snapshot of the API', () => {
  const snapshot = (file: string, street: string): string => `{
  "deliveryApi": 2,
  "services": {
    ".": {
      "GET /users": { "file": "src/app.ts", "response": { "json": { "$ref": "#/schemas/${file.replace('/', '~1')}#User" } } },
      "POST /users": { "file": "src/app.ts", "request": { "body": { "type": "object", "properties": {} } } }
    }
  },
  "schemas": { "${file}#User": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" }${street} } } }
}
`;
  const files: Files = { 'src/app.ts': 'export {};', 'src/user.ts': 'export const User = 1;\n' };
  const lintSnapshot = async (before: string, after: Files): Promise<string[]> => await new GitProject({ 'package.json': '{}', ...files, 'delivery-api.json': before }).write(after).lint('no-breaking-schema-change', { files: ['delivery-api.json'] });
  const before = snapshot('src/user.ts', ', "street": { "type": "string" }');

  it('misses what was in a schema whose file is gone', async () => {
    expect(await lintSnapshot(before, { 'src/user.ts': null, 'src/people.ts': '', 'delivery-api.json': snapshot('src/people.ts', '') })).toEqual([`delivery-api.json 5:59-5:65 ${removed('street', 'GET /users')}`]);
  });

  it('says nothing of a schema that has moved', async () => {
    expect(await lintSnapshot(before, { 'src/user.ts': null, 'delivery-api.json': snapshot('src/people.ts', ', "street": { "type": "string" }') })).toEqual([]);
  });

  it('leaves to its file what is still declared there', async () => {
    expect(await lintSnapshot(before, { 'src/user.ts': 'export const User = 2;\n', 'delivery-api.json': snapshot('src/user.ts', '') })).toEqual([]);
  });

  it('tells it when that file has not changed', async () => {
    expect(await lintSnapshot(before, { 'delivery-api.json': snapshot('src/user.ts', '') })).toEqual([expect.stringContaining(removed('street', 'GET /users'))]);
  });

  it('of the first form has no schemas to compare', async () => {
    expect(await lintSnapshot(before.replace('"deliveryApi": 2', '"deliveryApi": 1').replace(/, "response".*\} \} \}/u, ' }'), { 'delivery-api.json': snapshot('src/user.ts', '') })).toEqual([]);
  });
});

it('a chain of routes is compared route by route', async () => {
  const text = (page: string): string => `import { Hono } from 'hono';\nimport { zValidator } from '@hono/zod-validator';\nimport { z } from 'zod';\nexport const app = new Hono()\n  .get('/a', zValidator('query', z.object({ ${page} })), () => {})\n  .get('/b', zValidator('query', z.object({ other: z.string() })), () => {});\n`;
  expect(await lint({ 'src/app.ts': text('page: z.string().optional()') }, { 'src/app.ts': text('page: z.string()') })).toEqual([expect.stringContaining('`page` of `GET /a` is required now')]);
});

describe('a risk', () => {
  const lintRisks = async (risks: readonly string[], before: string, after: string): Promise<string[]> =>
    await new GitProject({ 'package.json': '{}', 'src/app.ts': app, 'src/schemas.ts': before }).write({ 'src/schemas.ts': after }).lint(['no-breaking-schema-change', { risks }], { files: ['**/*.ts'] });

  it.each([
    ['default', schemas('', 'page: z.number().default(1)'), schemas('', 'page: z.number().default(2)'), '`page` of `CreateUser` is 2 now where nothing is said, and was 1. Keep the default for those who count on it.'],
    ['value', schemas(`state: z.enum(['on'])`), schemas(`state: z.enum(['on', 'off'])`), '`state` of `User` may be "off" now, which those who read this response do not know. See to it that they take values that are new to them, before it is sent.'],
    ['ignored', schemas('', 'a: z.string(),\n  b: z.string()'), schemas('', 'a: z.string()'), '`b` is gone from `CreateUser`, so what requests still say there has no effect any more. Keep it and mark it as deprecated.'],
    ['loosened', schemas('name: z.string().max(10)'), schemas('name: z.string().max(20)'), '`name` of `User` may be longer, larger or of another form now than those who read this response know it. See to it that they take that, before it is sent.'],
  ])('%s is reported when it is asked for', async (risk, before, after, message) => {
    expect((await lintRisks([risk], before, after)).map((finding) => finding.replace(/^\S+ \S+ /u, ''))).toEqual([message]);
    expect(await lintRisks([], before, after)).toEqual([]);
  });
});

it('what it has from a longer file since this change is told where it is made of that', async () => {
  const other = `import { z } from 'zod';\n${'// One of many.\n'.repeat(40)}export const Base = z.object({ age: z.number() });\n`;
  const text = (schema: string): string => `import { z } from 'zod';\nimport { Base } from './base';\nexport const User = z.object({});\nexport const CreateUser = ${schema};\n`;
  expect(await lint({ 'src/app.ts': app, 'src/base.ts': other, 'src/schemas.ts': text('z.object({ name: z.string() })') }, { 'src/schemas.ts': text('Base.extend({ name: z.string() })') })).toEqual([
    `src/schemas.ts 4:27-4:28 ${added('age', 'CreateUser')}`,
  ]);
});

it('what a schema has from another one is told there', async () => {
  const text = (name: string): string => `import { z } from 'zod';\nconst Base = z.object({ id: z.string(),${name} });\nexport const User = Base.extend({ base: Base });\nexport const CreateUser = z.object({});\n`;
  expect(await lint({ 'src/app.ts': app, 'src/schemas.ts': text(' name: z.string()') }, { 'src/schemas.ts': text('') })).toEqual([`src/schemas.ts 2:14-2:15 ${removed('name', 'Base')}`]);
});
