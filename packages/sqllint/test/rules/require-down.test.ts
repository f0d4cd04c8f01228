import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'require-down';
const init = 'CREATE TABLE tags (id int PRIMARY KEY);';
const history = { '0001_init.up.sql': init, '0001_init.down.sql': 'DROP TABLE tags;' };

describe('require-down reports', () => {
  it('a migration without a down, at the first statement of its up', () => {
    const up = '-- Tags have names now.\n«ALTER TABLE tags ADD COLUMN name text»;\nCREATE INDEX ON tags (name);';
    expectReports(rule, { ...history, '0002_name.up.sql': up }, [
      {
        message:
          'Migration 0002_name changes the schema and has no down: if the deployment goes wrong, no command takes it back.',
        instead: ['Write the down beside it, while it is known what the schema was before.'],
      },
    ]);
  });

  it('a down that does nothing, at its first statement', () => {
    const files = {
      ...history,
      '0002_name.up.sql': 'ALTER TABLE tags ADD COLUMN name text;',
      '0002_name.down.sql': '«SELECT 1»;',
    };
    expectReports(rule, files, [
      {
        message:
          'The down of migration 0002_name does nothing, while its up changes the schema: a rollback reports success and leaves the new schema in place.',
      },
    ]);
  });

  it('a down that is nothing but comments, at the start of the file', () => {
    const files = {
      ...history,
      '0002_name.up.sql': 'ALTER TABLE tags ADD COLUMN name text;',
      '0002_name.down.sql': '«-»- ALTER TABLE tags DROP COLUMN name;\n',
    };
    expectReports(rule, files, [
      {
        message:
          'The down of migration 0002_name does nothing, while its up changes the schema: a rollback reports success and leaves the new schema in place.',
      },
    ]);
  });

  it('a down that is empty', () => {
    const files = { ...history, '0002_name.up.sql': 'ALTER TABLE tags ADD COLUMN name text;', '0002_name.down.sql': '«»' };
    expectReports(rule, files, [
      {
        message:
          'The down of migration 0002_name does nothing, while its up changes the schema: a rollback reports success and leaves the new schema in place.',
      },
    ]);
  });
});

describe('require-down, of a history in which no migration has a down,', () => {
  const ups = Object.fromEntries([1, 2, 3, 4, 5].map((number) => [`000${number}_step.up.sql`, number === 1 ? `«CREATE TABLE tags (id int PRIMARY KEY)»;` : `CREATE TABLE t${number} (id int);`]));

  it('says so once, at the first', () => {
    expectReports(
      rule,
      ups,
      [
        {
          message: 'None of the migrations here has a down: if a deployment goes wrong, no command takes it back.',
          instead: [
            'Write one beside each new migration, while it is known what the schema was before; sqllint down writes a first draft. A team that only goes forward switches this rule off.',
          ],
        },
      ],
      { leavesDownsOut: true },
    );
  });
});

describe('require-down ignores', () => {
  it('a migration with a down that does something', () => {
    expectSilence(rule, history);
  });

  it('a runner that has no downs', () => {
    expectSilence(rule, { '0001_init.sql': init });
  });

  it('an up that changes rows and no schema', () => {
    expectSilence(rule, { ...history, '0002_seed.up.sql': "INSERT INTO tags VALUES (1);\nCOMMENT ON TABLE tags IS 'x';" });
  });

  it('an up that leaves the schema as it was', () => {
    const up = 'CREATE TABLE scratch (id int);\nDROP TABLE scratch;';
    expectSilence(rule, { ...history, '0002_tidy.up.sql': up });
  });

  it('a migration that runs again whenever it changes', () => {
    const files = { ...history, 'R_report.up.sql': 'CREATE OR REPLACE VIEW report AS SELECT id FROM tags;' };
    expectSilence(rule, files, { repeatable: ['R_report'] });
  });
});
