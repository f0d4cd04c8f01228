import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'require-hidden-index-first';
const on = { rules: { 'require-hidden-index-first': 'warn' } } as const;
const init = 'CREATE TABLE orders (id int PRIMARY KEY, state int, code int UNIQUE, KEY by_state (state));';
const message =
  'Dropping index `by_state` of `orders` at once leaves no quick way back: if a query needed it, building it again takes as long as the table is large.';
const instead = (hidden: string) => [
  '-- Hide it first, which the next statement takes back in no time; drop it in a later release:',
  `ALTER TABLE orders ALTER INDEX by_state ${hidden};`,
];

describe('require-hidden-index-first', () => {
  it('reports an index that was in use until it is dropped, in the words of the server', () => {
    const files = { '0001_init.sql': init, '0002_a.sql': '«DROP INDEX by_state ON orders»;' };
    expectReports(rule, files, [{ message, instead: instead('INVISIBLE') }], { ...on, dialect: 'mysql' });
    expectReports(rule, files, [{ message, instead: instead('IGNORED') }], { ...on, dialect: 'mariadb' });
  });

  it.each([
    ['that was hidden before', 'ALTER TABLE orders ALTER INDEX by_state INVISIBLE; DROP INDEX by_state ON orders'],
    ['that is unique', 'DROP INDEX code ON orders'],
    ['whose place another takes', 'CREATE INDEX by_state_2 ON orders (state, code); DROP INDEX by_state ON orders'],
    ['whose place another takes at once', 'ALTER TABLE orders DROP INDEX by_state, ADD INDEX by_state (state, code)'],
    ['of a table that no migration created', 'DROP INDEX a ON others'],
  ])('is silent about one %s', (_, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_a.sql': `${sql};` }, { ...on, dialect: 'mysql' });
  });
});
