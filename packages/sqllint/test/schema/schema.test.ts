import { describe, expect, it } from 'vitest';

import { differencesSince } from '../../src/schema/compare.ts';
import { outline, run, schemaAfter } from './history.ts';

describe('a mark', () => {
  it('brings back what was there, whatever happened since', () => {
    const schema = schemaAfter('CREATE TABLE a (x int);\nCREATE INDEX i ON a (x);');
    const mark = schema.mark();
    run(schema, 'ALTER TABLE a RENAME TO b;\nALTER TABLE b DROP COLUMN x;\nCREATE VIEW v AS SELECT 1 AS one;');
    schema.returnTo(mark);
    expect(outline(schema.table({ name: 'a' }))).toEqual(['column x integer', 'index i (x)']);
    expect(schema.table({ name: 'b' })).toBeUndefined();
    expect(schema.index({ name: 'i' })?.table.name).toBe('a');
    expect([...schema.objects()]).toEqual([]);
  });

  it('knows afterwards what later statements tell of the time before', () => {
    const schema = schemaAfter('');
    const mark = schema.mark();
    run(schema, 'ALTER TABLE legacy DROP COLUMN a;');
    expect(differencesSince(schema, mark).map(({ problem, object }) => `${problem} ${object}`)).toEqual(['missing column legacy.a']);
  });

  it('of an earlier migration is settled when the next one begins', () => {
    const schema = schemaAfter('CREATE TABLE a (x int);');
    schema.beginMigration(1);
    expect(differencesSince(schema, schema.mark())).toEqual([]);
  });
});

describe('an object is dropped', () => {
  it('until it is created again', () => {
    const schema = schemaAfter('CREATE TABLE a (x int);\nDROP TABLE a;');
    expect(schema.wasDropped('relation public.a')).toBe(true);
    run(schema, 'CREATE TABLE a (x int);');
    expect(schema.wasDropped('relation public.a')).toBe(false);
  });

  it('and not merely unknown', () => {
    expect(schemaAfter('').wasDropped('relation public.a')).toBe(false);
  });
});
