import { inTransaction, pool } from './database.js';
import { isEnabled } from './flags.js';
import { HttpError } from './http.js';
import { reserveStock } from './products.js';
import { isReceiptSignature, receiptPath } from './receipts.js';

/**
 * @typedef {import('./http.js').Request} Request
 * @typedef {{ sku: string, quantity: number }} Item
 * @typedef {{ id: string, status: string, placedAt: Date, totalCents: number }} Order
 */

/**
 * POST /orders
 *
 * @param {Request} request
 */
export async function placeOrder({ body }) {
  const { customerId, items } = readOrder(body);
  const reserves = await isEnabled('reserve-stock');
  const id = await inTransaction(async (client) => {
    const orderId = await insertOrder(client, customerId);
    for (const item of items) {
      await insertItem(client, orderId, item);
      if (reserves && !(await reserveStock(client, item))) {
        throw new HttpError(409, `There is not enough of ${item.sku}.`);
      }
    }
    return orderId;
  });
  return { status: 201, body: { id, receipt: receiptPath(id) } };
}

/**
 * GET /orders/:id
 *
 * @deprecated in favour of /v2/orders/:id
 * @param {Request} request
 */
export async function showOrder({ params: { id = '' } }) {
  const { totalCents, ...order } = await findOrder(id);
  return { status: 200, body: { ...order, total: totalCents / 100 } };
}

/**
 * GET /v2/orders/:id
 *
 * @param {Request} request
 */
export async function showOrderV2({ params: { id = '' } }) {
  return { status: 200, body: await findOrder(id) };
}

/**
 * GET /receipts/:id/:signature
 *
 * @param {Request} request
 */
export async function showReceipt({ params: { id = '', signature = '' } }) {
  if (!isReceiptSignature(id, signature)) throw new HttpError(404, 'There is no such receipt.');
  const { placedAt, status, totalCents } = await findOrder(id);
  return { status: 200, body: { order: id, placedAt, status, totalCents } };
}

/**
 * @param {string} id
 * @returns {Promise<Order>}
 */
async function findOrder(id) {
  if (!/^\d{1,18}$/.test(id)) throw new HttpError(404, `There is no order ${id}.`);
  const { rows } = await pool.query(
    `SELECT orders.id, orders.status, orders.placed_at AS "placedAt",
       sum(order_items.quantity * order_items.price_cents)::integer AS "totalCents"
     FROM orders JOIN order_items ON order_items.order_id = orders.id
     WHERE orders.id = $1
     GROUP BY orders.id`,
    [id],
  );
  if (!rows[0]) throw new HttpError(404, `There is no order ${id}.`);
  return rows[0];
}

/**
 * @param {import('pg').PoolClient} client
 * @param {number} customerId
 * @returns {Promise<string>} the id of the new order
 */
async function insertOrder(client, customerId) {
  const { rows } = await client.query(
    'INSERT INTO orders (customer_id) SELECT id FROM customers WHERE id = $1 RETURNING id',
    [customerId],
  );
  if (!rows[0]) throw new HttpError(422, `There is no customer ${customerId}.`);
  return rows[0].id;
}

/**
 * @param {import('pg').PoolClient} client
 * @param {string} orderId
 * @param {Item} item
 */
async function insertItem(client, orderId, { sku, quantity }) {
  const { rowCount } = await client.query(
    `INSERT INTO order_items (order_id, product_id, quantity, price_cents)
     SELECT $1, id, $3, price_cents FROM products WHERE sku = $2`,
    [orderId, sku, quantity],
  );
  if (rowCount === 0) throw new HttpError(422, `There is no product ${sku}.`);
}

/**
 * @param {unknown} body
 * @returns {{ customerId: number, items: Item[] }} items sorted by sku: two orders that lock the
 *   same products in the same order wait for each other, they never deadlock
 */
function readOrder(body) {
  const { customerId, items } = Object(body);
  if (!Number.isSafeInteger(customerId)) throw new HttpError(422, 'customerId is not a whole number.');
  if (!Array.isArray(items) || items.length === 0) throw new HttpError(422, 'items is empty.');
  const quantities = new Map();
  for (const { sku, quantity } of items.map(Object)) {
    if (typeof sku !== 'string' || !Number.isSafeInteger(quantity) || quantity < 1) {
      throw new HttpError(422, 'Every item needs a sku and a quantity of 1 or more.');
    }
    quantities.set(sku, quantity);
  }
  return {
    customerId,
    items: [...quantities.keys()].sort().map((sku) => ({ sku, quantity: quantities.get(sku) })),
  };
}
