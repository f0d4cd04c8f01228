import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-autovacuum-off';

const then = (sql: string) => ({ '0001_change.sql': sql });

describe('no-autovacuum-off reports', () => {
  it('a table without autovacuum', () => {
    expectReports(rule, then('«ALTER TABLE orders SET (autovacuum_enabled = false)»;'), [
      {
        message: "Without autovacuum, dead rows of `orders` stay and the planner's statistics grow old; in the end only VACUUM FULL, under a lock against reads and writes, gives the space back, and the server forces a vacuum against wraparound at a time of its own.",
        instead: [
          '-- Have it come more often instead, so that each time there is less to do:',
          'ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.01);',
        ],
      },
    ]);
  });

  it('one that is created so', () => {
    expectReports(rule, then('«CREATE TABLE events (id int) WITH (autovacuum_enabled = off)»;'), [
      {
        message: "Without autovacuum, dead rows of `events` stay and the planner's statistics grow old; in the end only VACUUM FULL, under a lock against reads and writes, gives the space back, and the server forces a vacuum against wraparound at a time of its own.",
        instead: [
          '-- Have it come more often instead, so that each time there is less to do:',
          'ALTER TABLE events SET (autovacuum_vacuum_scale_factor = 0.01);',
        ],
      },
    ]);
  });
});

describe('no-autovacuum-off ignores', () => {
  it('a table that has it again at the end', () => {
    expectSilence(rule, then(`ALTER TABLE orders SET (autovacuum_enabled = false);
UPDATE orders SET total = 0;
ALTER TABLE orders RESET (autovacuum_enabled);`));
  });

  it('tuning', () => {
    expectSilence(rule, then('ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.01);'));
  });

  it('switching it on', () => {
    expectSilence(rule, then('ALTER TABLE orders SET (autovacuum_enabled = true);'));
  });

  it('a temporary table', () => {
    expectSilence(rule, then('CREATE TEMP TABLE scratch (id int) WITH (autovacuum_enabled = false);'));
  });
});
