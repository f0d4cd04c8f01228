import type { Property, Shape } from './shape.ts';
import { UNKNOWN } from './shape.ts';

/** The object that a shape is, also by its name; undefined for everything else. */
export function objectIn(shape: Shape): (Shape & { readonly kind: 'object' }) | undefined {
  if (shape.kind === 'named') return shape.meaning && objectIn(shape.meaning);
  return shape.kind === 'object' ? shape : undefined;
}

/** One object that has the properties of several; of one name the last one counts. Unknown when one is no object that can be read. */
export function merged(...shapes: readonly Shape[]): Shape {
  const objects = shapes.map(objectIn);
  if (!objects.every((object) => object !== undefined)) return UNKNOWN;
  return {
    kind: 'object',
    properties: new Map(objects.flatMap(({ properties }) => [...properties])),
    isStrict: objects.at(-1)?.isStrict ?? false,
    mixed: objects.flatMap(({ mixed }) => mixed),
  };
}

/** An object with some of its properties, or without them. Names are undefined when they cannot be told. */
export function selected(shape: Shape, names: readonly string[] | undefined, how: 'pick' | 'omit'): Shape {
  const object = objectIn(shape);
  if (!object || !names) return UNKNOWN;
  return { ...object, properties: new Map([...object.properties].filter(([name]) => names.includes(name) === (how === 'pick'))) };
}

/** An object all of whose properties, or the named ones, are changed. */
export function withEach(shape: Shape, change: Partial<Pick<Property, 'isOptional' | 'isNullable' | 'hasDefault'>>, names?: readonly string[]): Shape {
  const object = objectIn(shape);
  if (!object) return UNKNOWN;
  return { ...object, properties: new Map([...object.properties].map(([name, property]) => [name, !names || names.includes(name) ? { ...property, ...change, ...(change.isOptional !== undefined && { isAnswered: false }) } : property])) };
}
