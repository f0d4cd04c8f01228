import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { quote } from '../../src/schema/quote.ts';
import { writingFor } from '../../src/schema/sql-dialect.ts';
import { hasMariaDb, startMariaDb } from './mariadb-server.ts';
import type { MariaDb } from './mariadb-server.ts';

describe.skipIf(!hasMariaDb)('a real MariaDB (skipped where mariadbd is not installed)', () => {
  let server: MariaDb | undefined;

  beforeAll(async () => {
    server = await startMariaDb();
  }, 60_000);

  afterAll(() => server?.stop());

  it('takes each of its keywords as the name of a column, quoted or not, as we write it', () => {
    const keywords = server?.run(['SELECT word FROM information_schema.keywords;']).output.split('\n').filter((word) => /^[A-Z_]\w*$/u.test(word)) ?? [];
    expect(keywords.length).toBeGreaterThan(500);
    const refused = (write: (word: string) => string): readonly string[] => {
      const lines = ['CREATE DATABASE IF NOT EXISTS words; USE words;', ...keywords.map((word) => `CREATE OR REPLACE TABLE t (a int, b int); ALTER TABLE t RENAME COLUMN a TO ${write(word)};`)];
      const { errors } = server?.run(lines) ?? { errors: new Map<number, unknown>() };
      return keywords.filter((_, index) => errors.has(index + 2));
    };
    expect(refused((word) => word)).toEqual(expect.arrayContaining(['KEY', 'RANGE', 'ROWS']));
    expect(writingFor('mariadb', () => refused(quote))).toEqual([]);
  }, 60_000);
});

describe('quote', () => {
  it.each([
    ['key', '`key`'],
    ['rank', '`rank`'],
    ['groups', '`groups`'],
    ['status', 'status'],
    ['name', 'name'],
  ])('writes %s for MySQL as %s', (name, written) => {
    expect(writingFor('mysql', () => quote(name))).toBe(written);
  });
});
