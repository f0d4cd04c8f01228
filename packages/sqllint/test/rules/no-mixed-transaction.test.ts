import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-mixed-transaction';
const init = 'CREATE TABLE orders (id int, code text);';

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-mixed-transaction reports', () => {
  it('an index that is built CONCURRENTLY beside another statement', () => {
    expectReports(rule, then(`ALTER TABLE orders ADD COLUMN note text;
«CREATE INDEX CONCURRENTLY orders_code ON orders (code)»;`), [
      {
        message: 'CREATE INDEX cannot run in a transaction and the other statements can: Flyway refuses to run a script that has both, and the deployment stops.',
        instead: ['Put the statement into a script of its own; SET counts as one that can run in a transaction. Or say `executeInTransaction=false` in a file that is named as the script, with `.conf` appended.'],
      },
    ], { refusesMixed: true });
  });

  it('the same beside a SET', () => {
    expectReports(rule, then(`SET lock_timeout = '5s';
«DROP INDEX CONCURRENTLY IF EXISTS orders_code»;`), [
      {
        message: 'DROP INDEX cannot run in a transaction and the other statements can: Flyway refuses to run a script that has both, and the deployment stops.',
        instead: ['Put the statement into a script of its own; SET counts as one that can run in a transaction. Or say `executeInTransaction=false` in a file that is named as the script, with `.conf` appended.'],
      },
    ], { refusesMixed: true });
  });

  it('VACUUM', () => {
    expectReports(rule, then(`«VACUUM orders»;
ANALYZE orders;`), [
      {
        message: 'VACUUM cannot run in a transaction and the other statements can: Flyway refuses to run a script that has both, and the deployment stops.',
        instead: ['Put the statement into a script of its own; SET counts as one that can run in a transaction. Or say `executeInTransaction=false` in a file that is named as the script, with `.conf` appended.'],
      },
    ], { refusesMixed: true });
  });
});

describe('no-mixed-transaction ignores', () => {
  it('statements that all run outside a transaction', () => {
    expectSilence(rule, then(`DROP INDEX CONCURRENTLY IF EXISTS orders_code;
CREATE INDEX CONCURRENTLY orders_code ON orders (code);`), { refusesMixed: true });
  });

  it('statements that all run in one', () => {
    expectSilence(rule, then(`ALTER TABLE orders ADD COLUMN note text;
CREATE INDEX orders_code ON orders (code);`), { refusesMixed: true });
  });

  it('a runner that mixes', () => {
    expectSilence(rule, then(`ALTER TABLE orders ADD COLUMN note text;
CREATE INDEX CONCURRENTLY orders_code ON orders (code);`));
  });
});
