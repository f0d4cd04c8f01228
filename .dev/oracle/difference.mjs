// @ts-check
/** Compares two fingerprints and tells real differences from cosmetic ones. */

/** @typedef {import('./fingerprint.mjs').CatalogObject} CatalogObject */
/** @typedef {import('./fingerprint.mjs').Fingerprint} Fingerprint */

/**
 * @typedef {object} Difference
 * @property {string} kind
 * @property {string} object qualified, with its table where it has one
 * @property {'missing' | 'extra' | 'changed' | 'renamed' | 'reordered' | 'reformatted'} change after the down, seen from before the up
 * @property {string} [before]
 * @property {string} [after]
 */

/**
 * @typedef {object} Comparison
 * @property {Difference[]} differences what the down did not bring back, or left behind
 * @property {Difference[]} cosmetic names of constraints, indexes and sequences, the order of columns, and the comments and white space of function bodies
 * @property {Difference[]} apart comments and privileges, which a rollback can often do without
 */

const NAME_IS_COSMETIC = new Set(['constraint', 'index', 'sequence']);
const APART = new Set(['comment', 'privileges']);

const objectName = (/** @type {CatalogObject} */ object) =>
  object.parent === '' ? object.name : object.kind === 'column' ? `${object.parent}.${object.name}` : `${object.name} on ${object.parent}`;

/** @returns {Difference[]} one for each table whose common columns stand in another order */
function reorderedColumns(/** @type {Fingerprint} */ before, /** @type {Fingerprint} */ after) {
  /** @type {Map<string, CatalogObject[]>} */
  const tables = new Map();
  for (const [key, column] of before)
    if (column.kind === 'column' && after.has(key)) tables.set(column.parent, [...(tables.get(column.parent) ?? []), column]);
  return [...tables].flatMap(([table, columns]) => {
    const keyOf = (/** @type {CatalogObject} */ column) => ['column', table, column.name].join('\u0000');
    const was = columns.toSorted((a, b) => a.position - b.position).map(({ name }) => name);
    const is = columns.toSorted((a, b) => (after.get(keyOf(a))?.position ?? 0) - (after.get(keyOf(b))?.position ?? 0)).map(({ name }) => name);
    return was.join() === is.join() ? [] : [{ kind: 'column', object: table, change: /** @type {const} */ ('reordered'), before: was.join(', '), after: is.join(', ') }];
  });
}

/**
 * How a definition reads once comments, white space, the two ways to say the
 * time, and the names of sequences, which the server makes up, are out of the
 * way.
 */
function essence(/** @type {string} */ definition, /** @type {ReadonlyMap<string, string>} */ renamedSequences) {
  const renamed = definition.replace(/nextval\('([^']+)'/g, (whole, name) => `nextval('${renamedSequences.get(name) ?? name}'`);
  return renamed
    .replaceAll(/--[^\n]*|\/\*.*?\*\//gs, ' ')
    .replaceAll('CURRENT_TIMESTAMP', 'now()')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([(),;=]) ?/g, '$1');
}

/**
 * @param {Fingerprint} before
 * @param {Fingerprint} after
 * @returns {Comparison}
 */
export function compareFingerprints(before, after) {
  const missing = [...before].filter(([key]) => !after.has(key)).map(([, object]) => object);
  const extra = [...after].filter(([key]) => !before.has(key)).map(([, object]) => object);
  /** @type {Difference[]} */
  const all = [];
  /** @type {Difference[]} */
  const cosmetic = reorderedColumns(before, after);
  /** @type {Map<string, string>} */
  const renamedSequences = new Map();

  for (const object of missing) {
    const twin = NAME_IS_COSMETIC.has(object.kind)
      ? extra.find((other) => other.kind === object.kind && other.parent === object.parent && other.definition === object.definition)
      : undefined;
    if (twin === undefined) all.push({ kind: object.kind, object: objectName(object), change: 'missing', before: object.definition });
    else {
      extra.splice(extra.indexOf(twin), 1);
      if (object.kind === 'sequence') renamedSequences.set(object.name, twin.name);
      cosmetic.push({ kind: object.kind, object: objectName(object), change: 'renamed', before: object.name, after: twin.name });
    }
  }
  for (const object of extra) all.push({ kind: object.kind, object: objectName(object), change: 'extra', after: object.definition });
  for (const [key, object] of before) {
    const now = after.get(key);
    if (now === undefined || now.definition === object.definition) continue;
    const difference = { kind: object.kind, object: objectName(object), before: object.definition, after: now.definition };
    if (essence(object.definition, renamedSequences) === essence(now.definition, renamedSequences)) cosmetic.push({ ...difference, change: 'reformatted' });
    else all.push({ ...difference, change: 'changed' });
  }

  // What hangs on a missing or left-over table is said with the table.
  const tables = new Set([...missing, ...extra].filter(({ kind }) => kind === 'table').map(({ name }) => name));
  const hangsOnTable = (/** @type {Difference} */ { kind, object, before = '', after = '' }) =>
    kind !== 'table' &&
    [...tables].some(
      (table) =>
        object.startsWith(`${table}.`) ||
        object.endsWith(` on ${table}`) ||
        object === `table ${table}` ||
        (kind === 'sequence' && `${before}${after}`.includes(` OWNED BY ${table}.`)),
    );
  const said = all.filter((difference) => !hangsOnTable(difference));
  return {
    differences: said.filter(({ kind }) => !APART.has(kind)),
    cosmetic,
    apart: said.filter(({ kind }) => APART.has(kind)),
  };
}
