import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-sequence-restart';
const init = "CREATE SEQUENCE numbers;\nCREATE TABLE orders (id serial PRIMARY KEY, number int DEFAULT nextval('numbers'));";
const because = 'to a number that the script chose: the last one that it gave out is lost, no down knows it, and numbers that rows have already may be given out again.';
const intro = '-- Go on where the rows end:';

describe('no-sequence-restart reports', () => {
  it('RESTART, with the column that the sequence feeds', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_reset.sql': '«ALTER SEQUENCE numbers RESTART WITH 1»;' }, [
      { message: `RESTART sets sequence \`numbers\` ${because}`, instead: [intro, "SELECT setval('numbers', (SELECT max(number) FROM orders));"] },
    ]);
  });

  it('setval with a constant', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_reset.sql': "«SELECT setval('public.orders_id_seq', 1, false)»;" }, [
      { message: `This setval sets sequence \`orders_id_seq\` ${because}`, instead: [intro, "SELECT setval('orders_id_seq', (SELECT max(id) FROM orders));"] },
    ]);
  });

  it('an identity, of a table that no migration created', () => {
    expectReports(rule, { '0001_reset.sql': '«ALTER TABLE shop.orders ALTER COLUMN id RESTART»;' }, [
      { message: `RESTART sets sequence \`shop.orders_id_seq\` ${because}`, instead: [intro, "SELECT setval('shop.orders_id_seq', (SELECT max(…) FROM …));"] },
    ]);
  });

  it('an identity that begins at 1, behind the rows', () => {
    expectReports(rule, { '0001_init.sql': 'CREATE TABLE lines (id int NOT NULL);', '0002_number.sql': '«ALTER TABLE lines ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY»;' }, [
      {
        message: 'The identity of `lines.id` has a sequence of its own, which begins at 1: inserts get numbers that rows have already, and fail or, without a unique index, come in twice.',
        instead: ['-- In the same transaction, go on where the rows end:', "SELECT setval(pg_get_serial_sequence('lines', 'id'), (SELECT max(id) FROM lines));"],
      },
    ]);
  });
});

describe('no-sequence-restart ignores', () => {
  it.each([
    ['a number that the rows tell', "SELECT setval('numbers', (SELECT max(number) FROM orders));"],
    ['another option', 'ALTER SEQUENCE numbers INCREMENT BY 10;'],
    ['a sequence of the same migration', 'CREATE SEQUENCE more;\nALTER SEQUENCE more RESTART WITH 1000;'],
    ['the sequence of a new table', "CREATE TABLE carts (id serial);\nINSERT INTO carts VALUES (1);\nSELECT setval('carts_id_seq', 1);"],
    ['the sequence of a table that is emptied', 'TRUNCATE orders;\nALTER SEQUENCE orders_id_seq RESTART;'],
    ['an identity that goes on where the rows end', "ALTER TABLE orders ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY;\nSELECT setval(pg_get_serial_sequence('orders', 'number'), (SELECT max(number) FROM orders));"],
    ['an identity that is told where to begin', 'ALTER TABLE orders ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (START WITH 5000);'],
    ['SET GENERATED, which leaves the number alone', 'ALTER TABLE orders ALTER COLUMN id SET GENERATED ALWAYS;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_reset.sql': sql });
  });
});
