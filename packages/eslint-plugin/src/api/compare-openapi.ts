import type { ConfigValue } from '../config-files/config-value.ts';
import { entriesAt, itemsAt, textAt, valueAt } from '../config-files/config-value.ts';
import { normalPath } from '../routes/route.ts';
import type { Break } from './compare-schemas.ts';
import { compareSchemas } from './compare-schemas.ts';
import { UNSTABLE_PATH } from './deprecation.ts';
import { dereferenced, isTrue, readOpenApiSchema } from './openapi-schema.ts';
import { newlyRequiredSecurity } from './openapi-security.ts';
import type { Place, Schema } from './shape.ts';
import { schemaOf } from './shape.ts';

/** What a document of an API breaks for clients that were made from the one before it. */
export type OpenApiBreak =
  | { readonly change: 'operation'; readonly operation: string; readonly place: Place }
  | { readonly change: 'status' | 'media' | 'parameter' | 'body' | 'security'; readonly operation: string; readonly what: string; readonly place: Place }
  | { readonly change: 'schema'; readonly operation: string; readonly found: Break; readonly place: Place };

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];

interface Operation {
  readonly value: ConfigValue;
  /** Of the whole path, for parameters that all its operations share. */
  readonly shared: ConfigValue;
  readonly place: Place;
  readonly name: string;
}

/** Whether a document describes an API by OpenAPI or Swagger. */
export function isOpenApi(document: ConfigValue): boolean {
  return (valueAt(document, 'openapi') ?? valueAt(document, 'swagger')) !== undefined && valueAt(document, 'paths') !== undefined;
}

/** Compares two documents; of one place and one change only the first operation is told. */
export function compareOpenApi(before: ConfigValue, after: ConfigValue): readonly OpenApiBreak[] {
  const breaks: OpenApiBreak[] = [];
  const now = operationsOf(after);
  const pathsPlace = placeOf(valueAt(after, 'paths') ?? after);
  for (const [key, was] of operationsOf(before)) {
    const is = now.get(key);
    if (isExempt(was)) continue;
    if (!is) {
      if (hasNewerVersion(key, operationsOf(before))) continue;
      const sibling = [...entriesAt(after, 'paths')].find(([path]) => normalPath(path) === key.slice(key.indexOf(' ') + 1));
      breaks.push({ change: 'operation', operation: was.name, place: sibling ? rangePlace(sibling[1].keyRange) : { start: pathsPlace.start, end: pathsPlace.start + 1 } });
      continue;
    }
    const security = newlyRequiredSecurity(was.value, is.value, before, after);
    if (security !== undefined) breaks.push({ change: 'security', operation: is.name, what: security, place: securityPlace(is, after) });
    breaks.push(...compareParameters(was, is, before, after), ...compareBodies(was, is, before, after), ...compareResponses(was, is, before, after));
  }
  const seen = new Set<string>();
  return breaks.filter((found) => {
    // What a document asks of all its operations is asked in one place.
    const key = found.change === 'security' ? JSON.stringify([found.change, found.place]) : found.change === 'schema' ? JSON.stringify([found.place, found.found.change, found.found.path.split('.').at(-1)]) : JSON.stringify(found);
    return !seen.has(key) && seen.add(key);
  });
}

function operationsOf(document: ConfigValue): ReadonlyMap<string, Operation> {
  const operations = new Map<string, Operation>();
  for (const [path, { value: shared }] of entriesAt(document, 'paths')) {
    for (const [method, { value, keyRange }] of entriesAt(shared)) {
      if (METHODS.includes(method)) operations.set(`${method.toUpperCase()} ${normalPath(path)}`, { value, shared, place: rangePlace(keyRange), name: `${method.toUpperCase()} ${path}` });
    }
  }
  return operations;
}

function isExempt({ value, shared, name }: Operation): boolean {
  if (UNSTABLE_PATH.test(name.slice(name.indexOf('/'))) || itemsAt(value, 'tags').some((tag) => /^(?:internal|experimental|alpha|beta|preview|deprecated)$/iu.test(textAt(tag) ?? ''))) return true;
  const level = textAt(value, 'x-stability-level');
  return isTrue(value, 'deprecated') || isTrue(value, 'x-internal') || isTrue(shared, 'x-internal') || level === 'alpha' || level === 'beta' || level === 'draft' || level === 'experimental';
}

/** `/v2/users` beside `/v1/users` before the change. */
function hasNewerVersion(key: string, operations: ReadonlyMap<string, Operation>): boolean {
  const version = Number(/\/v(\d+)(?=\/|$)/u.exec(key)?.[1] ?? Number.NaN);
  const bare = (text: string): string => text.replace(/\/v\d+(?=\/|$)/u, '/v');
  return [...operations.keys()].some((other) => bare(other) === bare(key) && Number(/\/v(\d+)(?=\/|$)/u.exec(other)?.[1] ?? 0) > version);
}

function compareParameters(was: Operation, is: Operation, before: ConfigValue, after: ConfigValue): readonly OpenApiBreak[] {
  const earlier = parametersOf(was, before);
  const breaks: OpenApiBreak[] = [];
  for (const [key, parameter] of parametersOf(is, after)) {
    const known = earlier.get(key);
    const isRequired = isTrue(parameter, 'required') && textAt(parameter, 'in') !== 'path';
    if (isRequired && !(known && isTrue(known, 'required')) && valueAt(parameter, 'schema', 'default') === undefined) breaks.push({ change: 'parameter', operation: is.name, what: textAt(parameter, 'name') ?? '', place: placeOf(parameter) });
    else if (known) {
      // As the one property of an object, so that what is asked of it as a whole is compared as well.
      const name = textAt(parameter, 'name') ?? '';
      const wrap = (value: ConfigValue, document: ConfigValue): Schema => {
        const property = { ...readOpenApiSchema(valueAt(value, 'schema') ?? value, document), isOptional: !isTrue(value, 'required'), node: placeOf(value) };
        return schemaOf({ kind: 'object', properties: new Map([[name, property]]), isStrict: false, mixed: [] });
      };
      for (const found of compareSchemas(wrap(known, before), wrap(parameter, after), new Set(['request']))) {
        // Told above.
        if (found.change !== 'required') breaks.push({ change: 'schema', operation: is.name, found, place: found.node ?? placeOf(parameter) });
      }
    }
  }
  return breaks;
}

function parametersOf({ value, shared }: Operation, document: ConfigValue): ReadonlyMap<string, ConfigValue> {
  const parameters = new Map<string, ConfigValue>();
  for (const item of [...itemsAt(shared, 'parameters'), ...itemsAt(value, 'parameters')]) {
    const parameter = dereferenced(item, document);
    // What Swagger 2 calls a parameter in the body is a body.
    if (parameter && textAt(parameter, 'in') !== 'body') parameters.set(`${textAt(parameter, 'in') ?? ''} ${textAt(parameter, 'name') ?? ''}`, parameter);
  }
  return parameters;
}

function compareBodies(was: Operation, is: Operation, before: ConfigValue, after: ConfigValue): readonly OpenApiBreak[] {
  const [earlier, later] = [dereferenced(valueAt(was.value, 'requestBody'), before), dereferenced(valueAt(is.value, 'requestBody'), after)];
  if (!later) return [];
  const breaks: OpenApiBreak[] = [];
  if (isTrue(later, 'required') && !(earlier && isTrue(earlier, 'required'))) breaks.push({ change: 'body', operation: is.name, what: '', place: is.place });
  if (earlier) breaks.push(...compareContent(earlier, later, { was, is, before, after, direction: 'request' }));
  return breaks;
}

function compareResponses(was: Operation, is: Operation, before: ConfigValue, after: ConfigValue): readonly OpenApiBreak[] {
  const now = entriesAt(is.value, 'responses');
  return [...entriesAt(was.value, 'responses')].flatMap(([status, { value }]): readonly OpenApiBreak[] => {
    if (!status.startsWith("2")) return [];
    const entry = now.get(status) ?? now.get('2XX');
    if (!entry) return [{ change: 'status', operation: is.name, what: status, place: is.place }];
    const [earlier, later] = [dereferenced(value, before), dereferenced(entry.value, after)];
    return earlier && later ? compareContent(earlier, later, { was, is, before, after, direction: 'response' }) : [];
  });
}

function compareContent(
  earlier: ConfigValue,
  later: ConfigValue,
  { is, before, after, direction }: { readonly was: Operation; readonly is: Operation; readonly before: ConfigValue; readonly after: ConfigValue; readonly direction: 'request' | 'response' },
): readonly OpenApiBreak[] {
  const now = entriesAt(later, 'content');
  return [...entriesAt(earlier, 'content')].flatMap(([media, { value }]): readonly OpenApiBreak[] => {
    const entry = now.get(media) ?? [...now].find(([other]) => speaksFor(other, media))?.[1];
    if (!entry) return [{ change: 'media', operation: is.name, what: media, place: placeOf(later) }];
    const breaks = compareSchemas(readOpenApiSchema(valueAt(value, 'schema'), before), readOpenApiSchema(valueAt(entry.value, 'schema'), after), new Set([direction]));
    return breaks.map((found) => ({ change: 'schema', operation: is.name, found, place: found.node ?? firstOf(holderOf(found.path, valueAt(entry.value, 'schema'), after) ?? entry.value) }));
  });
}

/** Whether one media type is another one, apart from its parameters, or stands for all of its kind. */
function speaksFor(wide: string, media: string): boolean {
  const [one = '', other = ''] = [wide, media].map((text) => text.split(';', 1)[0]?.trim().toLowerCase());
  return one === other || one === '*/*' || (one.endsWith('/*') && other.startsWith(one.slice(0, -1)));
}

/** Where an operation says what it asks for, else where its document does. */
function securityPlace(operation: Operation, document: ConfigValue): Place {
  const said = entriesAt(operation.value).get('security') ?? entriesAt(document).get('security');
  return said ? rangePlace(said.keyRange) : operation.place;
}

/** The properties among which the last step of a path such as `[].user.name` was. */
function holderOf(path: string, schema: ConfigValue | undefined, document: ConfigValue): ConfigValue | undefined {
  let current = dereferenced(schema, document);
  const steps = path.split(/\.|(?=\[\])/u).flatMap((step) => (step.startsWith('[]') && step !== '[]' ? ['[]', step.slice(2)] : [step]));
  for (const step of steps.slice(0, -1)) current = dereferenced(step === '[]' ? valueAt(current, 'items') : valueAt(current, 'properties', step), document);
  return valueAt(current, 'properties') ?? current;
}

function rangePlace([start, end]: readonly [number, number]): Place {
  return { start, end };
}

function placeOf({ range }: ConfigValue): Place {
  return rangePlace(range);
}

/** A whole block is too much to underline. */
function firstOf({ range: [start] }: ConfigValue): Place {
  return { start, end: start + 1 };
}
