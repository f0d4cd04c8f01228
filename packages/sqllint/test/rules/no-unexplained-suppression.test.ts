import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-unexplained-suppression';
const init = 'CREATE TABLE queue (id bigint PRIMARY KEY);';

function reportOn(names: string, comment: string) {
  return {
    message: `This comment switches ${names} off and does not say why, so that nobody can tell later whether it still holds. A reason stands behind \` -- \`.`,
    instead: [comment],
  };
}

describe('no-unexplained-suppression reports', () => {
  it('a comment without a reason, which has its effect all the same', () => {
    const files = { '0001_init.sql': init, '0002_empty.sql': '«-- sqllint-disable-next-statement no-truncate»\nTRUNCATE queue;' };
    expectReports(rule, files, [
      reportOn('`no-truncate`', '-- sqllint-disable-next-statement no-truncate -- why this is safe here'),
    ]);
    expectSilence('no-truncate', { '0001_init.sql': init, '0002_empty.sql': '-- sqllint-disable-next-statement no-truncate\nTRUNCATE queue;' });
  });

  it('once for all rules that it names', () => {
    const files = { '0001_empty.sql': '«/* sqllint-disable-file no-truncate, no-drop-table */»\nTRUNCATE queue;' };
    expectReports(rule, files, [
      reportOn('`no-truncate`, `no-drop-table`', '-- sqllint-disable-file no-truncate, no-drop-table -- why this is safe here'),
    ]);
  });

  it('a reason behind something else than “ -- ”, and writes it there', () => {
    const files = { '0001_empty.sql': '«-- sqllint-disable-file no-truncate: a queue that fills itself»\nTRUNCATE queue;' };
    expectReports(rule, files, [reportOn('`no-truncate`', '-- sqllint-disable-file no-truncate -- a queue that fills itself')]);
  });

  it('dashes with nothing behind them', () => {
    const files = { '0001_empty.sql': '«-- sqllint-disable-file no-truncate --»\nTRUNCATE queue;' };
    expectReports(rule, files, [reportOn('`no-truncate`', '-- sqllint-disable-file no-truncate -- why this is safe here')]);
  });
});

describe('no-unexplained-suppression ignores', () => {
  it('a comment with a reason', () => {
    expectSilence(rule, { '0001_empty.sql': '-- sqllint-disable-file no-truncate -- a queue that fills itself\nTRUNCATE queue;' });
  });

  it('a contract, whose migration is its reason', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_drop.sql': '-- sqllint-contract 0001_init\nDROP TABLE queue;' });
  });

  it('a comment that names no rule and so switches nothing off', () => {
    expectSilence(rule, { '0001_empty.sql': '-- sqllint-disable-file\nTRUNCATE queue;' });
  });
});
