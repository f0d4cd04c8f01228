import { describe, expect, it, vi } from 'vitest';

import { judgeSets } from '../../src/cli/judge-sets.ts';
import { readRequest } from '../../src/cli/request.ts';
import type { LintRequest } from '../../src/cli/lint-options.ts';
import type { Migration, MigrationSet } from '../../src/migrations/migration.ts';
import { SourceText } from '../../src/text/source-text.ts';

function request(...args: readonly string[]): LintRequest {
  const parsed = readRequest(args);
  if (parsed.task !== 'lint') throw new Error('This asks for something else.');
  return parsed;
}

function setOf(root: string): MigrationSet {
  const source = new SourceText('CREATE TABLE a (id int);');
  const up = { file: `${root}/1_a.up.sql`, source, start: 0, end: source.text.length, transaction: 'implicit' } as const;
  return { root, layout: 'golang-migrate', hasDowns: true, problems: [], migrations: [{ id: '1_a', version: '1', name: 'a', up }] };
}

/** The set in whose only migration something throws that nobody expects. */
function brokenSet(): MigrationSet {
  const [migration] = setOf('broken').migrations;
  const broken = Object.defineProperty({ ...migration } as Migration, 'up', { // setOf makes one migration.
    get: () => {
      throw new Error('Something is odd.\nAnd this is more.');
    },
  });
  return { ...setOf('broken'), migrations: [broken] };
}

describe('a mistake of ours', () => {
  it('hides nothing of the rest', async () => {
    const [first, second, third] = await judgeSets([setOf('before'), brokenSet(), setOf('after')], request(), undefined);
    expect([first?.migrations.length, third?.migrations.length]).toEqual([1, 1]);
    expect(second).toEqual({
      root: 'broken',
      layout: 'golang-migrate',
      dialect: 'postgres',
      migrations: [],
      problems: [
        {
          level: 'error',
          file: 'broken',
          message: 'This is a mistake in sqllint itself: Something is odd. Run again with --debug for the stack trace, and please report it.',
        },
      ],
    });
  });

  it('shows its stack trace with --debug only', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      await judgeSets([brokenSet()], request(), undefined);
      expect(write).not.toHaveBeenCalled();
      await judgeSets([brokenSet()], request('--debug'), undefined);
      expect(write).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/^Error: Something is odd\.\nAnd this is more\.\n {4}at /u));
    } finally {
      write.mockRestore();
    }
  });
});
