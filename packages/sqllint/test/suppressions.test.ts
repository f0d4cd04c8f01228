import { describe, expect, it } from 'vitest';

import { load } from '../src/dialects/load.ts';
import { lintSet } from '../src/lint.ts';
import type { MigrationResult } from '../src/lint-result.ts';
import { readMigrations } from '../src/migrations/read.ts';
import { memoryFileSystem } from './migrations/memory-file-system.ts';
import { lint } from './migrations-of.ts';
import type { Files } from './migrations-of.ts';

const postgres = await load('postgres');
const init = 'CREATE TABLE queue (id bigint PRIMARY KEY, note text);\nCREATE TABLE jobs (id bigint PRIMARY KEY);';

/** What is still reported and what is not, by rule and line, of all migrations. */
function outcomeOf(migrations: readonly MigrationResult[]) {
  return {
    findings: migrations.flatMap(({ findings }) => findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`)),
    suppressed: migrations.flatMap(({ suppressed }) =>
      suppressed.map(({ finding, reason, comment }) => `${finding.rule} ${finding.file}:${finding.line} by :${comment.line} ${reason ?? '(no reason)'}`),
    ),
  };
}

function linted(files: Files) {
  return outcomeOf(lint({ '0001_init.sql': init, ...files }, { rules: { 'require-lock-timeout': 'off' } }).migrations);
}

/** Reads the files as their layout has it. */
function lintedFolder(files: Readonly<Record<string, string>>) {
  return outcomeOf(
    readMigrations(['migrations'], { fileSystem: memoryFileSystem(files) }).flatMap(
      (set) => lintSet(set, postgres, { rules: { 'require-lock-timeout': 'off' } }).migrations,
    ),
  );
}

describe('sqllint-disable-next-statement', () => {
  it('is about the statement below, and no other', () => {
    expect(linted({ '0002_empty.sql': '-- sqllint-disable-next-statement no-truncate -- refilled at night\nTRUNCATE queue;\nTRUNCATE jobs;' })).toEqual({
      findings: ['no-truncate 0002_empty.sql:3'],
      suppressed: ['no-truncate 0002_empty.sql:2 by :1 refilled at night'],
    });
  });

  it('is about the rules that it names, and no others', () => {
    const sql = '-- sqllint-disable-next-statement no-drop-column -- nothing reads it\nALTER TABLE queue DROP COLUMN note, RENAME TO q;';
    expect(linted({ '0002_drop.sql': sql.replace(', RENAME TO q', '') })).toEqual({
      findings: [],
      suppressed: ['no-drop-column 0002_drop.sql:2 by :1 nothing reads it'],
    });
    expect(linted({ '0002_drop.sql': sql.replace('no-drop-column', 'no-drop-table').replace(', RENAME TO q', '') })).toEqual({
      findings: ['no-unused-suppression 0002_drop.sql:1', 'no-drop-column 0002_drop.sql:2'],
      suppressed: [],
    });
  });

  it('may stand behind the statement before, in a block comment, and above other comments', () => {
    const sql = 'SELECT 1; /* sqllint-disable-next-statement no-truncate -- refilled */\n-- Empties it.\nTRUNCATE queue;';
    expect(linted({ '0002_empty.sql': sql })).toEqual({
      findings: [],
      suppressed: ['no-truncate 0002_empty.sql:3 by :1 refilled'],
    });
  });

  it('may stand beside others, each with its reason', () => {
    const sql = [
      '-- sqllint-disable-next-statement no-drop-column -- nothing reads it',
      '-- sqllint-disable-next-statement no-rename-table -- nor this',
      'ALTER TABLE queue DROP COLUMN note;',
      'ALTER TABLE jobs RENAME TO tasks;',
    ].join('\n');
    expect(linted({ '0002_both.sql': sql })).toEqual({
      findings: ['no-unused-suppression 0002_both.sql:2', 'no-rename-table 0002_both.sql:4'],
      suppressed: ['no-drop-column 0002_both.sql:3 by :1 nothing reads it'],
    });
  });

  it('is about findings of the whole migration where these are shown', () => {
    const files = { '0002_add.up.sql': '-- sqllint-disable-next-statement require-down -- forward only\nCREATE TABLE a (id int PRIMARY KEY);', '0003_b.up.sql': 'SELECT 1;', '0003_b.down.sql': 'SELECT 1;' };
    expect(outcomeOf(lint(files).migrations).suppressed).toEqual(['require-down 0002_add.up.sql:2 by :1 forward only']);
  });
});

describe('sqllint-disable-file', () => {
  it('is about the whole file, wherever it stands, and no other file', () => {
    const files = { '0002_empty.sql': 'TRUNCATE queue;\n-- sqllint-disable-file no-truncate -- refilled\nTRUNCATE jobs;', '0003_empty.sql': 'TRUNCATE queue;' };
    expect(linted(files)).toEqual({
      findings: ['no-truncate 0003_empty.sql:1'],
      suppressed: ['no-truncate 0002_empty.sql:1 by :2 refilled', 'no-truncate 0002_empty.sql:3 by :2 refilled'],
    });
  });

  it('gives way to the nearer reason', () => {
    const sql = '-- sqllint-disable-file no-truncate -- far\n-- sqllint-disable-next-statement no-truncate -- near\nTRUNCATE queue;\nTRUNCATE jobs;';
    expect(linted({ '0002_empty.sql': sql }).suppressed).toEqual([
      'no-truncate 0002_empty.sql:3 by :2 near',
      'no-truncate 0002_empty.sql:4 by :1 far',
    ]);
  });

  it('may stand above the first marker of a file with sections', () => {
    const files = {
      'migrations/00001_init.sql': `-- +goose Up\n${init}\n-- +goose Down\nDROP TABLE jobs;\nDROP TABLE queue;\n`,
      'migrations/00002_empty.sql':
        '-- sqllint-disable-file no-truncate -- refilled\n-- +goose Up\nTRUNCATE queue;\n-- +goose Down\nSELECT 1;\n',
    };
    expect(lintedFolder(files)).toEqual({
      findings: [],
      suppressed: ['no-truncate migrations/00002_empty.sql:3 by :1 refilled'],
    });
  });

  it('is about all migrations of a file that holds several', () => {
    const files = {
      'migrations/changes.sql': [
        '--liquibase formatted sql',
        '-- sqllint-disable-file no-truncate -- refilled',
        '--changeset ann:1',
        init,
        '--rollback DROP TABLE jobs;',
        '--rollback DROP TABLE queue;',
        '--changeset ann:2',
        'TRUNCATE queue;',
        '--rollback empty',
        '--changeset ann:3',
        'TRUNCATE jobs;',
        '--rollback empty',
        '',
      ].join('\n'),
    };
    expect(lintedFolder(files)).toEqual({
      findings: [],
      suppressed: ['no-truncate migrations/changes.sql:9 by :2 refilled', 'no-truncate migrations/changes.sql:12 by :2 refilled'],
    });
  });
});

describe('a comment in a section', () => {
  it('is not about a statement of the next section', () => {
    const files = {
      'migrations/00001_init.sql': `-- +goose Up\n${init}\n-- sqllint-disable-next-statement down-fails -- why\n-- +goose Down\nDROP TABLE jobs;\nDROP TABLE jobs;\nDROP TABLE queue;\n`,
    };
    expect(lintedFolder(files)).toEqual({
      findings: ['no-unused-suppression migrations/00001_init.sql:4', 'down-fails migrations/00001_init.sql:7'],
      suppressed: [],
    });
  });
});

describe('a suppression', () => {
  it('leaves the verdict as it is', () => {
    const [, result] = lint({ '0001_init.sql': init, '0002_drop.sql': '-- sqllint-disable-next-statement no-drop-table -- nothing uses it\nDROP TABLE queue;' }).migrations;
    expect(result?.verdict).toMatchObject({ rollback: 'needs backup', oldCode: 'breaks' });
  });

  it('is no suppression of a rule that is off', () => {
    const files = { '0001_init.sql': init, '0002_empty.sql': '-- sqllint-disable-file no-truncate -- refilled\nTRUNCATE queue;' };
    expect(outcomeOf(lint(files, { rules: { 'no-truncate': 'off' } }).migrations)).toEqual({ findings: [], suppressed: [] });
  });

  it('is not called unused of a statement that was not understood', () => {
    expect(linted({ '0002_odd.sql': '-- sqllint-disable-next-statement no-truncate -- why\nTRUNCATE ONLY IF IT RAINS;' }).findings).toEqual([]);
  });
});
