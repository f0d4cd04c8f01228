import { describe, expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import type { TransactionMode } from '../../src/migrations/migration.ts';
import { segmentsOf } from '../../src/transactions/segments.ts';

const postgres = await load('postgres');

/** The segments, each as the numbers of its statements, with `tx` where a transaction block is open around them. */
function segments(sql: string, mode: TransactionMode): string[] {
  const { statements } = postgres.parse(sql);
  return segmentsOf(statements, mode, 'postgres').map(({ from, to, inTransaction }) => {
    const numbers = statements.slice(from, to).map((_, index) => from + index + 1);
    return `${numbers.join(' ')}${inTransaction === undefined ? ' ?' : inTransaction ? ' tx' : ''}`;
  });
}

// test/postgres/what-rules-claim.test.ts asks a server what BEGIN and COMMIT do in each case.

describe('where the runner opens no transaction', () => {
  it('every statement commits by itself', () => {
    expect(segments('SELECT 1; SELECT 2;', 'none')).toEqual(['1', '2']);
  });

  it('the script may open one', () => {
    expect(segments('SELECT 1; BEGIN; SELECT 2; COMMIT; SELECT 3;', 'none')).toEqual(['1', '2 3 4 tx', '5']);
  });
});

describe('where the whole file is one query', () => {
  it('its statements share a transaction', () => {
    expect(segments('SELECT 1; SELECT 2;', 'implicit')).toEqual(['1 2 tx']);
  });

  it('a single statement has none', () => {
    expect(segments('SELECT 1;', 'implicit')).toEqual(['1']);
  });

  it('BEGIN takes in what stands before it, and another transaction follows the COMMIT', () => {
    expect(segments('SELECT 1; BEGIN; SELECT 2; COMMIT; SELECT 3; SELECT 4;', 'implicit')).toEqual(['1 2 3 4 tx', '5 6 tx']);
  });
});

describe('where the runner opens a transaction', () => {
  it('it holds the whole script', () => {
    expect(segments('SELECT 1; SELECT 2;', 'wrapped')).toEqual(['1 2 tx']);
  });

  it('a BEGIN in it changes nothing, and a COMMIT ends it for good', () => {
    expect(segments('SELECT 1; BEGIN; SELECT 2; COMMIT; SELECT 3; SELECT 4;', 'wrapped')).toEqual(['1 2 3 4 tx', '5', '6']);
  });

  it('after a COMMIT the script may open one of its own', () => {
    expect(segments('SELECT 1; COMMIT; BEGIN; SELECT 2; COMMIT; SELECT 3;', 'wrapped')).toEqual(['1 2 tx', '3 4 5 tx', '6']);
  });
});

describe('where nobody knows', () => {
  it('only what the script opens itself is certain', () => {
    expect(segments('SELECT 1; BEGIN; SELECT 2; COMMIT;', 'unknown')).toEqual(['1 ?', '2 3 4 tx']);
  });
});
