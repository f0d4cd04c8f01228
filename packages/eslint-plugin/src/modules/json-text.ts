import type { Node } from 'oxc-parser';
import { keyName, unwrap } from './nodes.ts';
import { oxc } from './oxc.ts';

/** Reads JSON with comments and trailing commas, as `tsconfig.json` has them; undefined when it is neither. */
export function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown; // anything may stand in a file
  } catch {
    // An object literal of JavaScript is what JSON with comments is.
    const { program } = oxc().parseSync('value.js', `(${text.replace(/^\uFEFF/u, '')}\n)`, { lang: 'js', preserveParens: false });
    const [statement] = program.body;
    return statement?.type === 'ExpressionStatement' ? plainValue(statement.expression) : undefined;
  }
}

function plainValue(node: Node): unknown {
  const value = unwrap(node);
  switch (value.type) {
    case 'Literal':
      return value.value;
    case 'ArrayExpression':
      return value.elements.map((element) => element && plainValue(element));
    case 'ObjectExpression':
      return Object.fromEntries(
        value.properties.flatMap((property) => (property.type === 'Property' ? [[keyName(property) ?? '', plainValue(property.value)]] : [])),
      );
    default:
      return undefined;
  }
}

/** A value inside parsed JSON, by keys. */
export function jsonAt(value: unknown, ...keys: readonly string[]): unknown {
  let current = value;
  for (const key of keys) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = Reflect.get(current, key) as unknown; // what JSON holds is known to nobody
  }
  return current;
}

/** The entries of a JSON object; none when it is something else. */
export function jsonEntries(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
