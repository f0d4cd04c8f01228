import { describe, expect, it } from 'vitest';

import { outline, read, readSet } from '../outline.ts';

describe('sql-migrate', () => {
  it('is recognised by its markers, orders by numbers, and may leave the transaction out', () => {
    const set = readSet({
      'migrations/10_b.sql': '-- +migrate Up notransaction\nb\n-- +migrate Down\nnot b',
      'migrations/9_a.sql': '-- +migrate Up\na\n\n-- +migrate Down notransaction\nnot a',
    });
    expect(outline(set)).toEqual({
      root: 'migrations',
      layout: 'sql-migrate',
      migrations: ['9_a: a (wrapped) / not a (none)', '10_b: b (none) / not b (wrapped)'],
      problems: [],
    });
    expect(set).toMatchObject({ hasDowns: true, outsideTransaction: 'Write `-- +migrate Up notransaction`' });
  });

  it('adds up sections that alternate, at their places', () => {
    const text = '-- +migrate Up\nA1\n-- +migrate Down\nD1\n-- +migrate Up\nA2\n-- +migrate Down\nD2\n';
    const [migration] = readSet({ 'migrations/1_a.sql': text }).migrations;
    const { up, down } = migration ?? {};
    expect(up?.sql).toHaveLength(text.length);
    expect(up?.sql?.slice(up.start, up.end).split(/\s+/u).filter(Boolean)).toEqual(['A1', 'A2']);
    expect(up?.sql?.indexOf('A2')).toBe(text.indexOf('A2'));
    expect(up?.sql?.match(/\n/gu)).toHaveLength(8);
    expect(down?.sql?.slice(down.start, down.end).split(/\s+/u).filter(Boolean)).toEqual(['D1', 'D2']);
    expect(down?.sql?.indexOf('D1')).toBe(text.indexOf('D1'));
  });

  it('runs files with a number before the others', () => {
    const up = '-- +migrate Up\nup';
    const { migrations } = readSet({ 'migrations/!first.sql': up, 'migrations/2.sql': up, 'migrations/10.sql': up });
    expect(migrations.map(({ id }) => id)).toEqual(['2', '10', '!first']);
  });

  it('lets two files share a number', () => {
    const up = '-- +migrate Up\nup';
    expect(outline(readSet({ 'migrations/1_a.sql': up, 'migrations/1_b.sql': up })).problems).toEqual([]);
  });
});

describe('node-pg-migrate', () => {
  it('is recognised by its markers, in whatever dress', () => {
    const set = readSet({
      'migrations/1583160000000_a.sql': '-- Up Migration\na\n-- Down Migration\nnot a\n',
      'migrations/1583160000001_b.sql': '---- up migration ----\nb',
    });
    expect(outline(set)).toEqual({
      root: 'migrations',
      layout: 'node-pg-migrate',
      migrations: ['1583160000000_a: a (wrapped) / not a (wrapped)', '1583160000001_b: b (wrapped)'],
      problems: [],
    });
    expect(set.outsideTransaction).toBe('Write the migration in JavaScript and call `pgm.noTransaction()`');
  });

  it('tells of migrations in JavaScript', () => {
    const { problems } = outline(
      readSet({ 'migrations/1_a.sql': '-- Up Migration\na', 'migrations/2_b.js': '', 'migrations/3_c.ts': '', 'migrations/3_c.d.ts': '' }),
    );
    expect(problems).toEqual([
      'warning migrations/2_b.js This migration and 1 more of its kind are not SQL, so what they do is missing from the history.',
    ]);
  });
});

describe('tern', () => {
  it('is recognised by the line between up and down', () => {
    const set = readSet({
      'migrations/001_a.sql': 'create a\n---- create above / drop below ----\ndrop a\n',
      'migrations/002_b.sql': '---- tern: disable-tx ----\nb\n---- create above / drop below ----\nnot b',
      'migrations/003_c.sql': 'c\n---- create above / drop below ----\n\n',
      'migrations/tern.conf': '',
    });
    expect(outline(set)).toEqual({
      root: 'migrations',
      layout: 'tern',
      migrations: [
        '001_a: create a (wrapped) / drop a (wrapped)',
        '002_b: ---- tern: disable-tx ----\nb (none) / not b (wrapped)',
        '003_c: c (wrapped)',
      ],
      problems: [],
    });
    expect(set).toMatchObject({ hasDowns: true, dialect: 'postgres', outsideTransaction: 'Put the line `---- tern: disable-tx ----` above the statement' });
  });

  it('keeps a down of comments alone', () => {
    expect(outline(readSet({ 'migrations/001_a.sql': 'a\n---- create above / drop below ----\n-- nothing\n' })).migrations).toEqual([
      '001_a: a (wrapped) / -- nothing (wrapped)',
    ]);
  });
});

describe('rambler', () => {
  it('is recognised by its markers', () => {
    expect(
      outline(readSet({ 'migrations/01_a.sql': '-- rambler up\na;\n-- rambler down\nnot a;', 'migrations/02_b.sql': '-- rambler up\nb;\n-- rambler up\nc;' })),
    ).toMatchObject({
      layout: 'rambler',
      migrations: ['01_a: a; (implicit) / not a; (implicit)', `02_b: b;\n${' '.repeat('-- rambler up'.length)}\nc; (none)`],
    });
  });
});

describe('play evolutions', () => {
  it('are recognised by number and marker, and each statement commits', () => {
    const set = readSet({
      'conf/evolutions/default/10.sql': '-- !Ups\nb;\n-- !Downs\nnot b;',
      'conf/evolutions/default/9.sql': '# Orders\n\n# --- !Ups\nBEGIN a;; END;\n\n# --- !Downs\nnot a;',
    }, 'conf');
    expect(outline(set)).toEqual({
      root: 'conf/evolutions/default',
      layout: 'play-evolutions',
      migrations: ['9: BEGIN a ; END; (none) / not a; (none)', '10: b; (none) / not b; (none)'],
      problems: [
        'warning conf/evolutions/default/9.sql:1 Play does not run what stands above `# --- !Ups`, so it was not checked. Move it below that line.',
      ],
    });
  });
});

describe('a marker', () => {
  it('in one file of many does not decide', () => {
    expect(read({ 'migrations/1_a.sql': 'a', 'migrations/2_b.sql': '-- +goose Up\nb', 'migrations/3_c.sql': 'c' })[0]?.layout).toBe('plain');
  });

  it('is not outvoted by empty files', () => {
    expect(read({ 'migrations/1_a.sql': '', 'migrations/2_b.sql': '-- +goose Up\nb', 'migrations/3_c.sql': '\n' })[0]?.layout).toBe('goose');
  });
});
