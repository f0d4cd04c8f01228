import { pool } from './database.js';
import { isEnabled } from './flags.js';

/** GET /products */
export async function listProducts() {
  const hideSoldOut = await isEnabled('hide-sold-out');
  const { rows } = await pool.query(
    `SELECT sku, name, description, price_cents AS "priceCents", stock > 0 AS available
     FROM products
     WHERE stock > 0 OR NOT $1
     ORDER BY sku`,
    [hideSoldOut],
  );
  return { status: 200, body: rows };
}

/**
 * Takes what was ordered off the shelf, in the transaction that places the order.
 *
 * @param {import('pg').PoolClient} client
 * @param {import('./orders.js').Item} item
 * @returns {Promise<boolean>} whether there was enough of it
 */
export async function reserveStock(client, { sku, quantity }) {
  const { rowCount } = await client.query(
    'UPDATE products SET stock = stock - $2 WHERE sku = $1 AND stock >= $2',
    [sku, quantity],
  );
  return rowCount === 1;
}
