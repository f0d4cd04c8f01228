import type { ObjectType, QualifiedName } from '../changes.ts';
import { displayName, keyOf } from './model.ts';
import type { DatabaseObject } from './model.ts';
import type { Namespace, Schema } from './schema.ts';

/** The space of names of each type of object; none for those that only their type tells apart. */
export const namespaces: Partial<Record<ObjectType, Namespace>> = {
  view: 'relation',
  'materialized view': 'relation',
  sequence: 'relation',
  'foreign table': 'relation',
  enum: 'type',
  type: 'type',
  domain: 'type',
  function: 'routine',
  procedure: 'routine',
  aggregate: 'routine',
};

/** What tells an object that is no table from others. */
export interface ObjectName {
  readonly objectType: ObjectType;
  readonly name: QualifiedName;
  readonly arguments?: string;
}

/** The key under which an object of this type and name is kept. */
export function objectKey(schema: Schema, { objectType, name, arguments: given }: ObjectName): string {
  const namespace = namespaces[objectType];
  // What has neither a schema nor a namespace of its own is told apart by its type.
  if (!namespace) return `global ${objectType} ${displayName(name)}`;
  if (namespace !== 'routine') return schema.resolve(namespace, name);
  return given === undefined ? soleRoutine(schema, name) : schema.resolve(namespace, name, `(${settledArguments(schema, given)})`);
}

/** The types of a routine's arguments, with that of the column in the place of each `table.column%TYPE` that the history knows. */
export function settledArguments(schema: Schema, given: string): string {
  if (!given.includes('%type')) return given;
  return given
    .split(',')
    .map((type) => {
      const path = /^(?<path>.*)%type$/u.exec(type)?.groups?.['path']?.split('.') ?? [];
      const [column, table, inSchema] = path.toReversed();
      if (column === undefined || table === undefined) return type;
      const found = schema.table({ ...(inSchema === undefined ? {} : { schema: inSchema }), name: table })?.columns.get(column)?.type;
      return found ? `${found.name}${'[]'.repeat(found.dimensions)}` : type;
    })
    .join(',');
}

/** A routine named without arguments, which the server accepts when there is just one. */
function soleRoutine(schema: Schema, name: QualifiedName): string {
  const prefix = schema.resolve('routine', name, '(');
  for (const object of schema.objects()) {
    if (object.arguments === undefined) continue;
    const key = `routine ${keyOf(object)}(${object.arguments})`;
    if (key.startsWith(prefix)) return key;
  }
  return `${prefix})`;
}

/** As a person names it: `function total(int4)`. */
export function objectText({ objectType, name, arguments: given }: ObjectName): string {
  return `${objectType} ${displayName(name)}${given === undefined ? '' : `(${given})`}`;
}

/** What `objectKey` wants to know of an object. */
export function namedOf(object: DatabaseObject): ObjectName {
  return {
    objectType: object.objectType,
    name: object.schema === '' ? { name: object.name } : { schema: object.schema, name: object.name },
    ...(object.arguments === undefined ? {} : { arguments: object.arguments }),
  };
}

/** An object that the history did not create. */
export function unknownObject(schema: Schema, named: ObjectName): DatabaseObject {
  return {
    kind: 'object',
    createdIn: -1,
    objectType: named.objectType,
    schema: namespaces[named.objectType] ? (named.name.schema ?? schema.defaultSchema) : '',
    name: named.name.name,
    ...(named.arguments === undefined ? {} : { arguments: named.arguments }),
    definition: '',
    text: '',
    reads: [],
    aspects: new Map(),
    known: false,
  };
}
