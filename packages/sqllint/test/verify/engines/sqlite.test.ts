import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { load } from '../../../src/dialects/load.ts';
import type { Engine, RunnableScript } from '../../../src/verify/engine.ts';
import { openSqlite } from '../../../src/verify/engines/sqlite/sqlite.ts';
import type { SqliteOptions } from '../../../src/verify/engines/sqlite/sqlite.ts';

function script(transaction: RunnableScript['transaction'], ...statements: readonly string[]): RunnableScript {
  return { transaction, statements: statements.map((sql) => ({ sql, start: 0, end: sql.length })) };
}

async function open(options: Partial<SqliteOptions> = {}): Promise<Engine> {
  const { lexicalRules } = await load('sqlite');
  return openSqlite({ folder: process.cwd(), rules: lexicalRules, ...options });
}

describe('SQLite as WebAssembly', () => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await open();
  });
  afterEach(() => engine.close());

  async function run(...statements: readonly string[]): Promise<void> {
    const { failure } = await engine.run(script('each', ...statements), 'nothing');
    if (failure) throw new Error(failure.error.message);
  }
  const rowsOf = async (table: string): Promise<unknown> => (await engine.rows([table])).get(table)?.rows;
  const schema = async (): Promise<string[]> => [...(await engine.schema()).values()].map(({ kind, parent, name, definition }) => `${kind} ${parent}${parent && '.'}${name}: ${definition}`);

  it('goes back to a state as often as it is asked to', async () => {
    await run('CREATE TABLE kept (id integer PRIMARY KEY AUTOINCREMENT, note text)', `INSERT INTO kept (note) VALUES ('a'), (NULL)`);
    const state = await engine.keep();
    for (let round = 0; round < 3; round++) {
      await run('DELETE FROM kept', 'CREATE TABLE other (x int)', 'DROP TABLE kept', 'VACUUM');
      await engine.goBackTo(state);
      expect(await rowsOf('kept')).toEqual([['1', 'a'], ['2', null]]);
      expect(await rowsOf('other')).toBeUndefined();
    }
    await run(`INSERT INTO kept (note) VALUES ('b')`);
    expect(await rowsOf('kept')).toEqual([['1', 'a'], ['2', null], ['3', 'b']]);
  });

  it('leaves nothing of a script that failed in its transaction, and what went before where there is none', async () => {
    const failing = ['CREATE TABLE half (x int)', 'SELECT missing FROM half'];
    const { failure } = await engine.run(script('one', ...failing), 'nothing');
    expect(failure).toEqual({ statement: { sql: 'SELECT missing FROM half', start: 0, end: 24 }, error: { message: 'no such column: missing', code: 'SQLITE_ERROR' } });
    expect(await rowsOf('half')).toBeUndefined();
    await engine.run(script('each', ...failing), 'nothing');
    expect(await rowsOf('half')).toEqual([]);
  });

  it('runs what refuses a transaction by itself where the tool is not known, and only there', async () => {
    expect((await engine.run(script('one', 'VACUUM'), 'nothing')).failure?.error.message).toBe('cannot VACUUM from within a transaction');
    expect(await engine.run(script('unknown', 'CREATE TABLE a (x)', 'VACUUM'), 'nothing')).toMatchObject({ ranOneByOne: true });
    expect((await engine.run(script('unknown', 'BEGIN', 'CREATE TABLE b (x)', 'COMMIT'), 'nothing')).failure).toBeUndefined();
    expect(await schema()).toEqual(['table a: ', 'column a.x: ', 'table b: ', 'column b.x: ']);
  });

  it('believes a script that begins a transaction itself rather than what is known of the tool', async () => {
    const { failure, ranOneByOne } = await engine.run(script('one', 'PRAGMA foreign_keys = OFF', 'BEGIN', 'CREATE TABLE own (x)', 'COMMIT'), 'nothing');
    expect({ failure, ranOneByOne }).toEqual({ failure: undefined, ranOneByOne: true });
    expect(await rowsOf('own')).toEqual([]);
  });

  it('enforces foreign keys where the tool does, and checks the deferred ones when the script commits', async () => {
    const strict = await open({ foreignKeys: 'on' });
    const tables = ['CREATE TABLE parent (id integer PRIMARY KEY)', 'CREATE TABLE child (parent int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)'];
    const orphan = script('one', ...tables, 'INSERT INTO child VALUES (7)');
    expect((await engine.run(orphan, 'nothing')).failure).toBeUndefined();
    expect((await strict.run(orphan, 'nothing')).failure).toEqual({ error: { message: 'FOREIGN KEY constraint failed', code: 'SQLITE_CONSTRAINT_FOREIGNKEY' } });
    await strict.close();
  });

  it('gives a session that is like a new one to every script', async () => {
    await run('PRAGMA foreign_keys = ON', 'CREATE TEMP TABLE passing (x int)', "ATTACH ':memory:' AS other");
    await run('CREATE TABLE parent (id integer PRIMARY KEY)', 'CREATE TABLE child (parent int REFERENCES parent)', 'INSERT INTO child VALUES (7)', 'CREATE TABLE passing (y int)');
    expect(await rowsOf('child')).toEqual([['7']]);
  });

  it('takes double quotes for a text where nothing has that name, as SQLite does', async () => {
    await run('CREATE TABLE t (a text DEFAULT "new")', 'INSERT INTO t DEFAULT VALUES');
    expect(await rowsOf('t')).toEqual([['new']]);
  });

  it('stops a statement that does not end', async () => {
    const hasty = await open({ statementLimit: 100 });
    const { failure } = await hasty.run(script('one', 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n'), 'nothing');
    expect(failure?.error).toEqual({ message: 'The statement took longer than 0.1 seconds.', code: 'SQLITE_INTERRUPT' });
    await hasty.close();
  });

  it('describes every object without regard to how it was written', async () => {
    const written = [
      `CREATE TABLE "Users" ("Id" INTEGER PRIMARY KEY AUTOINCREMENT, email varchar(50) NOT NULL UNIQUE COLLATE NOCASE, age int DEFAULT (0) CHECK (age >= 0 AND "age" < 200), both text AS (email || age) STORED)`,
      `CREATE TABLE posts (author int REFERENCES Users (Id) ON DELETE CASCADE, title text DEFAULT "x", a, b, PRIMARY KEY (b, a), UNIQUE (a) ON CONFLICT IGNORE, FOREIGN KEY (a) REFERENCES Users DEFERRABLE INITIALLY DEFERRED) WITHOUT ROWID`,
      'CREATE UNIQUE INDEX posts_title ON posts (title ASC, lower(a)) WHERE b > 1',
      'CREATE VIEW titles AS SELECT title FROM posts',
      `CREATE TRIGGER stamped AFTER UPDATE OF title ON posts BEGIN UPDATE posts SET a = 'x'; END`,
    ];
    await run(...written);
    const first = await schema();
    expect(first).toEqual([
      'table users: ',
      'column users.id: integer AUTOINCREMENT',
      'column users.email: varchar(50) NOT NULL COLLATE NOCASE',
      'column users.age: int DEFAULT 0',
      'column users.both: text GENERATED ALWAYS AS (email || age) STORED',
      'constraint users.PRIMARY KEY (id): PRIMARY KEY (id)',
      'constraint users.UNIQUE (email): UNIQUE (email)',
      'constraint users.CHECK (age >= 0 and age < 200): CHECK (age >= 0 and age < 200)',
      'table posts: WITHOUT ROWID',
      'column posts.author: int',
      `column posts.title: text DEFAULT 'x'`,
      'column posts.a:  NOT NULL',
      'column posts.b:  NOT NULL',
      'constraint posts.PRIMARY KEY (b, a): PRIMARY KEY (b, a)',
      'constraint posts.UNIQUE (a): UNIQUE (a)',
      'constraint posts.FOREIGN KEY (author) REFERENCES users (id) ON DELETE CASCADE: FOREIGN KEY (author) REFERENCES users (id) ON DELETE CASCADE',
      'constraint posts.FOREIGN KEY (a) REFERENCES users DEFERRABLE INITIALLY DEFERRED: FOREIGN KEY (a) REFERENCES users DEFERRABLE INITIALLY DEFERRED',
      'constraint posts.a ON CONFLICT IGNORE: a ON CONFLICT IGNORE',
      'index posts.posts_title: UNIQUE on posts(title, lower(a)) where b > 1',
      `trigger posts.stamped: after update of title on posts begin update posts set a = 'x'; end`,
      'view titles: as select title from posts',
    ]);
    await run('ALTER TABLE users RENAME TO people', 'ALTER TABLE people RENAME TO users', 'DROP INDEX posts_title', `CREATE UNIQUE INDEX "posts_title" on "posts"(\`title\`,lower([a]))\n -- few\n where b>1`);
    expect((await schema()).toSorted()).toEqual(first.toSorted());
  });

  it('tells what rows have to be like', async () => {
    await run(
      'CREATE TABLE users (id integer PRIMARY KEY, name varchar(20) NOT NULL, paid decimal(10, 2), seen datetime, is_admin boolean NOT NULL DEFAULT 0, photo blob, CHECK (paid > 0))',
      'CREATE TABLE posts (author REFERENCES users, slug text UNIQUE, doubled int AS (author * 2))',
      'CREATE VIEW names AS SELECT name FROM users',
    );
    const [names, posts, users] = (await engine.tables()).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(names).toMatchObject({ name: 'names', isView: true, columns: [{ name: 'name', kind: 'text' }], uniques: [] });
    expect(posts).toEqual({
      name: 'posts',
      sql: '"posts"',
      isView: false,
      columns: [
        { name: 'author', type: '', kind: 'text', nullable: true, hasDefault: false, isGenerated: false },
        { name: 'slug', type: 'text', kind: 'text', nullable: true, hasDefault: false, isGenerated: false },
        { name: 'doubled', type: 'int', kind: 'integer', nullable: true, hasDefault: false, isGenerated: true },
      ],
      foreignKeys: [{ columns: ['author'], references: 'users', referencedColumns: ['id'], isDeferrable: false }],
      uniques: [['slug']],
      checks: [],
    });
    expect(users).toMatchObject({
      columns: [
        { name: 'id', kind: 'integer', nullable: false, hasDefault: true },
        { name: 'name', kind: 'text', length: 20, nullable: false, hasDefault: false },
        { name: 'paid', kind: 'decimal', precision: 10, scale: 2 },
        { name: 'seen', kind: 'timestamp' },
        { name: 'is_admin', kind: 'boolean', nullable: false, hasDefault: true },
        { name: 'photo', kind: 'bytes' },
      ],
      checks: [{ condition: 'CHECK (paid > 0)' }],
      uniques: [['id']],
    });
  });

  it('calls conditions what SQLite calls them when they fail', async () => {
    await run(`CREATE TABLE t (a text CHECK (a IN ('x',  'y')), b int CHECK ("b" <> 1), c int, CONSTRAINT "positive c" CHECK (c > 0))`);
    const [shape] = await engine.tables();
    const said = await engine.attempt([`INSERT INTO t (a) VALUES ('z')`, 'INSERT INTO t (b) VALUES (1)', 'INSERT INTO t (c) VALUES (0)'], 'nothing');
    expect(shape?.checks.map(({ name }) => `CHECK constraint failed: ${name}`).toSorted()).toEqual(said.map((error) => error?.message ?? '').toSorted());
    expect(shape?.checks.map(({ condition }) => condition)).toContain(`CHECK (a IN ('x',  'y'))`);
  });

  it('tells the tables that a statement writes to, and the work', async () => {
    await run('CREATE TABLE a (x int, y int, z int)', 'CREATE TABLE b (x int)', 'CREATE TABLE c (x int)', 'CREATE TRIGGER copied AFTER INSERT ON b BEGIN INSERT INTO c VALUES (new.x); END');
    const statements = ['ALTER TABLE a ADD COLUMN n int', 'ALTER TABLE a ADD COLUMN p int CHECK (p > 0)', 'ALTER TABLE a DROP COLUMN y', 'CREATE INDEX a_x ON a (x)', 'INSERT INTO b VALUES (1)', 'DROP TABLE b', 'CREATE TABLE d (x)', 'SELECT * FROM a'];
    const { locks, touched } = await engine.run(script('one', ...statements), 'locks');
    expect(locks.map(({ statement, tables }) => [statement.sql, ...tables.map(({ table, mode, work }) => `${mode} ${table}: ${work}`)])).toEqual([
      ['ALTER TABLE a ADD COLUMN n int', 'RESERVED a: catalog only'],
      ['ALTER TABLE a ADD COLUMN p int CHECK (p > 0)', 'RESERVED a: scan'],
      ['ALTER TABLE a DROP COLUMN y', 'RESERVED a: rewrite'],
      ['CREATE INDEX a_x ON a (x)', 'RESERVED a: index build'],
      ['INSERT INTO b VALUES (1)', 'RESERVED b: row by row', 'RESERVED c: row by row'],
      ['DROP TABLE b', 'RESERVED b: catalog only'],
      ['CREATE TABLE d (x)'],
      ['SELECT * FROM a'],
    ]);
    expect(touched).toEqual(['a', 'b', 'c']);
  });

  it('tries statements of an application apart from each other', async () => {
    await run('CREATE TABLE t (x int NOT NULL)', 'CREATE TABLE gone (x int)', `CREATE TRIGGER refused BEFORE DELETE ON gone BEGIN SELECT RAISE(ROLLBACK, 'never'); END`, 'INSERT INTO gone VALUES (1)');
    const statements = ['INSERT INTO t VALUES (1)', 'INSERT INTO t VALUES (NULL)', 'DELETE FROM gone', 'INSERT INTO t VALUES (2)', 'SELECT y FROM t'];
    const said = ['NOT NULL constraint failed: t.x', 'never', 'no such column: y'];
    expect((await engine.attempt(statements, 'nothing')).flatMap((error) => error?.message ?? [])).toEqual(said);
    expect(await rowsOf('t')).toEqual([]);
    expect((await engine.attempt(statements, 'what succeeds')).flatMap((error) => error?.message ?? [])).toEqual(said);
    expect(await rowsOf('t')).toEqual([['1'], ['2']]);
  });
});
