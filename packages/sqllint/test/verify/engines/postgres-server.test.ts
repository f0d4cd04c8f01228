import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import type { RunnableScript } from '../../../src/verify/engine.ts';
import { openPostgresServer } from '../../../src/verify/engines/postgres-server/postgres-server.ts';
import type { ServerOptions } from '../../../src/verify/engines/postgres-server/postgres-server.ts';
import { commandFile, quietEnvironment, sqllint } from '../../cli/command.ts';
import { describeOnRealServer } from '../../postgres/real-server.ts';
import type { Session } from '../../postgres/real-server.ts';
import { setOf, verified } from '../verified.ts';

describeOnRealServer('scratch databases on a server', (server) => {
  let admin: Session;
  let options: ServerOptions;
  let folder: string;
  beforeAll(async () => {
    admin = await server().connect('postgres');
    const { rows } = await admin.query<{ port: string }>(`SELECT current_setting('port') AS port`);
    options = { url: `postgres://postgres:password@127.0.0.1:${rows[0]?.port ?? ''}/postgres`, seconds: 5, allowsServerChanges: false };
    folder = mkdtempSync(join(tmpdir(), 'verify-'));
    mkdirSync(join(folder, 'migrations'));
    writeFileSync(join(folder, 'migrations', '1.up.sql'), 'CREATE TABLE a (x int);');
    writeFileSync(join(folder, 'migrations', '1.down.sql'), 'DROP TABLE a;');
  });
  afterAll(async () => {
    await admin.end();
    rmSync(folder, { recursive: true, force: true });
  });

  const databases = async (): Promise<string[]> => {
    const { rows } = await admin.query<{ datname: string }>(`SELECT datname FROM pg_database WHERE datname LIKE 'sqllint%' ORDER BY 1`);
    return rows.map(({ datname }) => datname);
  };

  it('says the same as PostgreSQL in the process does, and leaves nothing behind', async () => {
    const set = setOf(
      [`CREATE TABLE orders (id serial PRIMARY KEY, status text NOT NULL DEFAULT 'new')`, 'DROP TABLE orders'],
      ['ALTER TABLE orders ALTER COLUMN status DROP NOT NULL', 'ALTER TABLE orders ALTER COLUMN status SET NOT NULL'],
      ['ALTER TABLE orders DROP COLUMN status', `ALTER TABLE orders ADD COLUMN status text DEFAULT 'new'`],
    );
    const engine = await openPostgresServer(process.cwd(), options);
    const results = await verified(engine, set);
    await engine.close();
    expect(results.map(({ verdict }) => verdict)).toEqual([
      { rollback: 'works', oldCode: 'keeps working' },
      { rollback: 'fails on new rows', oldCode: 'keeps working' },
      { rollback: 'loses data', oldCode: 'breaks' },
    ]);
    expect(await databases()).toEqual([]);
  }, 60_000);

  it('does not run what reaches beyond them, unless it is told to', async () => {
    const statement = 'CREATE ROLE sqllint_test_role';
    const engine = await openPostgresServer(process.cwd(), options);
    const [refused] = await verified(engine, setOf([statement]));
    await engine.close();
    expect(refused?.up.failure?.error).toEqual({
      message: 'sqllint did not run this, because it changes roles, which all databases of a server share; --allow-server-changes runs it',
    });
    const allowed = await openPostgresServer(process.cwd(), { ...options, allowsServerChanges: true });
    const [ran] = await verified(allowed, setOf([statement]));
    await allowed.close();
    expect(ran?.up.failure).toBeUndefined();
  }, 60_000);

  it('takes the roles that it made along when it goes back, and with it when it ends, and leaves those of others alone', async () => {
    const engine = await openPostgresServer(process.cwd(), { ...options, allowsServerChanges: true });
    const script = (...statements: readonly string[]): RunnableScript => ({ transaction: 'one', statements: statements.map((sql) => ({ sql, start: 0, end: sql.length })) });
    const roles = async (): Promise<string[]> => {
      const { rows } = await admin.query<{ name: string }>(`SELECT rolname AS name FROM pg_roles WHERE rolname LIKE 'test\\_%' ORDER BY 1`);
      return rows.map(({ name }) => name);
    };
    const empty = await engine.keep();
    await admin.query('CREATE ROLE test_of_others');
    expect(await engine.run(script('CREATE TABLE secrets (x int)', 'CREATE ROLE test_reader', 'GRANT SELECT ON secrets TO test_reader'), 'nothing')).not.toHaveProperty('failure');
    const granted = await engine.keep();
    await engine.goBackTo(empty);
    expect(await roles()).toEqual(['test_of_others']);
    expect(await engine.run(script('CREATE ROLE test_reader', 'CREATE ROLE test_writer'), 'nothing')).not.toHaveProperty('failure');
    await engine.goBackTo(granted);
    expect(await roles()).toEqual(['test_of_others', 'test_reader']);
    expect(await engine.run(script('SET ROLE test_reader', 'SELECT x FROM secrets'), 'nothing')).not.toHaveProperty('failure');
    await engine.close();
    expect(await roles()).toEqual(['test_of_others']);
    await admin.query('DROP ROLE test_of_others');
  }, 60_000);

  it('sends the rows of a COPY', async () => {
    const engine = await openPostgresServer(process.cwd(), options);
    const copy = (input: string): RunnableScript => ({ transaction: 'one', statements: [{ sql: 'CREATE TABLE places (x int)', start: 0, end: 0 }, { sql: 'COPY places FROM stdin', input, start: 0, end: 0 }] });
    const { failure } = await engine.run(copy('one\n'), 'nothing');
    expect(failure?.error).toEqual({ message: 'invalid input syntax for type integer: "one"', code: '22P02' });
    expect(await engine.run(copy('1\n\\N\n'), 'nothing')).not.toHaveProperty('failure');
    expect((await engine.rows()).get('public.places')?.rows).toEqual([['1'], [null]]);
    await engine.close();
  }, 60_000);

  it('stops a statement that takes too long', async () => {
    const engine = await openPostgresServer(process.cwd(), { ...options, seconds: 1 });
    const [stopped] = await verified(engine, setOf(['SELECT pg_sleep(60)']));
    await engine.close();
    expect(stopped?.up.failure?.error).toEqual({ message: 'canceling statement due to statement timeout', code: '57014' });
  }, 60_000);

  it('drops what an earlier run left behind, and no database of anybody else', async () => {
    await admin.query('CREATE DATABASE sqllint_verify_0123456789ab_1');
    await admin.query('CREATE DATABASE sqllint_verify_mine');
    await admin.query('CREATE DATABASE sqllint_verify_0123456789ab_2');
    await admin.query(`COMMENT ON DATABASE sqllint_verify_0123456789ab_2 IS 'precious'`);
    const engine = await openPostgresServer(process.cwd(), options);
    await engine.close();
    expect(await databases()).toEqual(['sqllint_verify_0123456789ab_2', 'sqllint_verify_mine']);
    for (const name of await databases()) await admin.query(`DROP DATABASE ${name}`);
  }, 60_000);

  it.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)('leaves nothing behind when it is ended with %s', async (signal) => {
    writeFileSync(join(folder, 'migrations', '2.up.sql'), 'SELECT pg_sleep(30);');
    const child = spawn(process.execPath, [commandFile, 'verify', '--no-config', '--database-url', options.url, 'migrations'], { cwd: folder, stdio: 'ignore', env: quietEnvironment() });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await vi.waitFor(async () => expect((await databases()).length).toBeGreaterThan(1), { timeout: 30_000, interval: 100 });
    child.kill(signal);
    await ended;
    await vi.waitFor(async () => expect(await databases()).toEqual([]), { timeout: 20_000, interval: 100 });
    await vi.waitFor(
      async () => {
        const { rows } = await admin.query(`SELECT FROM pg_stat_activity WHERE application_name LIKE 'sqllint%'`);
        expect(rows).toEqual([]);
      },
      { timeout: 20_000, interval: 100 },
    );
    rmSync(join(folder, 'migrations', '2.up.sql'));
  }, 90_000);

  it('never prints the password', () => {
    const url = options.url.replace(':password@', ':hush@').replace('127.0.0.1:', '127.0.0.1:1');
    const { code, stdout, stderr } = sqllint(['verify', '--no-config', '--database-url', url.slice(0, url.lastIndexOf(':') + 1) + '1/postgres', 'migrations'], { cwd: folder });
    expect({ code, output: stdout + stderr }).toEqual({
      code: 2,
      output: 'sqllint: migrations: The server at postgres://127.0.0.1:1/postgres cannot be reached: connect ECONNREFUSED 127.0.0.1:1. Check the address that --database-url gives.\n',
    });
  });
});
