import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Engine } from '../../../src/verify/engine.ts';
import { openPGlite } from '../../../src/verify/engines/pglite/pglite.ts';
import { fill, firstRows, RowNumbers } from '../../../src/verify/seed/fill.ts';
import type { Filled } from '../../../src/verify/seed/fill.ts';

const filled: readonly { readonly what: string; readonly sql: string }[] = [
  { what: 'a partition for some texts', sql: `CREATE TABLE t (id bigint, state text NOT NULL, PRIMARY KEY (id, state)) PARTITION BY LIST (state); CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('open', 'late')` },
  { what: 'a partition for some numbers', sql: 'CREATE TABLE t (id bigint, region integer NOT NULL) PARTITION BY LIST (region); CREATE TABLE t_1 PARTITION OF t FOR VALUES IN (7, 8)' },
  { what: 'a partition for one remainder', sql: 'CREATE TABLE t (id text PRIMARY KEY) PARTITION BY HASH (id); CREATE TABLE t_1 PARTITION OF t FOR VALUES WITH (MODULUS 16, REMAINDER 3)' },
  { what: 'a partition for a month', sql: `CREATE TABLE t (at timestamptz NOT NULL) PARTITION BY RANGE (at); CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM ('2031-01-01') TO ('2031-02-01')` },
  { what: 'a partition for a tenant and a month', sql: `CREATE TABLE t (tenant text, at date) PARTITION BY RANGE (tenant, at); CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM ('m', '2031-01-01') TO ('m', '2031-02-01')` },
  { what: 'a partition for what is computed', sql: 'CREATE TABLE t (at date NOT NULL) PARTITION BY LIST ((extract(year FROM at))); CREATE TABLE t_1 PARTITION OF t FOR VALUES IN (2031)' },
  {
    what: 'a partition of a partition',
    sql: `CREATE TABLE t (k text, at date) PARTITION BY LIST (k); CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('a1') PARTITION BY RANGE (at); CREATE TABLE t_2 PARTITION OF t_1 FOR VALUES FROM ('2031-01-01') TO ('2031-02-01')`,
  },
  { what: 'an exclusion constraint on ranges', sql: 'CREATE TABLE t (during tstzrange NOT NULL, EXCLUDE USING gist (during WITH &&))' },
  { what: 'an exclusion constraint on circles', sql: 'CREATE TABLE t (area circle NOT NULL, EXCLUDE USING gist (area WITH &&))' },
  { what: 'shapes', sql: 'CREATE TABLE t (a box NOT NULL, b line NOT NULL, c lseg NOT NULL, d path NOT NULL, e polygon NOT NULL, f point NOT NULL)' },
  { what: 'rarer types', sql: 'CREATE TABLE t (a int4multirange NOT NULL, b pg_lsn NOT NULL, c xid8 NOT NULL)' },
  { what: 'a composite type', sql: 'CREATE DOMAIN price AS numeric CHECK (VALUE >= 0); CREATE TYPE amount AS (value price, currency char(3)); CREATE TABLE t (a amount NOT NULL)' },
  { what: 'a domain of even numbers', sql: 'CREATE DOMAIN even AS integer CHECK (VALUE % 2 = 0 AND VALUE > 1000); CREATE TABLE t (a even NOT NULL)' },
  { what: 'a domain of keys of some length', sql: 'CREATE DOMAIN hash AS bytea CHECK (octet_length(VALUE) = 32); CREATE TABLE t (a hash NOT NULL)' },
  { what: 'a domain of JSON with a key', sql: `CREATE DOMAIN event AS jsonb CHECK (jsonb_typeof(VALUE) = 'object' AND VALUE ? 'kind'); CREATE TABLE t (a event NOT NULL)` },
  { what: 'a domain of an expression', sql: `CREATE DOMAIN ulid AS char(26) CHECK (VALUE ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'); CREATE TABLE t (a ulid NOT NULL)` },
  { what: 'a condition that asks for one of two columns', sql: 'CREATE TABLE t (a uuid, b uuid, CHECK (num_nonnulls(a, b) = 1))' },
  { what: 'a condition that depends on a kind', sql: `CREATE TABLE t (kind text NOT NULL, a integer, b integer, CHECK ((kind = 'x' AND a > 10 AND b IS NULL) OR (kind = 'y' AND b > 10 AND a IS NULL)))` },
  { what: 'a condition that compares addresses', sql: 'CREATE TABLE t ("start" inet NOT NULL, "end" inet NOT NULL, CHECK ("start" < "end"))' },
  { what: 'two tables that need each other', sql: 'CREATE TABLE t (id uuid PRIMARY KEY, u uuid NOT NULL); CREATE TABLE u (id uuid PRIMARY KEY, t uuid NOT NULL REFERENCES t); ALTER TABLE t ADD FOREIGN KEY (u) REFERENCES u' },
  {
    what: 'two tables with numbers of the database that need each other',
    sql: 'CREATE TABLE t (id serial PRIMARY KEY, u bigint NOT NULL); CREATE TABLE u (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t integer NOT NULL REFERENCES t DEFERRABLE INITIALLY DEFERRED); ALTER TABLE t ADD FOREIGN KEY (u) REFERENCES u',
  },
];

describe('filling tables of PostgreSQL', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openPGlite(process.cwd(), new Set());
  }, 60_000);
  afterAll(() => engine.close());

  async function fillAll(sql: string): Promise<Filled> {
    const start = await engine.keep();
    try {
      const statements = sql.split('; ').map((statement) => ({ sql: statement, start: 0, end: statement.length }));
      const { failure } = await engine.run({ statements, transaction: 'each' }, 'nothing');
      if (failure) throw new Error(failure.error.message);
      return await fill(engine, (await engine.tables()).map((table) => ({ table, styles: firstRows })), new RowNumbers());
    } finally {
      await engine.goBackTo(start);
      await engine.forget(start);
    }
  }

  it.each(filled)('knows values for $what', async ({ sql }) => {
    expect((await fillAll(sql)).unfilled).toEqual([]);
  });

  it('says why a table stays empty', async () => {
    expect(await fillAll('CREATE TABLE t (id integer) PARTITION BY LIST (id)')).toEqual({ rows: 0, unfilled: [{ table: 'public.t', reason: 'No partition of relation "t" found for row.' }] });
    expect(await fillAll('CREATE TABLE t (id integer NOT NULL CHECK (id > 3 AND id < 3))')).toEqual({ rows: 0, unfilled: [{ table: 'public.t', reason: 'New row for relation "t" violates check constraint "t_id_check".' }] });
  });

  it('leaves the counters of tables that need each other where applications expect them', async () => {
    const start = await engine.keep();
    const sql = 'CREATE TABLE t (id serial PRIMARY KEY, u integer NOT NULL); CREATE TABLE u (id serial PRIMARY KEY, t integer NOT NULL REFERENCES t); ALTER TABLE t ADD FOREIGN KEY (u) REFERENCES u';
    await engine.run({ statements: sql.split('; ').map((statement) => ({ sql: statement, start: 0, end: 0 })), transaction: 'each' }, 'nothing');
    await fill(engine, (await engine.tables()).map((table) => ({ table, styles: firstRows })), new RowNumbers());
    expect(await engine.counters()).toEqual([
      { table: 'public.t', column: 'id', next: 2, largest: 1 },
      { table: 'public.u', column: 'id', next: 2, largest: 1 },
    ]);
    await engine.goBackTo(start);
  });
});
