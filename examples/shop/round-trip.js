// node round-trip.js after
// Applies each migration, takes it back, and compares schema and rows with what was there before.
// The database in DATABASE_URL must be empty, and is left with everything applied.

import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { readMigrations } from './migrator.js';

const variant = process.argv[2];
if (variant !== 'before' && variant !== 'after') {
  console.error('Say which migrations: node round-trip.js (before|after)');
  process.exit(2);
}

const SCHEMA = `
  SELECT format('%s.%s %s%s%s', attrelid::regclass, attname, format_type(atttypid, atttypmod),
    CASE WHEN attnotnull THEN ' NOT NULL' END, ' DEFAULT ' || pg_get_expr(adbin, adrelid)) AS line
  FROM pg_attribute
  JOIN pg_class ON pg_class.oid = attrelid AND relkind = 'r' AND relnamespace = 'public'::regnamespace
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE attnum > 0 AND NOT attisdropped
  UNION ALL
  SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL
  SELECT format('%s %s', pg_get_indexdef(indexrelid), CASE WHEN NOT indisvalid THEN 'INVALID' END)
  FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid AND relnamespace = 'public'::regnamespace`;

const ORDERS = `
  INSERT INTO orders (customer_id, channel, status) VALUES (1, 'web', 'paid'), (2, 'phone', 'new');
  INSERT INTO order_items SELECT orders.id, products.id, 1, price_cents FROM orders, products`;

const client = new Client({ connectionString: process.env['DATABASE_URL'] });
try {
  await client.connect();
  if ((await fingerprint()).length > 0) throw new Error('The database is not empty. Give me one that is.');
  for (const { version, name, up, down } of readMigrations(variant)) {
    const before = await fingerprint();
    await client.query(up);
    await client.query(down);
    const after = await fingerprint();
    const lost = before.filter((line) => !after.includes(line));
    const left = after.filter((line) => !before.includes(line));
    console.log(`${lost.length + left.length === 0 ? 'restored    ' : 'NOT restored'} ${name}`);
    for (const line of lost) console.log(`  - ${line}`);
    for (const line of left) console.log(`  + ${line}`);
    if (lost.length + left.length > 0) process.exitCode = 1;

    await client.query(up);
    if (version === '0003') {
      await client.query(readFileSync(new URL('seed.sql', import.meta.url), 'utf8'));
      await client.query(ORDERS);
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await client.end();
}

/** @returns {Promise<string[]>} one line for every column, constraint, index and row */
async function fingerprint() {
  const { rows: schema } = await client.query(SCHEMA);
  const { rows: tables } = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  const lines = schema.map(({ line }) => String(line).trimEnd());
  for (const { tablename } of tables) {
    const { rows } = await client.query(`SELECT to_jsonb(t)::text AS line FROM ${tablename} AS t`);
    lines.push(...rows.map(({ line }) => `${tablename} ${line}`));
  }
  return lines.sort();
}
