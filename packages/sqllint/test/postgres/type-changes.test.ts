import { afterAll, beforeAll, expect, it } from 'vitest';

import type { DataType } from '../../src/changes.ts';
import { load } from '../../src/dialects/load.ts';
import { conversion, typeChangeWork } from '../../src/facts/postgres/type-changes.ts';
import { describeOnRealServer } from './real-server.ts';
import type { Session } from './real-server.ts';
import { typeSamples } from './type-samples.mjs';

const postgres = await load('postgres');

/** Changes that these values survive and that the facts call lossy all the same, and why. */
const careful: Readonly<Record<string, string>> = {
  'smallint → bytea': 'a cast of PostgreSQL 18 only',
  'integer → bytea': 'a cast of PostgreSQL 18 only',
  'bigint → bytea': 'a cast of PostgreSQL 18 only',
  'time → interval': 'an interval is no time of day any more',
  'time(3) → interval': 'an interval is no time of day any more',
  'time(3) → interval(3)': 'an interval is no time of day any more',
};

const types = Object.keys(typeSamples);

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

  it('the time zone decides about timestamps: in UTC their rows stay as they are', async () => {
    const changes: readonly (readonly [from: string, to: string])[] = types.flatMap((from) => types.map((to) => [from, to] as const));
    const undecided = changes.filter(([from, to]) => typeChangeWork(typeOf(from), typeOf(to), false) === 'unknown');
    expect(undecided).toHaveLength(4);
    await session.query("SET TimeZone = 'UTC'");
    for (const [from, to] of undecided) expect(await work(session, from)).toHaveProperty([to], 'none');
    await session.query("SET TimeZone = 'Europe/Berlin'");
  });

  it.each(types)('%s: which keep every value', async (from) => {
    const stated: Record<string, string> = {};
    const seen: Record<string, string> = {};
    for (const to of types) {
      const fact = conversion(typeOf(from), typeOf(to));
      if (fact === 'unknown' || `${from} → ${to}` in careful) continue;
      stated[to] = fact;
      const kept = await Promise.all((typeSamples[from] ?? []).map((value) => comesBack(session, value, from, to)));
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
