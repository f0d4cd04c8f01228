import { describe, expect, it } from 'vitest';

import type { DataType } from '../../src/changes.ts';
import { load } from '../../src/dialects/load.ts';
import { conversion, typeChangeWork } from '../../src/facts/postgres/type-changes.ts';

const postgres = await load('postgres');

function typeOf(written: string): DataType {
  const [change] = postgres.parse(`ALTER TABLE t ALTER c TYPE ${written}`).statements[0]?.changes ?? [];
  if (change?.kind !== 'alterColumnType') throw new Error(`${written} is no type.`);
  return change.type;
}

// test/postgres/type-changes.test.ts compares every pair of types with a real server; these are the
// cases that a person would look up, and those that no server can answer.

describe('a change of type leaves the rows as they are', () => {
  it.each([
    ['int', 'integer'],
    ['varchar(10)', 'varchar(20)'],
    ['varchar(10)', 'text'],
    ['text', 'varchar'],
    ['numeric(10, 2)', 'numeric(12, 2)'],
    ['numeric(10, 2)', 'numeric'],
    ['timestamp(3)', 'timestamp'],
    ['interval(3)', 'interval(6)'],
    ['varbit(3)', 'varbit(5)'],
    ['cidr', 'inet'],
    ['char(10)', 'bpchar'],
    ['text[]', 'text[]'],
  ])('%s → %s', (from, to) => {
    expect(typeChangeWork(typeOf(from), typeOf(to), false)).toBe('none');
  });
});

describe('a change of type writes the rows anew', () => {
  it.each([
    ['int', 'bigint'],
    ['varchar(20)', 'varchar(10)'],
    ['text', 'varchar(10)'],
    ['char(10)', 'char(20)'],
    ['char(10)', 'text'],
    ['numeric(10, 2)', 'numeric(12, 4)'],
    ['numeric', 'numeric(10, 2)'],
    ['timestamptz', 'timestamptz(3)'],
    ['interval', 'interval(3)'],
    ['json', 'jsonb'],
    ['inet', 'cidr'],
    ['text', 'text[]'],
    ['mood', 'text'],
  ])('%s → %s', (from, to) => {
    expect(typeChangeWork(typeOf(from), typeOf(to), false)).toBe('rewrite');
  });

  it('always where a USING computes the values', () => {
    expect(typeChangeWork(typeOf('text'), typeOf('text'), true)).toBe('rewrite');
    expect(typeChangeWork(undefined, typeOf('text'), true)).toBe('rewrite');
  });
});

describe('nobody can tell', () => {
  it('what happens to a column whose type the history does not tell', () => {
    expect(typeChangeWork(undefined, typeOf('text'), false)).toBe('unknown');
    expect(conversion(undefined, typeOf('text'))).toBe('unknown');
  });

  it('what happens between timestamps, which depends on the time zone of the session', () => {
    expect(typeChangeWork(typeOf('timestamp'), typeOf('timestamptz'), false)).toBe('unknown');
  });

  it('what types that are not built in can hold', () => {
    expect(conversion(typeOf('mood'), typeOf('int'))).toBe('unknown');
    expect(conversion(typeOf('mood'), typeOf('varchar(20)'))).toBe('unknown');
    expect(conversion(typeOf('int'), typeOf('sales.amount'))).toBe('unknown');
  });
});

describe('a change of type keeps every value', () => {
  it.each([
    ['smallint', 'bigint'],
    ['int', 'numeric(12, 2)'],
    ['int', 'varchar(11)'],
    ['int', 'double precision'],
    ['numeric(10, 2)', 'numeric(12, 3)'],
    ['numeric(10, 2)', 'double precision'],
    ['boolean', 'int'],
    ['uuid', 'varchar(36)'],
    ['char(10)', 'text'],
    ['mood', 'text'],
    ['date', 'timestamp'],
    ['timestamp(3)', 'timestamp(6)'],
    ['jsonb', 'json'],
  ])('%s → %s', (from, to) => {
    expect(conversion(typeOf(from), typeOf(to))).toBe('lossless');
  });
});

describe('a change of type loses or refuses values', () => {
  it.each([
    ['bigint', 'int'],
    ['int', 'varchar(10)'],
    ['int', 'real'],
    ['int', 'numeric(5, 2)'],
    ['bigint', 'double precision'],
    ['numeric(10, 2)', 'numeric(10, 3)'],
    ['numeric(20, 2)', 'double precision'],
    ['text', 'int'],
    ['text', 'char(10)'],
    ['varchar(10)', 'char(20)'],
    ['timestamptz', 'date'],
    ['timestamp', 'timestamp(3)'],
    ['json', 'jsonb'],
    ['text[]', 'text'],
  ])('%s → %s', (from, to) => {
    expect(conversion(typeOf(from), typeOf(to))).toBe('lossy');
  });
});
