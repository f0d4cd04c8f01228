/** Keys of options under which a library takes the function that gets each message. */
export const HANDLER_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  kafkajs: ['eachMessage', 'eachBatch'],
  '@confluentinc/kafka-javascript': ['eachMessage', 'eachBatch'],
  'sqs-consumer': ['handleMessage', 'handleMessageBatch'],
  nats: ['callback'],
  'rabbitmq-client': ['handler'],
};

/** Functions and methods that take it as an argument, by module. */
export const HANDLER_CALLS: Readonly<Record<string, readonly string[]>> = {
  bullmq: ['Worker'],
  bull: ['process'],
  'bee-queue': ['process'],
  'pg-boss': ['work', 'subscribe'],
  agenda: ['define'],
  amqplib: ['consume'],
  'amqp-connection-manager': ['consume', 'addSetup'],
  'rabbitmq-client': ['createConsumer'],
  '@google-cloud/pubsub': ['on'],
  '@azure/service-bus': ['subscribe'],
  mqtt: ['on'],
  'node-rdkafka': ['on'],
  ioredis: ['on'],
  redis: ['subscribe', 'pSubscribe'],
  nats: ['subscribe'],
};

/** Methods whose name says the same where the module is in another file. */
export const TELLING_CALLS: ReadonlySet<string> = new Set(['consume']);

/** Keys that say the same in whatever object. */
export const TELLING_OPTIONS: ReadonlySet<string> = new Set(['eachMessage', 'eachBatch', 'handleMessage']);

/** Decorators of methods that get a message from another process. */
export const HANDLER_DECORATORS: ReadonlySet<string> = new Set([
  'EventPattern',
  'MessagePattern',
  'RabbitSubscribe',
  'RabbitRPC',
  'SqsMessageHandler',
  'Process',
  'KafkaListener',
  'Subscribe',
]);

/** Classes whose method `process` gets each job. */
export const HANDLER_CLASSES: ReadonlySet<string> = new Set(['WorkerHost']);

/** What of a message says of which sort, or of which version, it is. */
export const SORT_NAMES = /^(?:type|kind|event|event_?type|event_?name|message_?type|action|command|topic|subject|routing_?key|pattern|name|job_?name|op|operation)$/iu;
export const VERSION_NAMES = /^(?:v|ver|version|schema_?version|message_?version|event_?version|format_?version)$/iu;
