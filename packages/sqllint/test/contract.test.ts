import { describe, expect, it } from 'vitest';

import { lint } from './migrations-of.ts';
import type { Files, HistoryOptions } from './migrations-of.ts';

const init = 'CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);\nCREATE TABLE audit_log (id bigint PRIMARY KEY);';
const quiet = { 'require-lock-timeout': 'off' } as const;

/** The last migration: its findings by rule, and its verdict on the data and on the old code. */
function lastOf(files: Files, options: HistoryOptions = {}) {
  const result = lint(files, { rules: quiet, ...options }).migrations.at(-1);
  return {
    findings: result?.findings.map(({ rule }) => rule),
    rollback: result?.verdict.rollback,
    oldCode: result?.verdict.oldCode,
  };
}

describe('a contract step', () => {
  it('is accepted: old code keeps working, and what goes is gone all the same', () => {
    const files = { '0001_init.sql': init, '0002_add.sql': 'ALTER TABLE users ADD COLUMN full_name text;' };
    expect(lastOf({ ...files, '0003_drop.sql': 'ALTER TABLE users DROP COLUMN name;' })).toEqual({
      findings: ['no-drop-column'],
      rollback: 'needs backup',
      oldCode: 'breaks',
    });
    expect(lastOf({ ...files, '0003_drop.sql': '-- sqllint-contract 0002_add\nALTER TABLE users DROP COLUMN name;' })).toEqual({
      findings: [],
      rollback: 'needs backup',
      oldCode: 'keeps working',
    });
  });

  it('is one statement, and not the one behind it', () => {
    const sql = '-- sqllint-contract 0001_init\nALTER TABLE users DROP COLUMN name;\nALTER TABLE users DROP COLUMN nick;';
    expect(lastOf({ '0001_init.sql': init, '0002_drop.sql': sql })).toMatchObject({ findings: ['no-drop-column'], oldCode: 'breaks' });
  });

  it.each([
    ['a table', 'DROP TABLE audit_log;'],
    ['a rename of a table', 'ALTER TABLE audit_log RENAME TO audit_trail;'],
    ['a rename of a column', 'ALTER TABLE users RENAME COLUMN name TO full_name;'],
    ['a view', 'DROP VIEW people;'],
  ])('is the removal of %s', (_, sql) => {
    const files = { '0001_init.sql': `${init}\nCREATE VIEW people AS SELECT id, nick FROM users;` };
    expect(lastOf({ ...files, '0002_contract.sql': sql }).oldCode).toBe('breaks');
    expect(lastOf({ ...files, '0002_contract.sql': `-- sqllint-contract 0001_init\n${sql}` })).toMatchObject({ findings: [], oldCode: 'keeps working' });
  });

  it('that is refused leaves the removal as it was', () => {
    const files = { '0001_init.sql': init, '0002_drop.sql': '-- sqllint-contract 0001_init\nDROP TABLE audit_log;' };
    expect(lastOf(files, { shipped: [] })).toEqual({
      findings: ['no-unfounded-contract', 'no-drop-table'],
      rollback: 'needs backup',
      oldCode: 'breaks',
    });
  });

  it('is no licence to lose rows', () => {
    const files = { '0001_init.sql': init, '0002_empty.sql': '-- sqllint-contract 0001_init\nTRUNCATE audit_log;' };
    expect(lastOf(files).findings).toEqual(['no-unfounded-contract', 'no-truncate']);
  });
});

describe('what the rules say to write instead', () => {
  /** The advice of a rule on a statement, as scripts: what stands before `-- and in its down:`, and what stands behind. */
  function adviceOn(rule: string, statement: string) {
    const { migrations } = lint({ '0001_init.sql': init, '0002_expand.sql': statement }, { rules: quiet });
    const instead = migrations.flatMap(({ findings }) => findings).find((finding) => finding.rule === rule)?.instead ?? '';
    const [up = '', down] = instead.replaceAll(/<the last migration[^>]*>/gu, '0001_init').split('-- and in its down:\n');
    return { up, ...(down === undefined ? {} : { down }) };
  }

  it('ends in silence for a column, and brings its values back', () => {
    const { up, down } = adviceOn('no-drop-column', 'ALTER TABLE users DROP COLUMN nick;');
    expect(lastOf({ '0001_init.up.sql': init, '0002_drop.up.sql': up, '0002_drop.down.sql': down ?? '' })).toEqual({
      findings: [],
      rollback: 'exact',
      oldCode: 'keeps working',
    });
  });

  it('loses the values when the down leaves them in the copy', () => {
    const { up, down = '' } = adviceOn('no-drop-column', 'ALTER TABLE users DROP COLUMN nick;');
    const forgetful = down.replace(/^UPDATE.*$/mu, '');
    expect(lastOf({ '0001_init.up.sql': init, '0002_drop.up.sql': up, '0002_drop.down.sql': forgetful })).toMatchObject({
      rollback: 'schema only',
    });
  });

  it('ends in silence for a table that is parked, and then dropped', () => {
    const [parked = '', drop = ''] = adviceOn('no-drop-table', 'DROP TABLE audit_log;').up.split(/^-- Drop it.*\n/mu);
    const files = { '0001_init.sql': init, '0002_expand.sql': parked };
    expect(lastOf(files)).toEqual({ findings: [], rollback: 'exact', oldCode: 'keeps working' });
    expect(lastOf({ ...files, '0003_drop.sql': drop })).toEqual({ findings: [], rollback: 'needs backup', oldCode: 'keeps working' });
  });

  it('ends in silence for a column that gets another name', () => {
    const [expand = '', contract = ''] = adviceOn('no-rename-column', 'ALTER TABLE users RENAME COLUMN nick TO handle;').up.split(/^-- Contract.*\n/mu);
    const [add = ''] = expand.split(/^-- Backfill.*\n/mu);
    expect(lastOf({ '0001_init.sql': init, '0002_expand.sql': add, '0003_drop.sql': contract })).toEqual({
      findings: [],
      rollback: 'needs backup',
      oldCode: 'keeps working',
    });
  });

  it.each([
    ['no-drop-view', 'CREATE VIEW people AS SELECT id FROM users;', 'DROP VIEW people;'],
    ['no-drop-materialized-view', 'CREATE MATERIALIZED VIEW people AS SELECT id FROM users;', 'DROP MATERIALIZED VIEW people;'],
    ['no-drop-type', 'SELECT 1;', 'DROP TYPE mood;'],
    ['no-drop-schema', 'SELECT 1;', 'DROP SCHEMA shop;'],
    ['no-default-removal', "CREATE TABLE moods (name text NOT NULL DEFAULT 'fine');", 'ALTER TABLE moods ALTER COLUMN name DROP DEFAULT;'],
    ['no-default-removal', 'CREATE TABLE moods (id int GENERATED ALWAYS AS IDENTITY);', 'ALTER TABLE moods ALTER COLUMN id DROP IDENTITY;'],
    ['no-drop-column', 'CREATE TYPE address AS (street text, town text);', 'ALTER TYPE address DROP ATTRIBUTE town;'],
    ['no-drop-extension', 'CREATE EXTENSION hstore;', 'DROP EXTENSION hstore;'],
    ['no-function-contract-change', "CREATE FUNCTION total(n int) RETURNS int LANGUAGE sql AS 'SELECT n';", 'DROP FUNCTION total(int);'],
    ['no-rename-object', 'CREATE SCHEMA shop;', 'ALTER SCHEMA shop RENAME TO store;'],
  ])('of %s ends in silence', (rule, made, statement) => {
    const before = { '0001_init.sql': `${init}\n${made}` };
    const [, result] = lint({ ...before, '0002_drop.sql': statement }, { rules: quiet }).migrations;
    const instead = result?.findings.find((finding) => finding.rule === rule)?.instead;
    expect(instead).toBeDefined();
    const followed = (instead ?? '').replace(/<the last migration[^>]*>/u, '0001_init');
    expect(lastOf({ ...before, '0002_drop.sql': followed })).toMatchObject({ findings: [], oldCode: 'keeps working' });
  });

  it('ends in silence for a table that gets another name', () => {
    const [expand = '', contract = ''] = adviceOn('no-rename-table', 'ALTER TABLE audit_log RENAME TO audit_trail;').up.split(/^-- In a later.*\n/mu);
    const files = { '0001_init.sql': init, '0002_expand.sql': expand };
    expect(lastOf(files)).toEqual({ findings: [], rollback: 'exact', oldCode: 'keeps working' });
    expect(lastOf({ ...files, '0003_drop.sql': contract })).toEqual({ findings: [], rollback: 'exact', oldCode: 'keeps working' });
  });

  it.each([
    ['a view that gets another name', 'CREATE VIEW people AS SELECT id FROM users;', 'ALTER VIEW people RENAME TO persons;'],
    ['a materialized view that gets another name', 'CREATE MATERIALIZED VIEW people AS SELECT id FROM users;', 'ALTER MATERIALIZED VIEW people RENAME TO persons;'],
    ['a table that moves to another schema', 'CREATE SCHEMA shop;', 'ALTER TABLE audit_log SET SCHEMA shop;'],
  ])('ends in silence for %s', (_title, made, statement) => {
    const before = { '0001_init.sql': `${init}\n${made}` };
    const advice = lint({ ...before, '0002_expand.sql': statement }, { rules: quiet }).migrations[1]?.findings.find(({ rule }) => rule === 'no-rename-object')?.instead ?? '';
    const [expand = '', contract = ''] = advice.split(/^-- In a later.*\n/mu);
    const files = { ...before, '0002_expand.sql': expand };
    expect(lastOf(files)).toMatchObject({ findings: [], oldCode: 'keeps working' });
    expect(lastOf({ ...files, '0003_drop.sql': contract })).toMatchObject({ findings: [], oldCode: 'keeps working' });
  });

  it.each([
    ['no-validating-check', 'ALTER TABLE users ADD CONSTRAINT named CHECK (length(name) > 0);'],
    ['no-validating-foreign-key', 'ALTER TABLE users ADD CONSTRAINT logged FOREIGN KEY (id) REFERENCES audit_log;'],
    ['no-index-building-constraint', 'ALTER TABLE users ADD CONSTRAINT users_nick UNIQUE (nick);'],
    ['no-set-not-null', 'ALTER TABLE users ALTER COLUMN nick SET NOT NULL;'],
    ['require-concurrent-index', 'CREATE INDEX users_nick ON users (nick);'],
  ])('of %s ends in silence, a migration for each statement', (rule, statement) => {
    const { up } = adviceOn(rule, statement);
    const steps = up.replaceAll(/^--.*$/gmu, '').split(';').map((step) => step.trim()).filter((step) => step !== '');
    expect(steps.length).toBeGreaterThan(0);
    const files = Object.fromEntries(steps.map((step, index) => [`000${index + 2}_step.sql`, `${step};`]));
    const results = lint({ '0001_init.sql': init, ...files }, { rules: quiet }).migrations;
    expect(results.flatMap(({ findings }) => findings.map((finding) => finding.rule))).toEqual([]);
  });
});
