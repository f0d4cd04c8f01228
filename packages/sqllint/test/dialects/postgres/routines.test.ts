import { describe, expect, it } from 'vitest';
import type { Change, Condition } from '../../../src/changes.ts';
import { load } from '../../../src/dialects/load.ts';
import { outlineOf } from './change-outline.ts';

const postgres = await load('postgres');

/** A change in one line, with the conditions that are known of it in words. */
const lineOf = (change: Change): string => {
  const { onlyIf = [], ...rest } = change;
  return [outlineOf(rest), ...onlyIf.map((condition) => `if ${inWords(condition)}`)].join(' ');
};

function inWords(condition: Condition): string {
  if (condition.kind === 'not') return `not ${inWords(condition.of)}`;
  if (condition.kind === 'unknown') return 'something';
  if (condition.kind !== 'exists') return condition.of.map(inWords).join(` ${condition.kind} `);
  const { object, name = 'any', schema, of, references } = condition.test;
  return [object, schema === undefined ? name : `${schema}.${name}`, ...(of ? ['of', of.name] : []), ...(references ? ['referring to', `${references.schema ?? 'public'}.${references.name}`] : [])].join(' ');
}

const changesOf = (sql: string): string[] => postgres.parse(sql).statements.flatMap(({ changes }) => changes.map(lineOf));

describe('a DO block', () => {
  it.each([
    ['a variable', "DECLARE t text := 'a'; BEGIN EXECUTE format('DROP TABLE %I', t); END", ['dropTable table=a']],
    ['an assigned variable', "DECLARE t text; BEGIN t := 'a' || '_old'; EXECUTE 'DROP TABLE ' || t; END", ['dropTable table=a_old']],
    ['a variable that a query fills', "DECLARE t text; BEGIN SELECT 'a' INTO t; EXECUTE 'DROP TABLE ' || t; END", ['noEffect command=SELECT', 'dropTable table=a']],
    ['a name that needs quotes', "BEGIN EXECUTE format('DROP TABLE %I.%I', 'My', 'order'); END", ['dropTable table=My.order']],
    ['a literal', "BEGIN EXECUTE format('COMMENT ON TABLE a IS %L', 'it''s'); END", ["setComment on=table a relation=a comment=it's"]],
    ['a list', "DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP EXECUTE 'DROP TABLE ' || t; END LOOP; END", ['dropTable table=a', 'dropTable table=b']],
    ['numbers', "BEGIN FOR i IN 0..1 LOOP EXECUTE 'DROP TABLE a_' || i; END LOOP; END", ['dropTable table=a_0', 'dropTable table=a_1']],
    ['what is true', "BEGIN IF 'a' = 'a' THEN DROP TABLE a; ELSE DROP TABLE b; END IF; END", ['dropTable table=a']],
  ])('is followed through %s', (_title, body, changes) => {
    expect(changesOf(`DO $$ ${body} $$`)).toEqual(changes);
  });

  it.each([
    ['assigned under a condition', "DECLARE t text := 'a'; BEGIN IF random() > 1 THEN t := 'b'; END IF; EXECUTE 'DROP TABLE ' || t; END"],
    ['assigned in a loop', "DECLARE t text := 'a'; BEGIN WHILE random() > 1 LOOP t := t || 'b'; END LOOP; EXECUTE 'DROP TABLE ' || t; END"],
    ['read from a table', "DECLARE t text := 'a'; BEGIN SELECT name INTO t FROM tables; EXECUTE 'DROP TABLE ' || t; END"],
    ['returned by a statement', "DECLARE t text := 'a'; BEGIN INSERT INTO a VALUES (1) RETURNING b INTO t; EXECUTE 'DROP TABLE ' || t; END"],
  ])('is not followed through a variable that was %s', (_title, body) => {
    expect(changesOf(`DO $$ ${body} $$`).at(-1)).toBe(
      "opaque command=DO reason=This DO block runs SQL that it puts together at run time: EXECUTE 'DROP TABLE ' || t.",
    );
  });

  it.each([
    ["EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'i' AND tablename = 'a')", 'index i of a'],
    ["NOT EXISTS (SELECT FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE typname = 'x' AND nspname = 'public')", 'not type public.x'],
    ["(SELECT count(*) FROM information_schema.columns WHERE table_name = 'a' AND column_name = 'c') = 0", 'not column c of a'],
    ["NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c' AND conrelid = 'a'::regclass)", 'not constraint c of a'],
    ["EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c' AND confrelid = 's.b'::regclass)", 'constraint c referring to s.b'],
    ["to_regclass('s.a') IS NULL", 'not relation s.a'],
  ])('knows what IF %s asks', (condition, onlyIf) => {
    expect(changesOf(`DO $$ BEGIN IF ${condition} THEN DROP TABLE b; END IF; END $$`)).toEqual([`dropTable table=b conditional if ${onlyIf}`]);
  });

  it.each([
    ["EXISTS (SELECT 1 FROM pg_indexes WHERE indexname LIKE 'i%')"],
    ["EXISTS (SELECT 1 FROM information_schema.columns WHERE column_name = 'c' AND data_type = 'text')"],
    ["EXISTS (SELECT 1 FROM a WHERE indexname = 'i')"],
  ])('does not know what IF %s asks', (condition) => {
    expect(changesOf(`DO $$ BEGIN IF ${condition} THEN DROP TABLE b; END IF; END $$`)).toEqual(['dropTable table=b conditional']);
  });

  it('runs what stands behind a RETURN only where nothing returned', () => {
    const sql = "DO $$ BEGIN IF to_regclass('a') IS NOT NULL THEN RETURN; END IF; DROP TABLE b; END $$";
    expect(changesOf(sql)).toEqual(['dropTable table=b conditional if not relation a']);
  });

  it('runs what stands behind an error always, since the error stops the migration', () => {
    expect(changesOf("DO $$ BEGIN IF random() > 1 THEN RAISE EXCEPTION 'no'; END IF; DROP TABLE b; END $$")).toEqual(['dropTable table=b']);
  });

  it('takes a handler of duplicates for IF NOT EXISTS', () => {
    const sql = "DO $$ BEGIN CREATE TYPE t AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$";
    expect(changesOf(sql)[0]).toContain('conditional if not type t');
  });
});

describe('a call', () => {
  const runs = (definition: string, ...values: readonly (string | undefined)[]): readonly string[] | undefined =>
    postgres.runRoutine?.(definition, { name: { name: 'f' }, arguments: values.map((value) => ({ value })) })?.map(outlineOf);
  const definition = "CREATE FUNCTION f(t text, c text DEFAULT 'id') RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER TABLE ' || t || ' DROP ' || $2; END $$";

  it('does what the routine does with its arguments', () => {
    expect(runs(definition, 'a', 'b')).toEqual(['dropColumn table=a column=b']);
    expect(runs(definition, 'a')).toEqual(['dropColumn table=a column=id']);
  });

  it('takes arguments by name', () => {
    const call = { name: { name: 'f' }, arguments: [{ name: 'c', value: 'b' }, { name: 't', value: 'a' }] };
    expect(postgres.runRoutine?.(definition, call)?.map(outlineOf)).toEqual(['dropColumn table=a column=b']);
  });

  it('does what the statements of an SQL function do', () => {
    expect(runs('CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DROP TABLE a; DROP TABLE b; $$')).toEqual(['dropTable table=a', 'dropTable table=b']);
  });

  it('is not followed with arguments that are not known, too many, or too few', () => {
    expect(runs(definition, undefined)).toBeUndefined();
    expect(runs(definition)).toBeUndefined();
    expect(runs(definition, 'a', 'b', 'c')).toBeUndefined();
  });
});
