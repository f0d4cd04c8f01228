import { describe, expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import { downsOf } from '../../src/down.ts';
import { migrationsOf } from '../migrations-of.ts';

const postgres = await load('postgres');

/** The down of the second of two migrations. */
function downAfter(before: string, up: string) {
  return [...downsOf(migrationsOf({ '0001_init.up.sql': before, '0002_change.up.sql': up }), postgres)].at(-1)?.down;
}

describe('a down that is promised', () => {
  it('gives a trigger back to its table under the name that this has at that moment', () => {
    const before = "CREATE TABLE agents (id int);\nCREATE FUNCTION notify() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';\nCREATE TRIGGER t AFTER INSERT ON public.agents FOR EACH ROW EXECUTE FUNCTION notify();";
    expect(downAfter(before, 'ALTER TABLE agents RENAME TO runners;\nDROP TRIGGER t ON runners;')).toMatchObject({
      pieces: ['CREATE TRIGGER t AFTER INSERT ON runners FOR EACH ROW EXECUTE FUNCTION notify();', 'ALTER TABLE runners RENAME TO agents;'],
      brings: 'everything',
    });
  });

  it('takes a default away before the sequence that it reads, where the column goes later', () => {
    const up = "ALTER TABLE orders ADD COLUMN number bigint;\nCREATE SEQUENCE numbers;\nALTER TABLE orders ALTER number SET DEFAULT nextval('numbers');";
    expect(downAfter('CREATE TABLE orders (id int);', up)).toMatchObject({
      pieces: ['ALTER TABLE orders ALTER COLUMN number DROP DEFAULT;', 'DROP SEQUENCE numbers;', 'ALTER TABLE orders DROP COLUMN number;'],
      brings: 'everything',
    });
  });

  it('gives an heir its own column of an enum back, and not the one that it inherits', () => {
    const before = "CREATE TYPE mood AS ENUM ('sad');\nCREATE TABLE parents (mood mood);\nCREATE TABLE heirs (other mood) INHERITS (parents);";
    expect(downAfter(before, "ALTER TYPE mood ADD VALUE 'happy';")).toMatchObject({
      pieces: [
        "-- Rows that have 'happy' of enum mood stop this; give them another value first.",
        'ALTER TYPE mood RENAME TO mood_old;',
        "CREATE TYPE mood AS ENUM ('sad');",
        'ALTER TABLE parents ALTER COLUMN mood TYPE mood USING mood::text::mood;',
        'ALTER TABLE heirs ALTER COLUMN other TYPE mood USING other::text::mood;',
        'DROP TYPE mood_old;',
      ],
      brings: 'everything',
    });
  });

  it('gives the sequence of a serial column the type back that both had before', () => {
    const up = 'ALTER TABLE orders ALTER id TYPE bigint;\nALTER SEQUENCE orders_id_seq AS bigint;';
    expect(downAfter('CREATE TABLE orders (id serial);', up)).toMatchObject({
      pieces: ['ALTER SEQUENCE orders_id_seq AS integer;', 'ALTER TABLE orders ALTER COLUMN id TYPE integer;'],
      brings: 'everything',
    });
  });

  it('takes tables out of a publication that the up put in', () => {
    const before = 'CREATE TABLE orders (id int);\nCREATE PUBLICATION changes;';
    expect(downAfter(before, 'ALTER PUBLICATION changes ADD TABLE orders;')).toMatchObject({ pieces: ['ALTER PUBLICATION changes DROP TABLE orders;'], brings: 'everything' });
  });

  it('writes DEFAULT NULL where the server notes it', () => {
    const before = 'CREATE TABLE people (id int, name varchar(20) DEFAULT NULL, nick text DEFAULT NULL);';
    expect(downAfter(before, 'ALTER TABLE people DROP COLUMN name;')?.pieces.at(-1)).toBe('ALTER TABLE people ADD COLUMN name varchar(20) DEFAULT NULL;');
    expect(downAfter(before, 'ALTER TABLE people DROP COLUMN nick;')?.pieces.at(-1)).toBe('ALTER TABLE people ADD COLUMN nick text;');
    expect(downAfter(`${before}\nALTER TABLE people ALTER name DROP DEFAULT;`, 'ALTER TABLE people DROP COLUMN name;')?.pieces.at(-1)).toBe('ALTER TABLE people ADD COLUMN name varchar(20);');
  });
});

describe('no promise is made', () => {
  const audit = (body: string) => `CREATE FUNCTION audit(name text) RETURNS void LANGUAGE plpgsql AS $$ DECLARE part text; BEGIN SELECT suffix INTO part FROM suffixes; ${body} END $$;\nCREATE TABLE suffixes (suffix text);`;

  it('for a publication that the up alters in another way', () => {
    expect(downAfter('CREATE TABLE orders (id int);\nCREATE PUBLICATION changes FOR TABLE orders;', 'ALTER PUBLICATION changes DROP TABLE orders;')).toMatchObject({
      pieces: ['-- What the up alters in a publication is not known as it was before; it stays as the up makes it.'],
      brings: 'nothing',
    });
  });

  it('for a function that makes more than what goes with the table that it is called for', () => {
    const before = audit("EXECUTE 'CREATE TABLE ' || name || part || ' (id int)';");
    expect(downAfter(before, "CREATE TABLE orders (id int);\nSELECT audit('orders');")).toMatchObject({
      pieces: ['-- The up calls audit(), which may change the schema; what it did is not undone.', 'DROP TABLE orders;'],
      brings: 'nothing',
    });
  });

  it('but for one that only adds triggers, which go with the table', () => {
    const before = audit("EXECUTE 'CREATE TRIGGER ' || part || ' BEFORE UPDATE ON ' || name || ' EXECUTE FUNCTION touch()';");
    expect(downAfter(before, "CREATE TABLE orders (id int);\nSELECT audit('orders');")).toMatchObject({ pieces: ['DROP TABLE orders;'], brings: 'everything' });
  });

  it('where the model says that the down stops with an error', () => {
    const before = 'CREATE TABLE records (id int, demon text);\nCREATE VIEW list AS SELECT demon FROM records;';
    const up = 'ALTER TABLE records RENAME demon TO old;\nALTER TABLE records ADD COLUMN demon int;\nDROP VIEW list;\nCREATE VIEW list AS SELECT demon FROM records;';
    expect(downAfter(before, up)).toMatchObject({
      brings: 'nothing',
      warnings: ['As it stands, this down stops with an error: it cannot drop column records.demon, which view list reads. It is a draft to finish by hand.'],
    });
  });
});
