import { describe, expect, it } from 'vitest';

import { outline, readSet, takenVersionsOf } from '../outline.ts';

describe('golang-migrate', () => {
  it('is recognised by names that end in .up.sql and start with a number, and pairs them with their downs', () => {
    const set = readSet({
      'migrations/000001_add_orders.up.sql': 'CREATE TABLE orders ();',
      'migrations/000001_add_orders.down.sql': 'DROP TABLE orders;',
      'migrations/000002_add_note.up.sql': 'ALTER TABLE orders ADD note text;',
    });
    expect(outline(set)).toEqual({
      root: 'migrations',
      layout: 'golang-migrate',
      migrations: [
        '000001_add_orders: CREATE TABLE orders (); (implicit) / DROP TABLE orders; (implicit)',
        '000002_add_note: ALTER TABLE orders ADD note text; (implicit)',
      ],
      problems: [],
    });
    expect(set.hasDowns).toBe(true);
    expect(set.outsideTransaction).toBe('Put the statement into a migration of its own');
    expect(set.migrations[0]).toMatchObject({ version: '000001', name: 'add_orders' });
    expect(set.migrations[0]?.up.file).toBe('migrations/000001_add_orders.up.sql');
    expect(set.migrations[0]?.down?.file).toBe('migrations/000001_add_orders.down.sql');
  });

  it('tells a history that goes forward only from one that lacks a down or two', () => {
    const ups = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`migrations/${index + 1}_a.up.sql`, 'SELECT 1;']));
    expect(readSet(ups(5)).leavesDownsOut).toBe(true);
    expect(readSet(ups(4)).leavesDownsOut).toBeUndefined();
    expect(readSet({ ...ups(5), 'migrations/5_a.down.sql': 'SELECT 1;' }).leavesDownsOut).toBeUndefined();
  });

  it('orders by the number, not by the letters', () => {
    const { migrations } = readSet({
      'migrations/10_c.up.sql': 'c',
      'migrations/9_b.up.sql': 'b',
      'migrations/0008_a.up.sql': 'a',
      'migrations/20240101000000_d.up.sql': 'd',
      'migrations/18446744073709551614_e.up.sql': 'e',
      'migrations/18446744073709551615_f.up.sql': 'f',
    });
    expect(migrations.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('pairs a down that was given another title, as the tool goes by the version', () => {
    const { migrations, problems } = outline(
      readSet({ 'migrations/1_add_orders.up.sql': 'up', 'migrations/01_drop_orders.down.sql': 'down' }),
    );
    expect(migrations).toEqual(['1_add_orders: up (implicit) / down (implicit)']);
    expect(problems).toEqual([]);
  });

  it('tells of two migrations of one version, and pairs each with the down of its own title', () => {
    const set = readSet({
      'migrations/2_a.up.sql': 'up a',
      'migrations/2_a.down.sql': 'down a',
      'migrations/02_b.up.sql': 'up b',
      'migrations/02_b.down.sql': 'down b',
    });
    expect(outline(set).migrations).toEqual(['02_b: up b (implicit) / down b (implicit)', '2_a: up a (implicit) / down a (implicit)']);
    expect(takenVersionsOf(set)).toEqual(['2_a: taken by 02_b; golang-migrate refuses to start']);
  });

  it('warns of a down without an up, and reads the others', () => {
    const { migrations, problems } = outline(readSet({ 'migrations/1_a.up.sql': 'up', 'migrations/2_b.down.sql': 'down' }));
    expect(migrations).toEqual(['1_a: up (implicit)']);
    expect(problems).toEqual([
      'warning migrations/2_b.down.sql This down script has no up script, so it was not checked. Add the up script, or delete this file.',
    ]);
  });

  it('does not miss an up that is written in Go', () => {
    const { problems } = outline(
      readSet({ 'migrations/1_a.up.sql': 'up', 'migrations/2_b.up.go': 'package migrations', 'migrations/2_b.down.sql': 'down' }),
    );
    expect(problems).toEqual([
      'warning migrations/2_b.down.sql The up of this down script is 2_b.up.go, which is not SQL; neither of them was checked.',
    ]);
  });

  it('keeps a down that holds nothing but a comment', () => {
    expect(outline(readSet({ 'migrations/1_a.up.sql': 'up', 'migrations/1_a.down.sql': '-- nothing to do' })).migrations).toEqual([
      '1_a: up (implicit) / -- nothing to do (implicit)',
    ]);
  });

  it('warns of .sql files that the tool ignores, and leaves other files alone', () => {
    const { migrations, problems } = outline(
      readSet({
        'migrations/1_a.up.sql': 'up',
        'migrations/seed.sql': 'INSERT',
        'migrations/README.md': '# Migrations',
        'migrations/embed.go': 'package migrations',
      }),
    );
    expect(migrations).toEqual(['1_a: up (implicit)']);
    expect(problems).toEqual([
      'warning migrations/seed.sql golang-migrate ignores this file, so it was not checked. If it is a migration, name it “<version>_<title>.up.sql”.',
    ]);
  });
});
