import { expect, it } from 'vitest';

import { fixesOf } from '../fixing/fix-last.ts';
import { describeOnRealServer } from './real-server.ts';

const tables = 'CREATE TABLE customers (id bigint PRIMARY KEY);\nCREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, total int);\n';

/** Everything in one migration that has a fix. */
const up = `ALTER TABLE orders ADD COLUMN note text;
CREATE INDEX orders_total ON orders (total);
ALTER TABLE orders ADD CONSTRAINT buyer FOREIGN KEY (customer_id) REFERENCES customers (id), ADD CHECK (total > 0);
`;
const down = `ALTER TABLE orders DROP CONSTRAINT orders_total_check, DROP CONSTRAINT buyer;
DROP INDEX orders_total;
ALTER TABLE orders DROP COLUMN note;
`;

describeOnRealServer('fixed migrations on PostgreSQL', (server) => {
  it('leave the schema that the migration left, and their downs the one before', async () => {
    const session = await server().connect();
    const shape = async (): Promise<unknown> => {
      const { rows } = await session.query(`
        SELECT 'column' AS kind, column_name::text AS name, is_nullable::text AS more FROM information_schema.columns WHERE table_name = 'orders'
        UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) || convalidated FROM pg_constraint WHERE conrelid = 'orders'::regclass
        UNION ALL SELECT 'index', indexrelid::regclass::text, pg_get_indexdef(indexrelid) || indisvalid FROM pg_index WHERE indrelid = 'orders'::regclass
        ORDER BY 1, 2`);
      return rows;
    };
    await session.query(tables);
    const before = await shape();
    await session.query(up);
    const wanted = await shape();
    await session.query(down);

    const history = { '1_a.up.sql': tables, '1_a.down.sql': 'DROP TABLE orders;\nDROP TABLE customers;\n', '2_b.up.sql': up, '2_b.down.sql': down };
    const fixed: Record<string, string> = { '2_b.up.sql': up, '2_b.down.sql': down, ...fixesOf(history) };
    const files = Object.keys(fixed).sort();
    expect(files).toHaveLength(6);
    // golang-migrate hands each file to the server as one query.
    for (const file of files.filter((name) => name.endsWith('.up.sql'))) await session.query(fixed[file] ?? '');
    expect(await shape()).toEqual(wanted);
    for (const file of files.filter((name) => name.endsWith('.down.sql')).reverse()) await session.query(fixed[file] ?? '');
    expect(await shape()).toEqual(before);
    await session.query('DROP TABLE orders, customers');
    await session.end();
  });
});
