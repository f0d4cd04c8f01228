import type { WrongRollback } from '../wrong-rollback.ts';

const orders = 'CREATE TABLE orders (id integer PRIMARY KEY, status text, total integer)';
const log = `${orders}; CREATE TABLE log (what text)`;

/** What a down can leave wrong about what happens by itself, and what is read through a query. */
export const ofTriggersAndViews: readonly WrongRollback[] = [
  {
    what: 'a lost trigger',
    before: `${log}; CREATE TRIGGER logged AFTER UPDATE ON orders BEGIN INSERT INTO log VALUES ('update'); END`,
    up: 'DROP TRIGGER logged',
    wrong: 'SELECT 1',
    right: `CREATE TRIGGER logged AFTER UPDATE ON orders BEGIN INSERT INTO log VALUES ('update'); END`,
    rollback: 'does not restore',
    shown: [`missing trigger logged on orders: CREATE TRIGGER "logged" after update on orders begin insert into log values('update'); end;`],
  },
  {
    what: 'a trigger of another moment',
    before: `${log}; CREATE TRIGGER logged AFTER UPDATE ON orders BEGIN INSERT INTO log VALUES ('update'); END`,
    up: 'DROP TRIGGER logged',
    wrong: `CREATE TRIGGER logged AFTER INSERT ON orders BEGIN INSERT INTO log VALUES ('update'); END`,
    right: `CREATE TRIGGER logged AFTER UPDATE ON orders BEGIN INSERT INTO log VALUES ('update'); END`,
    rollback: 'does not restore',
    shown: ['changed trigger logged on orders'],
  },
  {
    what: 'a trigger for fewer columns',
    before: `${log}; CREATE TRIGGER logged AFTER UPDATE OF status, total ON orders BEGIN INSERT INTO log VALUES ('update'); END`,
    up: 'DROP TRIGGER logged',
    wrong: `CREATE TRIGGER logged AFTER UPDATE OF status ON orders BEGIN INSERT INTO log VALUES ('update'); END`,
    right: `CREATE TRIGGER logged AFTER UPDATE OF status, total ON orders BEGIN INSERT INTO log VALUES ('update'); END`,
    rollback: 'does not restore',
    shown: ['changed trigger logged on orders'],
  },
  {
    what: 'a trigger without its condition',
    before: `${log}; CREATE TRIGGER logged AFTER UPDATE ON orders WHEN new.total <> old.total BEGIN INSERT INTO log VALUES ('update'); END`,
    up: 'DROP TRIGGER logged',
    wrong: `CREATE TRIGGER logged AFTER UPDATE ON orders BEGIN INSERT INTO log VALUES ('update'); END`,
    right: `CREATE TRIGGER logged AFTER UPDATE ON orders WHEN new.total <> old.total BEGIN INSERT INTO log VALUES ('update'); END`,
    rollback: 'does not restore',
    shown: ['changed trigger logged on orders'],
  },
  {
    what: 'a trigger that goes with the table that is rebuilt',
    before: `${log}; CREATE TRIGGER logged AFTER DELETE ON orders BEGIN INSERT INTO log VALUES ('delete'); END`,
    up: 'ALTER TABLE orders ADD COLUMN note text',
    wrong: 'CREATE TABLE n (id integer PRIMARY KEY, status text, total integer); INSERT INTO n SELECT id, status, total FROM orders; DROP TABLE orders; ALTER TABLE n RENAME TO orders',
    right: 'ALTER TABLE orders DROP COLUMN note',
    rollback: 'does not restore',
    shown: [`missing trigger logged on orders: CREATE TRIGGER "logged" after delete on orders begin insert into log values('delete'); end;`],
  },
  {
    what: 'a lost view',
    before: `${orders}; CREATE VIEW totals AS SELECT id, total FROM orders`,
    up: 'DROP VIEW totals; CREATE VIEW totals AS SELECT id, total, status FROM orders',
    wrong: 'DROP VIEW totals',
    right: 'DROP VIEW totals; CREATE VIEW totals AS SELECT id, total FROM orders',
    rollback: 'does not restore',
    shown: ['missing view totals: CREATE VIEW "totals" as select id, total from orders;'],
  },
  {
    what: 'a view of fewer columns',
    before: `${orders}; CREATE VIEW totals AS SELECT id, total FROM orders`,
    up: 'DROP VIEW totals',
    wrong: 'CREATE VIEW totals AS SELECT id FROM orders',
    right: 'CREATE VIEW totals AS SELECT id, total FROM orders',
    rollback: 'does not restore',
    shown: ['changed view totals'],
  },
];
