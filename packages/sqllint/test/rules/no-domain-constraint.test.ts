import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-domain-constraint';
const init = 'CREATE DOMAIN email AS text;\nCREATE TABLE customers (id int, mail email);';
const locked = 'while locked against writes (SHARE).';
const add = "ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%')";
const instead = [
  '-- NOT VALID takes no lock on the tables; validate where writes can wait:',
  `${add} NOT VALID;`,
  'ALTER DOMAIN email VALIDATE CONSTRAINT …;',
];

describe('no-domain-constraint reports', () => {
  it('a constraint, with the tables that use the domain', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_check.sql': `«${add}»;` }, [
      { message: `A constraint on domain \`email\` reads \`customers\` ${locked}`, instead },
    ]);
  });

  it('a domain that no migration created', () => {
    expectReports(rule, { '0001_check.sql': `«${add}»;` }, [
      { message: `A constraint on domain \`email\` reads every table that uses it ${locked}`, instead },
    ]);
  });

  it('SET NOT NULL', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_require.sql': '«ALTER DOMAIN email SET NOT NULL»;' }, [
      {
        message: `SET NOT NULL on domain \`email\` reads \`customers\` ${locked}`,
        instead: ['-- A CHECK can be added without a lock on the tables:', 'ALTER DOMAIN email ADD CHECK (VALUE IS NOT NULL) NOT VALID;'],
      },
    ]);
  });
});

describe('no-domain-constraint ignores', () => {
  it.each([
    ['NOT VALID', `${add} NOT VALID;`],
    ['DROP NOT NULL', 'ALTER DOMAIN email DROP NOT NULL;'],
    ['a default', "ALTER DOMAIN email SET DEFAULT '';"],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_change.sql': sql });
  });

  it('a domain that no table uses', () => {
    expectSilence(rule, { '0001_init.sql': 'CREATE DOMAIN email AS text;', '0002_check.sql': `${add};` });
  });
});
