/** What a service may depend on to do its work, with the words that messages use. */
export const DEPENDENCY_KINDS = {
  sql: 'the SQL database',
  mongo: 'MongoDB',
  redis: 'Redis',
  kafka: 'Kafka',
  amqp: 'the AMQP broker',
  nats: 'NATS',
  search: 'the search engine',
  clickhouse: 'ClickHouse',
  blob: 'the object storage',
  smtp: 'the mail server',
  http: 'the HTTP API',
} as const;

export type DependencyKind = keyof typeof DEPENDENCY_KINDS;

/** Those without which hardly any service can answer, so that a check of readiness is expected to know them. */
export const ESSENTIAL_KINDS: readonly DependencyKind[] = ['sql', 'mongo', 'redis', 'kafka', 'amqp', 'nats', 'search', 'clickhouse'];

/** How a package's client comes into being. */
export interface DependencyClient {
  /** Module specifiers; subpaths are included. */
  readonly modules: readonly string[];
  readonly kind: DependencyKind;
  /** Exports that are called or constructed, or extended by a class; `default` is the default export. */
  readonly makers: readonly string[];
}

export const DEPENDENCY_CLIENTS: readonly DependencyClient[] = [
  { modules: ['pg', '@neondatabase/serverless', '@vercel/postgres'], kind: 'sql', makers: ['Pool', 'Client', 'neon', 'createPool', 'createClient'] },
  { modules: ['pg-pool', 'postgres', 'pg-promise'], kind: 'sql', makers: ['default'] },
  { modules: ['mysql', 'mysql2', 'mariadb'], kind: 'sql', makers: ['createPool', 'createConnection', 'createPoolCluster'] },
  { modules: ['mssql', 'tedious', 'oracledb'], kind: 'sql', makers: ['ConnectionPool', 'Connection', 'connect', 'createPool', 'getConnection'] },
  { modules: ['knex'], kind: 'sql', makers: ['knex', 'default', 'Knex'] },
  { modules: ['@prisma/client'], kind: 'sql', makers: ['PrismaClient'] },
  { modules: ['sequelize', 'sequelize-typescript', '@sequelize/core'], kind: 'sql', makers: ['Sequelize', 'default'] },
  { modules: ['typeorm'], kind: 'sql', makers: ['DataSource', 'createConnection', 'createConnections'] },
  { modules: ['kysely'], kind: 'sql', makers: ['Kysely'] },
  { modules: ['slonik'], kind: 'sql', makers: ['createPool'] },
  { modules: ['drizzle-orm/node-postgres', 'drizzle-orm/postgres-js', 'drizzle-orm/mysql2', 'drizzle-orm/neon-http', 'drizzle-orm/neon-serverless', 'drizzle-orm/planetscale-serverless', 'drizzle-orm/vercel-postgres'], kind: 'sql', makers: ['drizzle'] },
  { modules: ['@mikro-orm/core', '@mikro-orm/postgresql', '@mikro-orm/mysql', '@mikro-orm/mariadb'], kind: 'sql', makers: ['MikroORM.init', 'MikroORM'] },
  { modules: ['@nestjs/typeorm'], kind: 'sql', makers: ['TypeOrmModule.forRoot', 'TypeOrmModule.forRootAsync'] },
  { modules: ['@nestjs/sequelize'], kind: 'sql', makers: ['SequelizeModule.forRoot', 'SequelizeModule.forRootAsync'] },
  { modules: ['@mikro-orm/nestjs'], kind: 'sql', makers: ['MikroOrmModule.forRoot', 'MikroOrmModule.forRootAsync'] },
  { modules: ['@fastify/postgres', '@fastify/mysql', 'fastify-postgres'], kind: 'sql', makers: ['default', 'fastifyPostgres', 'fastifyMysql'] },
  { modules: ['mongodb'], kind: 'mongo', makers: ['MongoClient', 'MongoClient.connect'] },
  { modules: ['mongoose'], kind: 'mongo', makers: ['connect', 'createConnection'] },
  { modules: ['@nestjs/mongoose'], kind: 'mongo', makers: ['MongooseModule.forRoot', 'MongooseModule.forRootAsync'] },
  { modules: ['@fastify/mongodb'], kind: 'mongo', makers: ['default', 'fastifyMongodb'] },
  { modules: ['ioredis'], kind: 'redis', makers: ['default', 'Redis', 'Cluster', 'Redis.Cluster', 'default.Cluster'] },
  { modules: ['redis', '@redis/client'], kind: 'redis', makers: ['createClient', 'createCluster', 'createClientPool'] },
  { modules: ['@upstash/redis'], kind: 'redis', makers: ['Redis', 'Redis.fromEnv'] },
  { modules: ['bullmq'], kind: 'redis', makers: ['Queue', 'Worker', 'FlowProducer', 'QueueEvents'] },
  { modules: ['bull', 'bee-queue'], kind: 'redis', makers: ['default'] },
  { modules: ['@nestjs/bull', '@nestjs/bullmq'], kind: 'redis', makers: ['BullModule.forRoot', 'BullModule.forRootAsync'] },
  { modules: ['@nestjs-modules/ioredis', '@liaoliaots/nestjs-redis', '@songkeys/nestjs-redis'], kind: 'redis', makers: ['RedisModule.forRoot', 'RedisModule.forRootAsync'] },
  { modules: ['@fastify/redis'], kind: 'redis', makers: ['default', 'fastifyRedis'] },
  { modules: ['@keyv/redis'], kind: 'redis', makers: ['default', 'KeyvRedis', 'createKeyv'] },
  { modules: ['kafkajs', '@confluentinc/kafka-javascript'], kind: 'kafka', makers: ['Kafka', 'KafkaJS.Kafka'] },
  { modules: ['node-rdkafka'], kind: 'kafka', makers: ['Producer', 'KafkaConsumer', 'HighLevelProducer', 'AdminClient.create'] },
  { modules: ['amqplib', 'amqp-connection-manager'], kind: 'amqp', makers: ['connect'] },
  { modules: ['rabbitmq-client'], kind: 'amqp', makers: ['Connection', 'default'] },
  { modules: ['@golevelup/nestjs-rabbitmq'], kind: 'amqp', makers: ['RabbitMQModule.forRoot', 'RabbitMQModule.forRootAsync'] },
  { modules: ['nats', '@nats-io/transport-node'], kind: 'nats', makers: ['connect'] },
  { modules: ['@elastic/elasticsearch', '@opensearch-project/opensearch', 'typesense'], kind: 'search', makers: ['Client', 'Typesense.Client', 'default.Client'] },
  { modules: ['meilisearch'], kind: 'search', makers: ['MeiliSearch', 'Meilisearch'] },
  { modules: ['@nestjs/elasticsearch'], kind: 'search', makers: ['ElasticsearchModule.register', 'ElasticsearchModule.registerAsync'] },
  { modules: ['@clickhouse/client'], kind: 'clickhouse', makers: ['createClient'] },
  { modules: ['@aws-sdk/client-s3'], kind: 'blob', makers: ['S3Client', 'S3'] },
  { modules: ['@google-cloud/storage'], kind: 'blob', makers: ['Storage'] },
  { modules: ['@azure/storage-blob'], kind: 'blob', makers: ['BlobServiceClient', 'BlobServiceClient.fromConnectionString'] },
  { modules: ['minio'], kind: 'blob', makers: ['Client'] },
  { modules: ['nodemailer'], kind: 'smtp', makers: ['createTransport', 'default.createTransport'] },
  { modules: ['axios'], kind: 'http', makers: ['default.create', 'create'] },
  { modules: ['got', 'ky'], kind: 'http', makers: ['default.extend', 'default.create', 'got.extend', 'ky.create'] },
  { modules: ['@nestjs/axios'], kind: 'http', makers: ['HttpModule.register', 'HttpModule.registerAsync'] },
];

/** What the indicators of `@nestjs/terminus` look at, by the beginning of their names. */
export const INDICATOR_KINDS: readonly (readonly [name: RegExp, kind: DependencyKind])[] = [
  [/^(?:TypeOrm|Sequelize|Prisma|MikroOrm)/u, 'sql'],
  [/^Mongoose/u, 'mongo'],
  [/^Http/u, 'http'],
];

/**
 * Packages that hold a client of a kind without making one here: what handles them is in touch with the dependency.
 * The makers' own packages count as well.
 */
export const PACKAGES_IN_TOUCH: Readonly<Record<string, DependencyKind>> = {
  '@nestjs/bull': 'redis',
  '@nestjs/bullmq': 'redis',
  '@nestjs/cache-manager': 'redis',
  'cache-manager': 'redis',
  '@nestjs/typeorm': 'sql',
  '@nestjs/sequelize': 'sql',
  '@nestjs/mongoose': 'mongo',
  'drizzle-orm': 'sql',
  '@mikro-orm/core': 'sql',
};

/** How code calls a dependency, for where its name is all there is to go by. */
export const NAMES_OF_KINDS: readonly (readonly [name: RegExp, kind: DependencyKind])[] = [
  [/postgres|mysql|maria|prisma|knex|sequelize|typeorm|drizzle|kysely|data_?source|database|select\s+1|(?:^|[^a-z])(?:db|sql|pg|orm)(?:[^a-z]|$)|Db(?:[A-Z]|$)/iu, 'sql'],
  [/mongo/iu, 'mongo'],
  [/redis|bull|valkey/iu, 'redis'],
  [/kafka/iu, 'kafka'],
  [/rabbit|amqp/iu, 'amqp'],
  [/nats(?:[^a-z]|$)/iu, 'nats'],
  [/elastic|opensearch|meili|typesense|search_?(?:client|engine|service)/iu, 'search'],
  [/clickhouse/iu, 'clickhouse'],
  [/s3(?:[^a-z]|$)|blob|object_?stor|storage/iu, 'blob'],
  [/smtp|mailer/iu, 'smtp'],
];
