import { afterAll, beforeAll, expect, it } from 'vitest';

import type { DataType } from '../../src/changes.ts';
import { load } from '../../src/dialects/load.ts';
import { conversion, typeChangeWork } from '../../src/facts/postgres/type-changes.ts';
import { describeOnRealServer } from './real-server.ts';
import type { Session } from './real-server.ts';

const postgres = await load('postgres');

/** Types with values that are hard to keep: the largest, the longest, the most exact. */
const samples: Readonly<Record<string, readonly string[]>> = {
  smallint: ['32767', '-32768'],
  integer: ['2147483647', '-2147483648'],
  bigint: ['9223372036854775807', '-9223372036854775808'],
  real: ['0.1', '3.4e38', '-1.2345678e-37', '123456.7'],
  'double precision': ['0.1', '1e308', '123456789.123456789', '-2.2250738585072014e-308'],
  numeric: ['0.1234567890123456789', '1e40', '-7', 'NaN'],
  'numeric(10, 2)': ['12345678.99', '0.01'],
  'numeric(12, 2)': ['1234567890.99', '0.01'],
  'numeric(12, 4)': ['12345678.9999'],
  'numeric(20)': ['99999999999999999999', '-99999999999999999999'],
  text: ['some text that is rather long', ' ', 'é', ''],
  varchar: ['some text that is rather long', ' ', 'é', ''],
  'varchar(10)': ['ten signs!', ' ', ''],
  'varchar(20)': ['twenty signs in here', ' '],
  'char(10)': ['a', 'ten signs!'],
  'char(20)': ['a', 'twenty signs in here'],
  boolean: ['true', 'false'],
  date: ['2026-02-28', '0044-03-15 BC'],
  'time(3)': ['12:34:56.789'],
  time: ['12:34:56.789012'],
  'timestamp(3)': ['2026-02-28 12:34:56.789'],
  timestamp: ['2026-02-28 12:34:56.789012', '2026-03-29 12:00:00'],
  'timestamptz(3)': ['2026-02-28 12:34:56.789+00'],
  timestamptz: ['2026-02-28 12:34:56.789012+00'],
  'interval(3)': ['-1 year -2 mons +3 days 02:03:04.567'],
  interval: ['1 year 02:03:04.567891'],
  json: ['{"b": 1,  "a": 2, "a": 3}', '"x"'],
  jsonb: ['{"a": 3, "b": 1, "c": 12345}', '"x"'],
  uuid: ['00000000-0000-4000-8000-000000000000'],
  bytea: ['\\x00112233445566778899aabbccddeeff', '\\x'],
  inet: ['2001:db8:1111:2222:3333:4444:5555:6666/64', '192.168.0.1/24', '10.0.0.1'],
  cidr: ['2001:db8:1111:2222:3333:4444:5555:6666/128', '192.168.0.0/24', '10.0.0.1/32'],
  'varbit(4)': ['1010', '1'],
  'varbit(8)': ['10101010', '1'],
};

/** Changes that these values survive and that the facts call lossy all the same, and why. */
const careful: Readonly<Record<string, string>> = {
  'smallint → bytea': 'a cast of PostgreSQL 18 only',
  'integer → bytea': 'a cast of PostgreSQL 18 only',
  'bigint → bytea': 'a cast of PostgreSQL 18 only',
  'time → interval': 'an interval is no time of day any more',
  'time(3) → interval': 'an interval is no time of day any more',
  'time(3) → interval(3)': 'an interval is no time of day any more',
};

const types = Object.keys(samples);

function typeOf(written: string): DataType {
  const [change] = postgres.parse(`ALTER TABLE t ALTER c TYPE ${written}`).statements[0]?.changes ?? [];
  if (change?.kind !== 'alterColumnType') throw new Error(`${written} is no type.`);
  return change.type;
}

describeOnRealServer('changes of a type, from each to each', (server) => {
  let session: Session;
  beforeAll(async () => {
    session = await server().connect();
    // Anywhere but in UTC, where timestamps with and without a zone are the same.
    await session.query("SET TimeZone = 'Europe/Berlin'");
    await session.query(measure);
  });
  afterAll(() => session.end());

  it.each(types)('%s: which rewrite the table', async (from) => {
    const measured = await work(session, from);
    const stated: Record<string, string> = {};
    const seen: Record<string, string> = {};
    for (const to of types) {
      const fact = typeChangeWork(typeOf(from), typeOf(to), false);
      // Some depend on the session, and some the server does only with a USING, which is another question.
      if (fact === 'unknown' || measured[to] === undefined) continue;
      stated[to] = fact;
      seen[to] = measured[to];
    }
    expect(stated).toEqual(seen);
  });

  it.each(types)('%s: which keep every value', async (from) => {
    const stated: Record<string, string> = {};
    const seen: Record<string, string> = {};
    for (const to of types) {
      const fact = conversion(typeOf(from), typeOf(to));
      if (fact === 'unknown' || `${from} → ${to}` in careful) continue;
      stated[to] = fact;
      const kept = await Promise.all((samples[from] ?? []).map((value) => comesBack(session, value, from, to)));
      seen[to] = kept.every(Boolean) ? 'lossless' : 'lossy';
    }
    expect(stated).toEqual(seen);
  });
});

/** What happens to a table with a column of one type when it gets each of the others. */
const measure = `
CREATE FUNCTION measure(source text, targets text[]) RETURNS TABLE (target text, done text) LANGUAGE plpgsql AS $$
DECLARE before oid;
BEGIN
  FOREACH target IN ARRAY targets LOOP
    BEGIN
      EXECUTE format('CREATE TABLE measured (c %s)', source);
      INSERT INTO measured VALUES (NULL);
      before := pg_relation_filenode('measured');
      EXECUTE format('ALTER TABLE measured ALTER c TYPE %s', target);
      done := CASE WHEN pg_relation_filenode('measured') = before THEN 'none' ELSE 'rewrite' END;
      DROP TABLE measured;
      RETURN NEXT;
    EXCEPTION WHEN datatype_mismatch THEN NULL;
    END;
  END LOOP;
END $$`;

async function work(session: Session, from: string): Promise<Record<string, string>> {
  const { rows } = await session.query<{ target: string; done: string }>('SELECT * FROM measure($1, $2)', [from, types]);
  return Object.fromEntries(rows.map(({ target, done }) => [target, done]));
}

/** Whether a value is the same after it was changed to another type and back, as a table would do it. */
async function comesBack(session: Session, value: string, from: string, to: string): Promise<boolean> {
  try {
    const { rows } = await session.query<{ same: boolean }>(
      `WITH v AS (SELECT CAST($1 AS ${from}) AS c) SELECT c::text = c::${to}::${from}::text AS same FROM v`,
      [value],
    );
    return rows[0]?.same === true;
  } catch {
    return false;
  }
}
