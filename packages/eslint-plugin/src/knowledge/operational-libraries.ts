import type { OperationalGroup } from './operational-groups.ts';

/** Option names by kind. `max` matches at any depth, `pool.max` only inside `pool`. */
export type OptionsByGroup = Readonly<Partial<Record<OperationalGroup, readonly string[]>>>;

/** An operational value that a library takes by position. */
export interface OperationalArgument {
  /** The function, method or class that is called; `*.x` is a method of anything, `*` whatever the module exports. */
  readonly callee: string;
  /** Which argument holds the value, counted from zero. */
  readonly index: number;
  readonly group: OperationalGroup;
  /** What an environment variable for it is called, since a position has no name. */
  readonly environmentName: string;
  /** Shorter delays, in milliseconds, serve the event loop, a user's eye or a loop that waits, not an operator. */
  readonly least?: number;
}

/** What the options of one library are called. */
export interface OperationalLibrary {
  /** Module specifiers; subpaths of a package are included, and a trailing `*` stands for any ending. */
  readonly modules: readonly string[];
  /** Options in an object that is passed to anything the library exports. */
  readonly options?: OptionsByGroup;
  readonly arguments?: readonly OperationalArgument[];
}

const HTTP_SERVER_TIMEOUTS = ['timeout', 'keepAliveTimeout', 'headersTimeout', 'requestTimeout', 'connectionsCheckingInterval'];

/** Libraries whose options carry operational values, by what they are for. */
export const OPERATIONAL_LIBRARIES: readonly OperationalLibrary[] = [
  // Databases
  {
    modules: ['pg', 'pg-pool', '@neondatabase/serverless', '@vercel/postgres'],
    options: {
      pools: ['max', 'min', 'maxUses', 'maxLifetimeSeconds'],
      timeouts: [
        'connectionTimeoutMillis',
        'idleTimeoutMillis',
        'statement_timeout',
        'query_timeout',
        'lock_timeout',
        'idle_in_transaction_session_timeout',
      ],
    },
  },
  {
    modules: ['postgres'],
    options: { pools: ['max'], timeouts: ['idle_timeout', 'connect_timeout', 'max_lifetime', 'statement_timeout'] },
  },
  {
    modules: ['mysql2', 'mysql', 'mariadb'],
    options: {
      pools: ['connectionLimit', 'maxIdle', 'queueLimit', 'minimumIdle'],
      timeouts: ['idleTimeout', 'connectTimeout', 'acquireTimeout'],
    },
  },
  {
    modules: ['knex'],
    options: {
      pools: ['pool.max', 'pool.min'],
      timeouts: [
        'acquireTimeoutMillis',
        'createTimeoutMillis',
        'destroyTimeoutMillis',
        'idleTimeoutMillis',
        'acquireConnectionTimeout',
      ],
      intervals: ['reapIntervalMillis'],
      retries: ['createRetryIntervalMillis'],
    },
  },
  { modules: ['@prisma/client'], options: { timeouts: ['transactionOptions.timeout', 'transactionOptions.maxWait'] } },
  {
    modules: ['@prisma/adapter-pg', '@prisma/adapter-mariadb'],
    options: {
      pools: ['max', 'min', 'connectionLimit'],
      timeouts: ['connectionTimeoutMillis', 'idleTimeoutMillis', 'idleTimeout', 'connectTimeout'],
    },
  },
  {
    modules: ['sequelize', 'sequelize-typescript', '@sequelize/core'],
    options: {
      pools: ['pool.max', 'pool.min', 'pool.maxUses'],
      timeouts: ['pool.acquire', 'pool.idle'],
      intervals: ['pool.evict'],
      retries: ['retry.max'],
    },
  },
  {
    modules: ['typeorm', '@nestjs/typeorm'],
    options: {
      pools: ['poolSize', 'extra.max', 'extra.min', 'extra.connectionLimit'],
      timeouts: [
        'connectTimeoutMS',
        'connectTimeout',
        'acquireTimeout',
        'maxQueryExecutionTime',
        'extra.connectionTimeoutMillis',
        'extra.idleTimeoutMillis',
        'extra.statement_timeout',
        'extra.query_timeout',
      ],
      retries: ['retryAttempts', 'retryDelay'],
    },
  },
  {
    modules: ['mongoose', 'mongodb', '@nestjs/mongoose'],
    options: {
      pools: ['maxPoolSize', 'minPoolSize', 'maxConnecting'],
      timeouts: [
        'serverSelectionTimeoutMS',
        'socketTimeoutMS',
        'connectTimeoutMS',
        'waitQueueTimeoutMS',
        'maxIdleTimeMS',
        'wtimeoutMS',
      ],
      intervals: ['heartbeatFrequencyMS'],
      retries: ['retryAttempts', 'retryDelay'],
    },
  },
  {
    modules: ['ioredis'],
    options: {
      timeouts: ['connectTimeout', 'commandTimeout', 'socketTimeout', 'disconnectTimeout', 'slotsRefreshTimeout', 'keepAlive'],
      retries: ['maxRetriesPerRequest', 'maxLoadingRetryTime', 'retryDelayOnFailover', 'retryDelayOnClusterDown'],
      intervals: ['slotsRefreshInterval'],
    },
  },
  {
    modules: ['redis', '@redis/client'],
    options: {
      timeouts: ['socket.connectTimeout', 'socket.socketTimeout', 'socket.keepAlive'],
      pools: ['commandsQueueMaxLength', 'isolationPoolOptions.max', 'isolationPoolOptions.min'],
      intervals: ['pingInterval'],
    },
  },
  {
    modules: ['@clickhouse/client'],
    options: {
      pools: ['max_open_connections'],
      timeouts: ['request_timeout', 'idle_socket_ttl', 'max_execution_time'],
    },
  },
  {
    modules: ['@elastic/elasticsearch', '@opensearch-project/opensearch'],
    options: { timeouts: ['requestTimeout', 'pingTimeout'], retries: ['maxRetries'], intervals: ['sniffInterval'] },
  },

  // HTTP clients and servers
  {
    modules: ['axios'],
    options: { timeouts: ['timeout'] },
  },
  {
    modules: ['got', 'ky'],
    options: {
      timeouts: [
        'timeout',
        'timeout.request',
        'timeout.response',
        'timeout.connect',
        'timeout.secureConnect',
        'timeout.socket',
        'timeout.send',
        'timeout.lookup',
      ],
      retries: ['retry', 'retry.limit', 'retry.backoffLimit', 'retry.maxRetryAfter'],
    },
  },
  {
    modules: ['undici'],
    options: {
      pools: ['connections', 'pipelining'],
      timeouts: ['headersTimeout', 'bodyTimeout', 'connectTimeout', 'connect.timeout', 'keepAliveTimeout', 'keepAliveMaxTimeout'],
      retries: ['maxRetries', 'minTimeout', 'maxTimeout'],
    },
  },
  { modules: ['node-fetch', 'cross-fetch'], options: { timeouts: ['timeout'] } },
  {
    modules: ['http', 'https', 'http2', 'net', 'tls'],
    options: {
      pools: ['maxSockets', 'maxFreeSockets', 'maxTotalSockets'],
      timeouts: [...HTTP_SERVER_TIMEOUTS, 'keepAliveMsecs'],
    },
  },
  {
    modules: ['agentkeepalive'],
    options: {
      pools: ['maxSockets', 'maxFreeSockets'],
      timeouts: ['timeout', 'freeSocketTimeout', 'socketActiveTTL', 'freeSocketKeepAliveTimeout'],
    },
  },
  { modules: ['fastify'], options: { timeouts: ['connectionTimeout', 'keepAliveTimeout', 'requestTimeout', 'pluginTimeout'], sizes: ['bodyLimit'] } },
  { modules: ['express', 'body-parser'], options: { sizes: ['limit'] } },
  { modules: ['axios-retry'], options: { retries: ['retries', 'retryDelay'] } },
  { modules: ['connect-timeout'], arguments: [{ callee: 'timeout', index: 0, group: 'timeouts', environmentName: 'TIMEOUT_MS' }] },

  // Concurrency and resilience
  {
    modules: ['p-limit'],
    arguments: [{ callee: '*', index: 0, group: 'concurrency', environmentName: 'MAX_CONCURRENCY' }],
    options: { concurrency: ['concurrency'] },
  },
  { modules: ['p-map', 'p-all', 'p-props', 'p-filter'], options: { concurrency: ['concurrency'] } },
  {
    modules: ['p-queue'],
    options: { concurrency: ['concurrency'], rateLimits: ['interval', 'intervalCap'], timeouts: ['timeout'] },
  },
  { modules: ['p-timeout'], arguments: [{ callee: '*', index: 1, group: 'timeouts', environmentName: 'TIMEOUT_MS' }], options: { timeouts: ['milliseconds'] } },
  {
    modules: ['p-retry', 'async-retry', 'retry', 'promise-retry'],
    options: { retries: ['retries', 'minTimeout', 'maxTimeout', 'factor', 'maxRetryTime'] },
  },
  {
    modules: ['exponential-backoff'],
    options: { retries: ['numOfAttempts', 'startingDelay', 'maxDelay', 'timeMultiple'] },
  },
  { modules: ['piscina', 'tinypool'], options: { concurrency: ['maxThreads', 'minThreads'], timeouts: ['idleTimeout'] } },
  {
    modules: ['generic-pool'],
    options: {
      pools: ['max', 'min', 'maxWaitingClients'],
      timeouts: ['acquireTimeoutMillis', 'destroyTimeoutMillis', 'idleTimeoutMillis', 'softIdleTimeoutMillis'],
      intervals: ['evictionRunIntervalMillis'],
    },
  },
  {
    modules: ['opossum'],
    options: {
      timeouts: ['timeout', 'resetTimeout', 'rollingCountTimeout'],
      rateLimits: ['errorThresholdPercentage', 'volumeThreshold'],
      concurrency: ['capacity'],
    },
  },
  {
    modules: ['cockatiel'],
    arguments: [
      { callee: 'timeout', index: 0, group: 'timeouts', environmentName: 'TIMEOUT_MS' },
      { callee: 'bulkhead', index: 0, group: 'concurrency', environmentName: 'MAX_CONCURRENCY' },
    ],
    options: { timeouts: ['halfOpenAfter'], retries: ['maxAttempts', 'initialDelay', 'maxDelay'] },
  },
  {
    modules: ['bottleneck'],
    options: {
      concurrency: ['maxConcurrent', 'highWater'],
      rateLimits: ['minTime', 'reservoir', 'reservoirRefreshAmount', 'reservoirRefreshInterval'],
    },
  },
  {
    // `timers.setTimeout(500)` of the promise API looks like a server's method and is a pause.
    modules: ['timers'],
    arguments: [{ callee: 'setTimeout', index: 0, group: 'timers', environmentName: 'DELAY_MS' }],
  },
  { modules: ['rxjs'], arguments: [{ callee: 'timeout', index: 0, group: 'timeouts', environmentName: 'TIMEOUT_MS' }] },

  // Queues and brokers
  {
    modules: ['bullmq', 'bull', '@nestjs/bull', '@nestjs/bullmq'],
    options: {
      concurrency: ['concurrency'],
      rateLimits: ['limiter.max', 'limiter.duration'],
      timeouts: ['lockDuration', 'lockRenewTime'],
      intervals: ['stalledInterval', 'drainDelay', 'repeat.every'],
      retries: ['attempts', 'backoff', 'backoff.delay', 'maxStalledCount'],
      retention: ['removeOnComplete', 'removeOnFail', 'removeOnComplete.count', 'removeOnComplete.age', 'removeOnFail.count', 'removeOnFail.age'],
    },
  },
  {
    modules: ['kafkajs', '@confluentinc/kafka-javascript'],
    options: {
      timeouts: [
        'connectionTimeout',
        'authenticationTimeout',
        'requestTimeout',
        'sessionTimeout',
        'rebalanceTimeout',
        'transactionTimeout',
      ],
      concurrency: ['partitionsConsumedConcurrently', 'maxInFlightRequests'],
      intervals: ['heartbeatInterval', 'metadataMaxAge', 'autoCommitInterval'],
      retries: ['retries', 'initialRetryTime', 'maxRetryTime'],
      batch: ['maxBytes', 'minBytes', 'maxBytesPerPartition', 'autoCommitThreshold'],
    },
  },
  {
    modules: ['amqplib', 'amqp-connection-manager', 'amqplib-as-promised'],
    arguments: [{ callee: 'prefetch', index: 0, group: 'concurrency', environmentName: 'PREFETCH_COUNT' }],
    options: { intervals: ['heartbeat', 'heartbeatIntervalInSeconds'], timeouts: ['timeout'] },
  },
  {
    modules: ['sqs-consumer'],
    options: { timeouts: ['visibilityTimeout', 'handleMessageTimeout', 'waitTimeSeconds'], batch: ['batchSize'] },
  },
  { modules: ['graphile-worker', 'pg-boss'], options: { concurrency: ['concurrency', 'maxConcurrency', 'teamSize', 'teamConcurrency'] } },
  {
    modules: ['agenda', '@hokify/agenda'],
    options: {
      concurrency: ['concurrency', 'maxConcurrency', 'defaultConcurrency', 'lockLimit', 'defaultLockLimit'],
      timeouts: ['lockLifetime', 'defaultLockLifetime'],
      intervals: ['processEvery'],
    },
  },

  // Rate limiting
  {
    modules: ['express-rate-limit', 'koa-ratelimit', '@fastify/rate-limit', 'fastify-rate-limit', 'express-slow-down'],
    options: { rateLimits: ['windowMs', 'max', 'limit', 'timeWindow', 'duration', 'delayAfter', 'delayMs'] },
  },
  {
    modules: ['@upstash/ratelimit'],
    arguments: [
      { callee: 'Ratelimit.slidingWindow', index: 0, group: 'rateLimits', environmentName: 'RATE_LIMIT' },
      { callee: 'Ratelimit.fixedWindow', index: 0, group: 'rateLimits', environmentName: 'RATE_LIMIT' },
      { callee: 'Ratelimit.tokenBucket', index: 0, group: 'rateLimits', environmentName: 'RATE_LIMIT' },
    ],
  },
  { modules: ['rate-limiter-flexible'], options: { rateLimits: ['points', 'duration', 'blockDuration'] } },
  { modules: ['@nestjs/throttler'], options: { rateLimits: ['limit', 'ttl', 'blockDuration'] } },
  {
    modules: ['@upstash/ratelimit'],
    arguments: [
      { callee: 'slidingWindow', index: 0, group: 'rateLimits', environmentName: 'RATE_LIMIT' },
      { callee: 'fixedWindow', index: 0, group: 'rateLimits', environmentName: 'RATE_LIMIT' },
      { callee: 'tokenBucket', index: 0, group: 'rateLimits', environmentName: 'RATE_LIMIT' },
    ],
    options: { timeouts: ['timeout'] },
  },

  // Caches
  {
    modules: ['lru-cache', 'quick-lru', 'tiny-lru'],
    options: { cache: ['max', 'ttl', 'maxSize', 'maxAge', 'maxEntrySize'] },
  },
  { modules: ['node-cache'], options: { cache: ['stdTTL', 'checkperiod', 'maxKeys'] } },
  { modules: ['memoizee', 'p-memoize', 'mem'], options: { cache: ['maxAge', 'max'] } },
  { modules: ['cache-manager', '@nestjs/cache-manager', 'keyv'], options: { cache: ['ttl', 'max'] } },

  // Clouds and hosted services
  {
    modules: ['@aws-sdk/client-*', '@smithy/node-http-handler', '@aws-sdk/lib-storage', 'aws-sdk'],
    options: {
      pools: ['maxSockets'],
      timeouts: ['connectionTimeout', 'requestTimeout', 'socketTimeout', 'connectTimeout', 'httpOptions.timeout'],
      retries: ['maxAttempts', 'maxRetries'],
      concurrency: ['queueSize'],
    },
  },
  {
    modules: ['@grpc/grpc-js', '@connectrpc/connect', '@connectrpc/connect-node'],
    options: {
      timeouts: ['grpc.keepalive_timeout_ms', 'timeoutMs', 'defaultTimeoutMs'],
      intervals: ['grpc.keepalive_time_ms', 'pingIntervalMs'],
    },
  },
  {
    modules: ['nodemailer'],
    options: {
      pools: ['maxConnections', 'maxMessages'],
      timeouts: ['connectionTimeout', 'greetingTimeout', 'socketTimeout', 'dnsTimeout'],
      rateLimits: ['rateDelta', 'rateLimit'],
    },
  },
  {
    modules: ['openai', '@anthropic-ai/sdk', 'stripe', 'langfuse', '@google/genai', 'groq-sdk'],
    options: { timeouts: ['timeout'], retries: ['maxRetries', 'maxNetworkRetries'] },
  },

  // Sockets and browsers
  {
    modules: ['socket.io', 'socket.io-client', 'ws', '@hocuspocus/server'],
    options: {
      timeouts: ['pingTimeout', 'connectTimeout', 'upgradeTimeout', 'handshakeTimeout', 'timeout', 'ackTimeout'],
      intervals: ['pingInterval', 'debounce', 'maxDebounce'],
    },
  },
  { modules: ['puppeteer', 'puppeteer-core', 'playwright', 'playwright-core'], options: { timeouts: ['timeout'] } },

  // Telemetry
  {
    modules: ['@sentry/*'],
    options: {
      sampling: [
        'sampleRate',
        'tracesSampleRate',
        'profilesSampleRate',
        'profileSessionSampleRate',
      ],
    },
  },
  {
    modules: ['@opentelemetry/*'],
    arguments: [{ callee: 'TraceIdRatioBasedSampler', index: 0, group: 'sampling', environmentName: 'TRACE_SAMPLE_RATIO' }],
    options: {
      timeouts: ['timeoutMillis', 'exportTimeoutMillis'],
      batch: ['maxQueueSize', 'maxExportBatchSize'],
      intervals: ['scheduledDelayMillis', 'exportIntervalMillis'],
    },
  },
  { modules: ['dd-trace'], options: { sampling: ['sampleRate'], rateLimits: ['rateLimit'] } },
];

/** Values taken by position by something that needs no import to be recognised. */
export const OPERATIONAL_ARGUMENTS: readonly OperationalArgument[] = [
  { callee: 'AbortSignal.timeout', index: 0, group: 'timeouts', environmentName: 'REQUEST_TIMEOUT_MS' },
  // A method of servers, sockets and requests; the global of this name takes the delay second.
  { callee: '*.setTimeout', index: 0, group: 'timeouts', environmentName: 'SOCKET_TIMEOUT_MS' },
  // Clients of HTTP and sockets: `socket.timeout(5000).emitWithAck(…)`.
  { callee: '*.timeout', index: 0, group: 'timeouts', environmentName: 'TIMEOUT_MS' },
  { callee: 'asyncPool', index: 0, group: 'concurrency', environmentName: 'MAX_CONCURRENCY' },
  { callee: 'setTimeout', index: 1, group: 'timers', environmentName: 'DELAY_MS', least: 500 },
  { callee: 'setInterval', index: 1, group: 'intervals', environmentName: 'INTERVAL_MS', least: 5000 },
];
