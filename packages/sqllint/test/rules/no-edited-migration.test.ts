import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-edited-migration';
const files = { '0001_init.sql': 'CREATE TABLE users (id bigint PRIMARY KEY);', '0002_add_name.sql': 'ALTER TABLE users ADD COLUMN name text;' };
const shipped = ['0001_init', '0002_add_name'];

describe('no-edited-migration reports', () => {
  it('a migration whose SQL was edited after it shipped, at its first statement', () => {
    const marked = { ...files, '0002_add_name.sql': '«ALTER TABLE users ADD COLUMN name text»;\nSELECT 1;' };
    expectReports(
      rule,
      marked,
      [
        {
          message:
            'Migration `0002_add_name` was edited after it shipped. Databases that ran it keep the schema that it made then, new ones get another, and a rollback runs a down against an up that never ran there.',
          instead: ['Bring the file back as it shipped, and put the change into a new migration.'],
        },
      ],
      { shipped, changed: { '0002_add_name': 'sql' } },
    );
  });
});

describe('no-edited-migration ignores', () => {
  it('a migration of which something else has changed: the down, a comment', () => {
    expectSilence(rule, files, { shipped, changed: { '0002_add_name': 'other' } });
  });

  it('a migration that is as it shipped, and one that is new', () => {
    expectSilence(rule, files, { shipped: ['0001_init'] });
  });

  it('a migration that runs again whenever it changes', () => {
    expectSilence(rule, files, { shipped, changed: { '0002_add_name': 'sql' }, repeatable: ['0002_add_name'] });
  });

  it('everything, where nobody knows what has shipped', () => {
    expectSilence(rule, files);
  });
});
