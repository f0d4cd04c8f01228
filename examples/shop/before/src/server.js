import { createServer } from 'node:http';
import { config } from './config.js';
import { pool } from './database.js';
import { live, ready } from './health.js';
import { answer } from './http.js';
import { placeOrder, showOrder, showReceipt } from './orders.js';
import { receivePaymentEvent } from './payment-events.js';
import { listProducts } from './products.js';

const routes = [
  { method: 'GET', path: '/live', handle: live },
  { method: 'GET', path: '/ready', handle: ready },
  { method: 'GET', path: '/products', handle: listProducts },
  { method: 'POST', path: '/orders', handle: placeOrder },
  { method: 'GET', path: '/orders/:id', handle: showOrder },
  { method: 'GET', path: '/receipts/:id/:signature', handle: showReceipt },
  { method: 'POST', path: '/payment-events', handle: receivePaymentEvent },
];

const server = createServer((request, response) => answer(routes, request, response));
server.listen(config.port, () => console.log(`The shop listens on port ${config.port}.`));

process.once('SIGTERM', stop);
process.once('SIGINT', stop);

/** Takes no new connection, finishes the requests under way, then lets go of the database. */
function stop() {
  server.close(() => pool.end());
}
