import { describe, expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import { downsOf } from '../../src/down.ts';
import type { WrittenDown } from '../../src/down.ts';
import { migrationsOf } from '../migrations-of.ts';

const postgres = await load('postgres');

const history = `CREATE TABLE orders (id int, note text);
COMMENT ON TABLE orders IS 'what was ordered';
COMMENT ON COLUMN orders.note IS 'the customer''s';
GRANT SELECT, UPDATE (note) ON orders TO reader;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;`;

/** The down of an up on top of the history. */
function downOf(up: string): WrittenDown | undefined {
  const set = migrationsOf({ '0001_init.up.sql': history, '0002_change.up.sql': up });
  return [...downsOf(set, postgres)].at(-1)?.down;
}

describe('comments and privileges', () => {
  it.each([
    ['another comment', "COMMENT ON TABLE orders IS 'x';", "COMMENT ON TABLE orders IS 'what was ordered';\n"],
    ['no comment any more', 'COMMENT ON COLUMN orders.note IS NULL;', "COMMENT ON COLUMN orders.note IS 'the customer''s';\n"],
    ['a first comment', "COMMENT ON COLUMN orders.id IS 'x';", 'COMMENT ON COLUMN orders.id IS NULL;\n'],
    ['a privilege', 'GRANT INSERT ON orders TO writer;', 'REVOKE INSERT ON orders FROM writer;\n'],
    ['a privilege with the option to grant it', 'GRANT EXECUTE ON FUNCTION f() TO writer WITH GRANT OPTION;', 'REVOKE EXECUTE ON FUNCTION f() FROM writer;\n'],
    ['a privilege that was granted already', 'GRANT SELECT ON orders TO reader;', ''],
    ['a privilege that is taken away', 'REVOKE SELECT ON orders FROM reader;', 'GRANT SELECT ON orders TO reader;\n'],
    ['a table of its own', "CREATE TABLE a (id int); COMMENT ON TABLE a IS 'x'; COMMENT ON COLUMN a.id IS 'y'; GRANT ALL ON a TO reader;", 'DROP TABLE a;\n'],
    ['a column of its own', "ALTER TABLE orders ADD a int; COMMENT ON COLUMN orders.a IS 'y';", 'ALTER TABLE orders DROP COLUMN a;\n'],
    ['another comment under another name', "ALTER TABLE orders RENAME TO purchases; COMMENT ON TABLE purchases IS 'x';", "COMMENT ON TABLE purchases IS 'what was ordered';\nALTER TABLE purchases RENAME TO orders;\n"],
    ['another comment on a column under another name', "ALTER TABLE orders RENAME note TO remark; COMMENT ON COLUMN orders.remark IS 'x';", "COMMENT ON COLUMN orders.remark IS 'the customer''s';\nALTER TABLE orders RENAME COLUMN remark TO note;\n"],
    ['a table under another name', 'ALTER TABLE orders RENAME TO purchases;', 'ALTER TABLE purchases RENAME TO orders;\n'],
  ])('are as they were after %s', (_title, up, text) => {
    expect(downOf(up)).toMatchObject({ text, brings: 'everything', warnings: [] });
  });

  it('come back with a column', () => {
    expect(downOf('ALTER TABLE orders DROP COLUMN note;')?.pieces.at(-1)).toBe("COMMENT ON COLUMN orders.note IS 'the customer''s';");
  });

  it('come back with a table', () => {
    expect(downOf('DROP TABLE orders;')?.pieces.slice(-4)).toEqual([
      "COMMENT ON TABLE orders IS 'what was ordered';",
      "COMMENT ON COLUMN orders.note IS 'the customer''s';",
      'GRANT SELECT ON orders TO reader;',
      'GRANT UPDATE (note) ON orders TO reader;',
    ]);
  });

  it.each([
    ['what no migration granted is revoked', 'REVOKE ALL ON orders FROM somebody;', 'The up revokes privileges; what was there before is not known, and not brought back.'],
    ['some had been granted before', 'GRANT SELECT, INSERT ON orders TO reader;', 'The up grants privileges; what was there before is not known, and not brought back.'],
    ['it depends', "DO $$ BEGIN IF random() > 1 THEN GRANT INSERT ON orders TO writer; END IF; END $$;", 'The up grants privileges; what was there before is not known, and not brought back.'],
  ])('are said not to come back where %s', (_title, up, warning) => {
    expect(downOf(up)).toMatchObject({ text: `-- ${warning}\n`, warnings: [warning] });
  });
});
