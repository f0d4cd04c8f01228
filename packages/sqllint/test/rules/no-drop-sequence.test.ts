import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-sequence';
const init = `CREATE SEQUENCE invoice_number;
CREATE TABLE invoices (id serial PRIMARY KEY, number bigint DEFAULT nextval('invoice_number'));`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-drop-sequence reports', () => {
  it('a sequence', () => {
    expectReports(rule, then('«DROP SEQUENCE invoice_number»;'), [
      {
        message: 'Dropping sequence `invoice_number` loses the last number it gave out: one that a down creates starts again at 1 and gives the same numbers to other rows.',
        instead: [
          '-- Leave the sequence until no rollback needs it. In the down of the migration that drops it, go on where the rows end:',
          'CREATE SEQUENCE invoice_number;',
          "SELECT setval('invoice_number', (SELECT max(…) FROM …));",
        ],
      },
    ]);
  });

  it('a sequence with the default that it feeds', () => {
    expectReports(rule, then('«DROP SEQUENCE invoice_number CASCADE»;'), [
      {
        message: 'Dropping sequence `invoice_number` with CASCADE drops the default of `invoices.number` and loses the last number it gave out: inserts of the previous release fail at once, and a sequence that a down creates starts again at 1.',
        instead: [
          '-- Leave the sequence until no rollback needs it. In the down of the migration that drops it, go on where the rows end:',
          'CREATE SEQUENCE invoice_number;',
          "SELECT setval('invoice_number', (SELECT max(number) FROM invoices));",
        ],
      },
    ]);
  });

  it('the sequence of a serial column', () => {
    expectReports(rule, then('«DROP SEQUENCE invoices_id_seq CASCADE»;'), [
      {
        message: 'Dropping sequence `invoices_id_seq` with CASCADE drops the default of `invoices.id` and loses the last number it gave out: inserts of the previous release fail at once, and a sequence that a down creates starts again at 1.',
        instead: [
          '-- Leave the sequence until no rollback needs it. In the down of the migration that drops it, go on where the rows end:',
          'CREATE SEQUENCE invoices_id_seq;',
          "SELECT setval('invoices_id_seq', (SELECT max(id) FROM invoices));",
        ],
      },
    ]);
  });
});

describe('no-drop-sequence ignores', () => {
  it('a sequence of the same migration', () => {
    expectSilence(rule, then(`CREATE SEQUENCE scratch;
DROP SEQUENCE scratch;`));
  });

  it('a first migration that clears the ground', () => {
    expectSilence(rule, { '0001_init.sql': `DROP SEQUENCE IF EXISTS invoice_number;
CREATE SEQUENCE invoice_number;` });
  });

  it('changing a sequence', () => {
    expectSilence(rule, then('ALTER SEQUENCE invoice_number INCREMENT BY 10;'));
  });
});
