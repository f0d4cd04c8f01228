import { describe, expect, it } from 'vitest';

import { defaultPostgresVersion } from '../../src/cli/lint-options.ts';
import { readRequest } from '../../src/cli/request.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { defaultPgVersion } from '../../src/facts/server.ts';

function messageOf(...args: readonly string[]): string {
  try {
    readRequest(args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error('Nothing was wrong.');
}

describe('a command line without options', () => {
  it('asks for the defaults', () => {
    expect(readRequest([])).toEqual({
      task: 'lint',
      paths: ['migrations/'],
      pathsAreDefault: true,
      format: 'stylish',
      postgresVersion: 14,
      quiet: false,
      debug: false,
    });
  });

  it('assumes the version that the library assumes', () => {
    expect(defaultPostgresVersion).toBe(defaultPgVersion);
  });
});

describe('options', () => {
  it('stand before, between and behind paths, with “=” or without', () => {
    expect(readRequest(['--quiet', 'a', '--format=json', 'b', '--dialect', 'sqlite', '--max-warnings', '0', '--debug'])).toEqual({
      task: 'lint',
      paths: ['a', 'b'],
      pathsAreDefault: false,
      format: 'json',
      dialect: 'sqlite',
      postgresVersion: 14,
      quiet: true,
      maxWarnings: 0,
      debug: true,
    });
  });

  it('end at “--”', () => {
    expect(readRequest(['--', '--quiet'])).toMatchObject({ paths: ['--quiet'], quiet: false });
  });

  it('count the last time they are given', () => {
    expect(readRequest(['--format', 'json', '--format', 'stylish'])).toMatchObject({ format: 'stylish' });
    expect(readRequest(['--color', '--no-color'])).toMatchObject({ color: false });
    expect(readRequest(['--no-color', '--color'])).toMatchObject({ color: true });
  });

  it('include standard input, with a name or without', () => {
    expect(readRequest(['--stdin'])).toMatchObject({ stdin: {} });
    expect(readRequest(['--stdin', '--stdin-filename', 'a.sql'])).toMatchObject({ stdin: { filename: 'a.sql' } });
  });

  it.each([12, 13, 14, 15, 16, 17, 18])('--pg-version takes %i', (version) => {
    expect(readRequest(['--pg-version', String(version)])).toMatchObject({ postgresVersion: version });
  });

  it.each(['8', '8.4', '8.0.36', '10.11'])('--mysql-version takes %s', (version) => {
    expect(readRequest(['--mysql-version', version])).toMatchObject({ mysqlVersion: version });
  });

  it('--help and --version do not mind what else is wrong', () => {
    expect(readRequest(['--help', '--format', 'xml'])).toEqual({ task: 'help' });
    expect(readRequest(['-h', '--version'])).toEqual({ task: 'help' });
    expect(readRequest(['-v', '--pg-version', '9'])).toEqual({ task: 'version' });
  });
});

describe('mistakes', () => {
  it.each([
    [['--formt', 'json'], '--formt is not an option. Did you mean --format?'],
    [['--max-warning=1'], '--max-warning is not an option. Did you mean --max-warnings?'],
    [['--colour'], '--colour is not an option. Did you mean --color?'],
    [['--watch-everything'], '--watch-everything is not an option. Run sqllint --help to see the options.'],
    [['-x'], '-x is not an option. Run sqllint --help to see the options.'],
    [['--format'], '--format needs a value. Write --format <name>.'],
    [['--format='], '--format needs a value. Write --format <name>.'],
    [['--format', '--quiet'], '--format needs a value. Write --format <name>.'],
    [['--quiet=yes'], '--quiet does not take a value. Leave “yes” out.'],
    [['--format', 'jsn'], '--format takes stylish, json, sarif, github, gitlab, junit or markdown, not “jsn”. Did you mean json?'],
    [['--format', 'xml'], '--format takes stylish, json, sarif, github, gitlab, junit or markdown, not “xml”.'],
    [['--dialect', 'postgresql'], '--dialect takes postgres, mysql, mariadb or sqlite, not “postgresql”. Did you mean postgres?'],
    [['--dialect', 'oracle'], '--dialect takes postgres, mysql, mariadb or sqlite, not “oracle”.'],
    [['--pg-version', '16.2'], '--pg-version takes a major version from 12 to 18, not “16.2”. Write 16.'],
    [['--pg-version', '9.6'], '--pg-version takes a major version from 12 to 18, not “9.6”.'],
    [['--pg-version', '19'], '--pg-version takes a major version from 12 to 18, not “19”.'],
    [['--pg-version', 'latest'], '--pg-version takes a major version from 12 to 18, not “latest”.'],
    [['--mysql-version', '8.0-oracle'], '--mysql-version takes a version of MySQL or MariaDB such as 8.0.36 or 10.11, not “8.0-oracle”.'],
    [['--max-warnings', '-1'], '--max-warnings takes a whole number, not “-1”. Leave the option out to allow any number.'],
    [['--max-warnings', 'few'], '--max-warnings takes a whole number, not “few”. Leave the option out to allow any number.'],
    [['--shard', '2'], '--shard takes the number of a shard and how many there are, as in 1/4, not “2”.'],
    [['--shard', '1/x'], '--shard takes the number of a shard and how many there are, as in 1/4, not “1/x”.'],
    [['--shard', '0/4'], '--shard 0/4: Shards are counted from 1. The first is 1/4.'],
    [['--shard', '5/4'], '--shard 5/4: There are 4 shards, and this would be number 5. The last is 4/4.'],
    [['--shard', '0/0'], '--shard 0/0: There is at least one shard. Write 1/1, or leave the option out.'],
    [['--shard', '1/2', '--stdin'], '--stdin reads one migration, which no shards can share. Leave --shard out.'],
    [['--shard', '1/2', '--max-warnings', '3'], '--max-warnings is about the warnings of all shards together. Say it to sqllint merge.'],
    [['--watch', '--stdin'], '--watch waits for files to change, and standard input is none. Leave one of both out.'],
    [['--watch', '--fix'], '--watch only judges. Leave --fix out.'],
    [['--watch', '--shard', '1/2'], '--watch only judges. Leave --shard out.'],
    [['--fix', '--stdin'], '--fix rewrites files, and --stdin names none. Name the file instead.'],
    [['--fix-dry-run', '--shard', '1/2'], '--fix-dry-run needs the whole run. Leave --shard out.'],
    [['--stdin-filename', 'a.sql'], '--stdin-filename says what standard input stands for. Add --stdin.'],
    [['--stdin', 'a.sql'], '--stdin reads one migration and no paths. Leave “a.sql” out, or name it with --stdin-filename.'],
  ])('%j', (args, message) => {
    expect(messageOf(...args)).toBe(message);
  });
});
