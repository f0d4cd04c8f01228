import { describe, expect, it } from 'vitest';

import { postgresLexicalRules } from '../../src/dialects/postgres/source.ts';
import { splitStatements } from '../../src/text/split.ts';
import type { LexicalRules } from '../../src/text/tokens.ts';

/** The texts of the pieces; a line for the client is marked. */
function split(text: string, rules: LexicalRules = postgresLexicalRules): string[] {
  return splitStatements(text, rules).pieces.map(({ kind, start, end }) => {
    const piece = text.slice(start, end);
    return kind === 'statement' ? piece : `client: ${piece}`;
  });
}

function comments(text: string): string[] {
  return splitStatements(text, postgresLexicalRules).comments.map(({ start, end }) => text.slice(start, end));
}

describe('statements', () => {
  it('end before their semicolon and start at their first word', () => {
    expect(split('\n  SELECT 1 ;\n\tSELECT 2;')).toEqual(['SELECT 1', 'SELECT 2']);
  });

  it('need no semicolon at the end of the text', () => {
    expect(split('SELECT 1; SELECT 2')).toEqual(['SELECT 1', 'SELECT 2']);
  });

  it('are not made of blanks, comments and semicolons', () => {
    expect(split(' ;; -- nothing\n; /* here */ ;')).toEqual([]);
    expect(split('')).toEqual([]);
  });

  it('keep comments inside them and leave out those around them', () => {
    expect(split('-- before\nSELECT /* inside */ 1 -- behind\n; -- after')).toEqual(['SELECT /* inside */ 1']);
  });

  it('are those between two offsets, as in a section of a file', () => {
    const text = 'SELECT 1; SELECT 2; SELECT 3;';
    const { pieces } = splitStatements(text, postgresLexicalRules, 10, 19);
    expect(pieces).toEqual([{ kind: 'statement', start: 10, end: 18 }]);
  });

  it('end with the section, even inside a string', () => {
    const text = "SELECT 'a; b'";
    expect(splitStatements(text, postgresLexicalRules, 0, 10).pieces).toEqual([{ kind: 'statement', start: 0, end: 10 }]);
  });
});

describe('a semicolon separates nothing', () => {
  it.each([
    ['in a string', "SELECT 'a;b'"],
    ['in a string with a doubled quote', "SELECT 'it''s; fine'"],
    ['in a string that ends with a backslash', String.raw`SELECT 'C:\'`],
    ['in an escape string', String.raw`SELECT E'it\'s; fine'`],
    ['in an escape string in small letters', String.raw`SELECT e'\\', e'\';'`],
    ['in an escape string that goes on in the next line', String.raw`SELECT E'a'` + '\n  ' + String.raw`'it\'s; fine'`],
    ['in a string over several lines', "SELECT 'a;\n;b'"],
    ['in a quoted name', 'SELECT ";" FROM "a""b;"'],
    ['in dollar quotes', 'DO $$ BEGIN a; b; END $$'],
    ['in dollar quotes with a tag', 'DO $body$ SELECT $$;$$; $body$'],
    ['in dollar quotes with a tag beyond ASCII', 'DO $größe$ a; $größe$'],
    ['in a comment of a line', 'SELECT 1 -- a; b\n + 2'],
    ['in a comment', 'SELECT 1 /* a; b */ + 2'],
    ['in a comment within a comment', 'SELECT 1 /* a /* ; */ ; */ + 2'],
    ['in parentheses, as a rule has them', 'CREATE RULE r AS ON DELETE TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b)'],
    ['in the body of a function', 'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END'],
    ['in the body of a procedure with CASE', 'CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC SELECT CASE WHEN a THEN b END; SELECT 2; END'],
  ])('%s', (_title, statement) => {
    expect(split(`${statement}; SELECT 2;`)).toEqual([statement, 'SELECT 2']);
  });
});

describe('a semicolon does separate', () => {
  it('behind what only looks like a quote', () => {
    expect(split('SELECT $1; SELECT a$b$c; SELECT $2')).toEqual(['SELECT $1', 'SELECT a$b$c', 'SELECT $2']);
  });

  it('behind a plain string with a backslash before its quote', () => {
    expect(split(String.raw`SELECT '\'; SELECT 2`)).toEqual([String.raw`SELECT '\'`, 'SELECT 2']);
  });

  it('behind BEGIN, which opens a transaction and no body', () => {
    expect(split('BEGIN; SELECT 1; END;')).toEqual(['BEGIN', 'SELECT 1', 'END']);
  });

  it('behind a table that is called atomic', () => {
    expect(split('SELECT begin atomic FROM t; SELECT 2')).toEqual(['SELECT begin atomic FROM t', 'SELECT 2']);
  });

  it('after one closing parenthesis too many', () => {
    expect(split('SELECT 1); SELECT 2;')).toEqual(['SELECT 1)', 'SELECT 2']);
  });
});

describe('what is not closed runs to the end', () => {
  it.each([
    ['a string', "SELECT 'a; SELECT 2;"],
    ['an escape string', String.raw`SELECT E'a\'; SELECT 2;`],
    ['a quoted name', 'SELECT "a; SELECT 2;'],
    ['dollar quotes', 'DO $x$ a; $y$; SELECT 2;'],
    ['a parenthesis', 'SELECT (1; SELECT 2;'],
    ['a body', 'CREATE FUNCTION f() BEGIN ATOMIC SELECT 1; SELECT 2;'],
  ])('%s', (_title, text) => {
    expect(split(text)).toEqual([text]);
  });

  it('a comment, which is then all that follows', () => {
    expect(split('SELECT 1 /* ; SELECT 2;')).toEqual(['SELECT 1']);
  });
});

describe('lines for psql', () => {
  it('start with a backslash and end with the line', () => {
    expect(split('\\connect shop\nSELECT 1;\n  \\i other.sql\r\nSELECT 2')).toEqual([
      'client: \\connect shop',
      'SELECT 1',
      'client: \\i other.sql',
      'SELECT 2',
    ]);
  });

  it('end a statement that has no semicolon', () => {
    expect(split('SELECT 1\n\\gexec\n')).toEqual(['SELECT 1', 'client: \\gexec']);
  });

  it('are none within a line', () => {
    expect(split('SELECT 1 \\ 2;')).toEqual(['SELECT 1 \\ 2']);
  });
});

describe('rows of COPY', () => {
  it('belong to the statement and are none', () => {
    const text = 'COPY t (a, b) FROM stdin;\n1\tx;y\n2\tDROP TABLE t;\n\\.\nSELECT 1;';
    expect(split(text)).toEqual(['COPY t (a, b) FROM stdin', 'SELECT 1']);
  });

  it('end with the line that says so, in files of Windows too', () => {
    expect(split("copy t from STDIN with (format csv);\r\n'\r\n\\.\r\nSELECT 1;\r\n")).toEqual([
      'copy t from STDIN with (format csv)',
      'SELECT 1',
    ]);
  });

  it('run to the end where nothing ends them', () => {
    expect(split('COPY t FROM stdin;\n1;2;3')).toEqual(['COPY t FROM stdin']);
  });

  it('do not follow a COPY from a file or to the client', () => {
    expect(split("COPY t FROM '/tmp/stdin'; SELECT 1; COPY t TO stdout; SELECT 2")).toEqual([
      "COPY t FROM '/tmp/stdin'",
      'SELECT 1',
      'COPY t TO stdout',
      'SELECT 2',
    ]);
  });
});

describe('comments', () => {
  it('end with the line, whichever way it ends', () => {
    expect(comments('-- a\n-- b\r\n-- c\rSELECT 1 -- d')).toEqual(['-- a', '-- b', '-- c', '-- d']);
  });

  it('are as long as the outermost of them', () => {
    expect(comments('/* a /* b */ c */ SELECT 1; /**/ /*/ */')).toEqual(['/* a /* b */ c */', '/**/', '/*/ */']);
  });

  it('are not in strings', () => {
    expect(comments("SELECT '-- a', $$/* b */$$, \"--c\"")).toEqual([]);
  });
});

describe('other dialects', () => {
  const mysql: LexicalRules = {
    dollarQuotes: false,
    escapeStrings: false,
    backslashEscapes: true,
    nestedComments: false,
    hashComments: true,
    backticks: true,
    brackets: false,
    doubleQuotedStrings: true,
    bodies: 'compound',
    psqlCommands: false,
  };

  it('escape by backslash, quote by backtick and comment by #', () => {
    expect(split(String.raw`SELECT '\';', "\";", ${'`;`'} # ; ${'\n'}; SELECT 2 /* /* */; SELECT 3`, mysql)).toEqual([
      String.raw`SELECT '\';', "\";", ${'`;`'}`,
      'SELECT 2',
      'SELECT 3',
    ]);
  });

  it('keep the body of a trigger or a routine together', () => {
    const trigger = 'CREATE TEMP TRIGGER t AFTER UPDATE ON a WHEN CASE new.x WHEN 1 THEN 1 END BEGIN UPDATE b SET x = CASE WHEN 1 THEN 2 END; SELECT 1; END';
    const routine = "CREATE DEFINER=`a`@`b` PROCEDURE p() BEGIN IF x THEN SELECT 1; END IF; CASE x WHEN 1 THEN SELECT 2; END CASE; WHILE y DO SET y = 0; END WHILE; END";
    expect(split(`${trigger}; SELECT 2; ${routine}; SELECT 3`, mysql)).toEqual([trigger, 'SELECT 2', routine, 'SELECT 3']);
    expect(split('CREATE TABLE t (x int); BEGIN; SELECT 1; END; SELECT 2', mysql)).toEqual(['CREATE TABLE t (x int)', 'BEGIN', 'SELECT 1', 'END', 'SELECT 2']);
  });

  it('quote by brackets', () => {
    expect(split('SELECT [a;b]; SELECT [c', { ...mysql, brackets: true })).toEqual(['SELECT [a;b]', 'SELECT [c']);
  });
});
