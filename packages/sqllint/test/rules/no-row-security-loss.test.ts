import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-row-security-loss';
const init = 'CREATE TABLE orders (id int, owner text);\nCREATE POLICY own ON orders USING (owner = current_user);\nALTER TABLE orders ENABLE ROW LEVEL SECURITY;';

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-row-security-loss reports', () => {
  it('a policy that is dropped', () => {
    expectReports(rule, then('«DROP POLICY own ON orders»;'), [
      {
        message: 'Rows of `orders` that only policy `own` lets through are gone for queries of the previous release once it is dropped, without an error; if it is restrictive, rows that it hid show.',
        instead: [
          '-- Put the policy that follows it into the same migration, or drop it in a release after the one that stopped relying on it:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'DROP POLICY own ON orders;',
        ],
      },
    ]);
  });

  it('a policy that gets another condition', () => {
    expectReports(rule, then('«ALTER POLICY own ON orders USING (true)»;'), [
      {
        message: 'From then on policy `own` lets through other rows of `orders` than the previous release expects: its queries find fewer or more, without an error.',
        instead: ['-- Add a policy beside it, whose rows show as well, and drop the old one when no release needs it:', 'CREATE POLICY … ON orders USING (…);'],
      },
    ]);
  });

  it('row level security that is switched off', () => {
    expectReports(rule, then('«ALTER TABLE orders DISABLE ROW LEVEL SECURITY»;'), [
      {
        message: 'Without row level security, every role that may read `orders` sees all its rows, and one that may write changes all of them: code of the previous release leaves the choice of rows to the policies.',
        instead: ['-- Keep it on, and let a policy say that a role may see everything:', 'CREATE POLICY … ON orders TO … USING (true);'],
      },
    ]);
  });
});

describe('no-row-security-loss ignores', () => {
  it.each([
    ['a policy that another one follows', 'DROP POLICY own ON orders;\nCREATE POLICY own ON orders USING (true);'],
    ['a policy of a table that goes', 'DROP POLICY own ON orders;\nDROP TABLE orders;'],
    ['a table of the same migration', 'CREATE TABLE carts (id int);\nALTER TABLE carts DISABLE ROW LEVEL SECURITY;'],
    ['row level security that is on again', 'ALTER TABLE orders DISABLE ROW LEVEL SECURITY;\nUPDATE orders SET id = 1;\nALTER TABLE orders ENABLE ROW LEVEL SECURITY;'],
    ['another name for a policy', 'ALTER POLICY own ON orders RENAME TO owned;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, then(sql));
  });

  it('a policy of a table without row level security', () => {
    expectSilence(rule, { '0001_init.sql': 'CREATE TABLE orders (id int);\nCREATE POLICY own ON orders USING (true);', '0002_change.sql': 'DROP POLICY own ON orders;' });
  });
});
