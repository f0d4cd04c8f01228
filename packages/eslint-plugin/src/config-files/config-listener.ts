import type { ConfigRange, ConfigValue } from './config-value.ts';
import type { JsonNode } from './from-json.ts';
import { configFromJson } from './from-json.ts';
import type { YamlNode } from './from-yaml.ts';
import { configFromYaml } from './from-yaml.ts';

/** The languages of YAML and JSON files, as `meta.languages` of a rule wants them. */
export const CONFIG_LANGUAGES: readonly string[] = ['yml/yaml', 'json/json', 'json/jsonc', 'json/json5'];

/** Several rules read the same file; each document is read once for all of them. */
const read = new WeakMap<object, ConfigValue | undefined>();

/**
 * Listeners that hand over each document of a YAML file, and the one of a JSON file.
 *
 * @param visit what to do with the value of a document that is not empty
 */
export function configListener(visit: (document: ConfigValue) => void): {
  YAMLDocument: (node: YamlNode) => void;
  Document: (node: JsonNode) => void;
} {
  const visitOnce = <Node extends object>(node: Node, from: (node: Node) => ConfigValue | undefined): void => {
    if (!read.has(node)) read.set(node, from(node));
    const value = read.get(node);
    if (value) visit(value);
  };
  return {
    YAMLDocument: (node) => visitOnce(node, configFromYaml),
    Document: (node) => visitOnce(node, configFromJson),
  };
}

/**
 * The location of a range in the terms of the language of the file, whose columns begin at 0 in YAML and at 1 in JSON.
 */
export function locate<Position>(sourceCode: { getLocFromIndex: (index: number) => Position }, [start, end]: ConfigRange): { start: Position; end: Position } {
  return { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
}
