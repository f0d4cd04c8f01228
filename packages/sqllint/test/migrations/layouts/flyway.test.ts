import { describe, expect, it } from 'vitest';

import { outline, read, readSet, takenVersionsOf } from '../outline.ts';

describe('flyway', () => {
  it('is recognised by names, pairs V with U, and runs R last, in the order of names', () => {
    const set = readSet({
      'db/migration/V1__orders.sql': 'one',
      'db/migration/V1.10__b.sql': 'one ten',
      'db/migration/V1.9__a.sql': 'one nine',
      'db/migration/V2_1__c.sql': 'two one',
      'db/migration/U1.9__a.sql': 'undo',
      'db/migration/R__views.sql': 'views',
      'db/migration/R__functions.sql': 'functions',
    }, 'db');
    expect(outline(set)).toEqual({
      root: 'db/migration',
      layout: 'flyway',
      migrations: [
        'V1__orders: one (wrapped)',
        'V1.9__a: one nine (wrapped) / undo (wrapped)',
        'V1.10__b: one ten (wrapped)',
        'V2_1__c: two one (wrapped)',
        'R__functions: functions (wrapped)',
        'R__views: views (wrapped)',
      ],
      problems: [],
    });
    expect(set.hasDowns).toBe(true);
    expect(set.migrations.map(({ repeatable = false }) => repeatable)).toEqual([false, false, false, false, true, true]);
    expect(set.migrations[0]).toMatchObject({ version: '1', name: 'orders' });
    expect(set.outsideTransaction).toBe('Put `executeInTransaction=false` into a file that is named as the script, with `.conf` appended');
  });

  it('refuses a mixture of statements, unless the script or the project allows it', () => {
    const refuses = (files: Readonly<Record<string, string>>) =>
      readSet(files, 'migrations').migrations.map(({ up }) => up.refusesMixed ?? false);
    const script = 'SET lock_timeout = 1;\nCREATE INDEX CONCURRENTLY a ON b (c);';
    expect(refuses({ 'migrations/V1__a.sql': script, 'migrations/V2__b.sql': script, 'migrations/V2__b.sql.conf': 'executeInTransaction=false' })).toEqual([
      true,
      false,
    ]);
    expect(refuses({ 'migrations/V1__a.sql': script, 'migrations/flyway.conf': 'flyway.mixed=true' })).toEqual([false]);
  });

  it('runs a script outside a transaction when its .conf says so', () => {
    expect(
      outline(
        readSet({
          'migrations/V1__a.sql': 'a',
          'migrations/V1__a.sql.conf': '# why\nexecuteInTransaction=false\n',
          'migrations/V2__b.sql': 'b',
          'migrations/V2__b.sql.conf': 'placeholderReplacement=false',
        }),
      ).migrations,
    ).toEqual(['V1__a: a (none)', 'V2__b: b (wrapped)']);
  });

  it.each([
    ['CREATE INDEX CONCURRENTLY i ON a (b);', 'none'],
    ['-- why\ncreate unique index concurrently i on a (b);', 'none'],
    ['SET lock_timeout = 0;\nDROP INDEX CONCURRENTLY i;', 'none'],
    ['VACUUM a;', 'none'],
    ['CREATE INDEX i ON a (b);', 'wrapped'],
    ['-- CREATE INDEX CONCURRENTLY i ON a (b);\nSELECT 1;', 'wrapped'],
    ['REFRESH MATERIALIZED VIEW CONCURRENTLY v;', 'wrapped'],
  ])('sees by itself that “%s” is %s', (sql, transaction) => {
    const [migration] = readSet({ 'migrations/V1__a.sql': sql }).migrations;
    expect(migration?.up.transaction).toBe(transaction);
  });

  it('believes the .conf more than what it sees', () => {
    const [migration] = readSet({ 'migrations/V1__a.sql': 'VACUUM a;', 'migrations/V1__a.sql.conf': 'executeInTransaction=true' }).migrations;
    expect(migration?.up.transaction).toBe('wrapped');
  });

  it('takes 1, 1.0 and 01 for one version', () => {
    expect(takenVersionsOf(readSet({ 'migrations/V1__a.sql': '', 'migrations/V1.0__b.sql': '' }))).toEqual([
      'V1__a: taken by V1.0__b; Flyway refuses to start',
    ]);
  });

  it('leaves a baseline out where the migrations that it stands for are at hand', () => {
    expect(outline(readSet({ 'migrations/V1__a.sql': 'a', 'migrations/B2__all.sql': 'all', 'migrations/V3__c.sql': 'c' }))).toMatchObject({
      migrations: ['V1__a: a (wrapped)', 'V3__c: c (wrapped)'],
      problems: [
        'warning migrations/B2__all.sql This baseline stands for the migrations up to 2, which are here as well; they were checked in its place.',
      ],
    });
    expect(outline(readSet({ 'migrations/B2__all.sql': 'all', 'migrations/V3__c.sql': 'c' }))).toMatchObject({
      migrations: ['B2__all: all (wrapped)', 'V3__c: c (wrapped)'],
      problems: [],
    });
  });

  it('reads callbacks of “migrate” at the end, and passes over those of other commands', () => {
    const set = readSet({
      'migrations/V1__a.sql': 'a',
      'migrations/afterMigrate.sql': 'grants',
      'migrations/beforeMigrate__timeouts.sql': 'timeouts',
      'migrations/beforeValidate.sql': 'no',
    });
    expect(outline(set)).toMatchObject({
      migrations: ['V1__a: a (wrapped)', 'afterMigrate: grants (wrapped)', 'beforeMigrate__timeouts: timeouts (wrapped)'],
      problems: [],
    });
    expect(set.migrations[1]?.repeatable).toBe(true);
  });

  it('warns of names that it ignores', () => {
    expect(outline(readSet({ 'migrations/V1__a.sql': '', 'migrations/V2_b.sql': '' })).problems).toEqual([
      'warning migrations/V2_b.sql Flyway ignores this file, so it was not checked. If it is a migration, name it “V<version>__<description>.sql”.',
    ]);
  });

  it('reads folders below as one history', () => {
    const files = { 'migrations/V1__a.sql': 'a', 'migrations/2024/V2__b.sql': 'b', 'migrations/2024/may/V3__c.sql': 'c' };
    expect(read(files)).toMatchObject([{ root: 'migrations', migrations: ['V1__a: a (wrapped)', 'V2__b: b (wrapped)', 'V3__c: c (wrapped)'] }]);
    expect(readSet(files, 'migrations/2024/may/V3__c.sql')).toMatchObject({
      root: 'migrations',
      selected: new Set(['migrations/2024/may/V3__c.sql']),
    });
  });

  it('gives files of one name in two folders an id each', () => {
    const set = readSet({ 'migrations/V1__a.sql': 'a', 'migrations/old/V1__a.sql': 'old' });
    expect(outline(set).migrations).toEqual(['V1__a: a (wrapped)', 'old/V1__a: old (wrapped)']);
    expect(takenVersionsOf(set)).toEqual(['old/V1__a: taken by V1__a; Flyway refuses to start']);
  });

  it('has a history for each database that folders name, with what is common in each', () => {
    const sets = read({
      'db/migration/common/V1__a.sql': 'a',
      'db/migration/common/R__views.sql': 'views',
      'db/migration/common/V2.0__general.sql': 'general',
      'db/migration/postgresql/R__functions.sql': 'functions',
      'db/migration/postgresql/V2__b.sql': 'pg',
      'db/migration/mysql/V2__b.sql': 'my',
      'db/migration/h2/V2__b.sql': 'h2',
    });
    expect(sets.map(({ root, migrations }) => [root, ...migrations])).toEqual([
      ['db/migration', 'V1__a: a (wrapped)', 'V2__b: my (wrapped)', 'R__views: views (wrapped)'],
      [
        'db/migration',
        'V1__a: a (wrapped)',
        'V2__b: pg (wrapped)',
        'R__functions: functions (wrapped)',
        'R__views: views (wrapped)',
      ],
    ]);
    expect(sets.flatMap(({ problems }) => problems)).toEqual([
      'warning db/migration/h2/V2__b.sql This file is for h2 and not checked: sqllint knows PostgreSQL, MySQL, MariaDB and SQLite.',
    ]);
  });

  it.each([
    ['flyway.conf', 'flyway.sqlMigrationPrefix=M\nflyway.sqlMigrationSeparator=-\n'],
    ['flyway.toml', '[flyway]\nsqlMigrationPrefix = "M"\nsqlMigrationSeparator = "-"\n'],
  ])('takes prefix and separator from %s', (name, text) => {
    expect(outline(readSet({ [name]: text, 'sql/M1-a.sql': 'a', 'sql/M2-b.sql': 'b' }, 'sql'))).toMatchObject({
      layout: 'flyway',
      migrations: ['M1-a: a (wrapped)', 'M2-b: b (wrapped)'],
    });
  });
});

describe('refinery', () => {
  const files = { 'Cargo.toml': '', 'migrations/V1__a.sql': 'a', 'migrations/U20240301120000__c.sql': 'c', 'migrations/V2__b.sql': 'b' };

  it('is what looks like Flyway in a Rust project, and its U is no undo', () => {
    const set = readSet(files);
    expect(outline(set)).toEqual({
      root: 'migrations',
      layout: 'refinery',
      migrations: ['V1__a: a (wrapped)', 'V2__b: b (wrapped)', 'U20240301120000__c: c (wrapped)'],
      problems: [],
    });
    expect(set.hasDowns).toBe(false);
    expect(set).not.toHaveProperty('outsideTransaction');
  });

  it('gives way to a configuration of Flyway, and to Java where that is nearer', () => {
    expect(readSet({ ...files, 'flyway.conf': '' }).layout).toBe('flyway');
    expect(readSet({ ...files, 'pom.xml': '' }).layout).toBe('refinery');
    expect(readSet({ 'Cargo.toml': '', 'app/pom.xml': '', 'app/migrations/V1__a.sql': 'a' }, 'app').layout).toBe('flyway');
  });

  it('tells of migrations in Rust', () => {
    expect(outline(readSet({ ...files, 'migrations/V3__d.rs': '', 'migrations/mod.rs': '' })).problems).toEqual([
      'warning migrations/V3__d.rs This migration is not SQL, so what it does is missing from the history.',
    ]);
  });
});
