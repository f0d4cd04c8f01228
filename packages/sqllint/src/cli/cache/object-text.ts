import type { SchemaObject } from '../../schema/model.ts';

// What JSON has no word for. No object of the model has fields of these names.
const mapMark = '$map';
const undefinedMark = '$undefined';

/** An object of the schema as text, from which `readObject` makes an equal one. */
export function writeObject(object: SchemaObject): string {
  return JSON.stringify(toJson(object));
}

/** @param text from `writeObject` */
export function readObject(text: string): SchemaObject {
  // Written by ourselves: the file's checksum was right.
  return fromJson(JSON.parse(text)) as SchemaObject;
}

function toJson(value: unknown): unknown {
  if (value === undefined) return { [undefinedMark]: true };
  if (typeof value !== 'object' || value === null) return value;
  // `Array.isArray` makes of it an array of anything.
  if (Array.isArray(value)) return (value as unknown[]).map(toJson);
  // All maps of the model go from names to what has them.
  if (value instanceof Map) return { [mapMark]: [...(value as Map<string, unknown>)].map(([key, item]) => [key, toJson(item)]) };
  if (Object.getPrototypeOf(value) !== Object.prototype) throw new TypeError('The schema holds an object that is more than data.');
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) copy[name] = toJson(item);
  return copy;
}

/** Changes what it is given where it can, because that is much faster than making copies. */
function fromJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    // As above.
    const items = value as unknown[];
    for (const [index, item] of items.entries()) if (typeof item === 'object') items[index] = fromJson(item);
    return items;
  }
  // What JSON.parse gives is arrays and plain objects.
  const object = value as Record<string, unknown>;
  const entries = object[mapMark];
  // Written as an array of pairs above.
  if (entries !== undefined) return new Map((entries as [string, unknown][]).map(([key, item]) => [key, fromJson(item)]));
  if (object[undefinedMark] === true) return undefined;
  for (const name in object) {
    const item = object[name];
    if (typeof item === 'object') object[name] = fromJson(item);
  }
  return object;
}
