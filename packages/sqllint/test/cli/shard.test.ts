import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { findStrictSchemaErrors } from '../report/json-schema.ts';
import { createOrders, deleteOrders, dropChannel, folderWith, sqllint } from './command.ts';

/** Folders with findings, a suppression, a file problem, and one of which nothing is PostgreSQL. */
const files = {
  ...createOrders,
  ...dropChannel,
  ...deleteOrders,
  'migrations/0004_gone.down.sql': 'SELECT 1;\n',
  'migrations/0005_index.up.sql': 'CREATE INDEX orders_channel ON orders (id);\n-- sqllint-disable-next-statement no-truncate -- nothing is in it yet\nTRUNCATE orders;\n',
  'migrations/0005_index.down.sql': 'DROP INDEX orders_channel;\n',
  'other/0001_a.up.sql': 'This is not SQL;\n',
  'other/0002_b.up.sql': 'Neither is this;\n',
};

const json = ['--format', 'json', 'migrations', 'other'];

/** Runs all shards, leaves what they print in files, and returns the names of these. */
function runShards(cwd: string, count: number, args: readonly string[] = json): string[] {
  return Array.from({ length: count }, (_, at) => {
    const name = `shard-${at + 1}-of-${count}.json`;
    writeFileSync(join(cwd, name), sqllint([...args, '--shard', `${at + 1}/${count}`], { cwd }).stdout);
    return name;
  });
}

describe('--shard and sqllint merge', () => {
  it.each([1, 2, 3, 8])('give the bytes, the complaints and the exit code of the run, with %i shards', (count) => {
    const cwd = folderWith(files);
    const names = runShards(cwd, count);
    expect(sqllint(['merge', ...names.reverse()], { cwd })).toEqual(sqllint(json, { cwd }));
  });

  it('count warnings that --quiet leaves out', () => {
    const cwd = folderWith({ ...createOrders, ...deleteOrders });
    const quiet = ['--format', 'json', '--quiet'];
    const merged = sqllint(['merge', ...runShards(cwd, 2, quiet), '--max-warnings', '0'], { cwd });
    expect(merged).toEqual(sqllint([...quiet, '--max-warnings', '0'], { cwd }));
    expect(merged.code).toBe(1);
    expect(merged.stderr).toBe('sqllint: There is 1 warning, and --max-warnings allows 0. Mend some, or allow more.\n');
  });

  it('judge in a shard what is its own, on the history before', () => {
    const cwd = folderWith({ ...createOrders, ...dropChannel });
    const { code, stdout } = sqllint(['--shard', '2/2', '--format', 'json'], { cwd });
    const document = JSON.parse(stdout) as { migrations: { id: string; findings: { rule: string }[] }[] }; // It is our own.
    expect(code).toBe(1);
    expect(document.migrations.map(({ id, findings }) => [id, ...findings.map(({ rule }) => rule)])).toEqual([['0002_drop_channel', 'no-drop-column']]);
    expect(findStrictSchemaErrors(document)).toBeUndefined();
  });
});

describe('sqllint merge', () => {
  const merge = (cwd: string, ...names: readonly string[]) => sqllint(['merge', ...names], { cwd });
  const refusal = (sentence: string) => ({ code: 2, stdout: '', stderr: `sqllint: ${sentence}\n` });

  it('says which shard is missing, and which is there twice', () => {
    const cwd = folderWith(createOrders);
    const [first = '', second = '', third = ''] = runShards(cwd, 3, ['--format', 'json']);
    expect(merge(cwd, first, third)).toEqual(refusal('Shard 2/3 is missing. Name the results of all 3 shards.'));
    expect(merge(cwd, first, second, third, first)).toEqual(refusal(`${first} and ${first} are both shard 1/3. Name each shard once.`));
  });

  it('refuses shards of different runs', () => {
    const cwd = folderWith(createOrders);
    const [first = ''] = runShards(cwd, 2, ['--format', 'json']);
    const [third = ''] = runShards(cwd, 3, ['--format', 'json']);
    expect(merge(cwd, first, third)).toEqual(refusal(`${first} and ${third} are of different runs: one of 2 shards, one of 3. Name the results of one run.`));
    writeFileSync(join(cwd, 'second.json'), sqllint(['--format', 'json', '--pg-version', '15', '--shard', '2/2'], { cwd }).stdout);
    expect(merge(cwd, first, 'second.json')).toEqual(
      refusal(`${first} and second.json are not of the same run: the migrations, their configuration or the options differ. Run all shards on the same commit with the same options.`),
    );
  });

  it('says what is no result of a shard', () => {
    const cwd = folderWith({ ...createOrders, 'empty.json': '', 'text.json': 'all is well', 'other.json': '{}' });
    writeFileSync(join(cwd, 'whole.json'), sqllint(['--format', 'json'], { cwd }).stdout);
    const advice = 'This is no result of a shard. Write one with sqllint --shard i/n --format json.';
    expect(merge(cwd, 'whole.json')).toEqual(refusal(`whole.json: ${advice}`));
    expect(merge(cwd, 'other.json')).toEqual(refusal(`other.json: ${advice}`));
    expect(merge(cwd, 'text.json')).toEqual(refusal(`text.json: This is no JSON. ${advice}`));
    expect(merge(cwd, 'empty.json')).toEqual(refusal('empty.json: This is no JSON. The shard has printed nothing; look at what it said.'));
    expect(merge(cwd, 'none.json')).toEqual(refusal('none.json: This result of a shard cannot be read: it does not exist.'));
    expect(merge(cwd)).toEqual(refusal('sqllint merge needs the results of all shards. Name the files that sqllint --shard i/n --format json has written.'));
  });
});
