import path from 'node:path';
import { TextValue } from '../script/text-value.ts';
import { ElsewhereValue, FunctionValue } from './values.ts';
import type { CallSite, Value } from './values.ts';

/** Reads a file that is no code, such as the SQL beside a migration; undefined where there is none. */
export type ReadText = (file: string) => string | undefined;

/** A promise's `resolve`, which remembers what it is called with. */
export class ResolveValue extends ElsewhereValue {
  resolved: { readonly value: Value } | undefined;
}

const readers = /^(?:readFile|readFileSync|readFileAsync)$/u;

/**
 * What a function of `node:path` or `node:fs` gives for paths that are known, under whatever name the module goes:
 * `path.join(__dirname, 'sqls', '1-up.sql')`, `fs.readFile(file, options, callback)`.
 *
 * @param name the function's name
 * @returns undefined when it is none of them, or a path or a file is not known
 */
export function callOfFiles(name: string | undefined, args: readonly Value[], site: CallSite, readText: ReadText): { readonly value: Value } | undefined {
  const [first] = args;
  if (name !== undefined && readers.test(name)) {
    const file = knownText(first);
    const text = file === undefined ? undefined : readText(file);
    if (text === undefined) return undefined;
    const content = TextValue.of(text);
    const callback = args.at(-1);
    return { value: callback instanceof FunctionValue ? site.interpreter.call(callback, [null, content], site.node) : content };
  }
  const parts = args.map(knownText).filter((part) => part !== undefined);
  if (parts.length === 0 || parts.length < args.length) return undefined;
  switch (name) {
    case 'join':
      return { value: TextValue.of(path.join(...parts)) };
    case 'resolve':
      return { value: TextValue.of(path.resolve(...parts)) };
    case 'dirname':
      return { value: TextValue.of(path.dirname(parts[0] ?? '')) };
    case 'basename':
      return { value: TextValue.of(path.basename(parts[0] ?? '', parts[1])) };
    default:
      return undefined;
  }
}

function knownText(value: Value): string | undefined {
  return value instanceof TextValue && value.isKnown ? value.toString() : undefined;
}
