import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-unfounded-contract';
const init = 'CREATE TABLE users (id bigint PRIMARY KEY, name text);';
const expand = 'ALTER TABLE users ADD COLUMN full_name text;';
const drop = 'ALTER TABLE users DROP COLUMN name;';

describe('no-unfounded-contract reports', () => {
  it('a migration that there is not, with the nearest', () => {
    const files = { '0001_init.sql': init, '0002_add_full_name.sql': expand, '0003_drop.sql': `-- sqllint-contract «0002_add_fullname»\n${drop}` };
    expectReports(rule, files, [
      { message: 'No migration `0002_add_fullname` comes before this one, so this contract is refused. Did you mean `0002_add_full_name`?' },
    ]);
  });

  it('a migration by its version or its file, with its id', () => {
    const files = {
      '0001_init.sql': init,
      '0002_add_full_name.sql': expand,
      '0003_drop.sql': `-- sqllint-contract «0002»\n${drop}`,
      '0004_drop.sql': `-- sqllint-contract «0002_add_full_name.sql» -- why\nDROP TABLE users;`,
    };
    const message = (typed: string) => `No migration \`${typed}\` comes before this one, so this contract is refused. Did you mean \`0002_add_full_name\`?`;
    expectReports(rule, files, [{ message: message('0002') }, { message: message('0002_add_full_name.sql') }]);
  });

  it('a reason that does not stand behind dashes, which makes another name', () => {
    const files = { '0001_init.sql': init, '0002_add_full_name.sql': expand, '0003_drop.sql': `-- sqllint-contract «0002_add_full_name: all code uses it»\n${drop}` };
    expectReports(rule, files, [
      {
        message:
          'No migration `0002_add_full_name: all code uses it` comes before this one, so this contract is refused. Did you mean `0002_add_full_name`?',
      },
    ]);
  });

  it('a name that is like none, with an example', () => {
    const files = { '0001_init.sql': init, '0002_drop.sql': `-- sqllint-contract «<the last migration>»\n${drop}` };
    expectReports(rule, files, [
      { message: 'No migration `<the last migration>` comes before this one, so this contract is refused. A migration is named like the one before this: `0001_init`.' },
    ]);
  });

  it('the migration itself, and one that comes later', () => {
    const files = {
      '0001_drop.sql': `-- sqllint-contract «0001_drop»\n${drop}`,
      '0002_drop.sql': `-- sqllint-contract «0003_add_full_name»\n${drop}`,
      '0003_add_full_name.sql': expand,
    };
    expectReports(rule, files, [
      { message: 'No migration `0001_drop` comes before this one, so this contract is refused. It is the first one.' },
      { message: 'No migration `0003_add_full_name` comes before this one, so this contract is refused. A migration is named like the one before this: `0001_drop`.' },
    ]);
  });

  it('a migration that ships in the same release', () => {
    const files = { '0001_init.sql': init, '0002_add_full_name.sql': expand, '0003_drop.sql': `-- sqllint-contract «0002_add_full_name» -- all code uses it\n${drop}` };
    const message =
      'Migration `0002_add_full_name` has not shipped, so this contract is refused: both would be deployed at once, while code that needs what goes is still running. Ship `0002_add_full_name` first, and this removal in a release after it.';
    expectReports(rule, files, [{ message }], { shipped: ['0001_init'] });
  });

  it('a comment that names no migration', () => {
    expectReports(rule, { '0001_drop.sql': `«-- sqllint-contract -- all code uses full_name»\n${drop}` }, [
      { message: 'This contract names no migration, so it is refused. Name the one that shipped before it and made what goes unnecessary.' },
    ]);
  });

  it('a contract above a statement that breaks nothing', () => {
    const files = { '0001_init.sql': init, '0002_add_full_name.sql': `«-- sqllint-contract 0001_init»\n${expand}\n${drop}` };
    expectReports(rule, files, [
      {
        message:
          'The statement below breaks no code of the previous release, so this contract has no effect. Delete the comment, before it vouches for what a later change brings.',
      },
    ]);
  });

  it('a contract with no statement below', () => {
    const files = { '0001_init.sql': init, '0002_drop.sql': `${drop}\n«-- sqllint-contract 0001_init»` };
    expectReports(rule, files, [
      { message: 'No statement of this script follows this contract, so it has no effect. Put it above the removal, or delete it.' },
    ]);
  });
});

describe('no-unfounded-contract ignores', () => {
  const files = { '0001_init.sql': init, '0002_add_full_name.sql': expand, '0003_drop.sql': `-- sqllint-contract 0002_add_full_name\n${drop}` };

  it('a migration before this one, where nobody knows what has shipped', () => {
    expectSilence(rule, files);
  });

  it('a migration that has shipped', () => {
    expectSilence(rule, files, { shipped: ['0001_init', '0002_add_full_name'] });
  });
});
