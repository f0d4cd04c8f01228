import { TextValue } from '../script/text-value.ts';
import { ElsewhereValue, FunctionValue, HostValue, ListValue, RecordValue } from './values.ts';
import type { CallSite, Value } from './values.ts';

interface Known {
  readonly value: Value;
}

/** A property of a text, a list or another value of the language itself. */
export function builtInMember(object: Value, key: string): Value {
  if (object instanceof ListValue) {
    if (object.isOpen) return new ElsewhereValue();
    if (key === 'length') return object.items.length;
    return /^\d+$/u.test(key) ? object.items[Number(key)] : new ElsewhereValue({ name: key });
  }
  if (object instanceof TextValue && key === 'length' && object.isKnown) return object.toString().length;
  return new ElsewhereValue({ name: key });
}

/**
 * Calls a method of a text, a list or a global object.
 * @returns undefined when it is none that is known here
 */
export function callBuiltIn(object: Value, method: string, args: readonly Value[], site: CallSite): Known | undefined {
  if (object instanceof TextValue) return textMethod(object, method, args);
  if (object instanceof ListValue) return listMethod(object, method, args, site);
  if (object instanceof ElsewhereValue && !object.of && object.name !== undefined) return globalMethod(object.name, method, args, site);
  if (object instanceof ElsewhereValue && isIteration(method) && args[0] instanceof FunctionValue) return eachOfUnknown(args[0], site);
  return undefined;
}

const iterations: ReadonlySet<string> = new Set(['forEach', 'map', 'flatMap', 'reduce', 'filter', 'some', 'every', 'find', 'each', 'mapSeries']);

function isIteration(method: string): boolean {
  return iterations.has(method);
}

/** Once, for nobody knows how many. */
function eachOfUnknown(callback: FunctionValue, { interpreter, node }: CallSite): Known {
  interpreter.under({ kind: 'unknown' }, () => settled(interpreter.call(callback, callback.node.params.map(() => new ElsewhereValue()), node)));
  return { value: new ElsewhereValue() };
}

function settled(value: Value): Value {
  return value instanceof HostValue ? value.settle() : value;
}

function textMethod(text: TextValue, method: string, args: readonly Value[]): Known | undefined {
  if (method === 'toString') return { value: text };
  if (!text.isKnown) return { value: new ElsewhereValue() };
  const value = text.toString();
  const [first, second] = args.map((argument) => (argument instanceof TextValue && argument.isKnown ? argument.toString() : undefined));
  switch (method) {
    case 'trim':
      return { value: trimmed(text) };
    case 'toLowerCase':
      return { value: TextValue.of(value.toLowerCase()) };
    case 'toUpperCase':
      return { value: TextValue.of(value.toUpperCase()) };
    case 'includes':
      return first === undefined ? undefined : { value: value.includes(first) };
    case 'startsWith':
      return first === undefined ? undefined : { value: value.startsWith(first) };
    case 'endsWith':
      return first === undefined ? undefined : { value: value.endsWith(first) };
    case 'concat':
      return first === undefined ? undefined : { value: TextValue.of(value + first) };
    case 'replace':
      return first === undefined || second === undefined ? { value: new ElsewhereValue() } : { value: TextValue.of(value.replace(first, second)) };
    case 'split':
      return first === undefined ? undefined : { value: new ListValue(value.split(first).map((one) => TextValue.of(one))) };
    default:
      return { value: new ElsewhereValue() };
  }
}

/** Only at its ends, so that the rest still stands where it is written. */
function trimmed({ pieces }: TextValue): TextValue {
  const kept = [...pieces];
  while (kept[0]?.text.trim() === '') kept.shift();
  while (kept.at(-1)?.text.trim() === '') kept.pop();
  return new TextValue(kept);
}

function listMethod(list: ListValue, method: string, args: readonly Value[], site: CallSite): Known | undefined {
  const [first] = args;
  const { interpreter, node } = site;
  if (method === 'push') {
    list.items.push(...args);
    list.isOpen ||= interpreter.depth > 0;
    return { value: list.items.length };
  }
  if (isIteration(method) && first instanceof FunctionValue) {
    if (list.isOpen) return eachOfUnknown(first, site);
    return eachOf(list, method, first, args[1], site);
  }
  if (list.isOpen) return { value: new ElsewhereValue() };
  switch (method) {
    case 'concat':
      return { value: new ListValue([...list.items, ...args.flatMap((item) => (item instanceof ListValue ? item.items : [item]))]) };
    case 'join':
      return { value: joined(list, first) };
    case 'includes': {
      const keys = list.items.map(keyOf);
      const key = keyOf(first);
      return { value: key === undefined || keys.includes(undefined) ? new ElsewhereValue() : keys.includes(key) };
    }
    case 'reverse':
      return { value: new ListValue(list.items.toReversed()) };
    case 'slice':
      return args.every((argument) => typeof argument === 'number') ? { value: new ListValue(list.items.slice(...args)) } : undefined;
    case 'entries':
      return { value: new ListValue(list.items.map((item, index) => new ListValue([index, item]))) };
    case 'sort':
      return { value: new ElsewhereValue() };
    default:
      return args.some((argument) => argument instanceof FunctionValue) ? undefined : { value: interpreter.call(new ElsewhereValue({ name: method }), args, node) };
  }
}

function eachOf(list: ListValue, method: string, callback: FunctionValue, initial: Value, { interpreter, node }: CallSite): Known {
  if (method === 'reduce') {
    const from = initial === undefined ? list.items[0] : initial;
    const items = initial === undefined ? list.items.slice(1) : list.items;
    return { value: items.reduce<Value>((sum, item, index) => interpreter.call(callback, [sum, item, index], node), from) };
  }
  const results = list.items.map((item, index) => interpreter.call(callback, [item, index, list], node));
  switch (method) {
    case 'map':
    case 'mapSeries':
      return { value: new ListValue(results) };
    case 'flatMap':
      return { value: new ListValue(results.flatMap((one) => (one instanceof ListValue ? one.items : [one]))) };
    case 'filter': {
      const isKnown = results.every((one) => typeof one === 'boolean');
      return { value: isKnown ? new ListValue(list.items.filter((_, index) => results[index] === true)) : new ListValue(list.items, true) };
    }
    case 'forEach':
    case 'each':
      for (const result of results) settled(result);
      return { value: undefined };
    default:
      return { value: new ElsewhereValue() };
  }
}

function joined(list: ListValue, separator: Value): Value {
  const between = separator === undefined ? [{ text: ',' }] : separator instanceof TextValue ? separator.pieces : undefined;
  const texts = list.items.map((item) => (item instanceof TextValue ? item.pieces : typeof item === 'number' ? [{ text: String(item) }] : undefined));
  if (!between) return new ElsewhereValue();
  const pieces = texts.flatMap((text, index) => (text ? (index === 0 ? text : [...between, ...text]) : undefined));
  return pieces.includes(undefined) ? new ElsewhereValue() : new TextValue(pieces.filter((piece) => piece !== undefined));
}

function keyOf(value: Value): string | undefined {
  if (value instanceof TextValue) return value.isKnown ? `text ${value.toString()}` : undefined;
  return typeof value === 'object' && value !== null ? undefined : `plain ${String(value)}`;
}

function globalMethod(owner: string, method: string, args: readonly Value[], site: CallSite): Known | undefined {
  const [first] = args;
  switch (`${owner}.${method}`) {
    case 'Object.keys':
      return fromRecord(first, (key) => TextValue.of(key));
    case 'Object.values':
      return fromRecord(first, (_, value) => value);
    case 'Object.entries':
      return fromRecord(first, (key, value) => new ListValue([TextValue.of(key), value]));
    case 'Object.freeze':
    case 'Promise.resolve':
      return { value: first };
    case 'Promise.all':
    case 'Promise.allSettled':
    case 'Promise.race':
      return { value: first instanceof ListValue ? new ListValue(first.items.map(settled)) : first };
    case 'JSON.stringify':
      return { value: jsonOf(first) };
    case 'async.series':
    case 'async.parallel':
    case 'async.waterfall':
    case 'Promise.mapSeries':
    case 'Promise.each':
    case 'Promise.map':
      return oneAfterTheOther(first, args[1], site);
    default:
      return owner === 'console' || owner === 'logger' || owner === 'log' ? { value: undefined } : undefined;
  }
}

function fromRecord(record: Value, take: (key: string, value: Value) => Value): Known | undefined {
  if (!(record instanceof RecordValue)) return undefined;
  return { value: new ListValue([...record.entries].map(([key, value]) => take(key, value)), record.isOpen) };
}

/** A list of functions, or a list and a function for each of its items. */
function oneAfterTheOther(list: Value, callback: Value, { interpreter, node }: CallSite): Known | undefined {
  if (!(list instanceof ListValue) || list.isOpen) return undefined;
  for (const item of list.items) {
    const isFunction = item instanceof FunctionValue || item instanceof HostValue;
    if (isFunction) settled(interpreter.call(item, [new ElsewhereValue()], node));
    else if (callback instanceof FunctionValue) settled(interpreter.call(callback, [item], node));
  }
  return { value: new ElsewhereValue() };
}

function jsonOf(value: Value): Value {
  const plain = plainOf(value);
  return plain === undefined ? new ElsewhereValue() : TextValue.of(JSON.stringify(plain.value));
}

/** The value as a program would have it; undefined where not all of it is known. */
export function plainOf(value: Value): { readonly value: unknown } | undefined {
  if (value instanceof TextValue) return value.isKnown ? { value: value.toString() } : undefined;
  if (value instanceof ListValue) {
    const items = value.items.map(plainOf);
    return value.isOpen || items.includes(undefined) ? undefined : { value: items.map((item) => item?.value) };
  }
  if (value instanceof RecordValue) {
    const entries = [...value.entries].map(([key, one]) => [key, plainOf(one)] as const);
    return value.isOpen || entries.some(([, one]) => !one) ? undefined : { value: Object.fromEntries(entries.map(([key, one]) => [key, one?.value])) };
  }
  return typeof value === 'object' && value !== null ? undefined : { value };
}
