import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-disabled-triggers';
const init = 'CREATE TABLE orders (id int);';

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-disabled-triggers reports', () => {
  it('triggers that stay off', () => {
    expectReports(rule, then(`«ALTER TABLE orders DISABLE TRIGGER USER»;
UPDATE orders SET id = 1;`), [
      {
        message: 'This switches off every trigger of `orders` and leaves it off: rows that are written meanwhile are never checked or passed on, not even when it is on again, and no down finds them.',
        instead: [
          '-- In the same transaction, after what it is switched off for:',
          'ALTER TABLE orders ENABLE TRIGGER USER;',
        ],
      },
    ]);
  });

  it('one trigger that stays off', () => {
    expectReports(rule, then('«ALTER TABLE orders DISABLE TRIGGER orders_touch»;'), [
      {
        message: 'This switches off trigger `orders_touch` of `orders` and leaves it off: rows that are written meanwhile are never checked or passed on, not even when it is on again, and no down finds them.',
        instead: [
          '-- In the same transaction, after what it is switched off for:',
          'ALTER TABLE orders ENABLE TRIGGER orders_touch;',
        ],
      },
    ]);
  });

  it('foreign keys, even if they are on again afterwards', () => {
    expectReports(rule, then(`«ALTER TABLE orders DISABLE TRIGGER ALL»;
UPDATE orders SET id = 1;
ALTER TABLE orders ENABLE TRIGGER ALL;`), [
      {
        message: 'This switches off every trigger, foreign keys included, of `orders`: rows that are written meanwhile are never checked or passed on, not even when it is on again, and no down finds them.',
        instead: ['-- Leave the triggers on, and let the statement between satisfy them; or take one out of it by name, within one transaction.'],
      },
    ], { transaction: 'wrapped' });
  });

  it('triggers that are off while others write', () => {
    expectReports(rule, then(`«ALTER TABLE orders DISABLE TRIGGER USER»;
UPDATE orders SET id = 1;
ALTER TABLE orders ENABLE TRIGGER USER;`), [
      {
        message: 'This switches off every trigger of `orders`: rows that are written meanwhile are never checked or passed on, not even when it is on again, and no down finds them.',
        instead: ['-- Leave the triggers on, and let the statement between satisfy them; or take one out of it by name, within one transaction.'],
      },
    ], { transaction: 'none' });
  });

  it('a session in which no foreign key is checked', () => {
    expectReports(rule, then(`«SET session_replication_role = replica»;
INSERT INTO orders VALUES (1);
RESET session_replication_role;`), [
      {
        message: 'With session_replication_role set to replica no trigger fires and no foreign key is checked: rows that this migration writes may point nowhere, and no down finds them.',
        instead: ['Leave the role as it is, and write the rows in an order that satisfies the foreign keys, or make them DEFERRABLE.'],
      },
    ]);
  });
});

describe('no-disabled-triggers ignores', () => {
  it('triggers that are off within one transaction', () => {
    expectSilence(rule, then(`ALTER TABLE orders DISABLE TRIGGER orders_touch;
UPDATE orders SET id = 1;
ALTER TABLE orders ENABLE TRIGGER orders_touch;`), { transaction: 'wrapped' });
  });

  it('a table of the same migration', () => {
    expectSilence(rule, then(`CREATE TABLE items (id int);
ALTER TABLE items DISABLE TRIGGER ALL;`));
  });

  it('switching triggers on', () => {
    expectSilence(rule, then('ALTER TABLE orders ENABLE TRIGGER ALL;'));
  });

  it('the role of a session that writes nothing', () => {
    expectSilence(rule, then(`SET session_replication_role = replica;
ALTER TABLE orders ADD COLUMN note text;`));
  });
});
