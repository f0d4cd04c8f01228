import type { RuleTester } from 'eslint';
import rule from '../../src/rules/no-hardcoded-operational-value.ts';
import { unmark } from '../marked-code.ts';
import { testRule } from '../rule-tester.ts';

interface Report {
  readonly message: string;
  /** The code after each suggestion, in order. */
  readonly suggestions: readonly { readonly desc: string; readonly output: string }[];
}

type Invalid = Omit<RuleTester.InvalidTestCase, 'errors'> & { readonly name: string; readonly reports: readonly Report[] };

/** The message for one value. */
function fixed(name: string, value: string, noun = 'timeout'): string {
  return `\`${name}\` is fixed at ${value} in code, so changing this ${noun} in production takes a deployment. Read it from configuration, with ${value} as the default.`;
}

/** The message for several values of one object, given as `` `max` (10) ``. */
function fixedTogether(values: string): string {
  return `${values} are fixed in code, so changing them in production takes a deployment. Read them from configuration, with these values as the defaults.`;
}

function read(name: string, environmentName: string, value: string): string {
  return `Read \`${name}\` from \`${environmentName}\`, with ${value} as the default.`;
}

/** A case with one finding and one suggestion; `«…»` marks what is underlined. */
function one(
  name: string,
  code: string,
  [option, value, noun]: readonly [option: string, value: string, noun?: string],
  [environmentName, output]: readonly [environmentName: string, output: string],
  more: Partial<RuleTester.InvalidTestCase> = {},
): Invalid {
  return {
    name,
    code,
    ...more,
    reports: [{ message: fixed(option, value, noun), suggestions: [{ desc: read(option, environmentName, value), output }] }],
  };
}

function invalid({ code, reports, ...rest }: Invalid): RuleTester.InvalidTestCase {
  const { code: plain, locations } = unmark(code);
  if (locations.length !== reports.length) throw new Error(`${rest.name} marks ${locations.length} places.`);
  const errors = reports.map(({ message, suggestions }, index) => ({ message, ...locations[index], suggestions: [...suggestions] }));
  return { ...rest, code: plain, errors };
}

function valid(name: string, code: string, more: Partial<RuleTester.ValidTestCase> = {}): RuleTester.ValidTestCase {
  return { name, code, ...more };
}

const library = { options: [{ evidence: ['library'] }] };

testRule(rule, {
  invalid: [
    // The pillar's own samples, as a pool and a client take them
    {
      name: 'pillar: the options of a pool are one report with a suggestion for each',
      code: "import { Pool } from 'pg'\nnew Pool({ «max: 10», connectionTimeoutMillis: 30_000 })",
      reports: [
        {
          message: fixedTogether('`max` (10) and `connectionTimeoutMillis` (30_000)'),
          suggestions: [
            {
              desc: read('max', 'POOL_MAX', '10'),
              output: "import { Pool } from 'pg'\nnew Pool({ max: Number(process.env.POOL_MAX || 10), connectionTimeoutMillis: 30_000 })",
            },
            {
              desc: read('connectionTimeoutMillis', 'CONNECTION_TIMEOUT_MILLIS', '30_000'),
              output:
                "import { Pool } from 'pg'\nnew Pool({ max: 10, connectionTimeoutMillis: Number(process.env.CONNECTION_TIMEOUT_MILLIS || 30_000) })",
            },
          ],
        },
      ],
    },
    one(
      'pillar: a timeout that is passed to a client is reported at the constant, once',
      'const «timeout = 30»\nclient.get(a, { timeout })\nclient.get(b, { timeout })',
      ['timeout', '30'],
      ['TIMEOUT', 'const timeout = Number(process.env.TIMEOUT || 30)\nclient.get(a, { timeout })\nclient.get(b, { timeout })'],
    ),
    one(
      'pillar: a constant whose name says what it is for',
      'const «MAX_CONNECTIONS = 10»',
      ['MAX_CONNECTIONS', '10', 'pool limit'],
      ['MAX_CONNECTIONS', 'const MAX_CONNECTIONS = Number(process.env.MAX_CONNECTIONS || 10)'],
    ),
    one(
      'pillar: a local constant that reaches a client',
      'function load() { const «timeout = 30»; return client.get(url, { timeout }) }',
      ['timeout', '30'],
      ['TIMEOUT', 'function load() { const timeout = Number(process.env.TIMEOUT || 30); return client.get(url, { timeout }) }'],
    ),

    // How a library's export reaches the call
    one(
      'import: a namespace',
      "import * as pg from 'pg'\nnew pg.Pool({ «max: 10» })",
      ['max', '10', 'pool limit'],
      ['POOL_MAX', "import * as pg from 'pg'\nnew pg.Pool({ max: Number(process.env.POOL_MAX || 10) })"],
      library,
    ),
    one(
      'import: a renamed export',
      "import { Pool as Database } from 'pg'\nnew Database({ «max: 10» })",
      ['max', '10', 'pool limit'],
      ['DATABASE_MAX', "import { Pool as Database } from 'pg'\nnew Database({ max: Number(process.env.DATABASE_MAX || 10) })"],
      library,
    ),
    one(
      'import: a destructured default export',
      "import pg from 'pg'\nconst { Pool } = pg\nnew Pool({ «max: 10» })",
      ['max', '10', 'pool limit'],
      ['POOL_MAX', "import pg from 'pg'\nconst { Pool } = pg\nnew Pool({ max: Number(process.env.POOL_MAX || 10) })"],
      library,
    ),
    one(
      'import: destructured from require',
      "const { Pool } = require('pg')\nnew Pool({ «max: 10» })",
      ['max', '10', 'pool limit'],
      ['POOL_MAX', "const { Pool } = require('pg')\nnew Pool({ max: Number(process.env.POOL_MAX || 10) })"],
      library,
    ),
    one(
      'import: destructured from a dynamic import',
      "const { default: pLimit } = await import('p-limit')\nconst limit = pLimit(«10»)",
      ['pLimit()', '10', 'concurrency limit'],
      ['MAX_CONCURRENCY', "const { default: pLimit } = await import('p-limit')\nconst limit = pLimit(Number(process.env.MAX_CONCURRENCY || 10))"],
    ),
    one(
      'import: wrapped in the helper of a compiler',
      'const pg_1 = __importDefault(require("pg"));\nnew pg_1.default.Pool({ «max: 10» })',
      ['max', '10', 'pool limit'],
      ['POOL_MAX', 'const pg_1 = __importDefault(require("pg"));\nnew pg_1.default.Pool({ max: Number(process.env.POOL_MAX || 10) })'],
      library,
    ),
    one(
      'import: with node: in front',
      "import http from 'node:http'\nnew http.Agent({ «maxSockets: 50» })",
      ['maxSockets', '50', 'pool limit'],
      ['MAX_SOCKETS', "import http from 'node:http'\nnew http.Agent({ maxSockets: Number(process.env.MAX_SOCKETS || 50) })"],
      library,
    ),
    one(
      'import: an instance made from the import',
      "import { Kafka } from 'kafkajs'\nconst kafka = new Kafka(brokers)\nkafka.consumer({ «sessionTimeout: 30_000» })",
      ['sessionTimeout', '30_000'],
      [
        'SESSION_TIMEOUT',
        "import { Kafka } from 'kafkajs'\nconst kafka = new Kafka(brokers)\nkafka.consumer({ sessionTimeout: Number(process.env.SESSION_TIMEOUT || 30_000) })",
      ],
      library,
    ),
    one(
      'import: super() in a class that extends the import',
      "import Redis from 'ioredis'\nclass Cache extends Redis { constructor() { super({ «connectTimeout: 5000» }) } }",
      ['connectTimeout', '5000'],
      [
        'CONNECT_TIMEOUT',
        "import Redis from 'ioredis'\nclass Cache extends Redis { constructor() { super({ connectTimeout: Number(process.env.CONNECT_TIMEOUT || 5000) }) } }",
      ],
      library,
    ),
    one(
      'import: a plugin that is handed to register()',
      "import rateLimit from '@fastify/rate-limit'\napp.register(rateLimit, { «max: 100» })",
      ['max', '100', 'rate limit'],
      ['RATE_LIMIT_MAX', "import rateLimit from '@fastify/rate-limit'\napp.register(rateLimit, { max: Number(process.env.RATE_LIMIT_MAX || 100) })"],
      library,
    ),

    // Where in the options the value stands
    one(
      'options: nested',
      "import knex from 'knex'\nknex({ client: 'pg', pool: { min: 0, «max: 20» } })",
      ['max', '20', 'pool limit'],
      ['POOL_MAX', "import knex from 'knex'\nknex({ client: 'pg', pool: { min: 0, max: Number(process.env.POOL_MAX || 20) } })"],
      library,
    ),
    one(
      'options: in an array',
      "import { ThrottlerModule } from '@nestjs/throttler'\nThrottlerModule.forRoot([{ «limit: 10» }])",
      ['limit', '10', 'rate limit'],
      [
        'THROTTLER_MODULE_LIMIT',
        "import { ThrottlerModule } from '@nestjs/throttler'\nThrottlerModule.forRoot([{ limit: Number(process.env.THROTTLER_MODULE_LIMIT || 10) }])",
      ],
      library,
    ),
    one(
      'options: held by a constant first',
      "import { Pool, type PoolConfig } from 'pg'\nconst config: PoolConfig = { «max: 10» }\nnew Pool(config)",
      ['max', '10', 'pool limit'],
      [
        'POOL_MAX',
        "import { Pool, type PoolConfig } from 'pg'\nconst config: PoolConfig = { max: Number(process.env.POOL_MAX || 10) }\nnew Pool(config)",
      ],
      library,
    ),
    one(
      'options: spread into others',
      "import { Pool } from 'pg'\nconst limits = { «max: 10» }\nnew Pool({ host, ...limits })",
      ['max', '10', 'pool limit'],
      [
        'POOL_MAX',
        "import { Pool } from 'pg'\nconst limits = { max: Number(process.env.POOL_MAX || 10) }\nnew Pool({ host, ...limits })",
      ],
      library,
    ),
    one(
      'options: after a spread that they override',
      "import { Pool } from 'pg'\nnew Pool({ ...options, «max: 10» })",
      ['max', '10', 'pool limit'],
      ['POOL_MAX', "import { Pool } from 'pg'\nnew Pool({ ...options, max: Number(process.env.POOL_MAX || 10) })"],
      library,
    ),
    one(
      'options: before a spread that cannot hold them',
      "import { Pool } from 'pg'\nnew Pool({ «max: 10», ...(secure ? { ssl: true } : {}) })",
      ['max', '10', 'pool limit'],
      ['POOL_MAX', "import { Pool } from 'pg'\nnew Pool({ max: Number(process.env.POOL_MAX || 10), ...(secure ? { ssl: true } : {}) })"],
      library,
    ),
    one(
      'options: returned by a factory that is an option itself',
      "import { TypeOrmModule } from '@nestjs/typeorm'\nTypeOrmModule.forRootAsync({ useFactory: () => ({ «poolSize: 10» }) })",
      ['poolSize', '10', 'pool limit'],
      [
        'POOL_SIZE',
        "import { TypeOrmModule } from '@nestjs/typeorm'\nTypeOrmModule.forRootAsync({ useFactory: () => ({ poolSize: Number(process.env.POOL_SIZE || 10) }) })",
      ],
      library,
    ),
    one(
      'options: asserted to a type',
      'connect(({ «timeout: 30 as number» } satisfies Options) as Options)',
      ['timeout', '30'],
      ['CONNECT_TIMEOUT', 'connect(({ timeout: Number(process.env.CONNECT_TIMEOUT || 30) } satisfies Options) as Options)'],
    ),
    {
      name: 'options: several of one name are told apart by their path',
      code: 'start({ mail: { «timeout: 10» }, search: { timeout: 20 } })',
      reports: [
        {
          message: fixedTogether('`mail.timeout` (10) and `search.timeout` (20)'),
          suggestions: [
            {
              desc: read('mail.timeout', 'MAIL_TIMEOUT', '10'),
              output: 'start({ mail: { timeout: Number(process.env.MAIL_TIMEOUT || 10) }, search: { timeout: 20 } })',
            },
            {
              desc: read('search.timeout', 'SEARCH_TIMEOUT', '20'),
              output: 'start({ mail: { timeout: 10 }, search: { timeout: Number(process.env.SEARCH_TIMEOUT || 20) } })',
            },
          ],
        },
      ],
    },

    // How a value is written
    one(
      'value: arithmetic',
      'fetchAll({ «timeoutMs: 5 * 60_000» })',
      ['timeoutMs', '5 * 60_000'],
      ['TIMEOUT_MS', 'fetchAll({ timeoutMs: Number(process.env.TIMEOUT_MS || 5 * 60_000) })'],
    ),
    one(
      'value: ms()',
      "fetchAll({ «timeoutMs: ms('5m')» })",
      ['timeoutMs', "ms('5m')"],
      ['TIMEOUT_MS', "fetchAll({ timeoutMs: Number(process.env.TIMEOUT_MS || ms('5m')) })"],
    ),
    one(
      'value: a helper that converts units',
      'const «REQUEST_TIMEOUT = minutesToMilliseconds(1)»',
      ['REQUEST_TIMEOUT', 'minutesToMilliseconds(1)'],
      ['REQUEST_TIMEOUT', 'const REQUEST_TIMEOUT = Number(process.env.REQUEST_TIMEOUT || minutesToMilliseconds(1))'],
    ),
    one(
      'value: a chain of a date library',
      'const «REQUEST_TIMEOUT = Duration.fromObject({ minutes: 5 }).toMillis()»',
      ['REQUEST_TIMEOUT', 'Duration.fromObject({ minutes: 5 }).toM…'],
      ['REQUEST_TIMEOUT', 'const REQUEST_TIMEOUT = Number(process.env.REQUEST_TIMEOUT || Duration.fromObject({ minutes: 5 }).toMillis())'],
    ),
    one(
      'value: an imported unit',
      "import { Minute } from './time.ts'\nconst «REQUEST_TIMEOUT = Minute.ms * 5»",
      ['REQUEST_TIMEOUT', 'Minute.ms * 5'],
      ['REQUEST_TIMEOUT', "import { Minute } from './time.ts'\nconst REQUEST_TIMEOUT = Number(process.env.REQUEST_TIMEOUT || Minute.ms * 5)"],
    ),
    one(
      'value: a unit of this file is no constant of its own',
      'const MINUTE = 60_000\nconnect({ «timeout: MINUTE» })',
      ['timeout', 'MINUTE'],
      ['CONNECT_TIMEOUT', 'const MINUTE = 60_000\nconnect({ timeout: Number(process.env.CONNECT_TIMEOUT || MINUTE) })'],
    ),
    one(
      'value: a unit with a number in its name is none either',
      'const TEN_MINUTES_IN_MS = 10 * 60 * 1000\nresponse.setTimeout(«TEN_MINUTES_IN_MS»)',
      ['response.setTimeout()', 'TEN_MINUTES_IN_MS'],
      [
        'SOCKET_TIMEOUT_MS',
        'const TEN_MINUTES_IN_MS = 10 * 60 * 1000\nresponse.setTimeout(Number(process.env.SOCKET_TIMEOUT_MS || TEN_MINUTES_IN_MS))',
      ],
    ),
    one(
      'value: constants of this file, each reported once',
      'const «CONNECT_TIMEOUT = 5»\nconst TOTAL_TIMEOUT = CONNECT_TIMEOUT * 2\nget({ timeout: TOTAL_TIMEOUT })',
      ['CONNECT_TIMEOUT', '5'],
      ['CONNECT_TIMEOUT', 'const CONNECT_TIMEOUT = Number(process.env.CONNECT_TIMEOUT || 5)\nconst TOTAL_TIMEOUT = CONNECT_TIMEOUT * 2\nget({ timeout: TOTAL_TIMEOUT })'],
    ),
    one(
      'value: a duration in words stays a string',
      "const «QUERY_TIMEOUT = '30s'»",
      ['QUERY_TIMEOUT', "'30s'"],
      ['QUERY_TIMEOUT', "const QUERY_TIMEOUT = process.env.QUERY_TIMEOUT || '30s'"],
    ),
    one(
      'value: a let that nobody writes again',
      'let «requestTimeout = 30»',
      ['requestTimeout', '30'],
      ['REQUEST_TIMEOUT', 'let requestTimeout = Number(process.env.REQUEST_TIMEOUT || 30)'],
    ),

    // Other places for a value
    one(
      'place: an assignment to a server',
      '«server.keepAliveTimeout = 65_000»',
      ['keepAliveTimeout', '65_000'],
      ['SERVER_KEEP_ALIVE_TIMEOUT', 'server.keepAliveTimeout = Number(process.env.SERVER_KEEP_ALIVE_TIMEOUT || 65_000)'],
    ),
    one(
      'place: a read-only field',
      'class Client { «private readonly requestTimeoutMs = 5000;» }',
      ['requestTimeoutMs', '5000'],
      ['REQUEST_TIMEOUT_MS', 'class Client { private readonly requestTimeoutMs = Number(process.env.REQUEST_TIMEOUT_MS || 5000); }'],
    ),
    one(
      'place: a static field in capitals',
      'class Client { «static TIMEOUT_MS = 5000» }',
      ['TIMEOUT_MS', '5000'],
      ['TIMEOUT_MS', 'class Client { static TIMEOUT_MS = Number(process.env.TIMEOUT_MS || 5000) }'],
    ),
    one(
      'place: a constant inside an object of constants',
      'const API = { «REQUEST_TIMEOUT_MS: 5000» } as const\nuse(API.REQUEST_TIMEOUT_MS)',
      ['REQUEST_TIMEOUT_MS', '5000'],
      [
        'REQUEST_TIMEOUT_MS',
        'const API = { REQUEST_TIMEOUT_MS: Number(process.env.REQUEST_TIMEOUT_MS || 5000) } as const\nuse(API.REQUEST_TIMEOUT_MS)',
      ],
    ),
    one(
      'place: an argument of AbortSignal.timeout()',
      'fetch(url, { signal: AbortSignal.timeout(«5000») })',
      ['AbortSignal.timeout()', '5000'],
      ['REQUEST_TIMEOUT_MS', 'fetch(url, { signal: AbortSignal.timeout(Number(process.env.REQUEST_TIMEOUT_MS || 5000)) })'],
    ),
    one(
      'place: an argument of a server method',
      'server.setTimeout(«120_000»)',
      ['server.setTimeout()', '120_000'],
      ['SOCKET_TIMEOUT_MS', 'server.setTimeout(Number(process.env.SOCKET_TIMEOUT_MS || 120_000))'],
    ),
    {
      name: 'place: the options of a route, by the name of the object around them',
      code: "app.post('/login', { config: { rateLimit: { «max: 5», timeWindow: '1 minute' } } }, login)",
      reports: [
        {
          message: fixedTogether("`max` (5) and `timeWindow` ('1 minute')"),
          suggestions: [
            {
              desc: read('max', 'RATE_LIMIT_MAX', '5'),
              output:
                "app.post('/login', { config: { rateLimit: { max: Number(process.env.RATE_LIMIT_MAX || 5), timeWindow: '1 minute' } } }, login)",
            },
            {
              desc: read('timeWindow', 'TIME_WINDOW', "'1 minute'"),
              output: "app.post('/login', { config: { rateLimit: { max: 5, timeWindow: process.env.TIME_WINDOW || '1 minute' } } }, login)",
            },
          ],
        },
      ],
    },

    one(
      'place: a constant inside a function, when its name has two words',
      'function claim() { const «lockTtlMs = 60 * 1000»; return locks.acquire(key, lockTtlMs) }',
      ['lockTtlMs', '60 * 1000', 'cache setting'],
      ['LOCK_TTL_MS', 'function claim() { const lockTtlMs = Number(process.env.LOCK_TTL_MS || 60 * 1000); return locks.acquire(key, lockTtlMs) }'],
    ),
    one(
      'place: a private field that its class never writes',
      'class Buffer { «private batchSize = 500;» flush() { return this.take(this.batchSize) } }',
      ['batchSize', '500', 'batch size'],
      ['BATCH_SIZE', 'class Buffer { private batchSize = Number(process.env.BATCH_SIZE || 500); flush() { return this.take(this.batchSize) } }'],
    ),
    one(
      'place: options that a class keeps for its client, by the type of the field',
      'class Lnd { axios: AxiosRequestConfig = { «timeout: 10000» } }',
      ['timeout', '10000'],
      ['AXIOS_TIMEOUT', 'class Lnd { axios: AxiosRequestConfig = { timeout: Number(process.env.AXIOS_TIMEOUT || 10000) } }'],
    ),
    one(
      'place: options that a constructor gives the object',
      'class Lnd { constructor() { this.requestOptions = { «timeout: 10000» } } }',
      ['timeout', '10000'],
      [
        'REQUEST_OPTIONS_TIMEOUT',
        'class Lnd { constructor() { this.requestOptions = { timeout: Number(process.env.REQUEST_OPTIONS_TIMEOUT || 10000) } } }',
      ],
    ),
    one(
      'place: options that an assignment gives a variable',
      'let options\nif (remote) options = { «timeout: 5000» }\nclient.get(url, options)',
      ['timeout', '5000'],
      ['CLIENT_TIMEOUT', 'let options\nif (remote) options = { timeout: Number(process.env.CLIENT_TIMEOUT || 5000) }\nclient.get(url, options)'],
    ),
    one(
      'place: the second argument of a function whose name says what it is',
      'withTimeout(load(), «5000»)',
      ['withTimeout()', '5000'],
      ['TIMEOUT_MS', 'withTimeout(load(), Number(process.env.TIMEOUT_MS || 5000))'],
    ),
    one(
      'place: a period of five seconds and more',
      'setInterval(look, 4999)\nsetInterval(cleanUp, «60_000»)',
      ['setInterval()', '60_000', 'interval'],
      ['INTERVAL_MS', 'setInterval(look, 4999)\nsetInterval(cleanUp, Number(process.env.INTERVAL_MS || 60_000))'],
    ),
    one(
      'place: an option of a function whose name says what it limits',
      'app.use(rateLimiter({ «limit: 100» }))',
      ['limit', '100', 'rate limit'],
      ['RATE_LIMITER_LIMIT', 'app.use(rateLimiter({ limit: Number(process.env.RATE_LIMITER_LIMIT || 100) }))'],
    ),
    {
      name: 'place: the plain keys of a table whose name says what it is',
      code: 'export const RATE_LIMITS = { [Kind.Login]: { «limit: 10», windowMs: 1000 } }',
      reports: [
        {
          message: fixedTogether('`limit` (10) and `windowMs` (1000)'),
          suggestions: [
            { desc: read('limit', 'RATE_LIMITS_LIMIT', '10'), output: 'export const RATE_LIMITS = { [Kind.Login]: { limit: Number(process.env.RATE_LIMITS_LIMIT || 10), windowMs: 1000 } }' },
            { desc: read('windowMs', 'RATE_LIMITS_WINDOW_MS', '1000'), output: 'export const RATE_LIMITS = { [Kind.Login]: { limit: 10, windowMs: Number(process.env.RATE_LIMITS_WINDOW_MS || 1000) } }' },
          ],
        },
      ],
    },
    one(
      'place: a count inside a function',
      'function add(id) { const «retries = 2»; return queue.add(id, retries) }',
      ['retries', '2', 'retry setting'],
      ['RETRIES', 'function add(id) { const retries = Number(process.env.RETRIES || 2); return queue.add(id, retries) }'],
    ),
    one(
      'value: a size in words stays a string',
      "import express from 'express'\napp.use(express.json({ «limit: '144mb'» }))",
      ['limit', "'144mb'", 'size limit'],
      ['EXPRESS_LIMIT', "import express from 'express'\napp.use(express.json({ limit: process.env.EXPRESS_LIMIT || '144mb' }))"],
    ),
    one(
      'name: workers, waits, windows',
      'const «NUM_WORKERS = 10»',
      ['NUM_WORKERS', '10', 'concurrency limit'],
      ['NUM_WORKERS', 'const NUM_WORKERS = Number(process.env.NUM_WORKERS || 10)'],
    ),

    // Near an exemption, and outside it
    one(
      'default: named so, but used as it stands',
      "import { Pool } from 'pg'\nconst «DEFAULT_MAX = 10»\nnew Pool({ max: DEFAULT_MAX })",
      ['DEFAULT_MAX', '10', 'pool limit'],
      ['DEFAULT_MAX', "import { Pool } from 'pg'\nconst DEFAULT_MAX = Number(process.env.DEFAULT_MAX || 10)\nnew Pool({ max: DEFAULT_MAX })"],
    ),
    one(
      'fallback: one use of two',
      'const «TIMEOUT = 30»\nget({ timeout: options.timeout ?? TIMEOUT })\nget({ timeout: TIMEOUT })',
      ['TIMEOUT', '30'],
      ['TIMEOUT', 'const TIMEOUT = Number(process.env.TIMEOUT || 30)\nget({ timeout: options.timeout ?? TIMEOUT })\nget({ timeout: TIMEOUT })'],
    ),
    one(
      'sampling: a share between none and all',
      "import * as Sentry from '@sentry/node'\nSentry.init({ «tracesSampleRate: 0.1» })",
      ['tracesSampleRate', '0.1', 'sampling rate'],
      [
        'TRACES_SAMPLE_RATE',
        "import * as Sentry from '@sentry/node'\nSentry.init({ tracesSampleRate: Number(process.env.TRACES_SAMPLE_RATE || 0.1) })",
      ],
    ),
    one(
      'front end: React in a file for the server only',
      "import 'server-only'\nimport { use } from 'react'\nconst «FETCH_TIMEOUT_MS = 5000»",
      ['FETCH_TIMEOUT_MS', '5000'],
      ['FETCH_TIMEOUT_MS', "import 'server-only'\nimport { use } from 'react'\nconst FETCH_TIMEOUT_MS = Number(process.env.FETCH_TIMEOUT_MS || 5000)"],
    ),
    one(
      'path: a folder that only looks like one for tests',
      'const «FETCH_TIMEOUT_MS = 5000»',
      ['FETCH_TIMEOUT_MS', '5000'],
      ['FETCH_TIMEOUT_MS', 'const FETCH_TIMEOUT_MS = Number(process.env.FETCH_TIMEOUT_MS || 5000)'],
      { filename: 'src/contests/latest.ts' },
    ),

    // Options
    one(
      'groups: the only one that is asked for',
      "import { Queue } from 'bullmq'\nnew Queue('mail', { defaultJobOptions: { «attempts: 5», removeOnFail: 100 } })",
      ['attempts', '5', 'retry setting'],
      [
        'DEFAULT_JOB_OPTIONS_ATTEMPTS',
        "import { Queue } from 'bullmq'\nnew Queue('mail', { defaultJobOptions: { attempts: Number(process.env.DEFAULT_JOB_OPTIONS_ATTEMPTS || 5), removeOnFail: 100 } })",
      ],
      { options: [{ groups: ['retries'] }] },
    ),
    one(
      'groups: timers of half a second and more',
      'setTimeout(flush, 499)\nsetTimeout(flush, «500»)',
      ['setTimeout()', '500', 'delay'],
      ['DELAY_MS', 'setTimeout(flush, 499)\nsetTimeout(flush, Number(process.env.DELAY_MS || 500))'],
      { options: [{ groups: ['timers'] }] },
    ),
    one(
      'libraries: a module of the project',
      "import { call } from '@acme/http'\ncall(url, { «patience: 30» })",
      ['patience', '30'],
      ['CALL_PATIENCE', "import { call } from '@acme/http'\ncall(url, { patience: Number(process.env.CALL_PATIENCE || 30) })"],
      { options: [{ libraries: { '@acme/http': { timeouts: ['patience'] } } }] },
    ),
    one(
      'additionalNames: a name of the project',
      'const «ORDER_BUDGET = 30»',
      ['ORDER_BUDGET', '30', 'rate limit'],
      ['ORDER_BUDGET', 'const ORDER_BUDGET = Number(process.env.ORDER_BUDGET || 30)'],
      { options: [{ additionalNames: { rateLimits: ['*_BUDGET'] } }] },
    ),
    one(
      'ignoreFiles: an empty list lints tests as well',
      'const «FETCH_TIMEOUT_MS = 5000»',
      ['FETCH_TIMEOUT_MS', '5000'],
      ['FETCH_TIMEOUT_MS', 'const FETCH_TIMEOUT_MS = Number(process.env.FETCH_TIMEOUT_MS || 5000)'],
      { options: [{ ignoreFiles: [] }], filename: 'test/client.test.ts' },
    ),

    // How the project reads its environment
    one(
      'settings: a reader by name',
      'const «FETCH_TIMEOUT_MS = 5000»',
      ['FETCH_TIMEOUT_MS', '5000'],
      ['FETCH_TIMEOUT_MS', "const FETCH_TIMEOUT_MS = config.number('FETCH_TIMEOUT_MS', 5000)"],
      { settings: { delivery: { envReader: 'config.number' } } },
    ),
    one(
      'settings: a reader as a template',
      'const «FETCH_TIMEOUT_MS = 5000»',
      ['FETCH_TIMEOUT_MS', '5000'],
      ['FETCH_TIMEOUT_MS', 'const FETCH_TIMEOUT_MS = env.FETCH_TIMEOUT_MS ?? 5000'],
      { settings: { delivery: { envReader: 'env.{{name}} ?? {{value}}' } } },
    ),
  ].map(invalid),

  valid: [
    { name: 'how long finished jobs are kept', code: `const KEEP_JOBS_TIMEOUT = 60 * 60;` },
    { name: 'the lifetime of a signed URL', code: `const PRESIGNED_URL_TIMEOUT = 3600;` },
    { name: 'an app on a telephone', filename: 'apps/customer-mobile/src/api.js', code: `axios.create({ timeout: 60000 });` },
    { name: 'what builds the infrastructure', filename: 'cdk/lib/stack.ts', code: `group.configureHealthCheck({ timeout: Duration.seconds(3) });` },
    { name: 'what describes the infrastructure, by what it imports', filename: 'infra/lib/alb.ts', code: `import * as aws from '@pulumi/aws'\nnew aws.lb.TargetGroup('shop', { healthCheck: { timeout: 5 } })\nconst HEALTH_CHECK_TIMEOUT = 5;` },
    { name: 'what installs the service once', filename: 'src/bin/install/index.js', code: `import { Pool } from 'pg'\nnew Pool({ max: 10 })` },
    { name: 'the script that a container asks', filename: 'server/healthcheck.js', code: `const options = { timeout: 2000 };\nconst HEALTH_TIMEOUT = 2000;` },
    // What libraries and names do not say
    valid('library: the same option of another module', "import { Pool } from './swimming.ts'\nnew Pool({ max: 10 })"),
    valid('library: the same option at another depth', "import knex from 'knex'\nknex({ max: 10 })"),
    valid('library: the same option inside another call', "import { Pool } from 'pg'\nnew Pool({ min: lowest({ max: 10 }) })"),
    valid('library: shadowed by a parameter', "import { Pool } from 'pg'\nfunction make(Pool) { return new Pool({ max: 10 }) }"),
    valid('library: an import of types', "import type { PoolConfig } from 'pg'\nconst config: PoolConfig = { max: 10 }"),
    valid('name: an id, a status, a message', 'const TIMEOUT_ID = 7\nconst TIMEOUT_STATUS = 504\nconst TIMEOUT_ERROR_CODE = 12'),
    valid('name: a table of status codes', 'const STATUS = { TIMEOUT: 408, RATE_LIMIT: 429 }'),
    valid('name: a local constant of one word that reaches no call', 'function f() { const timeout = 30; return timeout }'),
    valid('name: the plain keys of any other table', 'export const PAGES = { orders: { limit: 10 } }'),
    valid('name: a private field that its class writes', 'class Buffer { private batchSize = 500; grow() { this.batchSize *= 2 } }'),
    valid('name: a field that anybody may write', 'class Buffer { batchSize = 500 }'),
    valid('name: a field that is no options', 'class Answer { body = { timeout: 30 } }'),
    valid('name: what is written into the environment', "process.env.POLL_INTERVAL = '5'\nconfig.requestTimeout = 30"),
    valid('name: a file that imports a test runner', "import { Before } from '@cucumber/cucumber'\nBefore({ timeout: 20_000 }, start)"),
    ...['apps/desktop/src/sync.ts', 'apps/chrome-extension/src/api.ts', 'packages/device-agent/src/check.ts', '.agents/skills/poll.mjs', 'packages/dev-env/src/sweep.ts', 'extra/push-examples/index.ts', 'src/cli.ts'].map((filename) =>
      valid(`path: ${filename}`, 'const API_REQUEST_TIMEOUT_MS = 30_000', { filename }),
    ),
    valid('name: code on a user’s own machine', "import { app } from 'electron'\nconst API_REQUEST_TIMEOUT_MS = 30_000"),
    valid('name: what an API takes at most, a disk that hesitates', "const MAX_BATCH_SIZE = 1000\nawait rm(folder, { maxRetries: 5, retryDelay: 50 })"),
    valid('name: the handle of a timer', 'clearInterval(handle)\nsetInterval(tick, period)'),
    valid('name: a value of a test run', 'export const VITEST_TEST_TIMEOUT_MS = 90_000'),
    valid('name: data, not a setting', 'logger.info({ timeout: 30 })\nres.json({ timeout: 30 })\ndb.insert({ timeout: 30 })'),
    valid('name: a page of results', 'repository.find({ limit: 50, take: 20 })\nconst PAGE_SIZE = 50'),
    valid('name: a validator', 'class Order { @Length({ max: 10 }) name }\nconst schema = { timeout: { maximum: 30 } }\nz.number().max(5)'),
    valid('name: a lifetime that is a security policy', 'const SESSION_TIMEOUT = 3600\nconst OTP_TIMEOUT_SECONDS = 60\nissue({ tokenTimeout: 60 })'),
    valid('evidence: a name alone', 'const MAX_CONNECTIONS = 10\nget({ timeout: 30 })', { options: [{ evidence: ['library'] }] }),
    valid('evidence: a library alone', "import { Pool } from 'pg'\nnew Pool({ max: 10 })", { options: [{ evidence: ['name'] }] }),

    // What is already configurable
    valid('fallback: behind an environment read', 'get({ timeout: process.env.TIMEOUT ?? 30, a: Number(process.env.B || 10) })'),
    valid('fallback: argument of a reader', "const MAX_CONNECTIONS = 10\nstart({ max: parseEnvNumber(process.env.MAX, MAX_CONNECTIONS) })"),
    valid('fallback: a parameter, a pattern', 'function get(url, timeout = 30) {}\nconst { timeout = 30, maxConnections = 10 } = options'),
    valid('fallback: an instance that stands in for a missing one', "import PQueue from 'p-queue'\nfunction send(queue = new PQueue({ concurrency: 10 })) {}"),
    valid('fallback: options that stand in for missing ones', 'function get(url, options = { timeout: 30 }) {}\nsend(options ?? { timeout: 30 })'),
    valid('fallback: .default() of a schema', 'const Options = z.object({ timeout: z.number().default(30) })'),
    valid('fallback: an object of a schema', "convict({ timeout: { default: 30, env: 'TIMEOUT' } })\nloadConfig({ timeout: 30 })"),
    valid('fallback: overridden by a later spread', 'get({ timeout: 30, ...options })\nObject.assign({ timeout: 30 }, options)'),
    valid('fallback: a branch of a test that reads the environment', 'get(isProduction ? { timeout: 30 } : { timeout: 5 })\nget({ timeout: env.SLOW ? 60 : 30 })'),
    valid('fallback: every use of a constant', 'const TIMEOUT = 30\nget({ timeout: options.timeout ?? TIMEOUT })\nfunction post(timeout = TIMEOUT) {}'),
    valid('fallback: filled in where nothing was given', 'const TIMEOUT = 30\nif (options.timeout === undefined) options.timeout = TIMEOUT'),
    valid('fallback: arithmetic on the constant', 'const TIMEOUT_SECONDS = 30\nstart({ timeout: (options.seconds ?? TIMEOUT_SECONDS) * 1000 })'),
    valid('default: named so and exported', 'export const DEFAULT_TIMEOUT_MS = 5000'),
    valid('default: named so and used as a fallback once', 'const DEFAULT_TIMEOUT = 30\nget({ timeout: DEFAULT_TIMEOUT })\npost({ timeout: timeout ?? DEFAULT_TIMEOUT })'),
    valid('default: an object named so', 'const DEFAULTS = { REQUEST_TIMEOUT_MS: 5000 }\nconst options = { ...DEFAULTS, ...given }'),
    valid('sibling: the window beside a configured maximum', "import rateLimit from 'express-rate-limit'\nrateLimit({ windowMs: 60_000, max: config.max })"),
    valid('value: given from outside', 'function get(timeout) { return client.get({ timeout }) }\nclient.get({ timeout: options.timeout * 2 })'),
    valid('value: an imported constant is reported in its own file', "import { TIMEOUT } from './limits.ts'\nget({ timeout: TIMEOUT })"),
    valid('value: computed from constants that are reported themselves', "import { CONNECT_TIMEOUT } from './limits.ts'\nconst TOTAL_TIMEOUT = CONNECT_TIMEOUT * 2"),
    valid('value: a pause of the promise API', "import * as timers from 'node:timers/promises'\nawait timers.setTimeout(5000)"),
    valid('value: a let that is written again', 'let timeout = 30\nif (slow) timeout = 60\nget({ timeout })'),

    // What is no amount
    valid('sentinel: off, none, unlimited', 'get({ timeout: 0 })\npool({ maxConnections: Infinity })\nget({ timeout: -1 })\nget({ timeout: 2147483647 })'),
    valid('sentinel: one at a time', 'process({ concurrency: 1 })'),
    valid('sampling: none or all', "import * as Sentry from '@sentry/node'\nSentry.init({ tracesSampleRate: 1.0, profilesSampleRate: 0 })"),
    valid('ignoreValues: a further number', 'get({ timeout: 9999 })', { options: [{ ignoreValues: [0, 1, -1, 9999] }] }),
    valid('ignoreNames: a name and a pattern', 'const RENDER_TIMEOUT = 30\nget({ slowTimeout: 30 })', {
      options: [{ ignoreNames: ['RENDER_TIMEOUT', 'slow*'] }],
    }),
    valid('envReaders: a function of the project', 'start(readings({ timeout: 30 }))', { options: [{ envReaders: ['readings'] }] }),

    // Groups that are off by default, and groups that are not asked for
    valid('groups: how long finished jobs are kept', "import { Queue } from 'bullmq'\nnew Queue('mail', { defaultJobOptions: { removeOnFail: 100 } })"),
    valid('groups: timers', 'setTimeout(flush, 5000)'),
    valid('groups: all but the one that is asked for', 'const MAX_CONNECTIONS = 10', { options: [{ groups: ['timeouts'] }] }),

    // Files that are no part of a running service
    ...[
      'test/client.ts',
      'src/client.test.ts',
      'src/__tests__/client.ts',
      'src/client.stories.ts',
      'src/mock.ts',
      'src/test-util.ts',
      'packages/integration-tests/src/client.ts',
      'jest.setup.js',
      'src/fixtures/client.ts',
      'db/seeds/users.ts',
      'scripts/backfill.ts',
      'db/migrations/0001-users.ts',
      'src/config/redis.ts',
      'src/config.ts',
      'src/database.config.ts',
      'src/env.ts',
      'packages/cli/src/login.ts',
    ].map((filename) => valid(`path: ${filename}`, 'const REQUEST_TIMEOUT_MS = 5000', { filename })),

    // Code that cannot read its environment
    valid(
      'workflow: replayed from a history',
      "import { proxyActivities } from '@temporalio/workflow'\nconst { charge } = proxyActivities({ startToCloseTimeout: '5 minutes' })",
    ),

    // Code for browsers
    valid('front end: JSX', 'const REQUEST_TIMEOUT_MS = 5000', { filename: 'src/Page.tsx' }),
    valid('front end: a folder of its own', 'const REQUEST_TIMEOUT_MS = 5000', { filename: 'services/web/frontend/js/load.ts' }),
    valid('front end: the client half of a pair', 'const REQUEST_TIMEOUT_MS = 5000', { filename: 'src/instrumentation-client.ts' }),
    valid("front end: 'use client'", "'use client'\nconst REQUEST_TIMEOUT_MS = 5000"),
    valid('front end: an import of React', "import { useState } from 'react'\nconst REQUEST_TIMEOUT_MS = 5000"),
    valid('front end: an import of a component', "import Page from './Page.vue'\nconst REQUEST_TIMEOUT_MS = 5000"),
    valid('front end: a global of the browser', 'const REQUEST_TIMEOUT_MS = 5000\nwindow.load({ timeout: REQUEST_TIMEOUT_MS })'),
  ],
});
