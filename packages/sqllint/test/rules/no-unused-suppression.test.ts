import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-unused-suppression';
const init = 'CREATE TABLE queue (id bigint PRIMARY KEY);';

describe('no-unused-suppression reports', () => {
  it('a rule that has nothing to report in the statement below', () => {
    const files = {
      '0001_init.sql': init,
      '0002_empty.sql': '-- sqllint-disable-next-statement «no-drop-table» -- why\nTRUNCATE queue;\nDROP TABLE queue;',
    };
    expectReports(rule, files, [
      {
        message:
          '`no-drop-table` has nothing to report in the statement below, so this comment has no effect. Delete it, before it hides what a later change brings.',
      },
    ]);
  });

  it('the one of several rules that has nothing to report', () => {
    const files = {
      '0001_init.sql': init,
      '0002_drop.sql': '-- sqllint-disable-next-statement no-drop-table, «no-truncate» -- why\nDROP TABLE queue;',
    };
    expectReports(rule, files, [
      {
        message:
          '`no-truncate` has nothing to report in the statement below, so this comment has no effect. Take `no-truncate` out of it, before it hides what a later change brings.',
      },
    ]);
  });

  it('a rule that has nothing to report in the whole file', () => {
    const files = { '0001_init.sql': `-- sqllint-disable-file «no-truncate» -- why\n${init}` };
    expectReports(rule, files, [
      {
        message:
          '`no-truncate` has nothing to report in this file, so this comment has no effect. Delete it, before it hides what a later change brings.',
      },
    ]);
  });

  it('a comment behind the last statement', () => {
    const files = { '0001_init.sql': init, '0002_drop.sql': 'DROP TABLE queue;\n-- sqllint-disable-next-statement «no-drop-table» -- why' };
    expectReports(rule, files, [
      {
        message:
          'No statement of this script follows this comment, so it has no effect. Put it above the statement that `no-drop-table` reports, or delete it.',
      },
    ]);
  });

  it('a rule that there is not, with the nearest', () => {
    const files = { '0001_init.sql': init, '0002_drop.sql': '-- sqllint-disable-file «no-drop-tables», «delivery/no-truncate», «squawk» -- why\nDROP TABLE queue;' };
    expectReports(rule, files, [
      { message: 'There is no rule `no-drop-tables`, so this comment switches nothing off. Did you mean `no-drop-table`?' },
      { message: 'There is no rule `delivery/no-truncate`, so this comment switches nothing off. Did you mean `no-truncate`?' },
      { message: 'There is no rule `squawk`, so this comment switches nothing off. The names stand behind each finding.' },
    ]);
  });

  it('a comment that names no rule', () => {
    const files = { '0001_init.sql': `«-- sqllint-disable-file -- legacy»\n${init}` };
    expectReports(rule, files, [
      {
        message: 'This comment names no rule, so it has no effect: what is switched off has a name.',
        instead: ['-- sqllint-disable-file no-drop-table -- why this is safe here'],
      },
    ]);
  });

  it('a word that there is not, with the nearest', () => {
    const files = { '0001_init.sql': `«-- sqllint-disable-next-line no-truncate -- why»\n${init}\n«-- sqllint-contracts 0001_init»\n«-- sqllint-off»` };
    expectReports(rule, files, [
      {
        message:
          '`sqllint-disable-next-line` is no word that sqllint knows, so this comment has no effect. Did you mean `sqllint-disable-next-statement`?',
      },
      { message: '`sqllint-contracts` is no word that sqllint knows, so this comment has no effect. Did you mean `sqllint-contract`?' },
      {
        message:
          '`sqllint-off` is no word that sqllint knows, so this comment has no effect. The words are sqllint-disable-next-statement, sqllint-disable-file, sqllint-contract.',
      },
    ]);
  });
});

describe('no-unused-suppression ignores', () => {
  it('a comment that has an effect', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_drop.sql': '-- sqllint-disable-next-statement no-drop-table -- why\nDROP TABLE queue;' });
  });

  it('a rule that is off, and would report something', () => {
    const files = { '0001_init.sql': init, '0002_drop.sql': '-- sqllint-disable-file no-drop-table -- why\nDROP TABLE queue;' };
    expectSilence(rule, files, { rules: { 'no-drop-table': 'off' } });
  });

  it('a down that its own comment is about', () => {
    const files = {
      '0001_init.up.sql': init,
      '0001_init.down.sql': '-- sqllint-disable-file down-fails -- why\nDROP TABLE queue;\nDROP TABLE queue;',
    };
    expectSilence(rule, files);
  });

  it('a mention of the words in the middle of a comment', () => {
    expectSilence(rule, { '0001_init.sql': `-- see docs/suppressions.md about sqllint-disable-file\n${init}` });
  });
});
