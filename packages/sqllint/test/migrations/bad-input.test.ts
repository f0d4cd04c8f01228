import { describe, expect, it } from 'vitest';

import { readMigrations } from '../../src/migrations/read.ts';
import { memoryFileSystem } from './memory-file-system.ts';
import { outline, read } from './outline.ts';

describe('a path that leads to nothing', () => {
  it.each([
    [{}, 'nope', 'There is no such file or folder.'],
    [{}, 'nope/001_a.sql', 'There is no such file or folder.'],
    [{ empty: null }, 'empty', 'This folder is empty. Migrations are `.sql` files in it, or folders that hold an `up.sql`.'],
    [{ 'docs/README.md': '' }, 'docs', 'There is no `.sql` file in this folder or below.'],
    [
      { 'migrations/20240301_a.ts': '', 'migrations/index.ts': '' },
      'migrations',
      'There is no `.sql` file in this folder or below. Migrations in code, such as `20240301_a.ts`, are checked by eslint-plugin-delivery.',
    ],
    [{ 'README.md': '' }, 'README.md', 'This is not an `.sql` file.'],
  ])('in %j gives “%s” an empty set with one error', (files, path, message) => {
    expect(readMigrations([path], { fileSystem: memoryFileSystem(files) })).toEqual([
      { root: path, layout: 'plain', hasDowns: false, migrations: [], problems: [{ level: 'error', file: path, message }] },
    ]);
  });

  it('does not keep the others from being read', () => {
    const sets = read({ 'a/001_a.sql': 'a' }, ['nope', 'a']);
    expect(sets.map(({ root, migrations }) => [root, migrations.length])).toEqual([
      ['a', 1],
      ['nope', 0],
    ]);
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['EACCES', 'This file was not read: permission denied.'],
    ['EPERM', 'This file was not read: permission denied.'],
    ['ENOENT', 'This file was not read: it does not exist.'],
    ['EISDIR', 'This file was not read: it is a folder.'],
    ['ELOOP', 'This file was not read: its symbolic links go round in a circle.'],
    ['EMFILE', 'This file was not read: too many files are open.'],
  ])('with %s is an error, and the others are read', (code, message) => {
    expect(read({ 'migrations/1_a.up.sql': { code }, 'migrations/2_b.up.sql': 'b' })).toEqual([
      {
        root: 'migrations',
        layout: 'golang-migrate',
        migrations: ['2_b: b (implicit)'],
        problems: [`error migrations/1_a.up.sql ${message}`],
      },
    ]);
  });

  it('leaves its down without an up', () => {
    expect(read({ 'migrations/1_a/up.sql': { code: 'EACCES' }, 'migrations/1_a/down.sql': 'down' })[0]?.problems).toEqual([
      'error migrations/1_a/up.sql This file was not read: permission denied.',
      'warning migrations/1_a/down.sql This down script has no up script, so it was not checked. Add the up script, or delete this file.',
    ]);
  });
});

describe('a folder that cannot be listed', () => {
  it('is an error, and the others are searched', () => {
    const fileSystem = memoryFileSystem({ 'app/a/migrations/001_a.sql': 'a', 'app/secret/migrations/001_b.sql': 'b' });
    const sets = readMigrations(['app'], {
      fileSystem: {
        ...fileSystem,
        list(folder) {
          if (folder === 'app/secret') throw Object.assign(new Error(), { code: 'EACCES' });
          return fileSystem.list(folder);
        },
      },
    });
    expect(sets.map(outline)).toEqual([
      {
        root: 'app/a/migrations',
        layout: 'plain',
        migrations: ['001_a: a (unknown)'],
        problems: ['error app/secret This folder cannot be listed: permission denied.'],
      },
    ]);
  });
});

describe('a file in another encoding', () => {
  const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
    Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])));

  it('is decoded as well as can be where it is no UTF-8, and the line is told', () => {
    expect(read({ 'migrations/1_a.up.sql': bytes('-- é\r\nSELECT 1;\r\n-- caf', 0xe9, '\r\nSELECT 2;') })[0]).toMatchObject({
      migrations: ['1_a: -- é\r\nSELECT 1;\r\n-- caf\uFFFD\r\nSELECT 2; (implicit)'],
      problems: [
        'warning migrations/1_a.up.sql:3 Line 3 is not valid UTF-8; its unreadable bytes are taken as “\uFFFD”. Save the file as UTF-8.',
      ],
    });
  });

  it('tells the line even when valid text holds the replacement character', () => {
    expect(read({ 'migrations/1_a.up.sql': bytes('-- \uFFFD\n', '-- ', 0xff) })[0]?.problems).toEqual([
      'warning migrations/1_a.up.sql:2 Line 2 is not valid UTF-8; its unreadable bytes are taken as “\uFFFD”. Save the file as UTF-8.',
    ]);
  });

  it('tells the line of a character that the end cuts off', () => {
    expect(read({ 'migrations/1_a.up.sql': bytes('one\ntwo\n', 0xe2, 0x82) })[0]?.problems).toEqual([
      'warning migrations/1_a.up.sql:3 Line 3 is not valid UTF-8; its unreadable bytes are taken as “\uFFFD”. Save the file as UTF-8.',
    ]);
  });

  it.each([
    ['little-endian', [0xff, 0xfe, 0x6f, 0x00, 0x6b, 0x00]],
    ['big-endian', [0xfe, 0xff, 0x00, 0x6f, 0x00, 0x6b]],
  ])('is read where it is UTF-16, %s', (_, content) => {
    expect(read({ 'migrations/1_a.up.sql': bytes(...content) })[0]).toMatchObject({
      migrations: ['1_a: ok (implicit)'],
      problems: ['warning migrations/1_a.up.sql:1 This file is UTF-16, which databases and migration tools do not read. Save it as UTF-8.'],
    });
  });

  it('is suspected where there is a NUL byte', () => {
    expect(read({ 'migrations/1_a.up.sql': bytes('SELECT 1;\n\0') })[0]?.problems).toEqual([
      'warning migrations/1_a.up.sql:2 Line 2 contains a NUL byte, which no SQL may. Save the file as plain text in UTF-8.',
    ]);
  });

  it('is no problem when it is UTF-8 with a byte order mark', () => {
    expect(read({ 'migrations/1_a.up.sql': bytes(0xef, 0xbb, 0xbf, 'SELECT 1;') })[0]).toMatchObject({
      migrations: ['1_a: SELECT 1; (implicit)'],
      problems: [],
    });
  });
});
