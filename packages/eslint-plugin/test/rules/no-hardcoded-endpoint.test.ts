import { expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/no-hardcoded-endpoint.ts';
import { unmark } from '../marked-code.ts';
import { testRule } from '../rule-tester.ts';

it('is registered', () => {
  expect(rules['no-hardcoded-endpoint']).toBe(rule);
});

const filename = 'src/orders.ts';
const valid = (name: string, code: string): { name: string; filename: string; code: string } => ({ name, filename, code });

const SERVICE = 'a service of one cluster or Compose file';

/** A case with one place, and what the suggestion makes of the code. */
function reported(name: string, marked: string, host: string, evidence: string, variable: string, output: string): { name: string; filename: string; code: string; errors: object[] } {
  const { code, locations } = unmark(marked);
  const message = `\`${host}\` is ${evidence}, and this code connects to it in every environment; moving it takes a deployment. Read it from configuration, with this value as the default.`;
  const suggestions = [{ desc: `Read it from \`${variable}\`, with this value as the default.`, output }];
  return { name, filename, code, errors: locations.map((location) => ({ message, ...location, suggestions })) };
}

testRule(rule, {
  valid: [
    valid('a public API', `await fetch('https://api.stripe.com/v1/charges');`),
    valid('the domain that somebody owns', `await fetch('https://api.orders.io/v1');`),
    valid('this very machine', `await fetch('http://localhost:8080/orders'); await fetch('http://127.0.0.1:8080');`),
    valid('a default of the environment', `await fetch(process.env.ORDERS_URL ?? 'http://orders:8080');`),
    valid('a constant that is only a default', `const ORDERS_URL = 'http://orders:8080';\nconst url = process.env.ORDERS_URL || ORDERS_URL;\nawait fetch(ORDERS_URL);`),
    valid('one environment of several', `await fetch(process.env.NODE_ENV === 'production' ? url : 'http://orders:8080');`),
    valid('code for one environment', `if (process.env.NODE_ENV !== 'production') await fetch('http://orders:8080');`),
    valid('options that others lay over', `import { Pool } from 'pg';\nnew Pool({ host: 'db', ...config });`),
    valid('a host that is nobody’s other side', `const blocked = ['10.0.0.1', 'metadata.google.internal'];\nif (host === 'db') block(host);`),
    valid('the service that a provider runs for everybody', `await fetch('https://console.neon.tech/api/v2/projects');`),
    valid('the metadata of the platform', `await fetch('http://metadata.google.internal/computeMetadata/v1/');\nawait fetch('http://169.254.169.254/latest/');`),
    valid('an example', `await fetch('https://staging.example.com/orders');`),
    valid('a name that goes on', 'await fetch(`https://eu-${region}.internal/orders`); await fetch(`http://orders${suffix}`);'),
    valid('a path', `await fetch('orders'); await fetch('/orders');`),
    valid('where a server listens', `import { Server } from 'ws';\nnew Server({ host: '10.0.0.1' });`),
    valid('an option of something that is no client', `render({ host: 'db', url: 'http://orders:8080' });`),
    { name: 'a test', filename: 'src/orders.test.ts', code: `await fetch('http://orders:8080');` },
    { name: 'the configuration itself', filename: 'src/config.ts', code: `export const orders = axios.create({ baseURL: 'http://orders:8080' });` },
    { name: 'code of a browser', filename: 'src/orders.tsx', code: `await fetch('https://orders-api.onrender.com');` },
    { name: 'a host that the options name', filename, code: `await fetch('http://orders.svc:8080');`, options: [{ ignoreHosts: ['*.svc'] }] },
  ],
  invalid: [
    reported('a request to a service', `await fetch(«'http://orders:8080/orders'»);`, 'orders', SERVICE, 'ORDERS_URL', 'await fetch(`${process.env.ORDERS_URL || \'http://orders:8080\'}/orders`);'),
    reported('a template', 'await fetch(«`http://orders.internal/orders/${id}`»);', 'orders.internal', 'a name inside one network', 'ORDERS_URL', 'await fetch(`${process.env.ORDERS_URL || \'http://orders.internal\'}/orders/${id}`);'),
    reported('a sum', `await fetch(«'http://10.2.0.7:80/orders/'» + id);`, '10.2.0.7', 'an address of one network', 'SERVICE_URL', 'await fetch(`${process.env.SERVICE_URL || \'http://10.2.0.7:80\'}/orders/` + id);'),
    reported('a constant, once', `const ORDERS_API = «'https://orders-staging.shop.io'»;\nawait fetch(ORDERS_API + '/a');\nawait fetch(\`\${ORDERS_API}/b\`);\nawait fetch(new URL('/c', ORDERS_API));`.replace('orders-staging.', 'orders-staging.eu.'), 'orders-staging.eu.shop.io', 'a stage', 'ORDERS_API', `const ORDERS_API = process.env.ORDERS_API || 'https://orders-staging.eu.shop.io';\nawait fetch(ORDERS_API + '/a');\nawait fetch(\`\${ORDERS_API}/b\`);\nawait fetch(new URL('/c', ORDERS_API));`),
    reported('a database', `import { Pool } from 'pg';\nnew Pool({ host: «'db'», port: 5432 });`, 'db', SERVICE, 'DB_HOST', `import { Pool } from 'pg';\nnew Pool({ host: process.env.DB_HOST || 'db', port: 5432 });`),
    reported('a database that a provider runs', `import mongoose from 'mongoose';\nawait mongoose.connect(«'mongodb+srv://cluster0.ab1cd.mongodb.net/shop'»);`, 'cluster0.ab1cd.mongodb.net', 'an installation that belongs to one environment', 'CLUSTER0_URL', `import mongoose from 'mongoose';\nawait mongoose.connect(\`\${process.env.CLUSTER0_URL || 'mongodb+srv://cluster0.ab1cd.mongodb.net'}/shop\`);`),
    reported('a broker in a list', `import { Kafka } from 'kafkajs';\nnew Kafka({ brokers: [«'kafka-1:9092'», process.env.SECOND] });`, 'kafka-1', SERVICE, 'KAFKA_1_HOST', `import { Kafka } from 'kafkajs';\nnew Kafka({ brokers: [process.env.KAFKA_1_HOST || 'kafka-1:9092', process.env.SECOND] });`),
    reported('a cache by position', `import Redis from 'ioredis';\nnew Redis(6379, «'cache'»);`, 'cache', SERVICE, 'CACHE_HOST', `import Redis from 'ioredis';\nnew Redis(6379, process.env.CACHE_HOST || 'cache');`),
    reported('a broker without a port', `const amqp = require('amqplib');\namqp.connect(«'amqp://rabbit'»);`.replace('rabbit', 'rabbit:5672'), 'rabbit', SERVICE, 'RABBIT_URL', `const amqp = require('amqplib');\namqp.connect(process.env.RABBIT_URL || 'amqp://rabbit:5672');`),
    reported('a client of gRPC', `import { credentials } from '@grpc/grpc-js';\nnew OrdersClient(«'orders:50051'», credentials.createInsecure());`, 'orders', SERVICE, 'ORDERS_HOST', `import { credentials } from '@grpc/grpc-js';\nnew OrdersClient(process.env.ORDERS_HOST || 'orders:50051', credentials.createInsecure());`),
    reported('a client that every request uses', `import axios from 'axios';\naxios.defaults.baseURL = «'https://orders.onrender.com'»;`, 'orders.onrender.com', 'an installation that belongs to one environment', 'ORDERS_URL', `import axios from 'axios';\naxios.defaults.baseURL = process.env.ORDERS_URL || 'https://orders.onrender.com';`),
    reported('a client of their own, by a telling option', `new OrdersClient({ baseUrl: «'http://orders.shop.svc.cluster.local'» });`, 'orders.shop.svc.cluster.local', 'a name inside one network', 'BASE_URL', `new OrdersClient({ baseUrl: process.env.BASE_URL || 'http://orders.shop.svc.cluster.local' });`),
  ],
});
