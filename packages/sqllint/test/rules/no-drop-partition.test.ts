import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-partition';
const mysql = { dialect: 'mysql' } as const;
const init = 'CREATE TABLE events (id int) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20));';

const keep = (partition: string, table = 'events') => [
  '-- Exchange each with an empty table, which keeps its rows and can be exchanged back:',
  `CREATE TABLE ${table}_${partition}_kept LIKE ${table};`,
  `ALTER TABLE ${table}_${partition}_kept REMOVE PARTITIONING;`,
  `ALTER TABLE ${table} EXCHANGE PARTITION ${partition} WITH TABLE ${table}_${partition}_kept;`,
];
const report = (partitions: string, first: string, table = 'events') => ({
  message: `Dropping ${partitions} of \`${table}\` deletes the rows in it, and no down migration can bring them back.`,
  instead: keep(first, table),
});

describe('no-drop-partition reports', () => {
  it('a partition of an earlier migration', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': '«ALTER TABLE events DROP PARTITION p0»;' }, [report('partition `p0`', 'p0')], mysql);
  });

  it('several at once, and one that may not be there, in MariaDB as well', () => {
    const files = { '0001_init.sql': init, '0002_drop.sql': '«ALTER TABLE `events` DROP PARTITION IF EXISTS p0, `p1`»;' };
    expectReports(rule, files, [report('partitions `p0` and `p1`', 'p0')], { dialect: 'mariadb' });
  });

  it('a table that no migration created', () => {
    expectReports(rule, { '0001_drop.sql': '«ALTER TABLE logs DROP PARTITION p2023»;' }, [report('partition `p2023`', 'p2023', 'logs')], mysql);
  });

  it('those of several that have not been exchanged before', () => {
    const files = { '0001_init.sql': init, '0002_drop.sql': `${keep('p0').join('\n')}\n«ALTER TABLE events DROP PARTITION p0, p1»;` };
    expectReports(rule, files, [report('partition `p1`', 'p1')], mysql);
  });
});

describe('no-drop-partition ignores', () => {
  it.each([
    ['a partition that was exchanged for an empty table', [...keep('p0'), 'ALTER TABLE events DROP PARTITION p0;'].join('\n')],
    ['a partition that becomes a table', 'ALTER TABLE events CONVERT PARTITION p0 TO TABLE old_events;'],
    ['partitions that are divided anew, whose rows move', 'ALTER TABLE events REORGANIZE PARTITION p0, p1 INTO (PARTITION p VALUES LESS THAN (20));'],
    ['partitions that are put together', 'ALTER TABLE events COALESCE PARTITION 1;'],
    ['the end of partitioning, which keeps all rows', 'ALTER TABLE events REMOVE PARTITIONING;'],
    ['a new partition', 'ALTER TABLE events ADD PARTITION (PARTITION p2 VALUES LESS THAN (30));'],
    ['a partition of a table that the migration created', 'CREATE TABLE t (id int) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10));\nALTER TABLE t DROP PARTITION p0;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_change.sql': sql }, mysql);
  });
});
