import { createServer } from 'node:http';
import { config } from './config.js';
import { pool } from './database.js';
import { drain, live, ready } from './health.js';
import { answer } from './http.js';
import { placeOrder, showOrder, showOrderV2, showReceipt } from './orders.js';
import { receivePaymentEvent } from './payment-events.js';
import { listProducts } from './products.js';

const routes = [
  { method: 'GET', path: '/live', handle: live },
  { method: 'GET', path: '/ready', handle: ready },
  { method: 'GET', path: '/products', handle: listProducts },
  { method: 'POST', path: '/orders', handle: placeOrder },
  // Instead of DP-02: the old path keeps its shape, the new shape has a path of its own.
  { method: 'GET', path: '/orders/:id', handle: showOrder },
  { method: 'GET', path: '/v2/orders/:id', handle: showOrderV2 },
  { method: 'GET', path: '/receipts/:id/:signature', handle: showReceipt },
  { method: 'POST', path: '/payment-events', handle: receivePaymentEvent },
];

const server = createServer((request, response) => answer(routes, request, response));
server.listen(config.port, () => console.log(`The shop listens on port ${config.port}.`));

process.once('SIGTERM', stop);
process.once('SIGINT', stop);

/**
 * Lets the load balancer see that this instance is leaving, then takes no new connection, finishes
 * the requests under way and lets go of the database: what a rolling deploy needs.
 */
function stop() {
  drain();
  setTimeout(() => server.close(() => pool.end()), config.drainMs);
}
