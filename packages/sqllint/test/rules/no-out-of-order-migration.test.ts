import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-out-of-order-migration';
const files = {
  '0001_init.sql': 'CREATE TABLE users (id bigint PRIMARY KEY);',
  '0002_add_name.sql': 'ALTER TABLE users ADD COLUMN name text;',
  '0003_add_nick.sql': 'ALTER TABLE users ADD COLUMN nick text;',
};

describe('no-out-of-order-migration reports', () => {
  it('a new migration before one that has shipped, with the last of those', () => {
    const marked = { ...files, '0002_add_name.sql': '«ALTER TABLE users ADD COLUMN name text»;' };
    expectReports(
      rule,
      marked,
      [
        {
          message:
            'Migration `0002_add_name` is new and comes before `0003_add_nick`, which has shipped. Databases that ran that one skip this one, run it late or refuse it, as the runner has it; new databases run it first. So the schema depends on when a database was made.',
          instead: ['Give it a version behind `0003_add_nick`.'],
        },
      ],
      { shipped: ['0001_init', '0003_add_nick'] },
    );
  });
});

describe('no-out-of-order-migration ignores', () => {
  it('new migrations behind all that have shipped', () => {
    expectSilence(rule, files, { shipped: ['0001_init'] });
  });

  it('migrations that have shipped', () => {
    expectSilence(rule, files, { shipped: ['0001_init', '0002_add_name', '0003_add_nick'] });
  });

  it('a migration that runs again whenever it changes, which comes last by nature', () => {
    expectSilence(rule, files, { shipped: ['0001_init', '0003_add_nick'], repeatable: ['0003_add_nick'] });
    expectSilence(rule, files, { shipped: ['0001_init', '0003_add_nick'], repeatable: ['0002_add_name'] });
  });

  it('everything, where nobody knows what has shipped', () => {
    expectSilence(rule, files);
  });
});
