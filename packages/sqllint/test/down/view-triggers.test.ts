import { expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import { downsOf } from '../../src/down.ts';
import { migrationsOf } from '../migrations-of.ts';

const postgres = await load('postgres');

const history = `CREATE TABLE orders (id int);
CREATE VIEW report AS SELECT id FROM orders;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;`;
const trigger = 'CREATE TRIGGER t INSTEAD OF DELETE ON report FOR EACH ROW EXECUTE FUNCTION f();';

it.each([
  ['is dropped where the up made it', history, trigger, ['DROP TRIGGER t ON report;']],
  ['comes back where the up dropped it', `${history}\n${trigger}`, 'DROP TRIGGER t ON report;', [trigger]],
  ['comes back with its view', `${history}\n${trigger}`, 'DROP VIEW report;', ['CREATE VIEW report AS SELECT id FROM orders;', trigger]],
])('the trigger of a view %s', (_title, before, up, pieces) => {
  const set = migrationsOf({ '0001_init.up.sql': before, '0002_change.up.sql': up });
  expect([...downsOf(set, postgres)].at(-1)?.down).toMatchObject({ pieces, brings: 'everything' });
});
