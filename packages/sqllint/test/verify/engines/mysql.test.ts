import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { load } from '../../../src/dialects/load.ts';
import type { Engine, RunnableScript } from '../../../src/verify/engine.ts';
import { openMysql } from '../../../src/verify/engines/mysql/mysql.ts';
import type { MysqlOptions } from '../../../src/verify/engines/mysql/mysql.ts';
import { hasMariaDb, startMariaDb } from '../../mysql/mariadb-server.ts';
import type { MariaDb } from '../../mysql/mariadb-server.ts';

if (!hasMariaDb) console.info('The engine for MariaDB is not tried: there is none in /usr/sbin.');

function script(transaction: RunnableScript['transaction'], ...statements: readonly string[]): RunnableScript {
  return { transaction, statements: statements.map((sql) => ({ sql, start: 0, end: sql.length })) };
}

describe.skipIf(!hasMariaDb)('a scratch database on MariaDB', () => {
  let server: MariaDb;
  let engine: Engine;
  const open = async (options: Partial<MysqlOptions> = {}): Promise<Engine> => openMysql({ folder: process.cwd(), url: server.url, dialect: 'mariadb', rules: (await load('mariadb')).lexicalRules, ...options });
  beforeAll(async () => {
    server = await startMariaDb();
    server.run(['CREATE DATABASE precious;', 'CREATE TABLE precious.t (x int);', 'CREATE DATABASE sqllint_verify_0123456789abcdef;']);
    engine = await open();
  }, 60_000);
  afterAll(async () => {
    await engine.close();
    await server.stop();
  });

  async function run(...statements: readonly string[]): Promise<void> {
    const { failure } = await engine.run(script('each', ...statements), 'nothing');
    if (failure) throw new Error(`${failure.statement?.sql ?? ''}: ${failure.error.message}`);
  }
  const rowsOf = async (table: string): Promise<unknown> => (await engine.rows([table])).get(table)?.rows;
  const schema = async (): Promise<string[]> => [...(await engine.schema()).values()].map(({ kind, parent, name, definition }) => `${kind} ${parent}${parent && '.'}${name}: ${definition}`);
  const ours = (): string[] => server.run([`SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'sqllint%' UNION SELECT user FROM mysql.user WHERE user LIKE 'sqllint%';`]).output.split('\n').filter((line) => line !== '' && line !== 'sqllint_verify_0123456789abcdef');

  it('goes back to a state with every kind of value, as often as it is asked to', async () => {
    await run(
      `CREATE TABLE kept (id int PRIMARY KEY AUTO_INCREMENT, note varchar(50), price decimal(10, 2), at datetime(3), raw varbinary(20), flags bit(4), doc json, twice int AS (price * 2) STORED, place point)`,
      `INSERT INTO kept (note, price, at, raw, flags, doc, place) VALUES ('a ''quoted'' \\\\ Größe 😀', 1.50, '2024-02-29 01:02:03.004', x'00ff27', b'1010', '{"a": [1, null]}', ST_GeomFromText('POINT(1 2)')), (NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
      'CREATE TABLE log (id int)',
      'CREATE TABLE child (kept int, FOREIGN KEY (kept) REFERENCES kept (id))',
      'INSERT INTO child VALUES (1)',
      'CREATE TRIGGER logged AFTER INSERT ON kept FOR EACH ROW INSERT INTO log VALUES (new.id)',
      'CREATE VIEW seen AS SELECT id, note FROM kept',
      'CREATE VIEW also AS SELECT id FROM seen',
      'CREATE PROCEDURE tidy() DELETE FROM log',
    );
    const [first, rows] = [await schema(), await rowsOf('kept')];
    expect(rows).toEqual([['1', `a 'quoted' \\ Größe 😀`, '1.50', '2024-02-29 01:02:03.004', '\\x00ff27', '1010', '{"a": [1, null]}', '3', '\\x000000000101000000000000000000f03f0000000000000040'], ['2', null, null, null, null, null, null, null, null]]);
    const state = await engine.keep();
    for (let round = 0; round < 2; round++) {
      await run('DROP VIEW also, seen', 'DROP PROCEDURE tidy', 'DROP TABLE child, kept', 'CREATE TABLE other (x int)', 'INSERT INTO log VALUES (7)');
      await engine.goBackTo(state);
      expect(await schema()).toEqual(first);
      expect(await rowsOf('kept')).toEqual(rows);
      expect(await rowsOf('log')).toEqual([]);
    }
    await run(`INSERT INTO kept (note) VALUES ('b')`);
    expect(await rowsOf('log')).toEqual([['3']]);
    expect((await engine.run(script('each', 'DELETE FROM kept WHERE id = 1'), 'nothing')).failure?.error.code).toBe('23000');
    await run('DROP VIEW also, seen', 'DROP PROCEDURE tidy', 'DROP TABLE child, kept, log');
  });

  it('begins the session of every script with the settings of the prelude', async () => {
    const child = script('each', 'CREATE TABLE early (late int, FOREIGN KEY (late) REFERENCES late (id))');
    expect((await engine.run(child, 'nothing')).failure?.error.message).toContain('Foreign key constraint is incorrectly formed');
    engine.startSessionsWith?.(['SET foreign_key_checks = 0']);
    expect(await engine.run(child, 'nothing')).not.toHaveProperty('failure');
    engine.startSessionsWith?.([]);
    await run('DROP TABLE early');
  });

  it('describes every object in the words of the server, without the names of the scratch database', async () => {
    await run(
      `CREATE TABLE users (id int PRIMARY KEY, email varchar(50) NOT NULL DEFAULT 'x' COMMENT 'a, b', age int CHECK (age > 0), UNIQUE KEY by_email (email(10)), CONSTRAINT adult CHECK (age < 200)) COMMENT 'people'`,
      'CREATE TABLE posts (author int, KEY (author), CONSTRAINT written FOREIGN KEY (author) REFERENCES users (id) ON DELETE CASCADE)',
      'CREATE VIEW emails AS SELECT email FROM users',
      'CREATE TRIGGER aged BEFORE UPDATE ON users FOR EACH ROW SET new.age = 1',
    );
    expect(await schema()).toEqual([
      'table posts: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci',
      'column posts.author: int(11) DEFAULT NULL',
      'index posts.author: KEY (`author`)',
      'constraint posts.written: FOREIGN KEY (`author`) REFERENCES `users` (`id`) ON DELETE CASCADE',
      `table users: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='people'`,
      'column users.id: int(11) NOT NULL',
      `column users.email: varchar(50) NOT NULL DEFAULT 'x' COMMENT 'a, b'`,
      'column users.age: int(11) DEFAULT NULL CHECK (`age` > 0)',
      'constraint users.PRIMARY: PRIMARY KEY (`id`)',
      'index users.by_email: UNIQUE KEY (`email`(10))',
      'constraint users.adult: CHECK (`age` < 200)',
      'view emails: CREATE ALGORITHM=UNDEFINED DEFINER=CURRENT_USER SQL SECURITY DEFINER VIEW AS select `users`.`email` AS `email` from `users`',
      'trigger users.aged: CREATE DEFINER=CURRENT_USER TRIGGER BEFORE UPDATE ON users FOR EACH ROW SET new.age = 1',
    ]);
    const [emails, posts, users] = (await engine.tables()).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(emails).toMatchObject({ isView: true, columns: [{ name: 'email', kind: 'text', length: 50 }] });
    expect(posts).toMatchObject({ foreignKeys: [{ columns: ['author'], references: 'users', referencedColumns: ['id'], isDeferrable: false }] });
    expect(users).toMatchObject({ uniques: [['id'], ['email']], checks: [{ name: 'adult', condition: 'CHECK (`age` < 200)' }, { name: 'users.age', condition: 'CHECK (`age` > 0) `age`' }], columns: [{ name: 'id', kind: 'integer', nullable: false, hasDefault: false }, { hasDefault: true }, {}] });
    await run('DROP VIEW emails', 'DROP TABLE posts, users');
  });

  it('leaves what an ALTER has committed of a script that fails in its transaction', async () => {
    const { failure } = await engine.run(script('one', 'CREATE TABLE half (x int)', 'INSERT INTO half VALUES (1)', 'SELECT missing FROM half'), 'nothing');
    expect(failure).toMatchObject({ statement: { sql: 'SELECT missing FROM half' }, error: { code: '42S22' } });
    // The server committed before and after CREATE TABLE, and had no transaction for the rest.
    expect(await rowsOf('half')).toEqual([['1']]);
    await run('DROP TABLE half');
  });

  it('tries statements of an application apart from each other', async () => {
    await run('CREATE TABLE t (x int NOT NULL)');
    const statements = ['INSERT INTO t VALUES (1)', 'INSERT INTO t VALUES (NULL)', 'INSERT INTO t VALUES (2)', engine.writing.checking('SELECT y FROM t WHERE x = ?'), engine.writing.checking('SELECT x FROM t WHERE x = ?')];
    const said = [`Column 'x' cannot be null`, expect.stringContaining(`Unknown column 'y'`)];
    expect((await engine.attempt(statements, 'nothing')).flatMap((error) => error?.message ?? [])).toEqual(said);
    expect(await rowsOf('t')).toEqual([]);
    expect((await engine.attempt(statements, 'what succeeds')).flatMap((error) => error?.message ?? [])).toEqual(said);
    expect(await rowsOf('t')).toEqual([['1'], ['2']]);
    await run('DROP TABLE t');
  });

  it('lets a script reach no database but its own, and no file', async () => {
    for (const sql of ['SELECT * FROM precious.t', 'DROP DATABASE precious', 'CREATE DATABASE mine', `SELECT 1 INTO OUTFILE '/tmp/sqllint-outfile'`, `CREATE USER somebody`, 'SET GLOBAL max_connections = 1']) {
      expect((await engine.run(script('each', sql), 'nothing')).failure?.error.message, sql).toMatch(/denied/u);
    }
  });

  it('names no scratch database in an error', async () => {
    expect((await engine.run(script('each', 'DROP TABLE nowhere'), 'nothing')).failure?.error).toEqual({ message: `Unknown table 'nowhere'`, code: '42S02' });
    expect((await engine.run(script('each', 'SELECT * FROM nowhere'), 'nothing')).failure?.error).toEqual({ message: `Table 'nowhere' doesn't exist`, code: '42S02' });
  });

  it('stops a statement that takes too long', async () => {
    const hasty = await open({ statementLimit: 200 });
    expect((await hasty.run(script('each', 'SELECT SLEEP(60) FROM information_schema.schemata'), 'nothing')).failure?.error).toEqual({ message: 'The statement took longer than 0.2 seconds.', code: '70100' });
    await hasty.close();
  });

  it('removes all that it made, and what a run left that is gone, but nothing that it did not make', async () => {
    const before = ours();
    const other = await open();
    expect(ours()).toHaveLength(before.length + 3);
    await other.close();
    expect(ours()).toEqual(before);
    server.run([
      'CREATE DATABASE sqllint_verify_ffffffffffffffff;', 'CREATE DATABASE sqllint_verify_ffffffffffffffff_mark;', 'CREATE TABLE sqllint_verify_ffffffffffffffff_mark.made_by_sqllint (of_database varchar(64));',
    ]);
    const next = await open();
    await next.close();
    expect(ours()).toEqual(before);
    expect(server.run([`SHOW DATABASES LIKE 'sqllint\\_verify\\_0123%';`, 'SHOW TABLES FROM precious;']).output).toBe('sqllint_verify_0123456789abcdef\nt\n');
  });

  it('removes it also when the process is killed', async () => {
    const before = ours();
    const engineFile = new URL('../../../dist/verify/engines/mysql/mysql.js', import.meta.url).href;
    const program = `const { openMysql } = await import(${JSON.stringify(engineFile)}); await openMysql({ folder: '.', url: ${JSON.stringify(server.url)}, dialect: 'mariadb', rules: {} }); console.log('open'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    expect(ours()).toHaveLength(before.length + 3);
    child.kill('SIGKILL');
    await expect.poll(ours, { timeout: 10_000 }).toEqual(before);
  }, 20_000);

  it('says what is wrong with an address without repeating it', async () => {
    await expect(open({ url: 'postgres://root:hush@localhost' })).rejects.toThrow('--database-url takes the address of a server, such as mysql://root@127.0.0.1:3306 or mariadb://root@127.0.0.1:3306.');
    await expect(open({ url: 'mysql://root:hush@localhost/?socketPath=/nowhere' })).rejects.toThrow('The database server cannot be reached: connect ENOENT /nowhere.');
  });
});
