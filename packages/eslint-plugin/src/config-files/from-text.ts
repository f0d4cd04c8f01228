import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import type { Node } from 'yaml';
import type { ConfigEntry, ConfigRange, ConfigValue } from './config-value.ts';

let yaml: typeof Yaml | undefined;

/** The package that reads YAML, loaded with the first text: few runs of ESLint compare a file that has it with its baseline. */
function yamlPackage(): typeof Yaml {
  return (yaml ??= createRequire(import.meta.url)('yaml') as typeof Yaml); // what the package says of itself
}

/**
 * Reads the text of a YAML or JSON file that ESLint has not parsed, such as what a file was at the baseline.
 *
 * @returns undefined for what is empty, or cannot be read
 */
export function configFromText(text: string): ConfigValue | undefined {
  const { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } = yamlPackage();
  const document = parseDocument(text, { lineCounter: new LineCounter(), merge: true, uniqueKeys: false });
  if (document.errors.length > 0 || !document.contents) return undefined;
  const read = (node: Node | null | undefined, shared: boolean, depth: number): ConfigValue | undefined => {
    if (!node || depth > 100) return undefined;
    const written = { range: rangeOf(node), shared };
    if (isAlias(node)) return read(node.resolve(document), true, depth + 1);
    if (isMap<Node, Node | null>(node)) {
      const entries = new Map<string, ConfigEntry>();
      for (const { key, value } of node.items) {
        if (!isScalar(key)) continue;
        const inner = read(value, shared, depth + 1) ?? { kind: 'scalar' as const, value: null, range: rangeOf(key), shared };
        entries.set(String(key.value), { keyRange: rangeOf(key), value: inner });
      }
      return { kind: 'map', flow: node.flow === true, entries, ...written };
    }
    if (isSeq<Node | null>(node)) return { kind: 'list', flow: node.flow === true, items: node.items.map((item) => read(item, shared, depth + 1) ?? { kind: 'scalar' as const, value: null, ...written }), ...written };
    if (!isScalar(node)) return undefined;
    const { value } = node;
    return { kind: 'scalar', value: typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null, ...written };
  };
  return read(document.contents, false, 0);
}

function rangeOf({ range }: Node): ConfigRange {
  return range ? [range[0], range[1]] : [0, 0];
}
