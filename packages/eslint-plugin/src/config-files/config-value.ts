/** Where a value is written: two offsets in UTF-16 units of the text. */
export type ConfigRange = readonly [start: number, end: number];

interface Written {
  /** For a value that came through an alias or a merge key: where it was written first, not where it is used. */
  readonly range: ConfigRange;
  /** Whether it is used through an alias or a merge key, so that a change here would be a change elsewhere too. */
  readonly shared: boolean;
}

export interface ConfigScalar extends Written {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}

export interface ConfigList extends Written {
  readonly kind: 'list';
  /** `[a, b]` rather than a line for each. */
  readonly flow: boolean;
  readonly items: readonly ConfigValue[];
}

export interface ConfigMap extends Written {
  readonly kind: 'map';
  readonly flow: boolean;
  /** By key. With YAML's merge keys resolved, as every consumer of such a file does. */
  readonly entries: ReadonlyMap<string, ConfigEntry>;
}

export interface ConfigEntry {
  readonly keyRange: ConfigRange;
  readonly value: ConfigValue;
}

/**
 * A value of a YAML or JSON file, whichever of the two it is: rules about Compose, Kubernetes and package.json ask for
 * values and never for syntax.
 */
export type ConfigValue = ConfigScalar | ConfigList | ConfigMap;

/** The value below a key of a map; undefined when the value is no map or has no such key. */
export function valueAt(value: ConfigValue | undefined, ...keys: readonly string[]): ConfigValue | undefined {
  let current = value;
  for (const key of keys) current = current?.kind === 'map' ? current.entries.get(key)?.value : undefined;
  return current;
}

/** The text of a scalar that is a string; undefined for anything else. */
export function textAt(value: ConfigValue | undefined, ...keys: readonly string[]): string | undefined {
  const found = valueAt(value, ...keys);
  return found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : undefined;
}

/** The items of a list; none for anything else. */
export function itemsAt(value: ConfigValue | undefined, ...keys: readonly string[]): readonly ConfigValue[] {
  const found = valueAt(value, ...keys);
  return found?.kind === 'list' ? found.items : [];
}

/** The entries of a map; none for anything else. */
export function entriesAt(value: ConfigValue | undefined, ...keys: readonly string[]): ReadonlyMap<string, ConfigEntry> {
  const found = valueAt(value, ...keys);
  return found?.kind === 'map' ? found.entries : new Map<string, ConfigEntry>();
}
