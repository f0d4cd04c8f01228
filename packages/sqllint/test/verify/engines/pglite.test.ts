import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Engine, RunnableScript } from '../../../src/verify/engine.ts';
import { openPGlite } from '../../../src/verify/engines/pglite/pglite.ts';

function script(transaction: RunnableScript['transaction'], ...statements: readonly string[]): RunnableScript {
  return { transaction, statements: statements.map((sql) => ({ sql, start: 0, end: sql.length })) };
}

describe('PostgreSQL as WebAssembly', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openPGlite(process.cwd(), new Set(['pg_trgm']), undefined, true);
  }, 60_000);
  afterAll(() => engine.close());

  async function run(...statements: readonly string[]): Promise<void> {
    const { failure } = await engine.run(script('each', ...statements), 'nothing');
    if (failure) throw new Error(failure.error.message);
  }
  const rowsOf = async (table: string): Promise<unknown> => (await engine.rows([table])).get(table)?.rows;

  it('goes back to a state with its rows, its sequences and its tables, as often as it is asked to', async () => {
    await run('CREATE TABLE kept (id serial PRIMARY KEY, note text)', `INSERT INTO kept (note) VALUES ('a'), (NULL)`);
    const state = await engine.keep();
    for (let round = 0; round < 3; round++) {
      await run(`INSERT INTO kept (note) SELECT 'more' FROM generate_series(1, 5000)`, 'UPDATE kept SET note = note', 'CREATE TABLE other (x int)', 'TRUNCATE kept', 'DROP TABLE kept');
      await engine.goBackTo(state);
      expect(await rowsOf('public.kept')).toEqual([['1', 'a'], ['2', null]]);
      expect(await rowsOf('public.other')).toBeUndefined();
    }
    await run(`INSERT INTO kept (note) VALUES ('b')`);
    expect(await rowsOf('public.kept')).toEqual([['1', 'a'], ['2', null], ['3', 'b']]);
  });

  it('keeps two states apart', async () => {
    await run('CREATE TABLE twice (x int)');
    const empty = await engine.keep();
    await run('INSERT INTO twice VALUES (1)');
    const filled = await engine.keep();
    await engine.goBackTo(empty);
    expect(await rowsOf('public.twice')).toEqual([]);
    await run('INSERT INTO twice VALUES (2)');
    await engine.goBackTo(filled);
    expect(await rowsOf('public.twice')).toEqual([['1']]);
  });

  it('goes back from a script that failed in the middle of a transaction', async () => {
    const state = await engine.keep();
    const { failure } = await engine.run(script('one', 'CREATE TABLE half (x int)', 'SELECT nothing FROM half'), 'nothing');
    expect(failure).toEqual({ statement: { sql: 'SELECT nothing FROM half', start: 0, end: 24 }, error: { message: 'column "nothing" does not exist', code: '42703' } });
    expect(await rowsOf('public.half')).toBeUndefined();
    await engine.goBackTo(state);
    await run('CREATE TABLE half (x int)');
  });

  it('reads the rows of a COPY', async () => {
    const state = await engine.keep();
    const copy = (input: string): RunnableScript => ({ transaction: 'one', statements: [{ sql: 'CREATE TABLE places (x int)', start: 0, end: 0 }, { sql: 'COPY places FROM STDIN', input, start: 0, end: 0 }] });
    const { failure } = await engine.run(copy('one\n'), 'locks');
    expect(failure?.error).toMatchObject({ message: 'invalid input syntax for type integer: "one"', code: '22P02' });
    expect(await engine.run(copy('1\n\\N\n'), 'locks')).not.toHaveProperty('failure');
    expect(await rowsOf('public.places')).toEqual([['1'], [null]]);
    await engine.goBackTo(state);
  });

  it('runs what refuses a transaction by itself, and says so where the tool opens one', async () => {
    await run('CREATE TABLE indexed (x int)');
    const statements = ['CREATE INDEX CONCURRENTLY indexed_x ON indexed (x)', 'COMMENT ON TABLE indexed IS $$found$$'];
    const empty = await engine.keep();
    for (const [transaction, refused] of [['unknown', undefined], ['one', 'CREATE INDEX CONCURRENTLY cannot run inside a transaction block']] as const) {
      await engine.goBackTo(empty);
      const { failure, ranOneByOne, refusedTogether } = await engine.run(script(transaction, ...statements), 'nothing');
      expect({ failure, ranOneByOne, refused: refusedTogether?.error.message }).toEqual({ failure: undefined, ranOneByOne: true, refused });
    }
  });

  it('says of what it could not watch that nobody looked', async () => {
    await run('CREATE TABLE watched (x int)');
    const { locks } = await engine.run(script('each', 'CREATE INDEX CONCURRENTLY watched_x ON watched (x)', 'ALTER TABLE watched ADD COLUMN y int'), 'locks');
    expect(locks.map(({ tables, isUnseen }) => ({ tables, isUnseen }))).toEqual([
      { tables: [], isUnseen: true },
      { tables: [{ table: 'public.watched', mode: 'ACCESS EXCLUSIVE', work: 'catalog only' }], isUnseen: undefined },
    ]);
  });

  it('checks deferred constraints when the script commits', async () => {
    await run('CREATE TABLE parent (id int PRIMARY KEY)', 'CREATE TABLE child (parent int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)');
    const { failure } = await engine.run(script('one', 'INSERT INTO child VALUES (7)'), 'nothing');
    expect(failure).toEqual({
      error: {
        message: 'insert or update on table "child" violates foreign key constraint "child_parent_fkey"',
        code: '23503',
        detail: 'Key (parent)=(7) is not present in table "parent".',
      },
    });
  });

  it('tells the locks and the work of every statement', async () => {
    await run('CREATE TABLE locked (id int, note varchar(10))', `INSERT INTO locked VALUES (1, 'a')`);
    const { locks } = await engine.run(script('one', 'ALTER TABLE locked ADD COLUMN more int', 'ALTER TABLE locked ALTER COLUMN id TYPE bigint', 'CREATE INDEX ON locked (note)'), 'locks');
    expect(locks.map(({ statement, tables }) => [statement.sql, tables])).toEqual([
      ['ALTER TABLE locked ADD COLUMN more int', [{ table: 'public.locked', mode: 'ACCESS EXCLUSIVE', work: 'catalog only' }]],
      ['ALTER TABLE locked ALTER COLUMN id TYPE bigint', [{ table: 'public.locked', mode: 'ACCESS EXCLUSIVE', work: 'rewrite' }]],
      ['CREATE INDEX ON locked (note)', [{ table: 'public.locked', mode: 'ACCESS EXCLUSIVE', work: 'index build' }]],
    ]);
  });

  it('knows an extension that PGlite ships once it was asked for, and still does after going back to a state without it', async () => {
    const without = await engine.keep();
    for (let round = 0; round < 2; round++) {
      await run('CREATE EXTENSION pg_trgm', 'CREATE TABLE alike AS SELECT similarity($$word$$, $$words$$) > 0.5 AS x', `CREATE INDEX ON alike USING gin (to_tsvector('english', x::text))`);
      expect(await rowsOf('public.alike')).toEqual([['true']]);
      await engine.goBackTo(without);
      expect((await engine.schema()).has('extension\0\0pg_trgm')).toBe(false);
    }
  });

  it('gives a session that is like a new one to every script', async () => {
    await run('SET search_path = nowhere', 'CREATE TEMP TABLE passing (x int)');
    await run('CREATE TABLE somewhere (x int)');
    expect(await rowsOf('public.somewhere')).toEqual([]);
  });

  it('lets nobody sleep, and shows nothing of that in the schema', async () => {
    const before = await engine.schema();
    const hour = 3600;
    await run(
      `SELECT pg_sleep(${String(hour)})`,
      `SELECT pg_catalog.pg_sleep_for('1 hour')`,
      `SELECT pg_sleep_until(now() + interval '1 hour')`,
      `DO $$ BEGIN FOR round IN 1..60 LOOP PERFORM pg_sleep(60); END LOOP; END $$`,
    );
    expect(await engine.schema()).toEqual(before);
  }, 60_000);

  it('names the parts of a table with names that need quotes', async () => {
    const state = await engine.keep();
    await run(
      'CREATE SCHEMA "Odd.Place"',
      'CREATE TABLE "Odd.Place"."Some Table" (id int PRIMARY KEY, "Mixed" text)',
      'CREATE INDEX "By Mixed" ON "Odd.Place"."Some Table" ("Mixed")',
      'CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
      'CREATE TRIGGER "On Change" AFTER UPDATE ON "Odd.Place"."Some Table" FOR EACH ROW EXECUTE FUNCTION nothing()',
      'CREATE RULE "No Delete" AS ON DELETE TO "Odd.Place"."Some Table" DO INSTEAD NOTHING',
      'CREATE POLICY "All Of It" ON "Odd.Place"."Some Table" USING (true)',
    );
    const parts = [...(await engine.schema()).values()].filter(({ parent }) => parent !== '').map(({ kind, parent, name }) => `${kind} ${name} on ${parent}`);
    await engine.goBackTo(state);
    await engine.forget(state);
    const table = '"Odd.Place"."Some Table"';
    expect(parts.filter((part) => part.endsWith(table)).toSorted()).toEqual(
      ['column Mixed', 'column id', 'constraint Some Table_pkey', 'index By Mixed', 'policy All Of It', 'rule No Delete', 'trigger On Change'].map((part) => `${part} on ${table}`),
    );
  });
});
