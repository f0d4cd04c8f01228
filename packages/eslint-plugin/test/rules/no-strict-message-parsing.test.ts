import { expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/no-strict-message-parsing.ts';
import { unmark } from '../marked-code.ts';
import { testRule } from '../rule-tester.ts';

it('is registered', () => {
  expect(rules['no-strict-message-parsing']).toBe(rule);
});

const messages = {
  sort: (subject: string) =>
    `This consumer throws at every \`${subject}\` that it does not know, so whoever sends a new one has to be deployed after it, and cannot stay when it is rolled back. Pass over what is unknown: log it and acknowledge the message, or put it aside.`,
  version: (subject: string) =>
    `This consumer throws at every \`${subject}\` but its own, so producer and consumer have to be deployed together. Take the versions before and after as well: read the fields that you need, and put aside what lacks them.`,
  field: (subject: string) =>
    `This consumer throws at a message with a field that \`${subject}\` does not know, so whoever adds one has to be deployed after it. Leave out \`strict\`: fields that nobody asked for do no harm.`,
};

const filename = 'src/consumer.ts';
function reported(name: string, marked: string, of: keyof typeof messages, subject: string): { name: string; filename: string; code: string; errors: object[] } {
  const { code, locations } = unmark(marked);
  return { name, filename, code, errors: locations.map((location) => ({ message: messages[of](subject), ...location })) };
}
const valid = (name: string, code: string): { name: string; filename: string; code: string } => ({ name, filename, code });

const kafka = (body: string): string =>
  `import { Kafka } from 'kafkajs';\nconst consumer = new Kafka(config).consumer({ groupId });\nawait consumer.run({ eachMessage: async ({ message }) => {\n  const event = JSON.parse(message.value.toString());\n  ${body}\n} });`;
const known = `case 'paid': return pay(event);`;

testRule(rule, {
  valid: [
    valid('what is unknown is passed over', kafka(`switch (event.type) { ${known} default: logger.warn(event.type); }`)),
    valid('what is thrown is dealt with', kafka(`try { switch (event.type) { ${known} default: throw new Error(); } } catch (error) { await putAside(message); }`)),
    valid('a function that is called where its failure is dealt with', `${kafka('try { handle(event); } catch { await putAside(event); }')}\nfunction handle(event) { switch (event.type) { ${known} default: throw new Error(); } }`),
    valid('a schema that takes more', `const Event = z.object({ id: z.string() });\n${kafka('Event.parse(event);')}`),
    valid('a schema that is loosened again', `const Event = z.object({ id: z.string() }).strict().passthrough();\n${kafka('Event.parse(event);')}`),
    valid('a strict schema whose answer is looked at', `const Event = z.strictObject({ id: z.string() });\n${kafka('const { success } = Event.safeParse(event); if (!success) return putAside(event);')}`),
    valid('a strict schema for configuration', `const Config = z.strictObject({ id: z.string() });\n${kafka('Config.parse(process.env);')}`),
    valid('versions that are too old', kafka('if (event.version < 2) throw new Error();')),
    valid('another version that is put aside', kafka('if (event.version !== 2) { await putAside(event); return; }')),
    valid('a choice that does not come from the message', kafka(`switch (config.type) { ${known} default: throw new Error(); }`)),
    valid('a state of the message, which is no sort', kafka(`switch (event.status) { ${known} default: throw new Error(); }`)),
    valid('a function that no message reaches', `import { Kafka } from 'kafkajs';\nexport function render(event) { switch (event.type) { ${known} default: throw new Error(); } }`),
    valid('events of this process', `emitter.on('message', (event) => { switch (event.type) { ${known} default: throw new Error(); } });`),
    valid('the errors of a connection', `import mqtt from 'mqtt';\nmqtt.connect(url).on('error', (error) => { switch (error.type) { default: throw error; } });`),
    { name: 'a test', filename: 'src/consumer.test.ts', code: kafka(`switch (event.type) { ${known} default: throw new Error(); }`) },
  ],
  invalid: [
    reported('an unknown sort', kafka(`switch (event.type) { ${known} default: «throw new Error(event.type);» }`), 'sort', 'event.type'),
    reported('in a block', kafka(`switch (event.kind) { ${known} default: { log(event); «throw new Error();» } }`), 'sort', 'event.kind'),
    reported('another version', kafka(`if («event.version !== 2») throw new Error('unsupported');`), 'version', 'event.version'),
    reported('another version than a constant', kafka(`if («event.schemaVersion !== SCHEMA_VERSION») { throw new Error('unsupported'); }`), 'version', 'event.schemaVersion'),
    reported('a strict schema', `const Event = z.object({ id: z.string() }).strict();\n${kafka('const order = «Event.parse(event)»;')}`, 'field', 'Event'),
    reported('a strict schema that is written there', kafka('«z.strictObject({ id: z.string() }).parse(event)»;'), 'field', 'z.strictObject'),
    reported('a function that the message is passed on to', `${kafka('await handle(event);')}\nasync function handle({ type }) { switch (type) { case 'paid': return; default: «throw new Error();» } }`, 'sort', 'type'),
    reported('a job', `import { Worker } from 'bullmq';\nnew Worker('mail', async (job) => { switch (job.name) { case 'send': return send(job.data); default: «throw new Error(job.name);» } });`, 'sort', 'job.name'),
    reported('a job of one name', `import Queue from 'bull';\nconst queue = new Queue('mail');\nqueue.process((job) => { if («job.name !== 'send'») throw new Error(); });`, 'sort', 'job.name'),
    reported('a channel', `import amqp from 'amqplib';\nconst connection = await amqp.connect(url);\nconst channel = await connection.createChannel();\nchannel.consume(queue, (message) => { const event = JSON.parse(message.content); switch (event.type) { ${known} default: «throw new Error();» } });`, 'sort', 'event.type'),
    reported('a channel that was handed over', `export const start = (channel) => channel.consume(queue, (message) => { switch (message.fields.routingKey) { case 'a': return; default: «throw new Error();» } });`, 'sort', 'message.fields.routingKey'),
    reported('a method of NestJS', `class Orders { @EventPattern('orders') handle(@Payload() event) { this.apply(event); }\n apply(event) { switch (event.type) { ${known} default: «throw new Error();» } } }`, 'sort', 'event.type'),
    reported('a worker of NestJS', `@Processor('mail') class Mail extends WorkerHost { async process(job) { switch (job.name) { case 'send': return; default: «throw new Error();» } } }`, 'sort', 'job.name'),
    reported('a method that is bound', `import { Consumer } from 'sqs-consumer';\nclass Orders { start() { Consumer.create({ queueUrl, handleMessage: this.handle.bind(this) }); }\n async handle(message) { const body = JSON.parse(message.Body); if («body.version !== 1») throw new Error(); } }`, 'version', 'body.version'),
  ],
});
