import { describe, expect, it } from 'vitest';

import { outline, readSet } from '../outline.ts';

describe('supabase', () => {
  it('is recognised by its folder', () => {
    const set = readSet({
      'supabase/config.toml': '',
      'supabase/seed.sql': 'INSERT',
      'supabase/migrations/20240301120000_orders.sql': 'a',
      'supabase/migrations/20240401120000_note.sql': 'b',
      'supabase/migrations/draft.sql': 'c',
    }, 'supabase');
    expect(outline(set)).toEqual({
      root: 'supabase/migrations',
      layout: 'supabase',
      migrations: ['20240301120000_orders: a (implicit)', '20240401120000_note: b (implicit)'],
      problems: ['warning supabase/migrations/draft.sql Supabase skips this file, as it is not named “<timestamp>_<name>.sql”; it was not checked.'],
    });
    expect(set).toMatchObject({ hasDowns: false, dialect: 'postgres', outsideTransaction: 'Put the statement into a migration of its own' });
  });

  it('is recognised from inside of it', () => {
    expect(readSet({ 'supabase/migrations/20240301120000_a.sql': 'a' }, 'supabase/migrations').layout).toBe('supabase');
  });
});

describe('atlas', () => {
  it('is recognised by its sum file, and reads directives at the top of files', () => {
    const set = readSet({
      'migrations/atlas.sum': 'h1:…',
      'migrations/20240301120000_a.sql': '-- Create "orders" table\na',
      'migrations/20240401120000.sql': '-- atlas:txmode none\n\nb',
      'migrations/20240501120000_c.sql': 'c\n-- atlas:txmode none\n',
    });
    expect(outline(set)).toEqual({
      root: 'migrations',
      layout: 'atlas',
      migrations: [
        '20240301120000_a: -- Create "orders" table\na (wrapped)',
        '20240401120000: -- atlas:txmode none\n\nb (none)',
        '20240501120000_c: c\n-- atlas:txmode none (wrapped)',
      ],
      problems: [],
    });
    expect(set.hasDowns).toBe(false);
    expect(set.migrations[0]).toMatchObject({ version: '20240301120000', name: 'a' });
    expect(set.outsideTransaction).toBe('Make `-- atlas:txmode none` the first line of the file, and leave the second one empty');
  });

  it('tells of a directive that Atlas does not see, as no empty line follows', () => {
    const set = readSet({ 'migrations/atlas.sum': '', 'migrations/1_a.sql': '-- atlas:txmode none\r\nVACUUM;\r\n', 'migrations/2_b.sql': '-- atlas:txmode none\r\n\r\nVACUUM;' });
    expect(outline(set)).toMatchObject({
      migrations: ['1_a: -- atlas:txmode none\r\nVACUUM; (wrapped)', '2_b: -- atlas:txmode none\r\n\r\nVACUUM; (none)'],
      problems: [
        'warning migrations/1_a.sql:1 Atlas does not see the `atlas:txmode` of this file. Put an empty line between it and the first statement.',
      ],
    });
  });

  it('reads up and down from an archive, and leaves its checks out', () => {
    const text = '-- atlas:txtar\n\n-- checks.sql --\nSELECT 1;\n\n-- migration.sql --\nup\n\n-- down.sql --\ndown\n';
    const set = readSet({ 'migrations/atlas.sum': '', 'migrations/1_a.sql': text });
    expect(outline(set).migrations).toEqual(['1_a: up (wrapped) / down (wrapped)']);
    expect(set.hasDowns).toBe(true);
  });

  it('leaves a checkpoint out where the migrations before it are at hand', () => {
    const files = { 'migrations/atlas.sum': '', 'migrations/2_all.sql': '-- atlas:checkpoint\n\nall', 'migrations/3_c.sql': 'c' };
    expect(outline(readSet({ ...files, 'migrations/1_a.sql': 'a' }))).toMatchObject({
      migrations: ['1_a: a (wrapped)', '3_c: c (wrapped)'],
      problems: [
        'warning migrations/2_all.sql This checkpoint stands for the migrations before it, which are here as well; they were checked in its place.',
      ],
    });
    expect(outline(readSet(files)).migrations).toHaveLength(2);
  });

  it('leaves folders that it only guards to the tool whose format they have', () => {
    expect(readSet({ 'migrations/atlas.sum': '', 'migrations/1_a.up.sql': 'a' }).layout).toBe('golang-migrate');
    expect(readSet({ 'migrations/atlas.sum': '', 'migrations/1_a.sql': '-- +goose Up\na' }).layout).toBe('goose');
  });
});

describe('sqitch', () => {
  const files = {
    'db/sqitch.conf': '[core]\n\tengine = pg\n',
    'db/sqitch.plan': [
      '%syntax-version=1.0.0',
      '%project=shop',
      '',
      'users 2024-03-01T12:00:00Z Ann <ann@example.com> # who',
      'api/orders [users] 2024-03-02T12:00:00Z Ann <ann@example.com> # what',
      '@v1.0 2024-03-03T12:00:00Z Ann <ann@example.com> # first release',
      '',
      'users [users@v1.0] 2024-03-04T12:00:00Z Ann <ann@example.com> # reworked',
    ].join('\n'),
    'db/deploy/users@v1.0.sql': 'users, first',
    'db/deploy/users.sql': 'BEGIN; users, second; COMMIT;',
    'db/deploy/api/orders.sql': 'orders',
    'db/revert/users@v1.0.sql': 'not users',
    'db/revert/users.sql': 'users, first again',
    'db/revert/api/orders.sql': 'not orders',
    'db/verify/users.sql': 'SELECT 1;',
  };

  it('is recognised by its plan, which gives the order, reworked changes included', () => {
    const set = readSet(files, 'db');
    expect(outline(set)).toEqual({
      root: 'db',
      layout: 'sqitch',
      migrations: [
        'users@v1.0: users, first (none) / not users (none)',
        'api/orders: orders (none) / not orders (none)',
        'users: BEGIN; users, second; COMMIT; (none) / users, first again (none)',
      ],
      problems: [],
    });
    expect(set).toMatchObject({ hasDowns: true, dialect: 'postgres', outsideTransaction: 'Take `BEGIN` and `COMMIT` out of the script' });
  });

  it('is found from a script of any kind', () => {
    const set = readSet(files, 'db/revert/api/orders.sql');
    expect(set).toMatchObject({ root: 'db', selected: new Set(['db/revert/api/orders.sql']) });
  });

  it('finds the scripts of a reworked change under any tag in between', () => {
    const plan = ['users 2024-03-01', '@v1.0 2024-03-02', 'orders 2024-03-03', '@v1.1 2024-03-04', '@v1.2 2024-03-05', 'users [users@v1.1] 2024-03-06', '@v2.0 2024-03-07'].join('\n');
    const scripts = { 'db/sqitch.plan': plan, 'db/sqitch.conf': files['db/sqitch.conf'], 'db/deploy/users.sql': 'second', 'db/deploy/users@v1.1.sql': 'first', 'db/revert/users@v1.1.sql': 'not users', 'db/deploy/orders.sql': 'orders' };
    expect(outline(readSet(scripts, 'db'))).toMatchObject({ migrations: ['users@v1.1: first (none) / not users (none)', 'orders: orders (none)', 'users: second (none)'], problems: [] });
  });

  it('reads folders that are named after a table, whatever other tools keep under that name', () => {
    const scripts = { 'db/sqitch.plan': 'crm/target/name 2024-03-01', 'db/sqitch.conf': files['db/sqitch.conf'], 'db/deploy/crm/target/name.sql': 'name', 'db/revert/crm/target/name.sql': 'not name' };
    expect(outline(readSet(scripts, 'db'))).toMatchObject({ migrations: ['crm/target/name: name (none) / not name (none)'], problems: [] });
  });

  it('says which planned script is missing', () => {
    const { 'db/deploy/api/orders.sql': _, ...rest } = files;
    expect(outline(readSet(rest, 'db')).problems).toEqual([
      'error db/sqitch.plan:5 The plan names “api/orders”, but `deploy/api/orders.sql` was not read. Restore the file.',
    ]);
  });
});

describe('graphile-migrate', () => {
  const files = {
    '.gmrc': '{}',
    'migrations/committed/000001.sql': '--! Previous: -\n--! Hash: sha1:aa\n\na',
    'migrations/committed/000002-note.sql': '--! Previous: sha1:aa\n--! Hash: sha1:bb\n--! Message: note\n\n--! no-transaction\nb',
    'migrations/current.sql': '-- Enter migration here\nc',
  };

  it('is recognised by its committed migrations, and reads the current one last', () => {
    const set = readSet(files);
    expect(set).toMatchObject({ root: 'migrations', layout: 'graphile-migrate', hasDowns: false, dialect: 'postgres', problems: [] });
    expect(set.migrations.map(({ id, version, up, repeatable = false }) => [id, version, up.transaction, repeatable])).toEqual([
      ['000001', '000001', 'wrapped', false],
      ['000002-note', '000002', 'implicit', false],
      ['current', '', 'wrapped', true],
    ]);
  });

  it('is found from its files', () => {
    for (const file of ['migrations/committed/000001.sql', 'migrations/current.sql']) {
      expect(readSet(files, file)).toMatchObject({ root: 'migrations', layout: 'graphile-migrate', selected: new Set([file]) });
    }
  });

  it('reads a folder of current files', () => {
    const { 'migrations/current.sql': _, ...rest } = files;
    const set = readSet({ ...rest, 'migrations/current/2_b.sql': 'b', 'migrations/current/1_a.sql': 'a' });
    expect(set.migrations.map(({ id }) => id)).toEqual(['000001', '000002-note', 'current/1_a', 'current/2_b']);
  });
});

describe('postgrator', () => {
  it('is recognised by “do” and “undo”', () => {
    const set = readSet({
      'migrations/010.do.sql': 'b',
      'migrations/009.do.orders.sql': 'a',
      'migrations/009.undo.orders.sql': 'not a',
      'migrations/011.do.more.js': 'module.exports = {}',
    });
    expect(outline(set)).toEqual({
      root: 'migrations',
      layout: 'postgrator',
      migrations: ['009.orders: a (implicit) / not a (implicit)', '010: b (implicit)'],
      problems: ['warning migrations/011.do.more.js This migration is not SQL, so what it does is missing from the history.'],
    });
  });
});

describe('postgres-migrations', () => {
  it('is recognised by the dependency, and by its own marker', () => {
    const files = { 'migrations/1-a.sql': 'a', 'migrations/2_b.sql': '-- postgres-migrations disable-transaction\nb' };
    const set = readSet({ ...files, 'package.json': '{ "dependencies": { "postgres-migrations": "^5.3.0" } }' });
    expect(outline(set)).toMatchObject({
      layout: 'postgres-migrations',
      migrations: ['1-a: a (wrapped)', '2_b: -- postgres-migrations disable-transaction\nb (implicit)'],
    });
    expect(set).toMatchObject({ hasDowns: false, dialect: 'postgres' });
    expect(readSet(files).layout).toBe('postgres-migrations');
    expect(readSet({ ...files, 'migrations/2_b.sql': 'b', 'package.json': '{}' }).layout).toBe('plain');
  });
});

describe('d1', () => {
  const files = { 'wrangler.jsonc': '{}', 'migrations/0001_a.sql': 'CREATE TABLE a (id INTEGER PRIMARY KEY);' };

  it('is recognised by the configuration of wrangler', () => {
    const set = readSet(files);
    expect(outline(set)).toMatchObject({ layout: 'd1', migrations: ['0001_a: CREATE TABLE a (id INTEGER PRIMARY KEY); (wrapped)'] });
    expect(set).toMatchObject({ hasDowns: false, dialect: 'sqlite' });
  });

  it('is not assumed for what is evidently PostgreSQL', () => {
    expect(readSet({ ...files, 'migrations/0001_a.sql': 'CREATE TABLE a (id bigserial, at timestamptz);' }).layout).toBe('plain');
  });
});
