import { describe, expect, it } from 'vitest';

import { expectSilence, lint } from './migrations-of.ts';

const createIndex = `CREATE FUNCTION create_index(t text, i text, c text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE n int;
BEGIN
  SELECT count(*) INTO n FROM pg_indexes WHERE schemaname = 'public' AND tablename = lower(t) AND indexname = lower(i);
  IF n = 0 THEN
    EXECUTE 'CREATE INDEX ' || i || ' ON "' || t || '"(' || c || ')';
  END IF;
END;
$$;`;

/** A history whose first migration defines the function and a table; then one more migration. */
const then = (up: string, down: string) => ({
  '0001_init.up.sql': `${createIndex}\nCREATE TABLE orders (id int, note text);\nCREATE INDEX orders_note ON orders (note);`,
  '0001_init.down.sql': 'DROP TABLE orders;\nDROP FUNCTION create_index(text, text, text);',
  '0002_change.up.sql': up,
  '0002_change.down.sql': down,
});

const said = (up: string, down: string): string[] => {
  const { migrations } = lint(then(up, down));
  return migrations.flatMap(({ findings }) => findings).filter(({ rule }) => rule.startsWith('down-')).map(({ message }) => message);
};

/** A down that does something, and leaves everything as it is. */
const idle = 'ALTER TABLE orders ADD z int;\nALTER TABLE orders DROP z;';
const isLeft = 'This down does not bring back the schema from before the up: index idx_id is left over.';

describe('a call of a function that an earlier migration defines', () => {
  it('does what the function does', () => {
    expect(said("SELECT create_index('orders', 'IDX_ID', 'id');", idle)).toEqual([isLeft]);
    expect(said("SELECT create_index('orders', 'idx_id', 'id');", 'DROP INDEX idx_id;')).toEqual([]);
  });

  it('may name its arguments', () => {
    expect(said("SELECT create_index(c => 'id', t => 'orders', i => 'idx_id');", idle)).toEqual([isLeft]);
  });

  it('may stand in a block', () => {
    expect(said("DO $$ BEGIN PERFORM create_index('orders', 'idx_id', 'id'); END $$;", idle)).toEqual([isLeft]);
  });

  it('may be made by another function, with what that one was given', () => {
    const index = "CREATE FUNCTION index_id(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE create_index(t, 'idx_' || 'id', 'id'); END $$;";
    expect(said(`${index}\nSELECT index_id('orders');`, 'DROP FUNCTION index_id(text);')).toEqual([isLeft]);
  });

  it('does nothing where the index is there already', () => {
    expect(said("SELECT create_index('orders', 'orders_note', 'note'); ALTER TABLE orders ADD a int;", 'ALTER TABLE orders DROP a;')).toEqual([]);
  });

  it('leaves everything in doubt with arguments that are not known', () => {
    expect(said("SELECT create_index('orders', 'idx_' || random()::text, 'id');", idle)).toEqual([]);
    expect(said("SELECT create_index(name, 'idx', 'id') FROM tables;", idle)).toEqual([]);
  });
});

describe('EXECUTE of what a function returns', () => {
  const notAnalysed = (up: string): string[] => lint(then(up, idle)).migrations.flatMap((migration) => migration.notAnalysed.map(({ reason }) => reason));

  it('is told when the function is none of the history', () => {
    expect(notAnalysed('DO $$ BEGIN EXECUTE next_statement(); END $$;')).toEqual([
      'This block runs the SQL that next_statement() returns, which only the server knows.',
    ]);
  });

  it('puts in doubt what the down leaves behind', () => {
    expect(said('CREATE INDEX idx_id ON orders (id);\nDO $$ BEGIN EXECUTE next_statement(); END $$;', idle)).toEqual([]);
  });

  it('is followed when the function does its work itself', () => {
    expect(notAnalysed("DO $$ BEGIN EXECUTE create_index('orders', 'idx_id', 'id'); END $$;")).toEqual([]);
  });
});

describe('a condition on the catalog', () => {
  const guarded = (condition: string, statement: string): string => `DO $$ BEGIN IF ${condition} THEN ${statement} END IF; END $$;`;

  it('is decided by what the history made', () => {
    const drop = guarded("EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'orders_note')", 'DROP INDEX orders_note;');
    expect(said(drop, idle)).toEqual(['This down does not bring back the schema from before the up: index orders_note is missing.']);
    const add = guarded("NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'orders' AND column_name = 'a')", 'ALTER TABLE orders ADD a int;');
    expect(said(add, 'ALTER TABLE orders DROP a;')).toEqual([]);
    expect(said(add, idle)).toEqual(['This down does not bring back the schema from before the up: column orders.a is left over.']);
  });

  it('is decided once for all statements of its branches', () => {
    const swap = `DO $$ BEGIN
      IF EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'orders_note') THEN DROP INDEX orders_note; CREATE INDEX orders_id ON orders (id);
      ELSE CREATE INDEX orders_note ON orders (note); END IF;
    END $$;`;
    expect(said(swap, idle)).toEqual([
      'This down does not bring back the schema from before the up: index orders_note is missing; index orders_id is left over.',
    ]);
  });

  it('is in doubt about what no migration made', () => {
    const drop = guarded("EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'legacy_idx')", 'DROP INDEX legacy_idx;');
    expectSilence('down-does-not-restore', then(drop, idle));
  });
});
