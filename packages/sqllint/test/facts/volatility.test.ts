import { describe, expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import { unknownFunctionIn, volatileFunctionIn } from '../../src/facts/postgres/volatility.ts';
import { apply } from '../../src/schema/apply.ts';
import { Schema } from '../../src/schema/schema.ts';

const postgres = await load('postgres');

/** The volatile function in a default, after a history; or another one that is asked for. */
function volatileIn(expression: string, history = '', find = volatileFunctionIn): string | undefined {
  const schema = new Schema();
  for (const { changes } of postgres.parse(history).statements) for (const change of changes) apply(schema, change);
  const [change] = postgres.parse(`ALTER TABLE t ALTER c SET DEFAULT ${expression}`).statements[0]?.changes ?? [];
  if (change?.kind !== 'setDefault') throw new Error(`${expression} is no default.`);
  return find(change.default, schema);
}

describe('a default is computed for every row', () => {
  it.each([
    ['random()', 'random'],
    ['gen_random_uuid()', 'gen_random_uuid'],
    ['public.uuid_generate_v4()', 'uuid_generate_v4'],
    ["nextval('s')", 'nextval'],
    ["upper(substr(md5(random()::text), 1, 5)) || 'x'", 'random'],
    ['clock_timestamp()', 'clock_timestamp'],
  ])('by %s', (expression, name) => {
    expect(volatileIn(expression)).toBe(name);
  });

  it('by a function of the history that does not say otherwise', () => {
    expect(volatileIn('f()', 'CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$')).toBe('f');
  });
});

describe('a default is computed once', () => {
  it.each([
    ["'constant'"],
    ['now()'],
    ['CURRENT_TIMESTAMP'],
    ["lower('X')"],
    ['unknown_function()'],
  ])('from %s', (expression) => {
    expect(volatileIn(expression)).toBeUndefined();
  });

  it.each(['IMMUTABLE', 'STABLE'])('by a function of the history that says %s', (volatility) => {
    const history = `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql ${volatility} AS $$ BEGIN RETURN 1; END $$`;
    expect(volatileIn('f()', history)).toBeUndefined();
  });
});

describe('of a function in a default nobody knows how it is declared', () => {
  it('when neither the server nor the history defines it', () => {
    expect(volatileIn("upper(make_code('x'))", '', unknownFunctionIn)).toBe('make_code');
  });

  it.each([
    ['a built-in function', "upper('x')", ''],
    ['a volatile one, of which it is known', 'gen_random_uuid()', ''],
    ['one of PostGIS', 'ST_MakePoint(0, 0)', ''],
    ['one of the history', 'f()', 'CREATE FUNCTION f() RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$'],
  ])('but not of %s', (_title, expression, history) => {
    expect(volatileIn(expression, history, unknownFunctionIn)).toBeUndefined();
  });
});
