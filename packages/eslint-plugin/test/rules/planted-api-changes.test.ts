import { describe, expect, it } from 'vitest';
import type { Files } from '../git-project.ts';
import { GitProject } from '../git-project.ts';

/** A shop with two services, as teams write them: Express with Zod, and NestJS; with documents of their APIs beside them. */
const shop = {
  'package.json': JSON.stringify({ name: 'shop', private: true, workspaces: ['services/*'] }),
  'tsconfig.json': JSON.stringify({ compilerOptions: { strict: true } }),
  'services/orders/package.json': JSON.stringify({ name: '@shop/orders', scripts: { start: 'node dist/main.js' }, dependencies: { express: '^5', zod: '^4' } }),
  'services/orders/src/main.ts': `import { createApp } from './app';
import { connect } from './database';

createApp(connect(process.env.DATABASE_URL)).listen(3000);
`,
  'services/orders/src/database.ts': `export function connect(url: string | undefined) {
  return { url, find: async (id: string) => ({ id, state: 'open', total: 1, note: null }) };
}
`,
  'services/orders/src/app.ts': `import express from 'express';
import { createOrders } from './orders/routes';
import { reports } from './reports/routes';

export function createApp(database) {
  const app = express();
  app.use(express.json());
  const v1 = express.Router();
  v1.use('/orders', createOrders(database));
  v1.use('/reports', reports);
  app.use('/v1', v1);
  app.get('/health', (_, response) => response.sendStatus(200));
  return app;
}
`,
  'services/orders/src/orders/routes.ts': `import { Router } from 'express';
import { validate } from '../validate';
import { CreateOrder, Order } from './schemas';

export function createOrders(database) {
  const router = Router();
  router.get('/', async (_, response) => response.json(Order.array().parse(await database.find('*'))));
  router.get('/:id', async (request, response) => response.json(Order.parse(await database.find(request.params.id))));
  router.post('/', validate(CreateOrder), async (request, response) => response.json(Order.parse(request.body)));
  router.delete('/:id', (_, response) => response.sendStatus(204));
  return router;
}
`,
  'services/orders/src/orders/schemas.ts': `import { z } from 'zod';

const Money = z.object({ amount: z.number().int(), currency: z.string() });

export const Order = z.object({
  id: z.string(),
  state: z.enum(['open', 'paid']),
  total: Money,
  note: z.string().nullable(),
});

export const CreateOrder = Order.omit({ id: true, state: true }).extend({
  voucher: z.string().optional(),
});
`,
  'services/orders/src/reports/routes.ts': `import { Router } from 'express';

export const reports = Router();
reports.get('/daily', (_, response) => response.json({}));
reports.get('/weekly', (_, response) => response.json({}));
`,
  'services/orders/src/validate.ts': `export const validate = (schema) => (request, _, next) => {
  request.body = schema.parse(request.body);
  next();
};
`,
  'services/people/package.json': JSON.stringify({ name: '@shop/people', scripts: { start: 'node dist/main.js' }, dependencies: { '@nestjs/core': '^11' } }),
  'services/people/src/main.ts': `import { NestFactory } from '@nestjs/core';
import { PeopleModule } from './people.module';

async function start() {
  const app = await NestFactory.create(PeopleModule);
  app.setGlobalPrefix('api');
  await app.listen(3000);
}
void start();
`,
  'services/people/src/people.module.ts': `import { Module } from '@nestjs/common';
import { PeopleController } from './people.controller';

@Module({ controllers: [PeopleController] })
export class PeopleModule {}
`,
  'services/people/src/people.controller.ts': `import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { CreatePersonDto, PersonDto, UpdatePersonDto } from './person.dto';

@Controller('people')
export class PeopleController {
  @Get(':id')
  one(@Param('id') id: string): Promise<PersonDto> { return this.people.one(id); }

  @Post()
  add(@Body() person: CreatePersonDto): Promise<PersonDto> { return this.people.add(person); }

  @Patch(':id')
  change(@Param('id') id: string, @Body() person: UpdatePersonDto): Promise<PersonDto> { return this.people.change(id, person); }
}
`,
  'services/people/src/person.dto.ts': `import { IsEmail, IsOptional, IsString, MaxLength } from 'class-validator';
import { PartialType } from '@nestjs/swagger';

export class CreatePersonDto {
  @IsString() @MaxLength(100) name: string;
  @IsEmail() email: string;
  @IsOptional() @IsString() phone?: string;
}

export class UpdatePersonDto extends PartialType(CreatePersonDto) {}

export class PersonDto {
  id: string;
  name: string;
  email: string;
}
`,
  'services/people/openapi.yaml': `openapi: 3.1.0
paths:
  /api/people/{id}:
    get:
      responses:
        '200':
          description: One
          content:
            application/json:
              schema:
                type: object
                required: [id, name]
                properties:
                  id: { type: string }
                  name: { type: string }
`,
  'services/web/schema.graphql': `type Query {
  order(id: ID!): Order
}

type Order {
  id: ID!
  total: Int!
  note: String
}
`,
  'delivery-api.json': `{
  "deliveryApi": 1,
  "services": {
    "services/orders": {
      "GET /v1/reports/daily": { "file": "src/reports/routes.ts" },
      "GET /v1/reports/weekly": { "file": "src/reports/routes.ts" }
    }
  }
}
`,
} satisfies Files;

type ShopFile = keyof typeof shop;

/** What one rule says of the shop after one file has changed, as `file line`. */
async function findings(rule: string, file: ShopFile, before: string, after: string, more: Files = {}): Promise<string[]> {
  const text: string = shop[file];
  if (!text.includes(before)) throw new Error(`${file} has no ${before}`);
  const found = await new GitProject(shop).write({ [file]: text.replace(before, after), ...more }).lint(rule);
  return found.map((line) => line.split(':', 1)[0] ?? '');
}

describe('a change that breaks clients is found, and its twin that does not is left alone', () => {
  it.each<[string, string, ShopFile, string, string, string, string]>([
    ['an operation is removed', 'no-removed-endpoint', 'services/orders/src/orders/routes.ts', `  router.delete('/:id', (_, response) => response.sendStatus(204));\n`, '', `  /** @deprecated Use POST /orders/:id/cancel. */\n  router.delete('/:id', (_, response) => response.sendStatus(204));\n`, 'services/orders/src/orders/routes.ts 9'],
    ['an operation is renamed', 'no-removed-endpoint', 'services/people/src/people.controller.ts', `@Get(':id')`, `@Get('by-id/:id')`, `@Get(':personId')`, 'services/people/src/people.controller.ts 9'],
    ['a snapshot loses an operation', 'no-removed-endpoint', 'delivery-api.json', `,\n      "GET /v1/reports/weekly": { "file": "src/reports/routes.ts" }`, '', `,\n      "GET /v1/reports/weekly": { "file": "src/reports/weekly.ts" }`, 'delivery-api.json 5'],
    // The request is made of the answer, and now wants the new name as well.
    ['a field of an answer is renamed', 'no-breaking-schema-change', 'services/orders/src/orders/schemas.ts', '  state: z', '  status: z', '  status: z.string().optional(),\n  state: z', 'services/orders/src/orders/schemas.ts 5, services/orders/src/orders/schemas.ts 7'],
    ['a field deep in an answer goes', 'no-breaking-schema-change', 'services/orders/src/orders/schemas.ts', ', currency: z.string()', '', ', currency: z.string(), symbol: z.string().optional()', 'services/orders/src/orders/schemas.ts 3'],
    ['a request needs more', 'no-breaking-schema-change', 'services/orders/src/orders/schemas.ts', '  voucher: z.string().optional(),', '  voucher: z.string().optional(),\n  channel: z.string(),', '  voucher: z.string().optional(),\n  channel: z.string().default("web"),', 'services/orders/src/orders/schemas.ts 14'],
    ['a request may be shorter only', 'no-breaking-schema-change', 'services/people/src/person.dto.ts', '@MaxLength(100)', '@MaxLength(50)', '@MaxLength(200)', 'services/people/src/person.dto.ts 5'],
    ['a class of an answer loses a field', 'no-breaking-schema-change', 'services/people/src/person.dto.ts', '  name: string;\n  email: string;\n}\n', '  name: string;\n}\n', '  name: string;\n  email: string;\n  phone?: string;\n}\n', 'services/people/src/person.dto.ts 12'],
    ['a document may leave out a field', 'no-breaking-openapi-change', 'services/people/openapi.yaml', 'required: [id, name]', 'required: [id]', 'required: [name, id]', 'services/people/openapi.yaml 15'],
    ['a field of GraphQL may be null', 'no-breaking-graphql-change', 'services/web/schema.graphql', 'total: Int!', 'total: Int', 'total: Int!\n  tax: Int', 'services/web/schema.graphql 7'],
  ])('%s', async (_, rule, file, before, broken, fine, place) => {
    const gone: Files = file === 'delivery-api.json' ? { 'services/orders/src/reports/routes.ts': null } : {};
    expect([...new Set(await findings(rule, file, before, broken, gone))].join(', ')).toBe(place);
    expect(await findings(rule, file, before, fine)).toEqual([]);
  }, 60_000);
});
