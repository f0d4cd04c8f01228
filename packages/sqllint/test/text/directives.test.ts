import { describe, expect, it } from 'vitest';

import { postgresLexicalRules } from '../../src/dialects/postgres/source.ts';
import { findDirectives } from '../../src/text/directives.ts';

/** Each directive on one line, with the text of its parts as they stand at their places. */
function directivesOf(text: string): string[] {
  return findDirectives(text, postgresLexicalRules).map(({ word, targets, reason, leftOver, start, end }) => {
    const names = targets.map((target) => text.slice(target.start, target.end)).join(' & ');
    const rest = leftOver === undefined ? '' : ` left over: ${leftOver}`;
    return `${word} [${names}] ${reason ?? 'no reason'}${rest} @ ${JSON.stringify(text.slice(start, end))}`;
  });
}

describe('a directive', () => {
  it('is a comment that begins with its word, then names, then a reason', () => {
    expect(directivesOf('-- sqllint-disable-file no-truncate -- a queue, empty at night\nSELECT 1;')).toEqual([
      'sqllint-disable-file [no-truncate] a queue, empty at night @ "-- sqllint-disable-file no-truncate -- a queue, empty at night"',
    ]);
  });

  it('names several rules with commas between them, spaces or not', () => {
    const text = '--sqllint-disable-next-statement no-drop-table,no-truncate , no-drop-column -- why';
    expect(directivesOf(text)).toEqual([
      `sqllint-disable-next-statement [no-drop-table & no-truncate & no-drop-column] why @ ${JSON.stringify(text)}`,
    ]);
  });

  it('may be a block comment over several lines with stars', () => {
    const text = '/**\n * sqllint-disable-file no-drop-table\n * -- the first half\n * and the second\n */';
    expect(directivesOf(text)).toEqual([
      `sqllint-disable-file [no-drop-table] the first half and the second @ ${JSON.stringify(text)}`,
    ]);
  });

  it('of a contract names one migration, whatever signs its id has', () => {
    const text = '-- sqllint-contract db/changes.sql::add name, twice -- why';
    expect(directivesOf(text)).toEqual([`sqllint-contract [db/changes.sql::add name, twice] why @ ${JSON.stringify(text)}`]);
  });

  it('has dashes in its reason', () => {
    const text = '-- sqllint-disable-file no-truncate -- a queue -- and a short-lived one';
    expect(directivesOf(text)).toEqual([`sqllint-disable-file [no-truncate] a queue -- and a short-lived one @ ${JSON.stringify(text)}`]);
  });

  it.each([
    ['nothing', '-- sqllint-disable-file', 'sqllint-disable-file [] no reason'],
    ['no reason', '-- sqllint-disable-file no-truncate', 'sqllint-disable-file [no-truncate] no reason'],
    ['no reason behind its dashes', '-- sqllint-disable-file no-truncate --', 'sqllint-disable-file [no-truncate] no reason'],
    ['no names', '-- sqllint-disable-file -- why', 'sqllint-disable-file [] why'],
    ['a reason behind a colon', '-- sqllint-disable-file no-truncate: why', 'sqllint-disable-file [no-truncate] no reason left over: why'],
    ['a word that there is not', '-- sqllint-disable no-truncate -- why', 'sqllint-disable [no-truncate] why'],
  ])('is found when it has %s', (_, text, expected) => {
    expect(directivesOf(text)).toEqual([`${expected} @ ${JSON.stringify(text)}`]);
  });

  it('is found between statements, inside of them and at the end of a line', () => {
    const text = 'DROP TABLE a; -- sqllint-disable-file one -- why\nDROP TABLE -- sqllint-disable-file two -- why\n b;';
    expect(directivesOf(text)).toHaveLength(2);
  });
});

describe('no directive', () => {
  it.each([
    ['a comment that only mentions one', '-- see sqllint-disable-file in the manual'],
    ['a string', "SELECT '-- sqllint-disable-file no-truncate -- why';"],
    ['the body of a function', 'DO $$ BEGIN\n-- sqllint-disable-file no-truncate -- why\nEND $$;'],
    ['another word with the same letters', '-- sqllinty-disable-file no-truncate -- why'],
  ])('is %s', (_, text) => {
    expect(directivesOf(text)).toEqual([]);
  });
});
