import { afterAll, beforeAll, expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import { apply } from '../../src/schema/apply.ts';
import { Schema } from '../../src/schema/schema.ts';
import { describeOnRealServer } from './real-server.ts';
import type { Session } from './real-server.ts';

const postgres = await load('postgres');
const long = 'a_name_that_goes_on_and_on_until_the_server_has_to_cut_it';

/** Scripts that leave every name to the server, by what they show. */
const scripts: Readonly<Record<string, string>> = {
  'keys and checks of a column': 'CREATE TABLE t (id int PRIMARY KEY, email text UNIQUE, age int CHECK (age > 0))',
  'keys and checks of a table': 'CREATE TABLE t (a int, b int, PRIMARY KEY (a, b), UNIQUE (b, a), CHECK (a > 0), CHECK (a > b))',
  'several checks of one column': 'CREATE TABLE t (a int CHECK (a > 0) CHECK (a < 9), CHECK (a <> 5))',
  'a check without columns': 'CREATE TABLE t (a int, CHECK (true), CHECK (1 = 1))',
  'a foreign key': 'CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE t (u_id int REFERENCES u, v int, FOREIGN KEY (v) REFERENCES u (id))',
  'two foreign keys of one column': 'CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE t (a int REFERENCES u REFERENCES u)',
  'a foreign key of two columns': 'CREATE TABLE u (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE t (x int, y int, FOREIGN KEY (x, y) REFERENCES u)',
  'an exclusion': 'CREATE TABLE t (a text, EXCLUDE (a WITH =))',
  'what ADD COLUMN brings': 'CREATE TABLE t (); ALTER TABLE t ADD COLUMN a int UNIQUE CHECK (a > 0)',
  'what ADD brings': 'CREATE TABLE t (a int, b int); ALTER TABLE t ADD UNIQUE (a), ADD CHECK (b > 0), ADD PRIMARY KEY (b)',
  'a name that is taken by a relation': 'CREATE TABLE t_a_key (); CREATE TABLE t (a int UNIQUE)',
  'a name that is taken by a constraint': 'CREATE TABLE t (a int, CONSTRAINT t_a_check CHECK (true), CHECK (a > 0))',
  'indexes': 'CREATE TABLE t (a int, b text); CREATE INDEX ON t (a); CREATE INDEX ON t (a, b); CREATE UNIQUE INDEX ON t (b)',
  'an index twice': 'CREATE TABLE t (a int); CREATE INDEX ON t (a); CREATE INDEX ON t (a)',
  'an index over expressions': 'CREATE TABLE t (a int, b text); CREATE INDEX ON t (lower(b)); CREATE INDEX ON t ((a + 1)); CREATE INDEX ON t (a, (a + 1), lower(b))',
  'an index with two expressions': 'CREATE TABLE t (a int, b int); CREATE INDEX ON t ((a + 1), (b + 1))',
  'an index with further columns': 'CREATE TABLE t (a int, b int); CREATE INDEX ON t (a) INCLUDE (b)',
  'a long table name': `CREATE TABLE ${long} (id int PRIMARY KEY, email text UNIQUE)`,
  'a long column name': `CREATE TABLE t (${long} int UNIQUE CHECK (${long} > 0)); CREATE INDEX ON t (${long})`,
  'both long': `CREATE TABLE ${long} (${long} int UNIQUE, ${long}_b int UNIQUE, CHECK (${long} > 0))`,
  'a long list of columns': 'CREATE TABLE t (first_column int, second_column int, third_column int, fourth_column int); CREATE INDEX ON t (first_column, second_column, third_column, fourth_column)',
  'a table after it was renamed': 'CREATE TABLE old (a int UNIQUE); ALTER TABLE old RENAME TO t; ALTER TABLE t ADD UNIQUE (a)',
  'a column after it was renamed': 'CREATE TABLE t (a int UNIQUE); ALTER TABLE t RENAME COLUMN a TO b; CREATE INDEX ON t (b)',
  'another schema': 'CREATE SCHEMA s; CREATE TABLE s.t (a int UNIQUE); CREATE TABLE t (a int UNIQUE)',
};

describeOnRealServer('names that the server chooses', (server) => {
  let session: Session;
  beforeAll(async () => {
    session = await server().connect();
  });
  afterAll(() => session.end());

  it.each(Object.entries(scripts))('%s', async (_title, sql) => {
    expect(namesInModel(sql)).toEqual(await namesOnServer(session, sql));
  });
});

function namesInModel(sql: string): string[] {
  const schema = new Schema();
  for (const { changes } of postgres.parse(sql).statements) for (const change of changes) apply(schema, change);
  return [...schema.tables()]
    .flatMap((table) => [
      ...[...table.constraints.keys()].map((name) => `constraint ${name} on ${table.schema}.${table.name}`),
      ...[...table.indexes.keys()].map((name) => `index ${name} on ${table.schema}.${table.name}`),
    ])
    .sort();
}

async function namesOnServer(session: Session, sql: string): Promise<string[]> {
  await session.query('BEGIN');
  try {
    await session.query(sql);
    const { rows } = await session.query<{ name: string }>(`
      SELECT 'constraint ' || c.conname || ' on ' || n.nspname || '.' || t.relname AS name
      FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
      WHERE c.contype <> 'n' AND n.nspname IN ('public', 's')
      UNION ALL
      SELECT 'index ' || i.relname || ' on ' || n.nspname || '.' || t.relname
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
      WHERE n.nspname IN ('public', 's')`);
    return rows.map(({ name }) => name).sort();
  } finally {
    await session.query('ROLLBACK');
  }
}
