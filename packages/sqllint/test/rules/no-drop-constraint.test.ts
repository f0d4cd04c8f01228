import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-constraint';
const init = 'CREATE TABLE orders (id bigint PRIMARY KEY, total int, code text, CONSTRAINT positive CHECK (total > 0), CONSTRAINT coded CHECK (code IS NOT NULL));';

describe('no-drop-constraint reports', () => {
  it('a constraint that the history knows', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': '«ALTER TABLE orders DROP CONSTRAINT positive»;' }, [
      {
        message: 'Without constraint `positive` of `orders` rows may come in that violate it: from then on no down can add it again.',
        instead: ['-- Keep it until no rollback needs it. In a later release:', 'ALTER TABLE orders DROP CONSTRAINT positive;', '-- and in its down, where new rows are checked and old ones are looked through later:', 'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);'],
      },
    ]);
  });

  it('one that no migration created', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': '«ALTER TABLE lines DROP CONSTRAINT IF EXISTS has_order»;' }, [
      {
        message: 'Without constraint `has_order` of `lines` rows may come in that violate it: from then on no down can add it again.',
        instead: ['-- Keep it until no rollback needs it. In a later release:', 'ALTER TABLE lines DROP CONSTRAINT has_order;'],
      },
    ]);
  });
});

describe('no-drop-constraint reports, though something is added', () => {
  it.each([
    ['a CHECK of another column', "ALTER TABLE orders ADD CONSTRAINT short CHECK (code < 'x') NOT VALID;"],
    ['another kind of constraint', 'ALTER TABLE orders ADD CONSTRAINT once UNIQUE (total);'],
  ])('%s', (_title, sql) => {
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': `${sql}\n«ALTER TABLE orders DROP CONSTRAINT positive»;` }, [
      {
        message: 'Without constraint `positive` of `orders` rows may come in that violate it: from then on no down can add it again.',
        instead: ['-- Keep it until no rollback needs it. In a later release:', 'ALTER TABLE orders DROP CONSTRAINT positive;', '-- and in its down, where new rows are checked and old ones are looked through later:', 'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);'],
      },
    ]);
  });

  it('a CHECK of the column that takes over the old name of its own', () => {
    const renamed = "ALTER TABLE orders RENAME COLUMN total TO amount;\nALTER TABLE orders RENAME COLUMN code TO total;\nALTER TABLE orders ADD CONSTRAINT short CHECK (total < 'x') NOT VALID;";
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': `«ALTER TABLE orders DROP CONSTRAINT positive»;\n${renamed}` }, [
      {
        message: 'Without constraint `positive` of `orders` rows may come in that violate it: from then on no down can add it again.',
        instead: ['-- Keep it until no rollback needs it. In a later release:', 'ALTER TABLE orders DROP CONSTRAINT positive;', '-- and in its down, where new rows are checked and old ones are looked through later:', 'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);'],
      },
    ]);
  });

  it('a constraint of a domain', () => {
    expectReports(rule, { '0001_change.sql': '«ALTER DOMAIN shop.email DROP CONSTRAINT has_at»;' }, [
      {
        message: 'Without constraint `has_at` of domain `shop.email` values may come in that violate it, wherever the domain is used: from then on no down can add it again.',
        instead: ['-- Keep it until no rollback needs it. In a later release:', 'ALTER DOMAIN shop.email DROP CONSTRAINT has_at;'],
      },
    ]);
  });
});

describe('no-drop-constraint ignores', () => {
  it.each([
    ['one that another takes the place of', 'ALTER TABLE orders DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;'],
    ['one that another took the place of', 'ALTER TABLE orders ADD CONSTRAINT sane CHECK (total >= 0) NOT VALID;\nALTER TABLE orders DROP CONSTRAINT positive;'],
    ['one that comes back once its table and column are renamed', 'ALTER TABLE orders DROP CONSTRAINT positive;\nALTER TABLE orders RENAME TO purchases;\nALTER TABLE purchases RENAME COLUMN total TO amount;\nALTER TABLE purchases ADD CONSTRAINT above_zero CHECK (amount > 0);'],
    ['one whose column goes', 'ALTER TABLE orders DROP CONSTRAINT positive;\nALTER TABLE orders DROP COLUMN total;'],
    ['the primary key, which is for no-replica-identity-loss', 'ALTER TABLE orders DROP CONSTRAINT orders_pkey;'],
    ['the proof of a NOT NULL', 'ALTER TABLE orders ALTER COLUMN code SET NOT NULL;\nALTER TABLE orders DROP CONSTRAINT coded;'],
    ['one of the same migration', 'ALTER TABLE orders ADD CONSTRAINT a CHECK (total < 9) NOT VALID;\nALTER TABLE orders DROP CONSTRAINT a;'],
    ['one that is known not to be there', 'ALTER TABLE orders DROP CONSTRAINT IF EXISTS never;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_change.sql': sql });
  });
});
