import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished, vi } from 'vitest';

import type { Cache } from '../../../src/cli/cache/cache.ts';
import { lintOnce } from '../../../src/cli/cache/lint-once.ts';
import { load } from '../../../src/dialects/load.ts';
import type { Dialect } from '../../../src/dialects/dialect.ts';
import * as linter from '../../../src/lint.ts';
import type { LintOptions } from '../../../src/lint.ts';
import type { SetResult } from '../../../src/lint-result.ts';
import type { Files } from '../../migrations-of.ts';
import { migrationsOf } from '../../migrations-of.ts';

const postgres = await load('postgres');

// Each case judges a hundred migrations several times.
vi.setConfig({ testTimeout: 30_000 });

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sqllint-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function cacheIn(folder: string, more: Partial<Cache> = {}): Cache {
  return { folder, build: 'a build', readOnly: false, ...more };
}

/** The first file in a cache. */
function fileIn(folder: string): string {
  return join(folder, readdirSync(folder).sort()[0] ?? '');
}

/** Judges with a cache, asserts that the result is the one without it, and tells what was parsed again. */
async function judge(files: Files, cache: Cache, options: LintOptions = {}): Promise<{ result: SetResult; parsed: string[] }> {
  const set = migrationsOf(files);
  const parsed: string[] = [];
  const counting: Dialect = {
    ...postgres,
    parse(text, start, end) {
      parsed.push(...set.migrations.filter(({ up }) => up.source.text === text).map(({ id }) => id));
      return postgres.parse(text, start, end);
    },
  };
  const result = await lintOnce(set, 'postgres', options, cache, () => Promise.resolve({ dialect: counting, linter }));
  expect(JSON.stringify(result)).toBe(JSON.stringify(linter.lintSet(set, postgres, options)));
  return { result, parsed };
}

/** A history with tables, keys between them, views, types, renames, drops, and downs that leave things out. */
function history(length: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (let at = 0; at < length; at++) {
    const id = `${String(at).padStart(4, '0')}_step`;
    const [up, down] = steps[at % steps.length]?.(Math.floor(at / steps.length)) ?? ['', ''];
    files[`${id}.up.sql`] = up;
    files[`${id}.down.sql`] = down;
  }
  return files;
}

const steps: readonly ((round: number) => readonly [up: string, down: string])[] = [
  (round) => [
    `CREATE TYPE state_${round} AS ENUM ('open', 'shut');
CREATE TABLE orders_${round} (id bigserial PRIMARY KEY, state state_${round} DEFAULT 'open', total numeric(10,2) CHECK (total > 0));`,
    `DROP TABLE orders_${round}; DROP TYPE state_${round};`,
  ],
  (round) => [
    `CREATE TABLE lines_${round} (id int GENERATED ALWAYS AS IDENTITY, order_id bigint REFERENCES orders_${round} ON DELETE CASCADE, note text);
CREATE INDEX ON lines_${round} (order_id);`,
    `DROP TABLE lines_${round};`,
  ],
  (round) => [`CREATE VIEW open_${round} AS SELECT id, total FROM orders_${round} WHERE state = 'open';`, `DROP VIEW open_${round};`],
  (round) => [`ALTER TABLE lines_${round} RENAME TO items_${round};`, 'SELECT 1;'],
  (round) => [`ALTER TABLE orders_${round} ADD COLUMN legacy text;`, `ALTER TABLE orders_${round} DROP COLUMN legacy;`],
  (round) => [`UPDATE unknown_table SET a = 1; ALTER TABLE unknown_table ADD COLUMN c_${round} int;`, `ALTER TABLE unknown_table DROP COLUMN c_${round};`],
  (round) => [
    `DROP VIEW open_${round}; ALTER TABLE items_${round} DROP COLUMN note; CREATE SEQUENCE counter_${round} OWNED BY items_${round}.id;`,
    `ALTER TABLE items_${round} ADD COLUMN note text;`,
  ],
  (round) => [
    `CREATE FUNCTION f_${round}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER t BEFORE INSERT ON orders_${round} FOR EACH ROW EXECUTE FUNCTION f_${round}();`,
    `DROP TRIGGER t ON orders_${round};`,
  ],
  (round) => [`CREATE TABLE parts_${round} (id int, day date) PARTITION BY RANGE (day);
CREATE TABLE part_${round} PARTITION OF parts_${round} FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');`, `DROP TABLE parts_${round};`],
  (round) => [round % 2 === 0 ? `DROP TABLE items_${round}; DROP TABLE orders_${round} CASCADE;` : `DROP TABLE orders_${round};`, ''],
];

const long = history(100);

/** Numbers from 0 up to a limit, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A history after one of the things that people do to a migration: edit, comment, empty, delete, add, rename, exchange. */
function editedAtRandom(files: Readonly<Record<string, string>>, chance: (below: number) => number): Record<string, string> {
  const names = Object.keys(files);
  const name = names[chance(names.length)] ?? '';
  const other = names[chance(names.length)] ?? '';
  const { [name]: text = '', ...others } = files;
  const ways: readonly (() => Record<string, string>)[] = [
    () => ({ ...files, [name]: `-- why\n${text}` }),
    () => ({ ...files, [name]: `${text}\nALTER TABLE orders_${chance(7)} ADD COLUMN c_${chance(1000)} int;` }),
    () => ({ ...files, [name]: `${text}\nDROP TABLE IF EXISTS orders_${chance(7)} CASCADE;` }),
    () => ({ ...files, [name]: '' }),
    () => ({ ...files, [name]: files[other] ?? '', [other]: text }),
    () => ({ ...files, [`${String(chance(70)).padStart(4, '0')}_x${chance(1000)}.up.sql`]: text }),
    () => others,
    () => ({ ...others, [name.replace('_step', `_renamed${chance(1000)}`)]: text }),
  ];
  const edited = ways[chance(ways.length)]?.() ?? {};
  const paired = Object.entries(edited).filter(([file]) => file.endsWith('.up.sql') || file.replace('.down.', '.up.') in edited);
  return Object.fromEntries(paired.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('a history that is judged again', () => {
  it('is not parsed when nothing has changed', async () => {
    const cache = cacheIn(temporaryFolder());
    const first = await judge(long, cache);
    expect(first.parsed).toHaveLength(100);
    expect(first.result.migrations.flatMap(({ findings }) => findings).length).toBeGreaterThan(40);
    expect((await judge(long, cache)).parsed).toEqual([]);
  });

  it('does not even load what judges when nothing has changed', async () => {
    const cache = cacheIn(temporaryFolder());
    await judge(long, cache);
    const loadJudge = vi.fn();
    await lintOnce(migrationsOf(long), 'postgres', {}, cache, loadJudge);
    expect(loadJudge).not.toHaveBeenCalled();
  });

  it('is parsed from the block of a migration that was added at the end', async () => {
    const cache = cacheIn(temporaryFolder());
    await judge(long, cache);
    const { parsed } = await judge({ ...long, '0100_new.up.sql': 'ALTER TABLE orders_9 DROP COLUMN total;' }, cache);
    expect(parsed[0]).toBe('0096_step');
    expect(parsed).toHaveLength(5);
  });

  it('is parsed in one block when an edit in the middle does not change what it does', async () => {
    const cache = cacheIn(temporaryFolder());
    await judge(long, cache);
    const { parsed } = await judge({ ...long, '0040_step.up.sql': `${long['0040_step.up.sql'] ?? ''} -- why` }, cache);
    expect([parsed[0], parsed.at(-1)]).toEqual(['0032_step', '0063_step']);
    expect(parsed).toHaveLength(32);
  });

  it('is parsed from there on when an edit in the middle changes what it does', async () => {
    const cache = cacheIn(temporaryFolder());
    await judge(long, cache);
    const { parsed } = await judge({ ...long, '0041_step.up.sql': 'CREATE TABLE lines_4 (id int);' }, cache);
    expect([parsed[0], parsed.at(-1)]).toEqual(['0032_step', '0099_step']);
    expect(parsed).toHaveLength(68);
  });

  const edits: readonly (readonly [name: string, edit: (files: Record<string, string>) => Record<string, string>])[] = [
    ['an edited down', (files) => ({ ...files, '0054_step.down.sql': 'SELECT 2;' })],
    ['a removed down', ({ '0054_step.down.sql': _removed, ...files }) => files],
    ['a removed migration', ({ '0010_step.up.sql': _up, '0010_step.down.sql': _down, ...files }) => files],
    ['a migration put in between', (files) => Object.fromEntries(Object.entries({ ...files, '0033_a.up.sql': 'DROP TABLE orders_1;' }).sort(([a], [b]) => (a < b ? -1 : 1)))],
    ['two migrations that change places', (files) => ({ ...files, '0020_step.up.sql': files['0021_step.up.sql'] ?? '', '0021_step.up.sql': files['0020_step.up.sql'] ?? '' })],
    ['a mistake in the SQL', (files) => ({ ...files, '0070_step.up.sql': 'CREATE TABLE (;' })],
    ['SQL that is put together at run time', (files) => ({ ...files, '0071_step.up.sql': "DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'orders_8'; END $$;" })],
    ['a shorter history', () => history(45)],
    ['no history', () => ({})],
    ['the history as it was', () => long],
    ['a table dropped earlier', (files) => ({ ...files, '0003_step.up.sql': 'DROP TABLE lines_0 CASCADE;' })],
    ['tables created in another order', (files) => ({ ...files, '0000_step.up.sql': `CREATE TABLE z (id int); ${files['0000_step.up.sql'] ?? ''}` })],
  ];

  it('gives the same as without a cache, whatever is edited one after the other', async () => {
    const cache = cacheIn(temporaryFolder());
    let files = long;
    for (const [, edit] of edits) {
      files = edit(files);
      await judge(files, cache);
      expect((await judge(files, cache)).parsed).toEqual([]);
    }
  });

  it.each(edits)('gives the same as without a cache after %s', async (_name, edit) => {
    const cache = cacheIn(temporaryFolder());
    await judge(long, cache);
    await judge(edit(long), cache);
    await judge(long, cache);
  });

  it.each([1, 2, 3, 4, 5, 6])('gives the same as without a cache after any edits (%i)', async (seed) => {
    const cache = cacheIn(temporaryFolder());
    const chance = randomNumbers(seed);
    let files = history(70);
    for (let round = 0; round < 5; round++) {
      await judge(files, cache);
      for (let edits = 0; edits < 1 + chance(3); edits++) files = editedAtRandom(files, chance);
    }
    await judge(files, cache);
  });

  it('is judged again for another server, other severities, and another build', async () => {
    const cache = cacheIn(temporaryFolder());
    await judge(long, cache);
    expect((await judge(long, cache, { pgVersion: 18 })).parsed).toHaveLength(100);
    expect((await judge(long, cache, { pgVersion: 18, rules: { 'no-drop-table': 'off' } })).parsed).toHaveLength(100);
    expect((await judge(long, cacheIn(cache.folder, { build: 'another build' }))).parsed).toHaveLength(100);
  });

  it('is judged again from the file for which an option was set', async () => {
    const cache = cacheIn(temporaryFolder());
    await judge(long, cache);
    const { parsed } = await judge(long, cache, { files: { '0099_step.up.sql': { rules: { 'no-drop-table': 'off' } } } });
    expect(parsed[0]).toBe('0096_step');
  });

  it('is judged again when other migrations have shipped', async () => {
    const cache = cacheIn(temporaryFolder());
    const files = Object.fromEntries(Object.entries(long).slice(0, 140));
    const shipped = ['0040_step', '0069_step'];
    await judge(files, cache);
    expect((await judge(files, cache, { shipped })).parsed).not.toEqual([]);
    // The last one that shipped is gone: what is said of the others names another one.
    const { '0069_step.up.sql': _up, '0069_step.down.sql': _down, ...without } = files;
    await judge(without, cache, { shipped });
    await judge(without, cache, { shipped: ['0040_step'] });
    await judge(without, cache, { shipped: ['0040_step'], changed: { '0040_step': 'sql' } });
  });

  it('is judged as a whole where it shares files', async () => {
    const cache = cacheIn(temporaryFolder());
    const set = migrationsOf(history(80));
    const shared = { ...set, migrations: set.migrations.map(({ up, ...migration }) => ({ ...migration, up: { ...up, file: 'all.sql' } })) };
    const loadJudge = vi.fn(() => Promise.resolve({ dialect: postgres, linter }));
    await lintOnce(shared, 'postgres', {}, cache, loadJudge);
    expect(loadJudge).toHaveBeenCalledTimes(1);
    expect(await lintOnce(shared, 'postgres', {}, cache, loadJudge)).toEqual(linter.lintSet(shared, postgres));
    expect(loadJudge).toHaveBeenCalledTimes(1);
  });

  it('tells the progress over what was judged before, too', async () => {
    const cache = cacheIn(temporaryFolder());
    await judge(long, cache);
    const onMigration = vi.fn();
    await lintOnce(migrationsOf(long), 'postgres', { onMigration }, cache, vi.fn());
    expect(onMigration).toHaveBeenCalledTimes(100);
  });
});

describe('a history of many blocks', () => {
  const many = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`${String(at).padStart(4, '0')}_step.sql`, `SELECT ${at};`]));

  it('is kept in several files, of which only those that change are written', async () => {
    const cache = cacheIn(temporaryFolder());
    await judge(many, cache);
    const writtenAt = () => readdirSync(cache.folder).sort().map((name) => statSync(join(cache.folder, name)).ino);
    const before = writtenAt();
    expect(before).toHaveLength(2);
    await judge({ ...many, '0599_step.sql': 'SELECT 0;' }, cache);
    expect(writtenAt()[0]).toBe(before[0]);
    expect(writtenAt()[1]).not.toBe(before[1]);
  });

  it('leaves no file behind that it does not need any more', async () => {
    const cache = cacheIn(temporaryFolder());
    await judge(many, cache);
    await judge(Object.fromEntries(Object.entries(many).slice(0, 100)), cache);
    expect(readdirSync(cache.folder)).toHaveLength(1);
  });

  it('is used as far as it can be read', async () => {
    const cache = cacheIn(temporaryFolder());
    await judge(many, cache);
    writeFileSync(fileIn(cache.folder), 'damaged');
    expect((await judge(many, cache)).parsed).toHaveLength(512);
    expect((await judge(many, cache)).parsed).toEqual([]);
  });
});

describe('a cache that is not as it was left', () => {
  const appended = { ...long, '0100_new.up.sql': 'DROP TABLE orders_1;' };

  it.each([
    ['is empty', () => Buffer.alloc(0)],
    ['is something else', () => Buffer.from('{}\n\n\n')],
    ['has lost its end', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1000)],
    ['has lost nearly everything', (bytes: Buffer) => bytes.subarray(0, 300)],
    ['says something else about a finding', (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('"severity":"error"', '"severity":"warn"  '), 'latin1')],
    ['says something else about a column', (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replaceAll('"notNull":true', '"notNull":null'), 'latin1')],
    ['says something else about its blocks', (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('"blocks":[[', '"blocks":[["a'), 'latin1')],
    ['has no blocks', (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('"blocks"', '"bl0cks"'), 'latin1')],
  ])('is written anew when it %s', async (_name, change) => {
    const cache = cacheIn(temporaryFolder());
    await judge(long, cache);
    const file = fileIn(cache.folder);
    writeFileSync(file, change(readFileSync(file)));
    await judge(appended, cache);
    await judge(appended, cache);
    expect((await judge(appended, cache)).parsed).toEqual([]);
  });

  it('does not matter when it is a folder, or cannot be written', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    await judge(long, cacheIn(join(folder, 'file', 'below')));
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('is left alone by a text that is only being tried', async () => {
    const cache = cacheIn(temporaryFolder());
    await judge(long, cache);
    const before = readFileSync(fileIn(cache.folder));
    expect((await judge(appended, { ...cache, readOnly: true })).parsed[0]).toBe('0096_step');
    expect(readFileSync(fileIn(cache.folder)).equals(before)).toBe(true);
  });

  it('is not used for the history of another folder', async () => {
    const cache = cacheIn(temporaryFolder());
    await judge(long, cache);
    const set = { ...migrationsOf(history(40)), root: 'elsewhere' };
    const expected = linter.lintSet(set, postgres);
    const loadJudge = () => Promise.resolve({ dialect: postgres, linter });
    expect(await lintOnce(set, 'postgres', {}, cache, loadJudge)).toEqual(expected);
    const [first = '', second = ''] = readdirSync(cache.folder);
    copyFileSync(join(cache.folder, first), join(cache.folder, second));
    expect(await lintOnce(set, 'postgres', {}, cache, loadJudge)).toEqual(expected);
    expect((await judge(long, cache)).result.root).toBe('migrations');
  });

  it('is not used when the linter fails on a migration, so that every run says so', async () => {
    const cache = cacheIn(temporaryFolder());
    const set = migrationsOf(long);
    const failing: Dialect = {
      ...postgres,
      parse(text, start, end) {
        if (text.includes('lines_3')) throw new Error('a mistake of ours');
        return postgres.parse(text, start, end);
      },
    };
    const loadJudge = () => Promise.resolve({ dialect: failing, linter });
    const expected = linter.lintSet(set, failing);
    expect(expected.problems).not.toEqual([]);
    expect(await lintOnce(set, 'postgres', {}, cache, loadJudge)).toEqual(expected);
    expect(await lintOnce(set, 'postgres', {}, cache, loadJudge)).toEqual(expected);
  });
});
