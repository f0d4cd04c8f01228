import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-replica-identity-loss';
const init = `CREATE TABLE orders (id int PRIMARY KEY, code text NOT NULL);
CREATE UNIQUE INDEX orders_code ON orders (code);
CREATE TABLE logs (id int PRIMARY KEY, code text NOT NULL);
ALTER TABLE logs REPLICA IDENTITY FULL;
CREATE TABLE tags (code text NOT NULL);
CREATE UNIQUE INDEX tags_code ON tags (code);
ALTER TABLE tags REPLICA IDENTITY USING INDEX tags_code;`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-replica-identity-loss reports', () => {
  it('a primary key that goes', () => {
    expectReports(rule, then('«ALTER TABLE orders DROP CONSTRAINT orders_pkey»;'), [
      {
        message: 'Without its primary key `orders_pkey` logical replication cannot tell the rows of `orders` apart: as soon as a publication has the table, the server refuses every UPDATE and DELETE on it.',
        instead: [
          '-- In the same transaction, give it another key, or have it send whole rows:',
          'ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);',
          '-- or',
          'ALTER TABLE orders REPLICA IDENTITY FULL;',
        ],
      },
    ]);
  });

  it('a column that takes the primary key along', () => {
    expectReports(rule, then('«ALTER TABLE orders DROP COLUMN id»;'), [
      {
        message: 'Without column `id`, and so without its primary key, logical replication cannot tell the rows of `orders` apart: as soon as a publication has the table, the server refuses every UPDATE and DELETE on it.',
        instead: [
          '-- In the same transaction, give it another key, or have it send whole rows:',
          'ALTER TABLE orders REPLICA IDENTITY FULL;',
        ],
      },
    ]);
  });

  it('the index by which rows are found', () => {
    expectReports(rule, then('«DROP INDEX tags_code»;'), [
      {
        message: 'Without index `tags_code`, its replica identity, logical replication cannot tell the rows of `tags` apart: as soon as a publication has the table, the server refuses every UPDATE and DELETE on it.',
        instead: [
          '-- In the same transaction, give it another key, or have it send whole rows:',
          'ALTER TABLE tags REPLICA IDENTITY FULL;',
        ],
      },
    ]);
  });

  it('an identity that is switched off', () => {
    expectReports(rule, then('«ALTER TABLE orders REPLICA IDENTITY NOTHING»;'), [
      {
        message: 'With REPLICA IDENTITY NOTHING logical replication cannot tell the rows of `orders` apart: as soon as a publication has the table, the server refuses every UPDATE and DELETE on it.',
        instead: [
          '-- In the same transaction, give it another key, or have it send whole rows:',
          'ALTER TABLE orders REPLICA IDENTITY FULL;',
        ],
      },
    ]);
  });
});

describe('no-replica-identity-loss ignores', () => {
  it('a primary key that another one follows', () => {
    expectSilence(rule, then('ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD PRIMARY KEY (code);'));
  });

  it('a table that sends whole rows', () => {
    expectSilence(rule, then('ALTER TABLE logs DROP CONSTRAINT logs_pkey;'));
  });

  it('a table that sends whole rows from now on', () => {
    expectSilence(rule, then(`ALTER TABLE orders DROP CONSTRAINT orders_pkey;
ALTER TABLE orders REPLICA IDENTITY FULL;`));
  });

  it('a table that goes', () => {
    expectSilence(rule, then(`ALTER TABLE orders DROP CONSTRAINT orders_pkey;
DROP TABLE orders;`));
  });

  it('another index', () => {
    expectSilence(rule, then('DROP INDEX orders_code;'));
  });

  it('a table of the same migration', () => {
    expectSilence(rule, then(`CREATE TABLE items (id int PRIMARY KEY);
ALTER TABLE items DROP CONSTRAINT items_pkey;`));
  });
});
