import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-constraint';
const on = { rules: { [rule]: 'warn' } } as const;
const init = 'CREATE TABLE orders (id bigint PRIMARY KEY, total int, code text, CONSTRAINT positive CHECK (total > 0), CONSTRAINT coded CHECK (code IS NOT NULL));';

describe('no-drop-constraint reports', () => {
  it('a constraint that the history knows', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': '«ALTER TABLE orders DROP CONSTRAINT positive»;' }, [
      {
        message: 'Without constraint `positive` of `orders` rows may come in that violate it: from then on no down can add it again.',
        instead: ['-- Keep it until no rollback needs it. In a later release:', 'ALTER TABLE orders DROP CONSTRAINT positive;', '-- and in its down, where new rows are checked and old ones are looked through later:', 'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);'],
      },
    ], on);
  });

  it('one that no migration created', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': '«ALTER TABLE lines DROP CONSTRAINT IF EXISTS has_order»;' }, [
      {
        message: 'Without constraint `has_order` of `lines` rows may come in that violate it: from then on no down can add it again.',
        instead: ['-- Keep it until no rollback needs it. In a later release:', 'ALTER TABLE lines DROP CONSTRAINT has_order;'],
      },
    ], on);
  });
});

describe('no-drop-constraint ignores', () => {
  it.each([
    ['one that another takes the place of', 'ALTER TABLE orders DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;'],
    ['the proof of a NOT NULL', 'ALTER TABLE orders ALTER COLUMN code SET NOT NULL;\nALTER TABLE orders DROP CONSTRAINT coded;'],
    ['one of the same migration', 'ALTER TABLE orders ADD CONSTRAINT a CHECK (total < 9) NOT VALID;\nALTER TABLE orders DROP CONSTRAINT a;'],
    ['one that is known not to be there', 'ALTER TABLE orders DROP CONSTRAINT IF EXISTS never;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_change.sql': sql }, on);
  });

  it('everything, unless it is switched on', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_change.sql': 'ALTER TABLE orders DROP CONSTRAINT positive;' });
  });
});
