/** Finds a record by its key: a key that the types know always gives one, any other string may not. */
export interface Lookup<Key extends string, Found> {
  (key: Key): Found;
  (key: string): Found | undefined;
}

/**
 * Makes a function that finds records by key.
 *
 * @param records a record for every key; the compiler sees to it that none is missing
 * @returns a function that gives the record of a key, and undefined for a string that is no key
 */
export function lookup<Key extends string, Found>(records: Readonly<Record<Key, Found>>): Lookup<Key, Found> {
  // A Map, because an object would also answer to `constructor` and the other names it inherits.
  const found = new Map<string, Found>(Object.entries<Found>(records));
  function find(key: Key): Found;
  function find(key: string): Found | undefined;
  function find(key: string): Found | undefined {
    return found.get(key);
  }
  return find;
}
