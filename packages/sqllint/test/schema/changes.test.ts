import { describe, expect, it } from 'vitest';

import type { DatabaseObject, SchemaObject } from '../../src/schema/model.ts';
import { unknownTable } from '../../src/schema/find-table.ts';
import { Schema } from '../../src/schema/schema.ts';

function table(schema: Schema, name: string): SchemaObject {
  return unknownTable(schema, { name });
}

function view(name: string): DatabaseObject {
  return {
    kind: 'object',
    createdIn: 0,
    objectType: 'view',
    schema: 'public',
    name,
    definition: '',
    text: '',
    reads: [],
    aspects: new Map(),
    known: true,
  };
}

function namesIn(schema: Schema): string[] {
  return [...schema.tables(), ...schema.objects()].map(({ name }) => name);
}

/** A schema with the tables `a`, `b`, `c`, whose changes have been taken. */
function schemaOfThree(): Schema {
  const schema = new Schema();
  for (const name of ['a', 'b', 'c']) schema.set(`relation public.${name}`, table(schema, name));
  schema.takeChanges();
  return schema;
}

describe('the changes of a schema', () => {
  it('make an empty schema the same, in the same order', () => {
    const schema = new Schema();
    for (const name of ['c', 'a', 'b']) schema.set(`relation public.${name}`, table(schema, name));
    schema.set('relation public.v', view('v'));
    schema.delete('relation public.a');
    schema.usesInheritance = true;

    const again = new Schema();
    again.applyChanges(schema.takeChanges());

    expect(namesIn(again)).toEqual(['c', 'b', 'v']);
    expect(again.wasDropped('relation public.a')).toBe(true);
    expect(again.usesInheritance).toBe(true);
  });

  it('leave what is replaced in its place and put what was away in between at the end', () => {
    const schema = schemaOfThree();
    schema.set('relation public.b', { ...unknownTable(schema, { name: 'b' }), partial: false });
    schema.delete('relation public.a');
    schema.set('relation public.a', table(schema, 'a'));

    const again = schemaOfThree();
    again.applyChanges(schema.takeChanges());

    expect(namesIn(schema)).toEqual(['b', 'c', 'a']);
    expect(namesIn(again)).toEqual(['b', 'c', 'a']);
    expect(again.tableByKey('public.b')?.partial).toBe(false);
    expect(again.tableByKey('public.c')?.partial).toBe(true);
  });

  it('put what returning to a mark brings back where returning put it', () => {
    const schema = schemaOfThree();
    const mark = schema.mark();
    schema.delete('relation public.a');
    schema.returnTo(mark);

    const again = schemaOfThree();
    again.applyChanges(schema.takeChanges());

    expect(namesIn(again)).toEqual(namesIn(schema));
    expect(again.wasDropped('relation public.a')).toBe(false);
  });

  it('follow a table that becomes a view', () => {
    const schema = schemaOfThree();
    schema.set('relation public.a', view('a'));

    const again = schemaOfThree();
    again.applyChanges(schema.takeChanges());

    expect([...again.tables()].map(({ name }) => name)).toEqual(['b', 'c']);
    expect([...again.objects()].map(({ name }) => name)).toEqual(['a']);
  });

  it('are what changed since they were last taken', () => {
    const schema = schemaOfThree();
    schema.set('relation public.b', table(schema, 'b'));
    expect(schema.takeChanges().objects.map(({ key }) => key)).toEqual(['relation public.b']);
    expect(schema.takeChanges()).toEqual({ objects: [], dropped: [], usesInheritance: false, searchPath: ['public'] });
  });
});

describe('what points to a relation', () => {
  it('is told in the order of the schema, whoever pointed first', () => {
    const schema = schemaOfThree();
    schema.set('relation public.c', { ...unknownTable(schema, { name: 'c' }), inherits: ['public.parent'] });
    schema.set('relation public.a', { ...unknownTable(schema, { name: 'a' }), inherits: ['public.parent'] });
    expect(schema.tablesPointingTo('public.parent').map(({ name }) => name)).toEqual(['a', 'c']);
    expect(schema.tablesPointingTo('public.b')).toEqual([]);
  });

  it('follows what is changed, dropped and brought back', () => {
    const schema = schemaOfThree();
    const pointing = (target: string) => schema.tablesPointingTo(target).map(({ name }) => name);
    schema.set('relation public.a', { ...unknownTable(schema, { name: 'a' }), partitionOf: { table: 'public.b', bound: '' } });
    const mark = schema.mark();
    schema.set('relation public.a', { ...unknownTable(schema, { name: 'a' }), partitionOf: { table: 'public.c', bound: '' } });
    expect([pointing('public.b'), pointing('public.c')]).toEqual([[], ['a']]);
    schema.delete('relation public.a');
    expect([pointing('public.b'), pointing('public.c')]).toEqual([[], []]);
    schema.returnTo(mark);
    expect([pointing('public.b'), pointing('public.c')]).toEqual([['a'], []]);
  });

  it('tells views and sequences apart from tables', () => {
    const schema = schemaOfThree();
    schema.set('relation public.v', { ...view('v'), reads: ['public.a'] });
    schema.set('relation public.s', { ...view('s'), objectType: 'sequence', ownedBy: { table: 'public.a', column: 'id' } });
    expect(schema.objectsPointingTo('public.a').map(({ name }) => name)).toEqual(['v', 's']);
    expect(schema.tablesPointingTo('public.a')).toEqual([]);
  });
});
