import { describe, expect, it } from 'vitest';

import type { FileState } from '../../../src/git/git.ts';
import { releaseOfFiles, releaseThrough } from '../../../src/cli/history/releases.ts';
import { readSet } from '../../migrations/outline.ts';

/** What has shipped of some files, when other texts are what shipped of them; `null` for none. */
function releaseOf(now: Readonly<Record<string, string>>, before: Readonly<Record<string, string | null>>) {
  return releaseOfFiles(readSet(now), {
    stateOf: (file): FileState | undefined => {
      const text = before[file];
      if (text === undefined) return undefined;
      return text === null ? 'new' : 'changed';
    },
    textOf: (file) => before[file] ?? undefined,
  });
}

const up = 'migrations/0002_b.up.sql';
const down = 'migrations/0002_b.down.sql';
const pairs = { 'migrations/0001_a.up.sql': 'SELECT 1;', 'migrations/0001_a.down.sql': 'SELECT 2;', [up]: 'SELECT 3; -- three', [down]: 'SELECT 4;' };

describe('migrations in files of their own', () => {
  it('have shipped when their file was there', () => {
    expect(releaseOf(pairs, {})).toEqual({ shipped: ['0001_a', '0002_b'] });
    expect(releaseOf(pairs, { [up]: null, [down]: null })).toEqual({ shipped: ['0001_a'] });
  });

  it('have been edited when their SQL was different', () => {
    expect(releaseOf(pairs, { [up]: 'SELECT 33;' })).toEqual({ shipped: ['0001_a', '0002_b'], changed: { '0002_b': 'sql' } });
  });

  it('have not been edited when a comment, white space or the down was different', () => {
    const other = { shipped: ['0001_a', '0002_b'], changed: { '0002_b': 'other' } };
    expect(releaseOf(pairs, { [up]: '/* 3 */\nSELECT\n  3;' })).toEqual(other);
    expect(releaseOf(pairs, { [down]: 'SELECT 44;' })).toEqual(other);
    expect(releaseOf(pairs, { [down]: null })).toEqual(other);
  });

  it('have not been edited when the down in the same file was different', () => {
    const goose = (sql: string) => `-- +goose Up\nSELECT 1;\n-- +goose Down\n${sql}\n`;
    expect(releaseOf({ 'migrations/00001_a.sql': goose('SELECT 2;') }, { 'migrations/00001_a.sql': goose('SELECT 22;') })).toEqual({
      shipped: ['00001_a'],
      changed: { '00001_a': 'other' },
    });
  });
});

describe('migrations that share a file', () => {
  const file = 'migrations/changes.sql';
  const changes = (...sets: readonly string[]) => `--liquibase formatted sql\n${sets.map((sql, at) => `--changeset ann:${at + 1}\n${sql}\n`).join('')}`;
  const ids = readSet({ [file]: changes('SELECT 1;', 'SELECT 2;') }).migrations.map(({ id }) => id);
  const [first = '', second = ''] = ids;

  it('are new when only they were added', () => {
    expect(releaseOf({ [file]: changes('SELECT 1;', 'SELECT 2;') }, { [file]: changes('SELECT 1;') })).toEqual({ shipped: [first] });
  });

  it('are edited one by one', () => {
    expect(releaseOf({ [file]: changes('SELECT 1;', 'SELECT 2;') }, { [file]: changes('SELECT 1;', 'SELECT 22;') })).toEqual({
      shipped: [first, second],
      changed: { [second]: 'sql' },
    });
  });
});

describe('the last migration that was applied', () => {
  it('has shipped with all before it', () => {
    expect(releaseThrough(readSet(pairs), 0)).toEqual({ shipped: ['0001_a'] });
  });
});
