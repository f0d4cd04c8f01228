import { describe, expect, it } from 'vitest';

import { outline, read, readSet, takenVersionsOf } from '../outline.ts';

describe('a plain folder', () => {
  it('is read in the order of names, forward only, and nothing is known about transactions', () => {
    const set = readSet({
      'migrations/b.sql': 'two',
      'migrations/a.sql': 'one',
      'migrations/B.sql': 'zero, as capitals sort first everywhere',
      'migrations/notes.txt': 'no SQL',
    });
    expect(outline(set)).toEqual({
      root: 'migrations',
      layout: 'plain',
      migrations: ['B: zero, as capitals sort first everywhere (unknown)', 'a: one (unknown)', 'b: two (unknown)'],
      problems: [],
    });
    expect(set.hasDowns).toBe(false);
    expect(set).not.toHaveProperty('outsideTransaction');
    expect(set.migrations[0]).toMatchObject({ version: '', name: 'B' });
  });

  it('goes by numbers where every name starts with one', () => {
    const { migrations } = readSet({ 'migrations/10_c.sql': 'c', 'migrations/9_b.sql': 'b', 'migrations/V1_a.sql': 'a' });
    expect(migrations.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(migrations.map(({ version }) => version)).toEqual(['1', '9', '10']);
  });

  it('goes by numbers where every name has the same words before one', () => {
    const { migrations } = readSet({ 'migrations/upgrade_100.sql': '', 'migrations/upgrade_9.sql': '', 'migrations/upgrade_67_orders.sql': '' });
    expect(migrations.map(({ id, version }) => `${id}: ${version}`)).toEqual(['upgrade_9: 9', 'upgrade_67_orders: 67', 'upgrade_100: 100']);
  });

  it('does so beside one file without a number, which is no migration where it is called the schema', () => {
    const numbered = { 'migrations/1. One.sql': '', 'migrations/10. Ten.sql': '', 'migrations/2. Two.sql': '' };
    const { migrations, problems } = readSet({ ...numbered, 'migrations/Schema.sql': '' });
    expect(migrations.map(({ id }) => id)).toEqual(['1. One', '2. Two', '10. Ten']);
    expect(problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      'migrations/Schema.sql: This file has no number as the others have, and is called a schema: it is taken for the outcome of all of them, and not for a migration.',
    ]);
    expect(readSet({ ...numbered, 'migrations/seeds.sql': '' }).migrations.map(({ id }) => id)).toEqual(['1. One', '2. Two', '10. Ten', 'seeds']);
  });

  it('does so beside a file without a number, unless that begins with the same words', () => {
    const order = (other: string): string[] => readSet({ 'migrations/update-10.sql': '', 'migrations/update-9.sql': '', [`migrations/${other}.sql`]: '' }).migrations.map(({ id }) => id);
    expect(order('check')).toEqual(['check', 'update-9', 'update-10']);
    expect(order('update-all')).toEqual(['update-10', 'update-9', 'update-all']);
  });

  it('goes by letters where the words differ', () => {
    const { migrations } = readSet({ 'migrations/users_2.sql': '', 'migrations/orders_10.sql': '' });
    expect(migrations.map(({ id, version }) => `${id}: ${version}`)).toEqual(['orders_10: ', 'users_2: ']);
  });

  it('goes by letters as soon as one name has no number', () => {
    const { migrations } = readSet({ 'migrations/10_c.sql': 'c', 'migrations/9_b.sql': 'b', 'migrations/init.sql': 'a' });
    expect(migrations.map(({ id }) => id)).toEqual(['10_c', '9_b', 'init']);
  });

  it('reads dates and dotted versions as versions', () => {
    const { migrations } = readSet({
      'migrations/2024-10-01-b.sql': 'b',
      'migrations/2024-9-30-a.sql': 'a',
      'migrations/2024-10-01-c.sql': 'c',
    });
    expect(migrations.map(({ version, name }) => [version, name])).toEqual([
      ['2024-9-30', 'a'],
      ['2024-10-01', 'b'],
      ['2024-10-01', 'c'],
    ]);
  });

  it('does not take a number in the name for a part of the version', () => {
    const { migrations } = readSet({ 'migrations/001_2fa_login.sql': '' });
    expect(migrations[0]).toMatchObject({ id: '001_2fa_login', version: '001', name: '2fa_login' });
  });

  it('tells of two files with one serial number, but not of two with one date', () => {
    const set = readSet({
      'migrations/007_a.sql': '',
      'migrations/007_b.sql': '',
      'migrations/20240301_a.sql': '',
      'migrations/20240301_b.sql': '',
    });
    expect(takenVersionsOf(set)).toEqual(['007_b: taken by 007_a; who knows']);
  });

  it.each(['.down', '_down', '-down', '.undo', '_rollback', '.rollback', '.revert'])('takes x%s.sql for the down of x.sql', (suffix) => {
    const set = readSet({ 'migrations/001_orders.sql': 'up', [`migrations/001_orders${suffix}.sql`]: 'down' });
    expect(outline(set)).toMatchObject({ migrations: ['001_orders: up (unknown) / down (unknown)'], problems: [] });
    expect(set.hasDowns).toBe(true);
  });

  it('takes x_down.sql for the down of x_up.sql', () => {
    expect(outline(readSet({ 'migrations/orders_up.sql': 'up', 'migrations/orders_down.sql': 'down' })).migrations).toEqual([
      'orders: up (unknown) / down (unknown)',
    ]);
  });

  it('takes x.up.sql beside x.sql for another migration', () => {
    expect(outline(readSet({ 'migrations/a.sql': 'one', 'migrations/a.up.sql': 'two', 'migrations/b.sql': 'three' })).migrations).toEqual([
      'a: one (unknown)',
      'a.up: two (unknown)',
      'b: three (unknown)',
    ]);
  });

  it('leaves names alone that only sound like a direction', () => {
    expect(
      outline(readSet({ 'migrations/007_scale_up.sql': 'a', 'migrations/008_tear_down.sql': 'b', 'migrations/009_undo.sql': 'c' })),
    ).toMatchObject({ migrations: ['007_scale_up: a (unknown)', '008_tear_down: b (unknown)', '009_undo: c (unknown)'], problems: [] });
  });

  it('warns of x.down.sql without an x.sql', () => {
    expect(outline(readSet({ 'migrations/001_a.sql': 'up', 'migrations/002_b.down.sql': 'down' })).problems).toEqual([
      'warning migrations/002_b.down.sql This down script has no up script, so it was not checked. Add the up script, or delete this file.',
    ]);
  });

  it('has a set for each database that suffixes name, with what they share in each', () => {
    const sets = read({
      'migrations/001_orders.postgres.sql': 'pg',
      'migrations/001_orders.mysql.sql': 'my',
      'migrations/002_grants.sql': 'both',
      'migrations/003_note.sql': 'general',
      'migrations/003_note.mysql.sql': 'my own',
      'migrations/004_x.oracle.sql': 'ora',
    });
    expect(sets.map(({ migrations }) => migrations)).toEqual([
      ['001_orders: my (unknown)', '002_grants: both (unknown)', '003_note: my own (unknown)'],
      ['001_orders: pg (unknown)', '002_grants: both (unknown)', '003_note: general (unknown)'],
    ]);
    expect(sets.flatMap(({ problems }) => problems)).toEqual([
      'warning migrations/004_x.oracle.sql This file is for oracle and not checked: sqllint knows PostgreSQL, MySQL, MariaDB and SQLite.',
    ]);
  });
});

describe('a folder for each version', () => {
  it('is one history in the order of versions', () => {
    expect(
      read({
        'migrations/0.9/00__a.sql': 'a',
        'migrations/0.10/00__b.sql': 'b',
        'migrations/0.10/01__c.sql': 'c',
        'migrations/v1.0/d.sql': 'd',
      }),
    ).toEqual([
      {
        root: 'migrations',
        layout: 'version-folders',
        migrations: ['0.9/00__a: a (unknown)', '0.10/00__b: b (unknown)', '0.10/01__c: c (unknown)', 'v1.0/d: d (unknown)'],
        problems: [],
      },
    ]);
  });

  it('is found from a file inside of it', () => {
    const set = readSet({ 'migrations/1/a.sql': 'a', 'migrations/2/b.sql': 'b' }, 'migrations/2/b.sql');
    expect(set.migrations.map(({ id }) => id)).toEqual(['1/a', '2/b']);
    expect(set.selected).toEqual(new Set(['migrations/2/b.sql']));
  });

  it('says that files beside the versions belong to none', () => {
    expect(outline(readSet({ 'migrations/1/a.sql': '', 'migrations/2/b.sql': '', 'migrations/LATEST.sql': '' })).problems).toEqual([
      'warning migrations/LATEST.sql This file stands beside the folders of the versions and belongs to none, so it was not checked.',
    ]);
  });
});

describe('a folder of ups beside one of downs', () => {
  it('is one history of pairs', () => {
    const set = readSet({ 'migrations/up/1_a.sql': 'up a', 'migrations/up/10_b_up.sql': 'up b', 'migrations/down/1_a.sql': 'down a', 'migrations/down/10_b_down.sql': 'down b' });
    expect(outline(set)).toEqual({
      root: 'migrations',
      layout: 'two-folders',
      migrations: ['1_a: up a (unknown) / down a (unknown)', '10_b: up b (unknown) / down b (unknown)'],
      problems: [],
    });
    expect(set.hasDowns).toBe(true);
  });

  it('is found from a file inside of it', () => {
    const set = readSet({ 'migrations/up/1_a.sql': 'up', 'migrations/down/1_a.sql': 'down' }, 'migrations/down/1_a.sql');
    expect(set).toMatchObject({ root: 'migrations', selected: new Set(['migrations/down/1_a.sql']) });
  });
});

describe('files named as ups and downs of no known tool', () => {
  it('has a set for each database', () => {
    const sets = read({
      'migrations/V0001.Orders.postgres.up.sql': 'pg up',
      'migrations/V0001.Orders.postgres.down.sql': 'pg down',
      'migrations/V0001.Orders.sqlite.up.sql': 'lite up',
      'migrations/V0002.Note.all.up.sql': 'all up',
    });
    expect(sets).toEqual([
      {
        root: 'migrations',
        layout: 'up-down-files',
        migrations: ['V0001.Orders: pg up (unknown) / pg down (unknown)', 'V0002.Note.all: all up (unknown)'],
        problems: [],
      },
      {
        root: 'migrations',
        layout: 'up-down-files',
        migrations: ['V0001.Orders: lite up (unknown)', 'V0002.Note.all: all up (unknown)'],
        problems: [],
      },
    ]);
  });

  it('goes before golang-migrate when names tell databases apart, as that tool would see duplicates', () => {
    expect(read({ 'migrations/1_a.postgres.up.sql': 'pg', 'migrations/1_a.mysql.up.sql': 'my' }).map(({ layout }) => layout)).toEqual([
      'up-down-files',
      'up-down-files',
    ]);
  });

  it('orders by the version, and by the name where there is none', () => {
    const { migrations } = readSet({ 'migrations/V10.b.up.sql': '', 'migrations/V9.a.up.sql': '' });
    expect(migrations.map(({ version, name }) => [version, name])).toEqual([
      ['9', 'a'],
      ['10', 'b'],
    ]);
  });
});
