import { describe, expect, it } from 'vitest';

import { outline, readSet } from '../outline.ts';

const migration = { 'prisma/migrations/20240301120000_orders/migration.sql': 'CREATE TABLE orders ();' };

describe('prisma', () => {
  it('is recognised by folders that hold a migration.sql', () => {
    const set = readSet({
      ...migration,
      'prisma/migrations/20240401120000_note/migration.sql': 'note',
      'prisma/migrations/migration_lock.toml': '# do not edit\nprovider = "postgresql"\n',
      'prisma/schema.prisma': '',
    }, 'prisma');
    expect(outline(set)).toEqual({
      root: 'prisma/migrations',
      layout: 'prisma',
      migrations: ['20240301120000_orders: CREATE TABLE orders (); (unknown)', '20240401120000_note: note (unknown)'],
      problems: [],
    });
    expect(set).toMatchObject({ hasDowns: false, dialect: 'postgres', outsideTransaction: 'Put the statement into a migration of its own' });
    expect(set.migrations[0]).toMatchObject({ version: '20240301120000', name: 'orders' });
  });

  it.each([
    ['sqlite', { dialect: 'sqlite' }],
    ['mysql', { dialect: 'mysql' }],
    ['sqlserver', { otherDatabase: 'sqlserver' }],
    ['cockroachdb', { otherDatabase: 'cockroachdb' }],
  ])('takes the database from the lock: %s', (provider, expected) => {
    expect(readSet({ ...migration, 'prisma/migrations/migration_lock.toml': `provider = "${provider}"` }, 'prisma')).toMatchObject(expected);
  });

  it.each([
    ['5.22.0', 'implicit'],
    ['^6.19.3', 'implicit'],
    ['7.3.0', 'unknown'],
    ['^7.2.0', 'unknown'],
    ['7.4.0', 'none'],
    ['^7.10.1', 'none'],
    ['8', 'none'],
    ['workspace:*', 'unknown'],
  ])('of version %s is %s', (version, transaction) => {
    const set = readSet({ ...migration, 'package.json': `{ "devDependencies": { "prisma": "${version}" } }` }, 'prisma');
    expect(set.migrations[0]?.up.transaction).toBe(transaction);
  });

  it('has downs once somebody wrote one by hand', () => {
    const set = readSet({ ...migration, 'prisma/migrations/20240301120000_orders/down.sql': 'DROP TABLE orders;' }, 'prisma');
    expect(outline(set).migrations).toEqual(['20240301120000_orders: CREATE TABLE orders (); (unknown) / DROP TABLE orders; (unknown)']);
    expect(set.hasDowns).toBe(true);
  });

  it('warns of a folder that lost its migration.sql', () => {
    expect(outline(readSet({ ...migration, 'prisma/migrations/20240401120000_note/README.md': '' }, 'prisma')).problems).toEqual([
      'warning prisma/migrations/20240401120000_note This migration has no `migration.sql`; Prisma refuses to start. Restore the file, or delete the folder.',
    ]);
  });

  it('is found from a file', () => {
    const file = 'prisma/migrations/20240301120000_orders/migration.sql';
    expect(readSet(migration, file)).toMatchObject({ root: 'prisma/migrations', layout: 'prisma', selected: new Set([file]) });
  });
});

describe('drizzle', () => {
  const journal = (tags: readonly string[]): string =>
    JSON.stringify({ version: '7', dialect: 'postgresql', entries: tags.map((tag, idx) => ({ idx, tag, when: 1, breakpoints: true })).reverse() });

  it('is recognised by its journal, which gives order and dialect', () => {
    const set = readSet({
      'drizzle/meta/_journal.json': journal(['0001_b', '0000_a', '0002_c']),
      'drizzle/meta/0000_snapshot.json': '{}',
      'drizzle/0000_a.sql': 'a',
      'drizzle/0001_b.sql': 'b\n--> statement-breakpoint\nmore',
      'drizzle/0002_c.sql': 'c',
    }, 'drizzle');
    expect(outline(set)).toEqual({
      root: 'drizzle',
      layout: 'drizzle',
      migrations: ['0001_b: b\n--> statement-breakpoint\nmore (wrapped)', '0000_a: a (wrapped)', '0002_c: c (wrapped)'],
      problems: [],
    });
    expect(set).toMatchObject({ hasDowns: false, dialect: 'postgres' });
    expect(set).not.toHaveProperty('outsideTransaction');
    expect(set.migrations[1]).toMatchObject({ version: '0000', name: 'a' });
  });

  it('tells of files that the journal lacks, and of files that only the journal has', () => {
    const { migrations, problems } = outline(
      readSet({ 'drizzle/meta/_journal.json': journal(['0000_a', '0001_b']), 'drizzle/0000_a.sql': 'a', 'drizzle/0002_c.sql': 'c' }, 'drizzle'),
    );
    expect(migrations).toEqual(['0000_a: a (wrapped)']);
    expect(problems).toEqual([
      'error drizzle/meta/_journal.json The journal names `0001_b.sql`, which does not exist; Drizzle fails there. Restore the file.',
      'warning drizzle/0002_c.sql Drizzle ignores this file, as it is not in `meta/_journal.json`; it was not checked.',
    ]);
  });

  it.each(['{ "entries": [', '[]', '{ "entries": [{ "idx": 0 }] }'])('reads on without the journal “%s”', (text) => {
    const { migrations, problems } = outline(
      readSet({ 'drizzle/meta/_journal.json': text, 'drizzle/0000_a.sql': 'a', 'drizzle/0001_b.sql': 'b' }, 'drizzle'),
    );
    expect(migrations).toEqual(['0000_a: a (wrapped)', '0001_b: b (wrapped)']);
    expect(problems).toEqual([
      'warning drizzle/meta/_journal.json This journal is not what Drizzle writes, so the files were read in the order of their names.',
    ]);
  });

  it('of version 1 is recognised by the snapshot beside each migration', () => {
    const files = {
      'drizzle/20240301120000_orders/migration.sql': 'a',
      'drizzle/20240301120000_orders/snapshot.json': '{ "version": "1", "dialect": "sqlite" }',
      'drizzle/20240401120000_note/migration.sql': 'b',
      'drizzle/20240401120000_note/snapshot.json': '{ "version": "1", "dialect": "sqlite" }',
    };
    expect(outline(readSet(files, 'drizzle'))).toEqual({
      root: 'drizzle',
      layout: 'drizzle',
      migrations: ['20240301120000_orders: a (wrapped)', '20240401120000_note: b (wrapped)'],
      problems: [],
    });
    const file = 'drizzle/20240401120000_note/migration.sql';
    expect(readSet(files, file)).toMatchObject({ root: 'drizzle', dialect: 'sqlite', selected: new Set([file]) });
  });
});
