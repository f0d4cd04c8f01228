import { describe, expect, it } from 'vitest';

import { baselineOf, entryOf, readBaseline, writeBaseline } from '../../../src/cli/baseline/baseline.ts';
import type { LocatedFinding } from '../../../src/cli/baseline/locate.ts';
import { finding } from '../../report/sample-run.ts';

const sql = 'SELECT 1;\nALTER TABLE orders DROP COLUMN legacy_status;\n';
const located = (change: Partial<LocatedFinding> = {}): LocatedFinding => ({
  folder: 'migrations',
  migration: '0003_drop',
  finding: finding(sql, 'DROP COLUMN legacy_status'),
  sql: 'DROP COLUMN legacy_status',
  ...change,
});

describe('an entry of a baseline', () => {
  it('is the same when lines were added above, the message is better, or the SQL is indented anew', () => {
    const moved = located({ finding: { ...finding(sql, 'SELECT'), message: 'Another message.', severity: 'warn' }, sql: 'DROP\n\t\tCOLUMN  legacy_status' });
    expect(entryOf(moved)).toEqual(entryOf(located()));
  });

  it.each([
    ['another rule', { finding: finding(sql, 'SELECT', { rule: 'no-drop-table' }) }],
    ['another script', { finding: finding(sql, 'SELECT', { script: 'down' }) }],
    ['another migration', { migration: '0004_drop' }],
    ['another folder', { folder: 'other' }],
    ['other SQL', { sql: 'DROP COLUMN other' }],
  ])('is another one for %s', (_, change) => {
    expect(entryOf(located(change))).not.toEqual(entryOf(located()));
  });
});

describe('a baseline', () => {
  it('counts findings that are alike', () => {
    expect(baselineOf([located(), located(), located({ migration: '0004_drop' })]).entries.map(({ migration, count }) => [migration, count])).toEqual([
      ['0003_drop', 2],
      ['0004_drop', 1],
    ]);
  });

  it('is written with one entry on a line, in order, and read again', () => {
    const baseline = baselineOf([located({ migration: '0004_drop' }), located()]);
    const text = writeBaseline(baseline);
    expect(text).toBe(
      [
        '{',
        '  "version": 1,',
        '  "findings": [',
        `    {"folder":"migrations","migration":"0003_drop","rule":"no-drop-column","script":"up","sql":"${entryOf(located()).sql}","count":1},`,
        `    {"folder":"migrations","migration":"0004_drop","rule":"no-drop-column","script":"up","sql":"${entryOf(located()).sql}","count":1}`,
        '  ]',
        '}',
        '',
      ].join('\n'),
    );
    expect(readBaseline(text).entries.toReversed()).toEqual(baseline.entries);
  });

  it('may be empty', () => {
    expect(readBaseline(writeBaseline({ entries: [] }))).toEqual({ entries: [] });
  });

  it.each([
    ['no JSON', '<<<<<<< HEAD', /^This baseline is no JSON: /u],
    ['something else', '{"findings":[]}', /^This is no baseline of sqllint\.$/u],
    ['one of the future', '{"version":2,"findings":[]}', /^This baseline was written by a newer sqllint\. Update this one\.$/u],
    ['a damaged entry', '{"version":1,"findings":[{"folder":"a","migration":"b","rule":"c","script":"up","sql":"d","count":0}]}', /^Entry 1 of this baseline is damaged\.$/u],
  ])('is refused when it is %s', (_, text, message) => {
    expect(() => readBaseline(text)).toThrow(message);
  });
});
