import { beforeAll, expect, it } from 'vitest';

import { describeOnRealServer } from './real-server.ts';
import type { Session } from './real-server.ts';

/** Facts that messages of rules state and that are no matter of locks. */
describeOnRealServer('what rules say of PostgreSQL', (server) => {
  let session: Session;

  beforeAll(async () => {
    session = await server().connect();
    return () => session.end();
  });

  /** Runs statements in a transaction that is taken back, and gives the rows of the last one. */
  async function run<Row>(...statements: readonly string[]): Promise<Row[]> {
    await session.query('BEGIN');
    try {
      let rows: Row[] = [];
      for (const statement of statements) ({ rows } = await session.query<Row>(statement));
      return rows;
    } finally {
      await session.query('ROLLBACK');
    }
  }

  it('no-new-enum-value-use: a value cannot be used in the transaction that adds it', async () => {
    await session.query("CREATE TYPE mood AS ENUM ('sad')");
    await expect(run("ALTER TYPE mood ADD VALUE 'calm'", "SELECT 'calm'::mood")).rejects.toThrow(/unsafe use of new value "calm"/u);
  });

  it('no-new-enum-value-use: from 17 on it can if the type is as new', async () => {
    const attempt = run("CREATE TYPE colour AS ENUM ('red')", "ALTER TYPE colour ADD VALUE 'blue'", "SELECT 'blue'::colour AS colour");
    if (server().version >= 17) expect(await attempt).toEqual([{ colour: 'blue' }]);
    else await expect(attempt).rejects.toThrow(/unsafe use/u);
  });

  it('no-drop-column-side-effects: constraints and indexes of several columns go with one of them', async () => {
    const left = await run(
      'CREATE TABLE o (id int PRIMARY KEY, a int, b int, c int, UNIQUE (a, b), CHECK (a > 0 OR b > 0))',
      'CREATE INDEX ON o (c) WHERE a > 0',
      'ALTER TABLE o DROP COLUMN a',
      `SELECT conname AS name FROM pg_constraint WHERE conrelid = 'o'::regclass AND contype <> 'n'
       UNION SELECT relname FROM pg_index JOIN pg_class ON oid = indexrelid WHERE indrelid = 'o'::regclass`,
    );
    expect(left).toEqual([{ name: 'o_pkey' }]);
  });

  it('no-drop-cascade: a function takes its triggers along', async () => {
    const left = await run(
      'CREATE TABLE o (id int)',
      'CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
      'CREATE TRIGGER o_touch BEFORE UPDATE ON o FOR EACH ROW EXECUTE FUNCTION touch()',
      'DROP FUNCTION touch() CASCADE',
      "SELECT tgname FROM pg_trigger WHERE tgrelid = 'o'::regclass",
    );
    expect(left).toEqual([]);
  });

  it('no-drop-type: columns go with their type', async () => {
    const left = await run(
      "CREATE TYPE m AS ENUM ('a')",
      'CREATE TABLE o (id int, m m, ms m[])',
      'DROP TYPE m CASCADE',
      "SELECT attname FROM pg_attribute WHERE attrelid = 'o'::regclass AND attnum > 0 AND NOT attisdropped",
    );
    expect(left).toEqual([{ attname: 'id' }]);
  });

  it('no-drop-sequence: with CASCADE only the default of the column goes', async () => {
    const left = await run(
      'CREATE TABLE o (id serial)',
      'DROP SEQUENCE o_id_seq CASCADE',
      "SELECT attname, atthasdef FROM pg_attribute WHERE attrelid = 'o'::regclass AND attnum > 0",
    );
    expect(left).toEqual([{ attname: 'id', atthasdef: false }]);
  });

  it('no-nested-transaction: a COMMIT ends the outer transaction, and what follows is not undone', async () => {
    await session.query('BEGIN');
    await session.query('BEGIN');
    await session.query('CREATE TABLE committed (id int)');
    await session.query('COMMIT');
    await session.query('CREATE TABLE behind (id int)');
    await session.query('ROLLBACK');
    const { rows } = await session.query("SELECT to_regclass('committed') AS committed, to_regclass('behind') AS behind");
    expect(rows).toEqual([{ committed: 'committed', behind: 'behind' }]);
  });

  it('no-replica-identity-loss: a published table without a key takes no update', async () => {
    const attempt = run(
      'CREATE TABLE o (id int PRIMARY KEY)',
      'CREATE PUBLICATION p FOR TABLE o',
      'ALTER TABLE o DROP CONSTRAINT o_pkey',
      'INSERT INTO o VALUES (1)',
      'UPDATE o SET id = 2',
    );
    await expect(attempt).rejects.toThrow(/does not have a replica identity/u);
  });

  it('no-disabled-triggers: what was written while foreign keys were off is never checked', async () => {
    const rows = await run(
      'CREATE TABLE a (id int PRIMARY KEY)',
      'CREATE TABLE b (a_id int REFERENCES a)',
      'ALTER TABLE b DISABLE TRIGGER ALL',
      'INSERT INTO b VALUES (1)',
      'ALTER TABLE b ENABLE TRIGGER ALL',
      'SELECT a_id FROM b',
    );
    expect(rows).toEqual([{ a_id: 1 }]);
  });

  it('no-identifier-too-long: whole characters are kept, up to 63 bytes', async () => {
    const rows = await run(
      'CREATE TABLE "Überschlägige_Größenänderungsaufträge_für_Außendienstmitarbeiter" (id int)',
      "SELECT relname FROM pg_class WHERE relname LIKE 'Überschl%'",
    );
    expect(rows).toEqual([{ relname: 'Überschlägige_Größenänderungsaufträge_für_Außendienstmi' }]);
  });

  it('no-required-column: an insert that leaves it out is refused', async () => {
    const attempt = run('CREATE TABLE o (id int)', 'ALTER TABLE o ADD COLUMN c text NOT NULL', 'INSERT INTO o (id) VALUES (1)');
    await expect(attempt).rejects.toThrow(/null value in column "c"/u);
  });

  it('no-rename-object: a renamed sequence still feeds its column, a renamed function its trigger', async () => {
    const rows = await run(
      'CREATE TABLE o (id serial, n int)',
      'CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.n := 7; RETURN NEW; END $$',
      'CREATE TRIGGER o_touch BEFORE INSERT ON o FOR EACH ROW EXECUTE FUNCTION touch()',
      'ALTER SEQUENCE o_id_seq RENAME TO numbers',
      'ALTER FUNCTION touch() RENAME TO fill',
      'INSERT INTO o DEFAULT VALUES RETURNING id, n',
    );
    expect(rows).toEqual([{ id: 1, n: 7 }]);
  });

  it('no-constraint-on-old-code: NOT VALID checks new rows at once', async () => {
    const attempt = run('CREATE TABLE o (id int)', 'ALTER TABLE o ADD CONSTRAINT p CHECK (id > 0) NOT VALID', 'INSERT INTO o VALUES (0)');
    await expect(attempt).rejects.toThrow(/violates check constraint "p"/u);
  });

  it('no-json-column: rows with a json column cannot be compared', async () => {
    await expect(run('CREATE TABLE j (id int, data json)', 'SELECT DISTINCT j.* FROM j')).rejects.toThrow(/could not identify an equality operator for type json/u);
    expect(await run('CREATE TABLE j (id int, data jsonb)', 'SELECT DISTINCT j.* FROM j')).toEqual([]);
  });

  it('no-default-removal: without its identity a column stays NOT NULL', async () => {
    const drop = ['CREATE TABLE i (id int GENERATED ALWAYS AS IDENTITY, n int)', 'ALTER TABLE i ALTER COLUMN id DROP IDENTITY', 'INSERT INTO i (n) VALUES (1)'];
    await expect(run(...drop)).rejects.toThrow(/null value in column "id"/u);
  });

  it('no-sequence-restart: no rollback takes a setval back', async () => {
    await session.query('CREATE SEQUENCE counted');
    await run("SELECT nextval('counted')", "SELECT setval('counted', 500)");
    expect((await session.query('SELECT last_value::int AS last FROM counted')).rows).toEqual([{ last: 500 }]);
  });

  it('no-nested-transaction: a BEGIN within a transaction is a warning, and so is a COMMIT without one', async () => {
    await session.query('BEGIN');
    await session.query('BEGIN');
    await session.query('COMMIT');
    await session.query('COMMIT');
    const { rows } = await session.query('SELECT txid_current_if_assigned() IS NULL AS none');
    expect(rows).toEqual([{ none: true }]);
  });

  it('segments: a query of several statements is one transaction', async () => {
    const attempt = session.query('CREATE TABLE together (id int); CREATE INDEX CONCURRENTLY ON together (id)');
    await expect(attempt).rejects.toThrow(/cannot run inside a transaction block|cannot be executed from/u);
    expect((await session.query("SELECT to_regclass('together') AS found")).rows).toEqual([{ found: null }]);
  });

  it('segments: SET LOCAL holds in a query of several statements, and no longer', async () => {
    await session.query("CREATE TABLE seen (timeout text); SET LOCAL lock_timeout = '3s'; INSERT INTO seen SELECT current_setting('lock_timeout')");
    expect((await session.query("SELECT timeout, current_setting('lock_timeout') AS later FROM seen")).rows).toEqual([{ timeout: '3s', later: '0' }]);
  });

  it('segments: BEGIN in such a query takes in the statements before it', async () => {
    await session.query('CREATE TABLE before_begin (id int); BEGIN; CREATE TABLE after_begin (id int); ROLLBACK');
    const { rows } = await session.query("SELECT to_regclass('before_begin') AS before, to_regclass('after_begin') AS after");
    expect(rows).toEqual([{ before: null, after: null }]);
  });
});
