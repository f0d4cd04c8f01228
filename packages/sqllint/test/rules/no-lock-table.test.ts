import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-lock-table';
const init = 'CREATE TABLE orders (id int);\nCREATE TABLE carts (id int);';
const report = (tables: string, lock: string) => ({
  message: `LOCK TABLE locks ${tables} against ${lock} until the transaction ends, whatever the rest of it needs.`,
  instead: [
    'Leave LOCK TABLE out: every statement takes the lock that it needs, when it needs it. To wait for no longer than a moment, set lock_timeout.',
  ],
});

describe('no-lock-table reports', () => {
  it('the strongest mode, which is the default', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_lock.sql': '«LOCK TABLE orders»;' }, [report('`orders`', 'reads and writes (ACCESS EXCLUSIVE)')]);
  });

  it('a mode that stops writes, for several tables at once', () => {
    expectReports(rule, { '0001_lock.sql': '«lock orders, carts in share mode»;' }, [report('`orders` and `carts`', 'writes (SHARE)')]);
  });
});

describe('no-lock-table ignores', () => {
  it.each([
    ['a mode that lets reads and writes through', 'LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE;'],
    ['a table that the same migration created', 'CREATE TABLE visits (id int);\nLOCK TABLE visits;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_lock.sql': sql });
  });
});
