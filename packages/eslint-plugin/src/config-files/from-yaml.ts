import type { ConfigEntry, ConfigRange, ConfigValue } from './config-value.ts';

/**
 * The part of eslint-plugin-yml's tree that is read here. It is an optional peer, so its own types may not be there for
 * those who compile against this package.
 */
export interface YamlNode {
  readonly type: string;
  readonly range: ConfigRange;
  readonly content?: YamlNode | null;
  readonly pairs?: readonly { readonly key: YamlNode | null; readonly value: YamlNode | null; readonly range: ConfigRange }[];
  readonly entries?: readonly (YamlNode | null)[];
  readonly style?: string;
  readonly value?: unknown;
  readonly anchor?: { readonly name: string } | null;
  readonly name?: string;
}

/** Aliases within aliases multiply: a file of a few lines can stand for a billion values. */
const maxValues = 100_000;

/**
 * @param document a `YAMLDocument` of eslint-plugin-yml
 * @returns its value, with aliases and merge keys resolved; undefined for an empty document, or one that grows without end
 */
export function configFromYaml(document: YamlNode): ConfigValue | undefined {
  const anchors = new Map<string, YamlNode>();
  let values = 0;

  const read = (node: YamlNode | null | undefined, shared: boolean): ConfigValue | undefined => {
    values += 1;
    if (!node || values > maxValues) return undefined;
    const written = { range: node.range, shared };
    switch (node.type) {
      case 'YAMLMapping':
        return { kind: 'map', flow: node.style === 'flow', entries: readPairs(node, shared), ...written };
      case 'YAMLSequence': {
        const items = (node.entries ?? []).map((entry) => read(entry, shared) ?? { kind: 'scalar' as const, value: null, ...written });
        return { kind: 'list', flow: node.style === 'flow', items, ...written };
      }
      case 'YAMLScalar':
        return { kind: 'scalar', value: isScalar(node.value) ? node.value : null, ...written };
      case 'YAMLWithMeta': {
        const inner = node.value as YamlNode | null; // the parser's own shape for this type
        const value = read(inner, shared);
        // Defined behind its own value, so that an alias within it finds nothing and there are no circles.
        if (node.anchor && inner) anchors.set(node.anchor.name, inner);
        return value;
      }
      case 'YAMLAlias':
        return read(anchors.get(node.name ?? ''), true);
      default:
        return undefined;
    }
  };

  const readPairs = (mapping: YamlNode, shared: boolean): Map<string, ConfigEntry> => {
    const entries = new Map<string, ConfigEntry>();
    const merged: ConfigEntry[] = [];
    const mergedEntries = new Map<string, ConfigEntry>();
    for (const { key, value: node, range } of mapping.pairs ?? []) {
      const name = key?.type === 'YAMLScalar' ? String(key.value) : undefined;
      const value = read(node, shared) ?? { kind: 'scalar', value: null, range: key?.range ?? range, shared };
      if (name === undefined) continue;
      if (name === '<<') merged.push({ keyRange: range, value });
      else entries.set(name, { keyRange: key?.range ?? range, value });
    }
    for (const { value } of merged) {
      // Of several merged maps the earlier one wins; what the map says itself wins over all.
      for (const map of value.kind === 'list' ? value.items : [value]) {
        if (map.kind !== 'map') continue;
        for (const [name, entry] of map.entries) if (!mergedEntries.has(name)) mergedEntries.set(name, entry);
      }
    }
    for (const [name, entry] of mergedEntries) if (!entries.has(name)) entries.set(name, entry);
    return entries;
  };

  const value = read(document.content, false);
  return values > maxValues ? undefined : value;
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
