/**
 * What a history of migrations cannot tell about tables. Names are written as in SQL that needs no
 * quotes, with their schema where it is not the one that the migrations mean without saying so:
 * `countries`, `billing.plans`.
 */
export interface TableHints {
  /** Tables that never have more rows than a statement works through in an instant. */
  readonly small?: readonly string[];
  /** Tables that are written to all the time, so that what waits for them is an outage. */
  readonly hot?: readonly string[];
}

/** A name as the parts of it are written. */
interface Name {
  readonly schema?: string;
  readonly name: string;
}

/**
 * Whether a table is among those that are hinted at.
 *
 * @param table its key, or another name
 * @param keyOf the key of the relation that a name means just now
 */
export function isHinted(hints: readonly string[] | undefined, table: string | Name, keyOf: (name: Name) => string): boolean {
  if (hints === undefined) return false;
  const key = keyOf(typeof table === 'string' ? nameOf(table) : table);
  return hints.some((hint) => keyOf(nameOf(hint)) === key);
}

/** @param text `plans` or `billing.plans`, as hints and the keys of tables are written */
function nameOf(text: string): Name {
  const dot = text.indexOf('.');
  return dot === -1 ? { name: text } : { schema: text.slice(0, dot), name: text.slice(dot + 1) };
}
