import { describe, expect, it } from 'vitest';

import { outline, readSet, takenVersionsOf } from '../outline.ts';

const orders = '-- migrate:up\nCREATE TABLE orders ();\n\n-- migrate:down\nDROP TABLE orders;\n';

describe('dbmate', () => {
  it('is recognised by its markers, which divide a file', () => {
    const set = readSet({ 'db/migrations/20240301120000_add_orders.sql': orders }, 'db');
    expect(outline(set)).toEqual({
      root: 'db/migrations',
      layout: 'dbmate',
      migrations: ['20240301120000_add_orders: CREATE TABLE orders (); (wrapped) / DROP TABLE orders; (wrapped)'],
      problems: [],
    });
    expect(set.hasDowns).toBe(true);
    const [migration] = set.migrations;
    expect(migration).toMatchObject({ version: '20240301120000', name: 'add_orders' });
    expect(migration?.up).toMatchObject({ start: 14, end: 39 });
    expect(migration?.down).toMatchObject({ start: 55, end: 74 });
    expect(migration?.down?.source).toBe(migration?.up.source);
  });

  it('takes transaction:false for each direction by itself', () => {
    const { migrations } = outline(
      readSet({
        'migrations/1_a.sql': '-- migrate:up transaction:false\nup\n-- migrate:down\ndown',
        'migrations/2_b.sql': '--migrate:up\nup\n-- migrate:down transaction:false\ndown',
        'migrations/3_c.sql': '-- migrate:up transaction:true\nup\n-- migrate:down\ndown',
      }),
    );
    expect(migrations).toEqual([
      '1_a: up (implicit) / down (wrapped)',
      '2_b: up (wrapped) / down (implicit)',
      '3_c: up (wrapped) / down (wrapped)',
    ]);
  });

  it('reads files with a byte order mark and Windows line ends', () => {
    const { migrations } = readSet({ 'migrations/1_a.sql': `\uFEFF${orders.replaceAll('\n', '\r\n')}` });
    expect(migrations[0]?.up).toMatchObject({ start: 15, end: 42 });
    expect(migrations[0]?.up.source.positionAt(15)).toEqual({ line: 2, column: 1 });
  });

  it('orders by the file name, as dbmate does', () => {
    const { migrations } = readSet({ 'migrations/10_b.sql': orders, 'migrations/9_c.sql': orders, 'migrations/01_a.sql': orders });
    expect(migrations.map(({ id }) => id)).toEqual(['01_a', '10_b', '9_c']);
  });

  it('keeps a down without statements', () => {
    expect(outline(readSet({ 'migrations/1_a.sql': '-- migrate:up\nup\n-- migrate:down' })).migrations).toEqual([
      '1_a: up (wrapped) /  (wrapped)',
    ]);
  });

  it('has no down without a marker for it', () => {
    expect(outline(readSet({ 'migrations/1_a.sql': '-- migrate:up\nup' })).migrations).toEqual(['1_a: up (wrapped)']);
  });

  it('does not mistake the marker in the middle of a line for one', () => {
    const set = readSet({ 'migrations/1_a.sql': '-- migrate:up\nSELECT 1; -- migrate:down\nSELECT 2;' });
    expect(outline(set).migrations).toEqual(['1_a: SELECT 1; -- migrate:down\nSELECT 2; (wrapped)']);
  });

  it('warns of statements above the first marker', () => {
    const { migrations, problems } = outline(
      readSet({ 'migrations/1_a.sql': '-- note\n\nSET x = 1;\n-- migrate:up\nup\n-- migrate:down\ndown' }),
    );
    expect(migrations).toEqual(['1_a: up (wrapped) / down (wrapped)']);
    expect(problems).toEqual([
      'warning migrations/1_a.sql:1 dbmate does not run what stands above `-- migrate:up`, so it was not checked. Move it below that line.',
    ]);
  });

  it('checks a file whose up marker is missing all the same', () => {
    const { migrations, problems } = outline(
      readSet({
        'migrations/1_a.sql': orders,
        'migrations/2_b.sql': orders,
        'migrations/3_c.sql': 'ALTER TABLE orders ADD note text;\n-- migrate:down\nALTER TABLE orders DROP note;',
        'migrations/4_d.sql': 'ALTER TABLE orders ADD total int;',
      }),
    );
    expect(migrations.slice(2)).toEqual([
      '3_c: ALTER TABLE orders ADD note text; (wrapped) / ALTER TABLE orders DROP note; (wrapped)',
      '4_d: ALTER TABLE orders ADD total int; (unknown)',
    ]);
    expect(problems).toEqual([
      'warning migrations/3_c.sql:1 dbmate refuses this file, as it has no `-- migrate:up`; what stands above the down was taken for the up.',
      'warning migrations/4_d.sql:1 dbmate refuses this file, as it has no `-- migrate:up`; the whole file was taken for the up.',
    ]);
  });

  it('warns of a second up', () => {
    const { migrations, problems } = outline(readSet({ 'migrations/1_a.sql': '-- migrate:up\none\n-- migrate:down\ndown\n-- migrate:up\ntwo' }));
    expect(migrations[0]?.replace(/\s+/gu, ' ')).toBe('1_a: one two (wrapped) / down (wrapped)');
    expect(problems).toEqual(['warning migrations/1_a.sql:5 dbmate refuses this file, as it has two sections for one direction.']);
  });

  it('tells of two files of one version', () => {
    expect(takenVersionsOf(readSet({ 'migrations/1_a.sql': orders, 'migrations/1_b.sql': orders }))).toEqual([
      '1_b: taken by 1_a; dbmate takes the second for applied and skips it',
    ]);
  });

  it('warns of files whose name has no version', () => {
    expect(outline(readSet({ 'migrations/1_a.sql': orders, 'migrations/b.sql': orders })).problems).toEqual([
      'warning migrations/b.sql dbmate ignores this file, as its name does not start with a version; it was not checked.',
    ]);
  });
});
