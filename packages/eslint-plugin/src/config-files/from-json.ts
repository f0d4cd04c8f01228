import type { ConfigEntry, ConfigRange, ConfigValue } from './config-value.ts';

/** The part of @eslint/json's tree that is read here. It is an optional peer, like eslint-plugin-yml. */
export interface JsonNode {
  readonly type: string;
  readonly range?: ConfigRange;
  readonly body?: JsonNode;
  readonly members?: readonly { readonly name: JsonNode; readonly value: JsonNode }[];
  readonly elements?: readonly { readonly value: JsonNode }[];
  readonly value?: unknown;
  readonly name?: unknown;
}

/**
 * @param document a `Document` of @eslint/json
 * @returns its value; undefined when there is none
 */
export function configFromJson(document: JsonNode): ConfigValue | undefined {
  return document.body && read(document.body);
}

function read(node: JsonNode): ConfigValue {
  const written = { range: node.range ?? ([0, 0] as const), shared: false };
  switch (node.type) {
    case 'Object': {
      const entries = new Map<string, ConfigEntry>();
      for (const { name, value } of node.members ?? []) {
        // An unquoted key of JSON5 is an identifier, which has a name instead of a value.
        entries.set(String(name.value ?? name.name), { keyRange: name.range ?? [0, 0], value: read(value) });
      }
      return { kind: 'map', flow: true, entries, ...written };
    }
    case 'Array':
      return { kind: 'list', flow: true, items: (node.elements ?? []).map(({ value }) => read(value)), ...written };
    case 'String':
      return { kind: 'scalar', value: String(node.value), ...written };
    case 'Number':
      return { kind: 'scalar', value: Number(node.value), ...written };
    case 'Boolean':
      return { kind: 'scalar', value: node.value === true, ...written };
    default:
      return { kind: 'scalar', value: null, ...written };
  }
}
