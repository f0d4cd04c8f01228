import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-rls-without-policy';
const init = 'CREATE TABLE orders (id int, owner text);';
const enable = 'ALTER TABLE orders ENABLE ROW LEVEL SECURITY';
const policy = 'CREATE POLICY own ON orders USING (owner = current_user);';

describe('no-rls-without-policy reports', () => {
  it('a table without a policy', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_secure.sql': `«${enable}»;` }, [
      {
        message:
          '`orders` gets row level security and has no policy: from then on queries of every role but its owner, superusers and roles with BYPASSRLS find no rows, without an error.',
        instead: ['-- Before that, in the same transaction, say who may see which rows:', 'CREATE POLICY … ON orders TO … USING (…);'],
      },
    ]);
  });

  it('an owner whom policies hold for from then on', () => {
    expectReports(rule, { '0001_secure.sql': '«ALTER TABLE orders FORCE ROW LEVEL SECURITY»;' }, [
      {
        message: 'With FORCE, row level security holds for the owner of `orders` as well: a service that connects as the owner finds no rows but those that a policy lets through, without an error.',
        instead: ['-- Before that, in the same transaction, say which rows the owner may see:', 'CREATE POLICY … ON orders TO … USING (…);'],
      },
    ]);
  });
});

describe('no-rls-without-policy ignores', () => {
  it.each([
    ['a policy before it', `${policy}\n${enable};`],
    ['a policy after it', `${enable};\n${policy}`],
    ['a table that the same migration created', 'CREATE TABLE carts (id int);\nALTER TABLE carts ENABLE ROW LEVEL SECURITY;'],
    ['FORCE where row level security is off', 'ALTER TABLE orders FORCE ROW LEVEL SECURITY;'],
    ['switching it off', 'ALTER TABLE orders DISABLE ROW LEVEL SECURITY;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_secure.sql': sql });
  });

  it('a policy of an earlier migration', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\n${policy}`, '0002_secure.sql': `${enable};` });
  });

  it('a table that has it already', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\n${enable};`, '0002_secure.sql': `${enable};` });
  });
});
