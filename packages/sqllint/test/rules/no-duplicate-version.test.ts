import { describe, expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import { lintSet } from '../../src/lint.ts';
import type { Finding } from '../../src/lint-result.ts';
import { readMigrations } from '../../src/migrations/read.ts';
import { memoryFileSystem } from '../migrations/memory-file-system.ts';
import type { Files } from '../migrations/memory-file-system.ts';

const postgres = await load('postgres');

/** The findings of the rule in a folder. */
function findingsIn(files: Files): Finding[] {
  return readMigrations(['migrations'], { fileSystem: memoryFileSystem(files) })
    .flatMap((set) => lintSet(set, postgres).migrations)
    .flatMap(({ findings }) => findings)
    .filter(({ rule }) => rule === 'no-duplicate-version');
}

/** What the rule says of a folder, with the place. */
function reportsOn(files: Files): string[] {
  return findingsIn(files).map(({ file, line, message, instead }) => `${file}:${line} ${message} ${instead ?? ''}`);
}

function severitiesOn(files: Files): string[] {
  return findingsIn(files).map(({ severity }) => severity);
}

const goose = (name: string): string => `-- +goose Up\nCREATE TABLE ${name} (id bigint PRIMARY KEY);\n-- +goose Down\nDROP TABLE ${name};\n`;

describe('no-duplicate-version reports', () => {
  it('the second migration of a version, with what the tool does about it', () => {
    expect(reportsOn({ 'migrations/00001_a.sql': goose('a'), 'migrations/00001_b.sql': goose('b'), 'migrations/00002_c.sql': goose('c') })).toEqual([
      'migrations/00001_b.sql:2 Version 00001 of migration `00001_b` is taken by `00001_a` already; goose refuses to start. Give one of the two another version: the one that has not shipped.',
    ]);
  });

  it('versions that are written differently and mean the same to the tool', () => {
    expect(reportsOn({ 'migrations/1_a.sql': goose('a'), 'migrations/001_b.sql': goose('b') })).toEqual([
      'migrations/1_a.sql:2 Version 1 of migration `1_a` is taken by `001_b` already; goose refuses to start. Give one of the two another version: the one that has not shipped.',
    ]);
  });

  it('a third one as well', () => {
    const files = { 'migrations/00001_a.sql': goose('a'), 'migrations/00001_b.sql': goose('b'), 'migrations/00001_c.sql': goose('c') };
    expect(reportsOn(files)).toHaveLength(2);
  });
});

describe('no-duplicate-version warns', () => {
  it('where the runner is not known', () => {
    const files = { 'migrations/007_a.sql': 'CREATE TABLE a (id int);', 'migrations/007_b.sql': 'CREATE TABLE b (id int);' };
    expect(reportsOn(files)).toEqual([
      'migrations/007_b.sql:1 Version 007 of migration `007_b` is taken by `007_a` already; it is up to the runner which of the two runs first, or whether both do. Give one of the two another version: the one that has not shipped.',
    ]);
    expect(severitiesOn(files)).toEqual(['warn']);
  });

  it('not where the runner is known, which is an error', () => {
    expect(severitiesOn({ 'migrations/00001_a.sql': goose('a'), 'migrations/00001_b.sql': goose('b') })).toEqual(['error']);
  });
});

describe('no-duplicate-version ignores', () => {
  it('different versions', () => {
    expect(reportsOn({ 'migrations/00001_a.sql': goose('a'), 'migrations/00002_a.sql': goose('b') })).toEqual([]);
  });

  it('two migrations of one day, where the version is a date', () => {
    expect(reportsOn({ 'migrations/20240301_a.sql': 'CREATE TABLE a (id int);', 'migrations/20240301_b.sql': 'CREATE TABLE b (id int);' })).toEqual([]);
  });
});
