import type { Hazard } from './hazard.ts';

const orders = 'CREATE TABLE orders (id bigint PRIMARY KEY, code text);';

/** What goes wrong with where transactions begin and end. */
export const transactions: readonly Hazard[] = [
  {
    title: 'A transaction within the one of the runner',
    rules: ['no-nested-transaction'],
    hazardous: [
      { after: [], sql: 'BEGIN; ALTER TABLE orders ADD COLUMN a int; COMMIT;', transaction: 'wrapped' },
      { after: [], sql: 'ALTER TABLE orders ADD COLUMN a int; COMMIT; ALTER TABLE orders ADD COLUMN b int;', transaction: 'wrapped' },
      'BEGIN; BEGIN; ALTER TABLE orders ADD COLUMN a int; COMMIT;',
      'ALTER TABLE orders ADD COLUMN a int; COMMIT;',
      'ALTER TABLE orders ADD COLUMN a int; ROLLBACK;',
      'BEGIN; ALTER TABLE orders ADD COLUMN a int; COMMIT; COMMIT;',
    ],
    safe: [
      { after: [], sql: 'ALTER TABLE orders ADD COLUMN a int; COMMIT;', transaction: 'wrapped' },
      'BEGIN; ALTER TABLE orders ADD COLUMN a int; COMMIT;',
      'START TRANSACTION; ALTER TABLE orders ADD COLUMN a int; END;',
      'BEGIN; ALTER TABLE orders ADD COLUMN a int; COMMIT; BEGIN; ALTER TABLE orders ADD COLUMN b int; COMMIT;',
    ],
  },
  {
    title: 'A transaction that nothing ends',
    rules: ['no-open-transaction'],
    hazardous: ['BEGIN; ALTER TABLE orders ADD COLUMN a int;', 'START TRANSACTION; ALTER TABLE orders ADD COLUMN a int;', 'BEGIN; ALTER TABLE orders ADD COLUMN a int; COMMIT; BEGIN; ALTER TABLE orders ADD COLUMN b int;'],
    safe: ['BEGIN; SAVEPOINT a; ALTER TABLE orders ADD COLUMN a int; RELEASE a; COMMIT;'],
  },
  {
    title: 'Long work under a lock',
    rules: ['no-work-after-lock'],
    hazardous: [
      "BEGIN; ALTER TABLE orders ADD COLUMN kind text; UPDATE orders SET kind = 'web'; COMMIT;",
      { after: [orders], sql: "ALTER TABLE orders ADD COLUMN kind text; UPDATE orders SET kind = 'web' WHERE kind IS NULL;", transaction: 'wrapped' },
      { after: [orders], sql: 'ALTER TABLE orders ADD COLUMN kind text; INSERT INTO archive SELECT * FROM orders;', transaction: 'wrapped' },
    ],
    safe: [
      { after: [orders], sql: "ALTER TABLE orders ADD COLUMN kind text; UPDATE orders SET kind = 'web' WHERE id = 7;", transaction: 'wrapped' },
      { after: [orders], sql: "ALTER TABLE orders ADD COLUMN kind text; INSERT INTO kinds VALUES ('web');", transaction: 'wrapped' },
      { after: [orders], sql: 'CREATE TABLE things (id int); ALTER TABLE things ADD COLUMN a int; UPDATE things SET a = 1;', transaction: 'wrapped' },
    ],
  },
  {
    title: 'Using a value in the transaction that adds it to its enum',
    rules: ['no-enum-value', 'no-new-enum-value-use'],
    hazardous: [
      "BEGIN; ALTER TYPE mood ADD VALUE 'fine'; INSERT INTO people (mood) VALUES ('fine'); COMMIT;",
      { after: ["CREATE TYPE mood AS ENUM ('bad'); CREATE TABLE people (mood mood);"], sql: "ALTER TYPE mood ADD VALUE 'fine'; ALTER TABLE people ALTER COLUMN mood SET DEFAULT 'fine';", transaction: 'wrapped' },
    ],
    safe: [],
  },
];
