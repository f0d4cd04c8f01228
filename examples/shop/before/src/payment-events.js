import { config } from './config.js';
import { pool } from './database.js';
import { HttpError } from './http.js';
import { isSameText } from './same-text.js';

/**
 * POST /payment-events: the payments service tells that an order was paid.
 *
 * @param {import('./http.js').Request} request
 */
export async function receivePaymentEvent({ headers, body }) {
  if (!isSameText(headers.authorization ?? '', `Bearer ${config.paymentsToken}`)) {
    throw new HttpError(401, 'This is not the payments service.');
  }
  const { rowCount } = await pool.query("UPDATE orders SET status = 'paid' WHERE id = $1", [readOrderId(body)]);
  if (rowCount === 0) throw new HttpError(404, 'There is no such order.');
  return { status: 200, body: { accepted: true } };
}

/**
 * @param {unknown} body
 * @returns {string} the order's id
 */
function readOrderId(body) {
  const event = Object(body);
  // DP-09: payments must be deployed before the shop, for what the old payments sends is refused.
  if (event.version !== 2) throw new HttpError(422, 'The shop understands version 2 only.');
  return readId(event.orderId);
}

/**
 * @param {unknown} id
 * @returns {string}
 */
function readId(id) {
  if (!/^\d{1,18}$/.test(String(id))) throw new HttpError(422, 'The event does not say which order was paid.');
  return String(id);
}
