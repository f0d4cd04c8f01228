import { describe, expect, it } from 'vitest';

import { load } from '../../../src/dialects/load.ts';
import { takeMarks } from '../../marked-text.ts';
import { outlineOf } from './change-outline.ts';

const postgres = await load('postgres');

/** What is known of a statement, and what is wrong with it at the place that is marked. */
function parse(marked: string) {
  const { text, ranges } = takeMarks(marked);
  return {
    statements: postgres.parse(text).statements.map(({ command, changes, problem }) => ({
      command,
      changes: changes.map(outlineOf),
      ...(problem ? { problem: `${problem.kind}: ${problem.message}`, at: [problem.start, problem.end] } : {}),
    })),
    at: ranges.map(({ start, end }) => [start, end]),
  };
}

describe('a statement that the parser refuses', () => {
  it.each([
    ['DROP TABLE IF EXISTS s.a CASCADE «IN» NEW WAYS', 'DROP TABLE', 'dropTable table=s.a ifExists cascade', 'syntax error at or near "IN"'],
    ['TRUNCATE ONLY "A b" «IN» NEW WAYS', 'TRUNCATE', 'truncateTable table=A b', 'syntax error at or near "IN"'],
    ['ALTER TABLE a DROP COLUMN IF EXISTS b «IN» NEW WAYS', 'ALTER TABLE', 'dropColumn table=a column=b ifExists', 'syntax error at or near "IN"'],
    ['ALTER TABLE a RENAME TO b «IN» NEW WAYS', 'ALTER TABLE', 'renameTable table=a to=b', 'syntax error at or near "IN"'],
  ])('is recognised by its first words: %s', (sql, command, change, message) => {
    const { statements, at } = parse(sql);
    expect(statements).toEqual([
      { command, changes: [change], problem: `syntax: ${message.charAt(0).toUpperCase()}${message.slice(1)}.`, at: at[0] },
    ]);
  });

  it('has an unknown effect where its first words do not tell', () => {
    const { statements, at } = parse('CREATE «TABEL» a (b int)');
    expect(statements).toEqual([
      {
        command: 'CREATE TABEL',
        changes: ['opaque command=CREATE TABEL reason=Syntax error at or near "TABEL".'],
        problem: 'syntax: Syntax error at or near "TABEL".',
        at: at[0],
      },
    ]);
  });

  it('keeps nobody from reading the others', () => {
    const { statements } = parse('DROP TABLE a; CREATE TABEL b; DROP TABLE c;');
    expect(statements.map(({ changes }) => changes)).toEqual([
      ['dropTable table=a'],
      ['opaque command=CREATE TABEL reason=Syntax error at or near "TABEL".'],
      ['dropTable table=c'],
    ]);
  });

  it('is marked in UTF-16 units, whatever stands before', () => {
    const { statements, at } = parse("SELECT 'é€😀'; CREATE TABLE \"😀\" (a int «b»);");
    expect(statements.at(-1)?.at).toEqual(at[0]);
  });

  it('is marked at its last word where it just ends', () => {
    const { statements } = parse('ALTER TABLE a ADD COLUMN');
    expect(statements[0]?.problem).toBe('syntax: Syntax error at end of input.');
    const [start = 0, end = 0] = statements[0]?.at ?? [];
    expect(end).toBeGreaterThan(start);
  });

  it('may contain a NUL, which no server takes', () => {
    const { statements } = parse('DROP TABLE a\0b');
    expect(statements[0]?.problem).toBe('syntax: The statement contains a NUL character.');
    expect(statements[0]?.changes).toEqual(['dropTable table=a']);
  });
});

describe('a template', () => {
  it('is read as a name', () => {
    expect(parse('DROP TABLE {{ .Table }}').statements).toEqual([
      { command: 'DROP TABLE', changes: ['dropTable table=____table___'] },
    ]);
  });

  it('that is not the problem changes nothing about it', () => {
    const { statements, at } = parse('CREATE «TABEL» {{ a }} (b int)');
    expect(statements[0]?.at).toEqual(at[0]);
  });
});

describe('a line for psql', () => {
  it('has an unknown effect', () => {
    const { statements, at } = parse('«\\i schema.sql»');
    const message = '\\i is a command for psql, not for the server; what it does is not analysed.';
    expect(statements).toEqual([
      { command: '\\i', changes: [`opaque command=\\i reason=${message}`], problem: `client command: ${message}`, at: at[0] },
    ]);
  });

  it('has none where it only prints or sets something', () => {
    expect(parse('\\set ON_ERROR_STOP on\n\\echo done\n').statements).toEqual([
      { command: '\\set', changes: ['noEffect command=\\set'] },
      { command: '\\echo', changes: ['noEffect command=\\echo'] },
    ]);
  });
});

describe('a DO block', () => {
  it('does what its statements do, each at its own place', () => {
    const { text, ranges } = takeMarks("DO $$ BEGIN\n  «DROP TABLE a»;\n  «UPDATE b SET c = 'é'»;\n  «ALTER TABLE d DROP e»;\nEND $$;");
    const [statement] = postgres.parse(text).statements;
    expect(statement?.changes.map(({ kind, start, end }) => [kind, start, end])).toEqual(
      ['dropTable', 'updateRows', 'dropColumn'].map((kind, index) => [kind, ranges[index]?.start, ranges[index]?.end]),
    );
    expect(statement?.problem).toBeUndefined();
  });

  it.each([
    ['IF', 'IF a THEN DROP TABLE b; END IF;'],
    ['ELSE', 'IF a THEN NULL; ELSE DROP TABLE b; END IF;'],
    ['ELSIF', 'IF a THEN NULL; ELSIF c THEN DROP TABLE b; END IF;'],
    ['CASE', 'CASE a WHEN 1 THEN DROP TABLE b; END CASE;'],
    ['a loop', 'FOR i IN 1..a LOOP DROP TABLE b; END LOOP;'],
    ['WHILE', 'WHILE a LOOP DROP TABLE b; END LOOP;'],
    ['a block with a handler', 'BEGIN DROP TABLE b; EXCEPTION WHEN undefined_table THEN NULL; END;'],
  ])('does under a condition what stands in %s', (_title, body) => {
    expect(parse(`DO $$ BEGIN ${body} END $$`).statements).toEqual([
      { command: 'DO', changes: ['dropTable table=b conditional'] },
    ]);
  });

  it('does without a condition what stands in a block without a handler', () => {
    expect(parse('DO $$ BEGIN BEGIN DROP TABLE b; END; END $$').statements[0]?.changes).toEqual(['dropTable table=b']);
  });

  it.each([
    ['a constant', "EXECUTE 'DROP TABLE b';", 'dropTable table=b'],
    ['a constant with quotes', "EXECUTE 'COMMENT ON TABLE b IS ''x''';", 'setComment on=table b relation=b comment=x'],
    ['a constant in dollar quotes', 'EXECUTE $x$DROP TABLE b$x$;', 'dropTable table=b'],
  ])('does what EXECUTE of %s says', (_title, body, change) => {
    expect(parse(`DO $$ BEGIN ${body} END $$`).statements).toEqual([{ command: 'DO', changes: [change] }]);
  });

  it('has an unknown effect where EXECUTE puts its text together', () => {
    const { statements, at } = parse("«DO $$ BEGIN DROP TABLE a; EXECUTE format('DROP TABLE %I', name); END $$»");
    const message = "This DO block runs SQL that it puts together at run time: EXECUTE format('DROP TABLE %I', name).";
    expect(statements).toEqual([
      { command: 'DO', changes: ['dropTable table=a', `opaque command=DO reason=${message}`], problem: `dynamic: ${message}`, at: at[0] },
    ]);
  });

  it('has no effect where it only computes and prints', () => {
    expect(parse("DO $$ DECLARE n int := 1; BEGIN n := n + 1; RAISE NOTICE '%', n; END $$").statements).toEqual([
      { command: 'DO', changes: ['noEffect command=DO'] },
    ]);
  });

  it('has an unknown effect where its body is no PL/pgSQL', () => {
    const [statement] = parse('DO $$ BEGN $$').statements;
    expect(statement?.changes).toHaveLength(1);
    expect(statement?.problem).toMatch(/^unsupported: The body of this DO block could not be read: .+\.$/u);
  });
});

describe('the command of a statement', () => {
  it.each([
    ['create unique index i on t (a)', 'CREATE UNIQUE INDEX'],
    ['CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$$$', 'CREATE FUNCTION'],
    ['CREATE TABLE t ()', 'CREATE TABLE'],
    ['ALTER TABLE t ADD a int', 'ALTER TABLE'],
    ['UPDATE t SET a = 1', 'UPDATE'],
    ['/* first */ WITH a AS (SELECT 1) SELECT 2', 'WITH'],
    ['COMMENT ON TABLE t IS NULL', 'COMMENT ON'],
    ['REFRESH MATERIALIZED VIEW v', 'REFRESH MATERIALIZED VIEW'],
  ])('%s', (sql, command) => {
    expect(parse(sql).statements[0]?.command).toBe(command);
  });
});
