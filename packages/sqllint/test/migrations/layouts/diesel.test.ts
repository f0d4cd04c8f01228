import { describe, expect, it } from 'vitest';

import { outline, read, readSet, takenVersionsOf } from '../outline.ts';

describe('diesel', () => {
  it('is recognised by folders that hold an up.sql, and pairs it with the down.sql', () => {
    const set = readSet({
      'migrations/.keep': '',
      'migrations/00000000000000_diesel_initial_setup/up.sql': '-- setup',
      'migrations/00000000000000_diesel_initial_setup/down.sql': '-- nothing',
      'migrations/2024-03-01-120000_add_orders/up.sql': 'CREATE TABLE orders ();',
      'migrations/2024-03-01-120000_add_orders/down.sql': 'DROP TABLE orders;',
    });
    expect(outline(set)).toEqual({
      root: 'migrations',
      layout: 'diesel',
      migrations: [
        '00000000000000_diesel_initial_setup: -- setup (wrapped) / -- nothing (wrapped)',
        '2024-03-01-120000_add_orders: CREATE TABLE orders (); (wrapped) / DROP TABLE orders; (wrapped)',
      ],
      problems: [],
    });
    expect(set.hasDowns).toBe(true);
    expect(set.outsideTransaction).toBe('Put a `metadata.toml` with `run_in_transaction = false` beside the `up.sql`');
    expect(set.migrations[1]).toMatchObject({ version: '2024-03-01-120000', name: 'add_orders' });
    expect(set.migrations[1]?.up.file).toBe('migrations/2024-03-01-120000_add_orders/up.sql');
  });

  it('orders by the version without its hyphens', () => {
    const { migrations } = readSet({
      'migrations/20170923182409_b/up.sql': 'b',
      'migrations/2017-09-23-182410_c/up.sql': 'c',
      'migrations/2017-09-23-182408_a/up.sql': 'a',
    });
    expect(migrations.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('takes 2017-09-23-182408 and 20170923182408 for one version', () => {
    const set = readSet({ 'migrations/20170923182408_b/up.sql': 'b', 'migrations/2017-09-23-182408_a/up.sql': 'a' });
    expect(takenVersionsOf(set)).toEqual(['20170923182408_b: taken by 2017-09-23-182408_a; diesel takes both for one and runs only one of them']);
  });

  it.each([
    ['run_in_transaction = false', 'implicit'],
    ['run_in_transaction = true', 'wrapped'],
    ['# run_in_transaction = true', 'implicit'],
    ['', 'implicit'],
  ])('with a metadata.toml of “%s” is %s', (metadata, transaction) => {
    const { migrations } = outline(
      readSet({ 'migrations/1_a/up.sql': 'up', 'migrations/1_a/metadata.toml': metadata, 'migrations/2_b/up.sql': 'up' }),
    );
    expect(migrations).toEqual([`1_a: up (${transaction})`, '2_b: up (wrapped)']);
  });

  it('warns of a folder that has only a down.sql', () => {
    expect(outline(readSet({ 'migrations/1_a/up.sql': 'up', 'migrations/2_b/down.sql': 'down' })).problems).toEqual([
      'warning migrations/2_b/down.sql This down script has no up script, so it was not checked. Add the up script, or delete this file.',
    ]);
  });

  it('leaves folders without an up.sql alone', () => {
    expect(outline(readSet({ 'migrations/1_a/up.sql': 'up', 'migrations/2_b/README.md': '' })).migrations).toEqual(['1_a: up (wrapped)']);
  });

  it('does not take any folder with an up.sql for a migration', () => {
    expect(read({ 'scripts/up.sql': 'docker', 'migrations/1_a/up.sql': 'up' }).map(({ root }) => root)).toEqual(['migrations']);
  });
});
