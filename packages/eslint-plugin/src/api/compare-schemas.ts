import { loosened, tightened } from './limits.ts';
import type { Place, Property, Schema, Shape } from './shape.ts';
import { UNKNOWN } from './shape.ts';

export type Direction = 'request' | 'response';

/** What those who were written against the earlier schema do not survive. */
export type BreakingChange = 'removed' | 'optional' | 'nullable' | 'retyped' | 'required' | 'added' | 'notNullable' | 'narrowed' | 'tightened' | 'refused' | 'closed';

/** What they survive if they are written with care: another default, a new value, a property that nobody reads any more, a bound that is gone. */
export const RISKY_CHANGES = ['default', 'value', 'ignored', 'loosened'] as const;

export type RiskyChange = (typeof RISKY_CHANGES)[number];

/** A change of a schema that concerns those who were written against the earlier one. */
export interface Break {
  readonly change: BreakingChange | RiskyChange;
  readonly direction: Direction;
  /** As those who call name it: `user.name`, `items[].id`. */
  readonly path: string;
  /** Where it is now; undefined for what is not there any more. */
  readonly node: Place | undefined;
  /** Where it was declared at the baseline, for what is gone. */
  readonly origin?: Place;
  /** What it was and what it is, for changes of the type. */
  readonly before?: string;
  readonly after?: string;
}

/**
 * What a schema breaks for those who hold to the earlier one, and what it puts at risk. In a request, whatever was
 * accepted has to be accepted; in a response, whatever could be relied on has to be there. What cannot be read breaks
 * nothing.
 */
export function compareSchemas(before: Schema, after: Schema, directions: ReadonlySet<Direction>): readonly Break[] {
  // A schema may be another one and say little more: `const Admin = User.strict()`.
  const meant = ({ shape }: Schema): Shape => (shape.kind === 'named' ? (shape.meaning ?? shape) : shape);
  return [...directions].flatMap((direction) => compareShapes(meant(before), meant(after), direction, ''));
}

function compareShapes(before: Shape, after: Shape, direction: Direction, path: string, node?: Place): readonly Break[] {
  if (before.kind === 'object' && after.kind === 'object') return compareObjects(before, after, direction, path, node);
  if (before.kind === 'array' && after.kind === 'array') return compareShapes(before.items, after.items, direction, `${path}[]`, node);
  if ((before.kind === 'named') !== (after.kind === 'named')) {
    // Of something with a name of its own only what it is is compared with something that has none: a list is no object.
    const [was, is] = [before, after].map((shape) => (shape.kind === 'named' ? (shape.meaning ?? UNKNOWN) : shape));
    return was && is && was.kind !== is.kind && was.kind !== 'named' && is.kind !== 'named' ? compareShapes(was, is, direction, path, node) : [];
  }
  if (before.kind === 'unknown' || after.kind === 'unknown' || before.kind === 'named' || after.kind === 'named') return [];
  if (before.kind === 'plain' && after.kind === 'plain') return comparePlain(before.values, after.values, direction, path, node);
  return path === '' ? [] : [{ change: direction === 'response' ? 'retyped' : 'narrowed', direction, path, node, before: wordFor(before), after: wordFor(after) }];
}

function comparePlain(before: ReadonlySet<string>, after: ReadonlySet<string>, direction: Direction, path: string, node: Place | undefined): readonly Break[] {
  const fits = (value: string, others: ReadonlySet<string>): boolean => others.has(value) || (value.startsWith('"') && others.has('string')) || (/^-?\d/u.test(value) && others.has('number')) || ((value === 'true' || value === 'false') && others.has('boolean'));
  // A new value among those that were listed is what clients have to be ready for.
  const isList = [...before, ...after].every((value) => /^["\d-]/u.test(value));
  if (direction === 'response') {
    if ([...after].every((value) => fits(value, before))) return [];
    if (isList) return [{ change: 'value', direction, path, node, before: textOf(before), after: textOf(new Set([...after].filter((value) => !before.has(value)))) }];
    return [{ change: 'retyped', direction, path, node, before: textOf(before), after: textOf(after) }];
  }
  return [...before].every((value) => fits(value, after)) ? [] : [{ change: 'narrowed', direction, path, node, before: textOf(before), after: textOf(after) }];
}

function compareObjects(before: Shape & { kind: 'object' }, after: Shape & { kind: 'object' }, direction: Direction, path: string, node: Place | undefined): readonly Break[] {
  // What is mixed in from elsewhere may have taken over what is no longer written here.
  const isSame = before.mixed.length === after.mixed.length && before.mixed.every((text) => after.mixed.includes(text));
  if (!isSame) return [];
  const breaks: Break[] = [];
  for (const [name, was] of before.properties) {
    const place = path === '' ? name : `${path}.${name}`;
    const is = after.properties.get(name);
    if (!is) {
      if (was.isDeprecated) continue;
      const gone = { direction, path: place, node: undefined, origin: was.node };
      if (direction === 'response') breaks.push({ ...gone, change: 'removed' });
      else breaks.push({ ...gone, change: after.isStrict ? 'refused' : 'ignored' });
    } else breaks.push(...compareProperties(was, is, direction, place));
  }
  for (const [name, is] of after.properties) {
    const isRequired = !is.isOptional && !is.hasDefault && is.hidden !== 'all' && is.isUnchecked !== true;
    if (direction === 'request' && isRequired && !before.properties.has(name)) breaks.push({ change: 'added', direction, path: path === '' ? name : `${path}.${name}`, node: is.node });
  }
  if (direction === 'request' && after.isStrict && !before.isStrict) breaks.push({ change: 'closed', direction, path, node });
  return breaks;
}

function compareProperties(was: Property, is: Property, direction: Direction, path: string): readonly Break[] {
  if (was.hidden === 'all' || is.hidden === 'all') return [];
  if (direction === 'request' && is.isUnchecked === true) return [];
  // What a function makes of the value is known to nobody; what it takes is.
  if (direction === 'response' && (was.hidden === 'output' || is.hidden === 'output')) return [];
  const breaks: Break[] = [];
  const at = { direction, path, node: is.node };
  if (direction === 'response') {
    const mayBeMissing = ({ isOptional, isAnswered, hasDefault }: Property): boolean => isOptional && isAnswered !== true && !hasDefault;
    if (!mayBeMissing(was) && !was.isOptional && mayBeMissing(is)) breaks.push({ ...at, change: 'optional' });
    if (!was.isNullable && is.isNullable && was.shape.kind !== 'unknown') breaks.push({ ...at, change: 'nullable' });
  } else {
    if ((was.isOptional || was.hasDefault) && !is.isOptional && !is.hasDefault && is.isUnchecked !== true) breaks.push({ ...at, change: 'required' });
    if (was.isNullable && !is.isNullable && is.shape.kind !== 'unknown') breaks.push({ ...at, change: 'notNullable' });
  }
  if (isSameKind(was.shape, is.shape)) {
    const asked = direction === 'request' ? tightened(was.limits, is.limits) : undefined;
    if (asked !== undefined) breaks.push({ ...at, change: 'tightened', after: asked });
    if (direction === 'response' && loosened(was.limits, is.limits)) breaks.push({ ...at, change: 'loosened' });
  }
  if (was.defaultText !== undefined && is.defaultText !== undefined && was.defaultText !== is.defaultText) breaks.push({ ...at, change: 'default', before: was.defaultText, after: is.defaultText });
  breaks.push(...compareShapes(was.shape, is.shape, direction, path, is.node));
  return breaks;
}

/** Bounds of a text say nothing of a number. */
function isSameKind(before: Shape, after: Shape): boolean {
  return before.kind === after.kind && (before.kind !== 'plain' || (after.kind === 'plain' && [...before.values].every((value) => after.values.has(value))));
}

function wordFor(shape: Shape): string {
  return shape.kind === 'plain' ? textOf(shape.values) : shape.kind === 'array' ? 'a list' : 'an object';
}

function textOf(values: ReadonlySet<string>): string {
  const all = [...values];
  return all.length > 4 ? `${all.slice(0, 4).join(' | ')} | …` : all.join(' | ');
}
