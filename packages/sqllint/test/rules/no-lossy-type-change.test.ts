import { describe, expect, it } from 'vitest';

import { expectReports, expectSilence, lint } from '../migrations-of.ts';

const rule = 'no-lossy-type-change';
const init = `CREATE TABLE payments (
  id int PRIMARY KEY,
  amount numeric(12, 2),
  reference text,
  paid_at timestamptz
);`;
const after = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-lossy-type-change reports', () => {
  it('a type that holds fewer values, with the USING of the statement', () => {
    const sql = '«ALTER TABLE payments ALTER COLUMN amount TYPE integer USING round(amount)»;';
    expectReports(rule, after(sql), [
      {
        message:
          'Changing `payments.amount` from numeric(12, 2) to integer loses what the new type cannot hold, or fails on it; going back does not restore the values.',
        instead: [
          '-- Add a column of the new type, fill it, move the code over, and drop the old one in a later release:',
          'ALTER TABLE payments ADD COLUMN amount_new integer;',
          'UPDATE payments SET amount_new = round(amount) WHERE amount_new IS NULL;',
        ],
      },
    ]);
  });

  it('each change of one ALTER TABLE, at its own part', () => {
    const sql = 'ALTER TABLE payments\n  «ALTER reference TYPE varchar(40)»,\n  ALTER id TYPE bigint,\n  «ALTER paid_at TYPE date»;';
    expectReports(rule, after(sql), [
      {
        message:
          'Changing `payments.reference` from text to varchar(40) loses what the new type cannot hold, or fails on it; going back does not restore the values.',
        instead: [
          '-- Add a column of the new type, fill it, move the code over, and drop the old one in a later release:',
          'ALTER TABLE payments ADD COLUMN reference_new varchar(40);',
          'UPDATE payments SET reference_new = reference::varchar(40) WHERE reference_new IS NULL;',
        ],
      },
      {
        message:
          'Changing `payments.paid_at` from timestamptz to date loses what the new type cannot hold, or fails on it; going back does not restore the values.',
        instead: [
          '-- Add a column of the new type, fill it, move the code over, and drop the old one in a later release:',
          'ALTER TABLE payments ADD COLUMN paid_at_new date;',
          'UPDATE payments SET paid_at_new = paid_at::date WHERE paid_at_new IS NULL;',
        ],
      },
    ]);
  });

  it('a smaller precision under an unchanged scale', () => {
    expectReports(rule, after('«ALTER TABLE payments ALTER amount TYPE numeric(8, 2)»;'), [
      {
        message:
          'Changing `payments.amount` from numeric(12, 2) to numeric(8, 2) loses what the new type cannot hold, or fails on it; going back does not restore the values.',
        instead: [
          '-- Add a column of the new type, fill it, move the code over, and drop the old one in a later release:',
          'ALTER TABLE payments ADD COLUMN amount_new numeric(8, 2);',
          'UPDATE payments SET amount_new = amount::numeric(8, 2) WHERE amount_new IS NULL;',
        ],
      },
    ]);
  });
});

describe('no-lossy-type-change ignores', () => {
  it('a type that holds every value of the old one', () => {
    const sql = `ALTER TABLE payments ALTER id TYPE bigint, ALTER amount TYPE numeric(14, 2), ALTER reference TYPE varchar;`;
    expectSilence(rule, after(sql));
  });

  it('the same type', () => {
    expectSilence(rule, after('ALTER TABLE payments ALTER amount TYPE decimal(12, 2);'));
  });

  it('a column whose type the history does not tell', () => {
    expectSilence(rule, { '0001_change.sql': 'ALTER TABLE payments ALTER amount TYPE smallint;' });
  });

  it('a column of a table that the same migration created', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\nALTER TABLE payments ALTER amount TYPE smallint;` });
  });

  it('a column that the same migration added', () => {
    expectSilence(rule, after('ALTER TABLE payments ADD COLUMN fee text;\nALTER TABLE payments ALTER fee TYPE varchar(10);'));
  });

  it('the change in a down', () => {
    const files = {
      '0001_init.up.sql': init,
      '0001_init.down.sql': 'DROP TABLE payments;',
      '0002_widen.up.sql': 'ALTER TABLE payments ALTER id TYPE bigint;',
      '0002_widen.down.sql': 'ALTER TABLE payments ALTER id TYPE int;',
    };
    expectSilence(rule, files);
  });
});

describe('no-lossy-type-change in MySQL', () => {
  const mysql = { dialect: 'mysql' } as const;
  const types = "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, n int, u int unsigned, d decimal(10, 2), v varchar(40), x text, e enum('a', 'b'), m datetime(3), l varchar(9)) DEFAULT CHARSET utf8mb4;";

  it.each([
    ['a smaller number', 'n smallint'],
    ['a number without a sign', 'n int unsigned'],
    ['a number with one, of the same size', 'u int'],
    ['fewer digits before the point', 'd decimal(10, 4)'],
    ['fewer characters', 'v varchar(20)'],
    ['fewer bytes', 'x tinytext'],
    ['fewer labels', "e enum('a')"],
    ['a shorter fraction of a second', 'm datetime'],
    ['a smaller character set', 'v varchar(40) CHARACTER SET latin1'],
  ])('reports %s', (_, column) => {
    const { migrations } = lint({ '0001_init.sql': types, '0002_a.sql': `ALTER TABLE t MODIFY ${column};` }, mysql);
    expect(migrations[1]?.findings.filter((finding) => finding.rule === 'no-lossy-type-change')).toHaveLength(1);
  });

  it.each([
    ['a larger number', 'n bigint'],
    ['a larger number with a sign', 'u bigint'],
    ['more digits', 'd decimal(14, 4)'],
    ['more characters', 'v varchar(80)'],
    ['text without a length', 'v text'],
    ['more bytes', 'x mediumtext'],
    ['more labels, in another order', "e enum('c', 'b', 'a')"],
    ['labels as text', 'e varchar(10)'],
    ['a number without a sign where the server counts', 'id int unsigned NOT NULL AUTO_INCREMENT'],
  ])('is silent about %s', (_, column) => {
    expectSilence('no-lossy-type-change', { '0001_init.sql': types, '0002_a.sql': `ALTER TABLE t MODIFY ${column};` }, mysql);
  });
});
