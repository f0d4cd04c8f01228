import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-database';

const then = (sql: string) => ({ '0001_change.sql': sql });

describe('no-drop-database reports', () => {
  it('a database', () => {
    expectReports(rule, then('«DROP DATABASE shop»;'), [
      {
        message: 'Dropping database `shop` deletes everything in it; only a restore from a backup brings it back.',
        instead: ['Take the statement out of the migration. A database is dropped by hand, after a dump, by somebody who looks at which server that is.'],
      },
    ]);
  });

  it('a database that need not exist', () => {
    expectReports(rule, then('«DROP DATABASE IF EXISTS shop_test WITH (FORCE)»;'), [
      {
        message: 'Dropping database `shop_test` deletes everything in it; only a restore from a backup brings it back.',
        instead: ['Take the statement out of the migration. A database is dropped by hand, after a dump, by somebody who looks at which server that is.'],
      },
    ]);
  });
});

describe('no-drop-database ignores', () => {
  it('creating one', () => {
    expectSilence(rule, then('CREATE DATABASE shop;'));
  });

  it('dropping what is in it', () => {
    expectSilence(rule, then('DROP TABLE shop;'));
  });
});
