import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-revoke';
const init = 'CREATE TABLE orders (id int PRIMARY KEY, code text);';
const because =
  'statements of the previous release that need them fail at once (“permission denied”), during the roll-out and again after a rollback of the code.';
const instead = [
  'Ship code that does without them, or that connects as another role, and take the rights away in a later release. The down has to GRANT them again.',
];

describe('no-revoke reports', () => {
  it.each([
    ['REVOKE INSERT, UPDATE (code) ON orders FROM app', 'This takes INSERT, UPDATE on table `orders` from `app`'],
    ['REVOKE ALL ON shop.lines FROM app, "Other"', 'This takes all rights on table `shop.lines` from `app` and `Other`'],
    ['REVOKE SELECT ON ALL TABLES IN SCHEMA shop FROM PUBLIC', 'This takes SELECT on all of schema `shop` from `PUBLIC`'],
    ['REVOKE USAGE ON SCHEMA shop FROM app', 'This takes USAGE on schema `shop` from `app`'],
  ])('%s', (sql, subject) => {
    expectReports(rule, { '0001_init.sql': init, '0002_revoke.sql': `«${sql}»;` }, [{ message: `${subject}: ${because}`, instead }]);
  });

  it('a role that is dropped', () => {
    expectReports(rule, { '0001_drop.sql': '«DROP ROLE IF EXISTS app»;' }, [
      {
        message: 'Without role `app`, code of the previous release that connects as it, or that has its rights as a member, fails at once, during the roll-out and again after a rollback of the code. Its password and its memberships are gone, too.',
        instead: ['-- Ship code that does without the role, and end its logins first, which can be taken back:', 'ALTER ROLE app NOLOGIN;'],
      },
    ]);
  });

  it('a role that gets another name', () => {
    expectReports(rule, { '0001_rename.sql': '«ALTER ROLE app RENAME TO service»;' }, [
      {
        message: 'Once role `app` is `service`, code of the previous release cannot connect as it any more, during the roll-out and again after a rollback of the code.',
        instead: ['-- Create the other role beside it, with the same rights, and drop the old one in a later release:', 'CREATE ROLE service LOGIN IN ROLE app;'],
      },
    ]);
  });
});

describe('no-revoke ignores', () => {
  it.each([
    ['a role that the script creates', 'DROP ROLE IF EXISTS app;\nCREATE ROLE app LOGIN;'],
    ['GRANT', 'GRANT SELECT ON orders TO app;'],
    ['a table that the same migration created', 'CREATE TABLE carts (id int);\nREVOKE ALL ON carts FROM PUBLIC;'],
    ['a function that the same migration created', 'CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;\nREVOKE EXECUTE ON FUNCTION one() FROM PUBLIC;'],
    ['rights of which some are granted again', 'REVOKE ALL ON orders FROM app;\nGRANT SELECT ON orders TO app;'],
    ['the right to create objects in a schema', 'REVOKE CREATE ON SCHEMA public FROM PUBLIC;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_revoke.sql': sql });
  });
});
