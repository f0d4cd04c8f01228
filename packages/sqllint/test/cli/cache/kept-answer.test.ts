import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Answer } from '../../../src/cli/answer.ts';
import { findAnswer, keepAnswer } from '../../../src/cli/cache/kept-answer.ts';
import type { Question } from '../../../src/cli/cache/kept-answer.ts';
import { WatchedDisk } from '../../../src/cli/cache/watched-disk.ts';
import { readMigrations } from '../../../src/migrations/read.ts';
import { folderWith } from '../command.ts';

const question: Question = { topic: 'sqllint migrations', text: 'build 1, sqllint migrations' };
const answer: Answer = { complaints: ['The baseline can shrink.'], report: '“one” finding', remark: 'There is 1 warning.', exitCode: 1 };

/** A run long after the files were written, when their dates can be relied on. */
function laterRun(): WatchedDisk {
  return new WatchedDisk(Date.now() + 60_000);
}

const files = {
  'migrations/0001_a.up.sql': 'CREATE TABLE a (id int);\n',
  'migrations/0001_a.down.sql': 'DROP TABLE a;\n',
  'migrations/0002_b.up.sql': 'CREATE TABLE b (id int);\n',
  'migrations/0002_b.down.sql': 'DROP TABLE b;\n',
};

interface Kept {
  readonly project: string;
  readonly cache: string;
  /** What a later run is told: the answer with its report as text. */
  ask(asked?: Question): Answer | undefined;
}

/** A project whose migrations were read, and the answer that was kept then. */
function keptFor(project: string, disk = laterRun()): Kept {
  const cache = folderWith({});
  readMigrations([join(project, 'migrations')], { fileSystem: disk });
  keepAnswer(cache, question, answer, disk);
  awaitTick(cache);
  return {
    project,
    cache,
    ask(asked = question) {
      const found = findAnswer(cache, asked, laterRun());
      return found && { ...found, report: Buffer.from(found.report).toString() };
    },
  };
}

/** Lets the clock of the disk go on, which stands still for some milliseconds. */
function awaitTick(folder: string): void {
  const probe = join(folder, 'probe');
  const touch = (): number => {
    writeFileSync(probe, 'x');
    return statSync(probe).ctimeMs;
  };
  const before = touch();
  while (touch() === before);
  rmSync(probe);
}

describe('the answer of an earlier run', () => {
  it('is given again when nothing has changed', () => {
    expect(keptFor(folderWith(files)).ask()).toEqual(answer);
  });

  it('is given again when a file came and went', () => {
    const { project, ask } = keptFor(folderWith(files));
    writeFileSync(join(project, 'migrations', 'draft'), '');
    rmSync(join(project, 'migrations', 'draft'));
    expect(ask()).toEqual(answer);
  });

  it('is not that to another question', () => {
    const { ask } = keptFor(folderWith(files));
    expect(ask({ ...question, text: 'build 2, sqllint migrations' })).toBeUndefined();
    expect(ask({ ...question, topic: 'sqllint --quiet migrations' })).toBeUndefined();
  });

  it.each<readonly [what: string, change: (folder: string) => void]>([
    ['a file was edited', (folder) => writeFileSync(join(folder, '0001_a.up.sql'), 'CREATE TABLE a (id int, b int);\n')],
    ['a file was edited without becoming longer', (folder) => writeFileSync(join(folder, '0001_a.up.sql'), 'CREATE TABLE z (id int);\n')],
    [
      'a file was edited and its date put back',
      (folder) => {
        const file = join(folder, '0001_a.up.sql');
        const old = new Date(2020, 1, 1);
        writeFileSync(file, 'CREATE TABLE z (id int);\n');
        utimesSync(file, old, old);
      },
    ],
    [
      'another file took the place of one',
      (folder) => {
        writeFileSync(join(folder, 'new'), 'CREATE TABLE z (id int);\n');
        renameSync(join(folder, 'new'), join(folder, '0001_a.up.sql'));
      },
    ],
    ['a migration was added', (folder) => writeFileSync(join(folder, '0003_c.up.sql'), '')],
    ['a down was deleted', (folder) => rmSync(join(folder, '0002_b.down.sql'))],
    ['a migration was renamed', (folder) => renameSync(join(folder, '0002_b.up.sql'), join(folder, '0003_b.up.sql'))],
    ['a folder was added', (folder) => mkdirSync(join(folder, 'more'))],
    ['a tool was chosen in a folder above', (folder) => writeFileSync(join(folder, '..', 'atlas.hcl'), '')],
    ['all is gone', (folder) => rmSync(folder, { recursive: true })],
  ])('is not given when %s', (_what, change) => {
    const { project, ask } = keptFor(folderWith(files));
    change(join(project, 'migrations'));
    expect(ask()).toBeUndefined();
  });

  it('is not given when a link leads elsewhere', () => {
    const project = folderWith({ ...files, 'old/a.txt': '', 'new/b.txt': '' });
    const link = join(project, 'migrations', 'current');
    symlinkSync(join(project, 'old'), join(project, 'between'));
    symlinkSync(join(project, 'between'), link);
    const { ask } = keptFor(project);
    expect(ask()).toEqual(answer);
    rmSync(join(project, 'between'));
    symlinkSync(join(project, 'new'), join(project, 'between'));
    expect(ask()).toBeUndefined();
  });

  it('is not kept when a file is so new that it may change and keep its date', () => {
    const { cache } = keptFor(folderWith(files), new WatchedDisk());
    expect(readdirSync(cache)).toEqual([]);
  });

  it('is not given when a file changed between being looked at and being read', () => {
    const project = folderWith(files);
    const disk = laterRun();
    const file = join(project, 'migrations', '0001_a.up.sql');
    disk.watch(file);
    awaitTick(project);
    writeFileSync(file, 'CREATE TABLE z (id int);\n');
    expect(keptFor(project, disk).ask()).toBeUndefined();
  });

  it.each<readonly [what: string, change: (bytes: Buffer) => Uint8Array]>([
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('{}\n')],
    ['cut off', (bytes) => bytes.subarray(0, -1)],
    ['edited', (bytes) => Buffer.from(bytes.toString('latin1').replace('finding', 'warning'), 'latin1')],
  ])('is not given when what was kept is %s', (_what, change) => {
    const { cache, ask } = keptFor(folderWith(files));
    const file = join(cache, readdirSync(cache)[0] ?? '');
    writeFileSync(file, change(readFileSync(file)));
    expect(ask()).toBeUndefined();
  });

  it('is one of eight at most', () => {
    const { project, cache } = keptFor(folderWith(files));
    for (let number = 0; number < 20; number++) {
      const disk = laterRun();
      readMigrations([join(project, 'migrations')], { fileSystem: disk });
      keepAnswer(cache, { topic: `sqllint ${number}`, text: '' }, answer, disk);
    }
    expect(readdirSync(cache)).toHaveLength(8);
  });

  it('is not kept where nothing can be written', () => {
    const cache = join(folderWith({ file: '' }), 'file', 'below');
    const disk = laterRun();
    keepAnswer(cache, question, answer, disk);
    expect(findAnswer(cache, question, disk)).toBeUndefined();
  });
});

describe('a disk that is watched', () => {
  it('reads what the disk itself reads', () => {
    const project = folderWith({
      'migrations/0001_plain.sql': 'SELECT 1;',
      'migrations/0002_marked.sql': '\ufeffSELECT 2;',
      'migrations/0003_marked_twice.sql': '\ufeff\ufeffSELECT 3;',
      'migrations/0004_latin.sql': Buffer.from([0x2d, 0x2d, 0xe9, 0x0a]),
      'migrations/0005_utf16.sql': Buffer.from('\ufeffSELECT 5;', 'utf16le'),
      'migrations/0006_replaced.sql': "SELECT '\ufffd';",
      'migrations/0007_nul.sql': 'SELECT\0 7;',
      'migrations/0008_wide.sql': "SELECT '🦆';",
    });
    const folder = join(project, 'migrations');
    expect(readMigrations([folder], { fileSystem: laterRun() })).toEqual(readMigrations([folder]));
  });
});
