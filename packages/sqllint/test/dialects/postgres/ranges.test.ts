import { describe, expect, it } from 'vitest';

import { load } from '../../../src/dialects/load.ts';
import { takeMarks } from '../../marked-text.ts';

const postgres = await load('postgres');

/** Asserts that the changes of a script stand where the marks are, in their order. */
function expectRanges(marked: string): void {
  const { text, ranges } = takeMarks(marked);
  const changes = postgres.parse(text).statements.flatMap((statement) => statement.changes);
  expect(changes.map(({ start, end }) => text.slice(start, end))).toEqual(ranges.map(({ start, end }) => text.slice(start, end)));
  expect(changes.map(({ start }) => start)).toEqual(ranges.map(({ start }) => start));
}

describe('a change stands', () => {
  it('at its statement, without the semicolon and the comments around it', () => {
    expectRanges('-- first\n«DROP TABLE a» ; /* then */ «DROP INDEX i»;');
  });

  it('at the whole of an ALTER TABLE that does one thing', () => {
    expectRanges('«ALTER TABLE a ADD COLUMN b int»;');
  });

  it('at its own part of an ALTER TABLE that does several', () => {
    expectRanges(
      'ALTER TABLE IF EXISTS ONLY "s"."a,b"\n  «ADD COLUMN b numeric(10, 2) DEFAULT f(1, 2)»,\n  «DROP c»,\n  «ALTER d TYPE text USING concat(d, \',\')» ;',
    );
  });

  it('at its own part whatever stands between the parts', () => {
    expectRanges('ALTER TABLE s . a * /* , */ «DROP b» -- , \n, «ADD CHECK (c IN (1, 2))», «ADD UNIQUE (a, b)»');
  });

  it('behind characters of two, three and four bytes', () => {
    expectRanges("«SELECT 'é€😀'»; «DROP TABLE größe»; «DROP TABLE a»;");
    expectRanges("ALTER TABLE é «ADD COLUMN \"€\" text DEFAULT '😀, 😀'», «DROP COLUMN \"😀\"», «DROP b»;");
  });

  it('behind a byte order mark in the middle, carriage returns and tabs', () => {
    expectRanges('«DROP TABLE a»;\r\n\t«DROP TABLE b»;\r«DROP TABLE c»;\uFEFF\n«DROP TABLE d»;');
  });

  it('where it is in a file of which only a section is parsed', () => {
    const text = "-- é\nDROP TABLE a;\n-- down\nDROP TABLE 😀b, c;\nDROP TABLE d;";
    const [start, end] = [text.indexOf('-- down'), text.indexOf('DROP TABLE d')];
    const { statements, comments } = postgres.parse(text, start, end);
    expect(statements.map((statement) => text.slice(statement.start, statement.end))).toEqual(['DROP TABLE 😀b, c']);
    expect(comments.map((comment) => text.slice(comment.start, comment.end))).toEqual(['-- down']);
  });
});
