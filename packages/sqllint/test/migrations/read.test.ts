import { describe, expect, it } from 'vitest';

import { layoutNames, readMigrations, UnknownLayoutError } from '../../src/migrations/read.ts';
import { memoryFileSystem } from './memory-file-system.ts';
import { outline, read, readSet } from './outline.ts';

describe('paths', () => {
  const service = {
    'package.json': '{}',
    'src/index.ts': '',
    'src/queries/find_orders.sql': 'SELECT 1;',
    'services/orders/migrations/1_a.up.sql': 'a',
    'services/users/db/migrations/001_b.sql': 'b',
    'node_modules/graphile-worker/sql/000001.sql': 'not ours',
    'dist/migrations/001_c.sql': 'a copy',
    '.git/migrations/001_d.sql': 'not a file of ours',
  };

  it('that are folders far above lead to all histories below, and pass over what is generated or installed', () => {
    expect(read(service)).toMatchObject([
      { root: 'services/orders/migrations', layout: 'golang-migrate', migrations: ['1_a: a (implicit)'] },
      { root: 'services/users/db/migrations', layout: 'plain', migrations: ['001_b: b (unknown)'] },
    ]);
  });

  it('that lead to nothing better lead to any SQL', () => {
    expect(read(service, ['src']).map(({ root }) => root)).toEqual(['src/queries']);
  });

  it('that are named themselves are never passed over', () => {
    expect(read(service, ['dist']).map(({ root }) => root)).toEqual(['dist/migrations']);
  });

  it('do not lead to tests and dumps where there are real histories', () => {
    const files = {
      'db/structure.sql': 'a dump',
      'db/migrations/001_a.sql': 'a',
      'db/seeds/001_countries.sql': 'data',
      'db/migrate/views.sql': 'run by hand',
      'test/fixtures/migrations/001_b.sql': 'b',
    };
    expect(read(files).map(({ root }) => root)).toEqual(['db/migrations']);
    expect(read(files, ['test']).map(({ root }) => root)).toEqual(['test/fixtures/migrations']);
    expect(read(files, ['db/seeds']).map(({ root }) => root)).toEqual(['db/seeds']);
  });

  it('may be several, and each folder is read once', () => {
    const roots = read(service, ['services/users', 'services', './services/orders/migrations/']).map(({ root }) => root);
    expect(roots).toEqual(['services/users/db/migrations', 'services/orders/migrations']);
  });

  it('show up in the result as they were given', () => {
    const files = { 'migrations/001_a.sql': 'a' };
    const [given, dotted, absolute] = ['migrations', './migrations/', '/home/shop/migrations'].map((path) =>
      readMigrations([path], { fileSystem: memoryFileSystem(files) }).at(0),
    );
    expect(given).toMatchObject({ root: 'migrations' });
    expect(given?.migrations[0]?.up.file).toBe('migrations/001_a.sql');
    expect(dotted).toMatchObject({ root: './migrations/' });
    expect(dotted?.migrations[0]?.up.file).toBe('migrations/001_a.sql');
    expect(absolute?.migrations[0]?.up.file).toBe('/home/shop/migrations/001_a.sql');
  });

  it('work as Windows writes them', () => {
    const fileSystem = memoryFileSystem({ 'db\\migrations\\1_a\\up.sql': 'a', 'db\\migrations\\2_b\\up.sql': 'b' }, 'win32');
    for (const path of ['db', 'db/migrations', 'C:\\shop\\db\\migrations']) {
      const sets = readMigrations([path], { fileSystem });
      expect(sets.map(({ layout, migrations }) => [layout, migrations.length])).toEqual([['diesel', 2]]);
    }
    const [set] = readMigrations(['db\\migrations\\2_b\\up.sql'], { fileSystem });
    expect(set?.selected).toEqual(new Set(['db\\migrations\\2_b\\up.sql']));
    expect(set?.migrations[0]?.up.file).toBe('db\\migrations\\1_a\\up.sql');
  });
});

describe('a single file', () => {
  const files = { 'migrations/001_a.sql': 'a', 'migrations/002_b.sql': 'b', 'migrations/003_c.sql': 'c' };

  it('brings its whole folder, and says that only it was meant', () => {
    const set = readSet(files, 'migrations/002_b.sql');
    expect(set.migrations).toHaveLength(3);
    expect(set.selected).toEqual(new Set(['migrations/002_b.sql']));
    expect(readSet(files)).not.toHaveProperty('selected');
  });

  it('may be one of several of the same folder', () => {
    const [set, ...others] = readMigrations(['migrations/003_c.sql', './migrations/001_a.sql'], { fileSystem: memoryFileSystem(files) });
    expect(others).toEqual([]);
    expect(set?.selected).toEqual(new Set(['migrations/001_a.sql', 'migrations/003_c.sql']));
  });

  it('adds nothing to its folder, whichever comes first', () => {
    for (const paths of [
      ['migrations', 'migrations/001_a.sql'],
      ['migrations/001_a.sql', 'migrations'],
    ]) {
      const sets = readMigrations(paths, { fileSystem: memoryFileSystem(files) });
      expect(sets).toHaveLength(1);
      expect(sets[0]).not.toHaveProperty('selected');
    }
  });

  it('may be a down', () => {
    const set = readSet({ 'migrations/1_a.up.sql': 'up', 'migrations/1_a.down.sql': 'down' }, 'migrations/1_a.down.sql');
    expect(set.selected).toEqual(new Set(['migrations/1_a.down.sql']));
  });

  it('in a folder of its own brings the folder above', () => {
    const set = readSet({ 'migrations/1_a/up.sql': 'a', 'migrations/2_b/up.sql': 'b' }, 'migrations/2_b/up.sql');
    expect(set).toMatchObject({ root: 'migrations', layout: 'diesel', selected: new Set(['migrations/2_b/up.sql']) });
    expect(set.migrations).toHaveLength(2);
  });

  it('in the working folder has the root “.”', () => {
    expect(readSet({ '001_a.sql': 'a' }, '001_a.sql')).toMatchObject({ root: '.', selected: new Set(['001_a.sql']) });
  });

  it('of one database brings only the set of that database', () => {
    const sets = readMigrations(['migrations/1_a.mysql.sql'], {
      fileSystem: memoryFileSystem({ 'migrations/1_a.mysql.sql': 'my', 'migrations/1_a.postgres.sql': 'pg' }),
    });
    expect(sets.map(({ dialect }) => dialect)).toEqual(['mysql']);
  });

  it('that its tool ignores is a problem', () => {
    expect(outline(readSet({ 'migrations/1_a.up.sql': 'a', 'migrations/seed.sql': 's' }, 'migrations/seed.sql')).problems).toEqual([
      'warning migrations/seed.sql golang-migrate ignores this file, so it was not checked. If it is a migration, name it “<version>_<title>.up.sql”.',
    ]);
  });
});

describe('the layout', () => {
  it('can be given, and is then not guessed', () => {
    const files = { 'sql/001_a.sql': 'SELECT 1;' };
    expect(read(files, ['sql'], 'goose')).toEqual([
      {
        root: 'sql',
        layout: 'goose',
        migrations: ['001_a: SELECT 1; (unknown)'],
        problems: ['warning sql/001_a.sql:1 goose refuses this file, as it has no `-- +goose Up`; the whole file was taken for the up.'],
      },
    ]);
    expect(read({ 'migrations/1_a.up.sql': 'up' }, ['migrations'], 'plain')).toMatchObject([{ layout: 'plain', migrations: ['1_a: up (unknown)'] }]);
  });

  it('must be one that is known', () => {
    expect(layoutNames).toContain('golang-migrate');
    expect(() => readMigrations(['.'], { layout: 'gose' })).toThrow(UnknownLayoutError);
    expect(() => readMigrations(['.'], { layout: 'gose' })).toThrow(`There is no layout “gose”. Choose one of ${layoutNames.join(', ')}.`);
  });
});

describe('the dialect', () => {
  it.each([
    ['migrations/postgres', 'postgres'],
    ['db/mysql/migrations', 'mysql'],
    ['schema/sqlite/v3/versioned', 'sqlite'],
    ['node/migrations_pg', 'postgres'],
    ['tokenserver-mysql/migrations', 'mysql'],
  ])('of %s is told by the folder', (folder, dialect) => {
    expect(readSet({ [`${folder}/001_a.sql`]: 'SELECT 1;' }, folder)).toMatchObject({ dialect });
  });

  it.each(['mysql-to-sqlite/migrations', 'price-oracle/migrations', 'spanner-bench/migrations'])('of %s is not told by the folder', (folder) => {
    const set = readSet({ [`${folder}/001_a.sql`]: 'SELECT 1;' }, folder);
    expect(set).not.toHaveProperty('dialect');
    expect(set).not.toHaveProperty('otherDatabase');
  });

  it('that suffixes tell goes before the folder', () => {
    expect(readSet({ 'mysql/1_a.postgres.up.sql': '' }, 'mysql')).toMatchObject({ dialect: 'postgres' });
  });

  it('is taken from the SQL where nothing else tells it', () => {
    expect(readSet({ 'migrations/1_a.sql': 'CREATE TABLE `a` (id INT AUTO_INCREMENT) ENGINE=InnoDB;' })).toMatchObject({ dialect: 'mysql' });
    expect(readSet({ 'migrations/1_a.sql': 'CREATE TABLE a (id int);' })).not.toHaveProperty('dialect');
  });

  it('is absent for a database that we have none for, which is named', () => {
    const set = readSet({ 'clickhouse/migrations/1_a.sql': 'CREATE TABLE a (id Int8) ENGINE = MergeTree;' }, 'clickhouse');
    expect(set).not.toHaveProperty('dialect');
    expect(set).toMatchObject({ otherDatabase: 'clickhouse' });
  });
});

describe('reading', () => {
  it('lists each folder once and reads each file once', () => {
    const files: Record<string, string> = {};
    for (let number = 1; number <= 60; number++) files[`app/db/migrations/${number}_a/up.sql`] = 'SELECT 1;';
    for (let number = 1; number <= 60; number++) files[`app/sql/${number}_a.sql`] = 'SELECT 1;';
    const fileSystem = memoryFileSystem(files);
    const sets = readMigrations(['app'], { fileSystem });
    expect(sets.map(({ migrations }) => migrations.length)).toEqual([60, 60]);
    expect(new Set(fileSystem.reads).size).toBe(fileSystem.reads.length);
    const below = fileSystem.listed.filter((folder) => folder.startsWith('app'));
    expect(new Set(below).size).toBe(below.length);
  });
});
