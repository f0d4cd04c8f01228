import { describe, expect, it } from 'vitest';

import { wrapSql } from '../../src/report/wrap-sql.ts';

describe('SQL that is too wide', () => {
  it('is not touched where it fits', () => {
    expect(wrapSql("SELECT  'a  b';", 15)).toEqual(["SELECT  'a  b';"]);
  });

  it('is broken at spaces, and goes on indented', () => {
    expect(wrapSql('ALTER TABLE orders ADD COLUMN channel text NOT NULL;', 24)).toEqual([
      'ALTER TABLE orders ADD',
      '  COLUMN channel text',
      '  NOT NULL;',
    ]);
    expect(wrapSql('  ADD COLUMN channel text', 16)).toEqual(['  ADD COLUMN', '    channel text']);
  });

  it('is not broken in strings and names', () => {
    expect(wrapSql("UPDATE a SET b = 'a long  string';", 20)).toEqual(['UPDATE a SET b =', "  'a long  string';"]);
    expect(wrapSql('DROP TABLE "a long  name";', 12)).toEqual(['DROP TABLE', '  "a long  name";']);
    expect(wrapSql("SELECT 'it''s  long' || x;", 14)).toEqual(['SELECT', "  'it''s  long'", '  || x;']);
  });

  it('goes on as a comment when it is one', () => {
    expect(wrapSql('-- Then drop it in a later release.', 20)).toEqual(['-- Then drop it in a', '-- later release.']);
    expect(wrapSql("-- Don't drop it\nSELECT 1, 2;", 10)).toEqual(["-- Don't", '-- drop it', 'SELECT 1,', '  2;']);
  });

  it.each([
    ['a comment behind it', 'ALTER TABLE a DROP b; -- and not before'],
    ['dollar quotes', 'DO $$ BEGIN PERFORM 1; END $$ LANGUAGE plpgsql;'],
    ['a string over several lines', "SELECT 'one\nand two', 'and three';"],
    ['an escape', "SELECT E'it\\' s';  SELECT 1;"],
  ])('is left alone with %s', (_name, line) => {
    expect(wrapSql(line, 12).join('\n')).toBe(line);
  });
});
