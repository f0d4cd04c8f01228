import { describe, expect, it } from 'vitest';

import { findUses } from '../../src/workspace/find-uses.ts';
import type { Removal } from '../../src/workspace/removal.ts';

const column: Removal = { table: 'orders', column: 'legacy_status' };
const table: Removal = { table: 'orders' };

/** The lines of a file that name what is removed. */
function linesOf(removal: Removal, file: string, ...lines: readonly string[]): string[] {
  const found = findUses([removal], [{ file, text: `${lines.join('\n')}\n` }]).get(removal) ?? [];
  return found.map(({ line }) => lines[line - 1]?.trim() ?? '');
}

describe('Prisma', () => {
  const schema = ['model Order {', '  id     Int    @id', '  status String @map("legacy_status") // old', '  legacy_statuses String', '  @@map("orders")', '}', 'model Basket {', '  legacy_status String', '}'];

  it('names a column by its map, in the model of the table', () => {
    expect(linesOf(column, 'schema.prisma', ...schema)).toEqual(['status String @map("legacy_status") // old']);
  });

  it('names a table by its map, or else by its model', () => {
    expect(linesOf(table, 'schema.prisma', ...schema)).toEqual(['model Order {']);
    expect(linesOf({ table: 'Basket' }, 'schema.prisma', ...schema)).toEqual(['model Basket {']);
    expect(linesOf({ table: 'Order' }, 'schema.prisma', ...schema)).toEqual([]);
  });

  it('takes no relation for a column', () => {
    expect(linesOf({ table: 'Basket', column: 'owner' }, 'schema.prisma', 'model Basket {', '  owner User @relation(fields: [id], references: [id])', '}')).toEqual([]);
  });
});

describe('Drizzle', () => {
  const file = ["import { pgTable, text } from 'drizzle-orm/pg-core';", "export const orders = pgTable('orders', {", "  // status: text('legacy_status'),", "  status: text('legacy_status').notNull(),", "  other: text('legacy_status_at'),", '}, (t) => [index().on(t.status)]);', "export const baskets = pgTable('baskets', { legacy_status: text() });"];

  it('names a column by its argument, or else by its key', () => {
    expect(linesOf(column, 'schema.ts', ...file)).toEqual(["status: text('legacy_status').notNull(),"]);
    expect(linesOf({ table: 'baskets', column: 'legacy_status' }, 'schema.ts', ...file)).toEqual([file.at(-1)]);
    expect(linesOf(table, 'schema.ts', ...file)).toEqual(["export const orders = pgTable('orders', {"]);
  });
});

describe('TypeORM', () => {
  const file = ["@Entity({ name: 'orders' })", 'export class Order {', "  @Column({ name: 'legacy_status', nullable: true })", '  status?: string;', '}', '@Entity()', 'export class OrderLine {', '  @Column()', '  legacy_status: string;', '  @Column({ name: "x" })', '  gone: string;', '}'];

  it('names a column by its option, or else by its property, and a table by its entity or class', () => {
    expect(linesOf(column, 'order.ts', ...file)).toEqual(["@Column({ name: 'legacy_status', nullable: true })"]);
    expect(linesOf({ table: 'order_line', column: 'legacy_status' }, 'order.ts', ...file)).toEqual(['@Column()']);
    expect(linesOf({ table: 'order_line', column: 'gone' }, 'order.ts', ...file)).toEqual([]);
    expect(linesOf(table, 'order.ts', ...file)).toEqual(["@Entity({ name: 'orders' })"]);
  });
});

describe('Sequelize', () => {
  const file = ["import { DataTypes } from 'sequelize';", 'Order.init({', "  status: { type: DataTypes.STRING, field: 'legacy_status' },", "}, { sequelize, tableName: 'orders' });", "sequelize.define('baskets', {", '  legacy_status: DataTypes.STRING,', '});'];

  it('names a column by its field, or else by its key', () => {
    expect(linesOf(column, 'order.js', ...file)).toEqual(["status: { type: DataTypes.STRING, field: 'legacy_status' },"]);
    expect(linesOf({ table: 'baskets', column: 'legacy_status' }, 'order.js', ...file)).toEqual(['legacy_status: DataTypes.STRING,']);
  });
});

describe('Kysely', () => {
  const file = ["import type { Generated } from 'kysely';", 'export interface Database {', '  orders: OrderTable;', '  baskets: BasketTable;', '}', 'interface OrderTable {', '  id: Generated<number>;', '  legacy_status: string | null;', '}', 'interface BasketTable { id: number }'];

  it('names a column in the interface of its table', () => {
    expect(linesOf(column, 'db.ts', ...file)).toEqual(['legacy_status: string | null;']);
    expect(linesOf({ table: 'baskets', column: 'legacy_status' }, 'db.ts', ...file)).toEqual([]);
    expect(linesOf(table, 'db.ts', ...file)).toEqual(['orders: OrderTable;']);
  });
});

describe('query builders', () => {
  it('name a column in a chain of calls that begins with its table', () => {
    expect(linesOf(column, 'a.ts', "knex('orders').where('legacy_status', 'open').first();")).toHaveLength(1);
    expect(linesOf(column, 'a.ts', "db.selectFrom('orders').select(['id', 'orders.legacy_status'])")).toHaveLength(1);
    expect(linesOf(table, 'a.ts', "const rows = await knex('orders').select();")).toHaveLength(1);
  });

  it('do not where another table may be meant', () => {
    expect(linesOf(column, 'a.ts', "knex('orders').join('lines', 'a', 'b').where('legacy_status', 1);")).toEqual([]);
    expect(linesOf(column, 'a.ts', "knex('orders').first();", "knex('lines').where('legacy_status', 1);")).toEqual([]);
    expect(linesOf(table, 'a.ts', "translate('orders'); menu.open('orders');")).toEqual([]);
  });
});

describe('Go', () => {
  it('names a column in a tag of the struct of the table', () => {
    expect(linesOf(column, 'order.go', 'type Order struct {', '\tID     int    `db:"id"`', '\tStatus string `db:"legacy_status" json:"status"`', '}')).toEqual(['Status string `db:"legacy_status" json:"status"`']);
    expect(linesOf(column, 'order.go', 'type Purchase struct {', '\tStatus string `gorm:"column:legacy_status;not null"`', '}', 'func (Purchase) TableName() string { return "orders" }')).toHaveLength(1);
  });

  it('does not where the struct is of something else, or says nothing', () => {
    expect(linesOf(column, 'line.go', 'type Line struct {', '\tStatus string `db:"legacy_status"`', '}')).toEqual([]);
    expect(linesOf(column, 'order.go', 'type Order struct {', '\tStatus string `json:"legacy_status"`', '}')).toEqual([]);
  });
});

describe('builders of Go', () => {
  it('name a column in the chain of its table, on either side of it', () => {
    expect(linesOf(column, 'a.go', 'rows := psql.Select("id", "legacy_status").', '\tFrom("orders").', '\tWhere(sq.Eq{"id": 1})')).toHaveLength(1);
    expect(linesOf(column, 'a.go', '_, err := psql.Update("orders").', '\tSet("legacy_status", nil).', '\tRunWith(tx).Exec()')).toEqual(['Set("legacy_status", nil).']);
    expect(linesOf(table, 'a.go', 'db.Table("orders").Find(&rows)')).toHaveLength(1);
  });

  it('do not where another table or another chain may be meant', () => {
    expect(linesOf(column, 'a.go', 'psql.Select("legacy_status").From("orders").Join("lines USING (id)")')).toEqual([]);
    expect(linesOf(column, 'a.go', 'psql.Select("id").From("orders")', 'psql.Select("legacy_status").From("lines")')).toEqual([]);
    expect(linesOf(table, 'a.go', 'cache.Delete("orders")')).toEqual([]);
  });
});

describe('SQL in quotes', () => {
  const go = (sql: string): string[] => linesOf(column, 'store.go', `const q = \`${sql}\``);

  it.each([
    'SELECT id, legacy_status FROM orders WHERE id = $1',
    'UPDATE orders SET legacy_status = $1',
    'INSERT INTO shop.orders (id, "legacy_status") VALUES ($1, $2)',
    'SELECT o.legacy_status FROM orders AS o JOIN customers c ON c.id = o.customer_id',
    'SELECT * FROM customers, lines JOIN orders ON true WHERE orders.legacy_status IS NULL',
  ])('%s', (sql) => {
    expect(go(sql)).toHaveLength(1);
  });

  it.each([
    ['a column of another table', 'SELECT c.legacy_status FROM orders o JOIN customers c ON c.id = o.customer_id'],
    ['a column that may be of another table', 'SELECT legacy_status FROM orders JOIN customers USING (id)'],
    ['a name in the result', 'SELECT status AS legacy_status FROM orders'],
    ['a value', "SELECT id FROM orders WHERE kind = 'legacy_status'"],
    ['a parameter', 'SELECT id FROM orders WHERE status = :legacy_status'],
    ['a longer name', 'SELECT legacy_status_at FROM orders'],
    ['a table of the query itself', 'WITH orders AS (SELECT legacy_status FROM archive) SELECT legacy_status FROM orders'],
    ['a sentence', 'cannot select legacy_status from orders'],
  ])('is not %s', (_what, sql) => {
    expect(go(sql)).toEqual([]);
  });

  it('is found in files of queries, and not in comments', () => {
    expect(linesOf(column, 'queries/orders.sql', '-- name: ListOrders :many', 'SELECT id, legacy_status FROM orders;')).toHaveLength(1);
    expect(linesOf(column, 'a.ts', '// `SELECT legacy_status FROM orders`', '/* "SELECT legacy_status FROM orders" */')).toEqual([]);
  });
});

it('leaves generated files alone', () => {
  expect(linesOf(column, 'a.go', '// Code generated by sqlc. DO NOT EDIT.', 'const q = "SELECT legacy_status FROM orders"')).toEqual([]);
});
