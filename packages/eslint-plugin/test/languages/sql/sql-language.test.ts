import { load } from 'sqllint';
import { describe, expect, it } from 'vitest';
import { SqlLanguage } from '../../../src/languages/sql/sql-language.ts';
import type { DocumentSourceCode } from '../../../src/languages/document-source-code.ts';
import type { SqlDocument } from '../../../src/languages/sql/sql-nodes.ts';

const postgres = await load('postgres');
const language = new SqlLanguage(() => postgres);

function read(body: string): DocumentSourceCode<SqlDocument> {
  const file = { path: 'query.sql', physicalPath: 'query.sql', bom: false, body };
  return language.createSourceCode(file, language.parse(file));
}

function statements({ ast }: DocumentSourceCode<SqlDocument>): string[] {
  return ast.body.map(({ loc: { start, end } }) => `${start.line}:${start.column}-${end.line}:${end.column}`);
}

describe('a document', () => {
  it.each(['', '\n', '  \r\n', 'SELECT 1', 'SELECT 1;\n', '-- only a comment\n', '\r\r'])('spans the whole of %j', (text) => {
    const { ast, lines } = read(text);
    expect(ast.range).toEqual([0, text.length]);
    expect(ast.loc.start).toEqual({ line: 1, column: 1 });
    expect(ast.loc.end).toEqual({ line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 });
  });

  it('holds a node for each statement, without its semicolon', () => {
    const source = read('SELECT 1;\n\nALTER TABLE a ADD b int ;');
    expect(source.ast.body.map((statement) => [statement.type, statement.command, source.getText(statement)])).toEqual([
      ['SqlStatement', 'SELECT', 'SELECT 1'],
      ['SqlStatement', 'ALTER TABLE', 'ALTER TABLE a ADD b int'],
    ]);
  });

  it('holds comments of both forms, with the text between their delimiters', () => {
    const { ast } = read('-- one\nSELECT /* two /* three */ */ 1; /* open');
    expect(ast.comments.map(({ type, value }) => [type, value])).toEqual([
      ['SqlComment', ' one'],
      ['SqlComment', ' two /* three */ '],
      ['SqlComment', ' open'],
    ]);
  });

  it('takes a comment that was only begun as empty', () => {
    expect(read('/*/').ast.comments.map(({ value }) => value)).toEqual(['/']);
    expect(read('/**/').ast.comments.map(({ value }) => value)).toEqual(['']);
  });

  it('takes no comment from a string or from the body of a function', () => {
    expect(read("SELECT '-- a', $$ -- b $$, $f$ /* c */ $f$;").ast.comments).toEqual([]);
  });
});

describe('a statement that PostgreSQL refuses', () => {
  it('is a node that says why, and the others are nodes as ever', () => {
    const { ast } = read('SELECT 1;\nALTER TABEL a ADD b int;\nSELECT 2;');
    expect(ast.body.map(({ command, problem }) => [command, problem?.message])).toEqual([
      ['SELECT', undefined],
      ['ALTER TABEL', 'Syntax error at or near "TABEL".'],
      ['SELECT', undefined],
    ]);
  });

  it('never makes the file one that does not parse, whatever part of a script there is', () => {
    const script = "-- a\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 'x' $$;\n\\copy a\nSELECT E'\\'😀', {{ b }} /* c */;\0";
    for (let start = 0; start < script.length; start++) {
      for (let end = start; end <= script.length; end += 7) {
        const text = script.slice(start, end);
        const file = { path: 'part.sql', physicalPath: 'part.sql', bom: false, body: text };
        expect(language.parse(file)).toMatchObject({ ok: true, ast: { range: [0, text.length] } });
      }
    }
  });

  it('may be the whole text, when the parser itself breaks', () => {
    const breaking = new SqlLanguage(() => ({
      name: 'postgres',
      ignoresCase: false,
      lexicalRules: postgres.lexicalRules,
      parse() {
        throw new RangeError('Maximum call stack size exceeded');
      },
    }));
    const { ast } = breaking.parse({ path: 'deep.sql', physicalPath: 'deep.sql', bom: false, body: 'SELECT 1;\n' });
    expect(ast.body).toMatchObject([{ range: [0, 10], problem: { message: 'The parser failed: Maximum call stack size exceeded.' } }]);
  });

  it('may be the whole text, when it is longer than anything that sqllint reads', () => {
    const text = `SELECT 1;${' '.repeat(32 * 1024 * 1024)}`;
    const { ast } = language.parse({ path: 'dump.sql', physicalPath: 'dump.sql', bom: false, body: text });
    expect(ast.body).toMatchObject([{ range: [0, text.length], problem: { message: 'The text is too long to be parsed.' } }]);
    expect(language.parse({ path: 'a.sql', physicalPath: 'a.sql', bom: false, body: text.slice(9) }).ast.body).toEqual([]);
  });
});

describe('lines and columns', () => {
  it.each([
    ['\\n', '\n'],
    ['\\r\\n', '\r\n'],
    ['\\r', '\r'],
  ])('break at %s', (_, lineEnd) => {
    const source = read(['-- é', '/* 😀 */ SELECT 1;', '  SELECT', '2;'].join(lineEnd));
    expect(statements(source)).toEqual(['2:10-2:18', '3:3-4:2']);
    expect(source.lines).toEqual(['-- é', '/* 😀 */ SELECT 1;', '  SELECT', '2;']);
  });

  it('are those of every offset, there and back', () => {
    const text = 'SELECT 1;\r\n\r\r\n😀\n';
    const source = read(text);
    for (let index = 0; index <= text.length; index++) {
      const lineEndsBefore = [...text.slice(0, index).matchAll(/\r\n|[\r\n]/gu)];
      const isInLineEnd = text[index] === '\n' && text[index - 1] === '\r';
      if (isInLineEnd) continue;
      expect(source.getLocFromIndex(index).line, String(index)).toBe(lineEndsBefore.length + 1);
      expect(source.getIndexFromLoc(source.getLocFromIndex(index)), String(index)).toBe(index);
    }
  });
});

describe('traversal', () => {
  it('visits the document and its statements, each with its parent', () => {
    const source = read('SELECT 1; SELECT 2;');
    const types = [...source.traverse()].map((step) =>
      step.kind === 1 ? [step.phase, ...step.args.map((node) => (node as SqlDocument | undefined)?.type)] : [step.kind], // only nodes are visited
    );
    expect(types).toEqual([
      [1, 'SqlDocument', undefined],
      [1, 'SqlStatement', 'SqlDocument'],
      [2, 'SqlStatement', 'SqlDocument'],
      [1, 'SqlStatement', 'SqlDocument'],
      [2, 'SqlStatement', 'SqlDocument'],
      [2, 'SqlDocument', undefined],
    ]);
    const [first] = source.ast.body;
    expect(first && source.getAncestors(first)).toEqual([source.ast]);
  });
});
