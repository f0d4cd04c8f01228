import { keyOf } from './schema-image.ts';
import type { SchemaImage, SchemaObject } from './schema-image.ts';

/** How two states of a schema differ, seen from the first. */
export interface SchemaComparison {
  /** What an application or an operator would notice. */
  readonly differences: readonly SchemaDifference[];
  /** Names of constraints, indexes and sequences, the order of columns, white space and comments in bodies. */
  readonly cosmetic: readonly SchemaDifference[];
}

export interface SchemaDifference {
  readonly kind: string;
  /** With its table where it has one: `public.orders.status`, `orders_pkey on public.orders`. */
  readonly object: string;
  /** The table or type that it belongs to; empty where there is none. */
  readonly parent: string;
  readonly name: string;
  /** `missing` was there before, `extra` was not. */
  readonly change: 'missing' | 'extra' | 'changed' | 'renamed' | 'reordered' | 'reformatted';
  readonly before?: string;
  readonly after?: string;
  /** The statement that takes the difference back; absent where nobody knows it. */
  readonly mend?: string;
}

/** What the server names where nobody does; another name changes nothing for those who use the table. */
const namedByServer: ReadonlySet<string> = new Set(['constraint', 'domain constraint', 'index', 'sequence']);

/** Compares two states; what hangs on a missing or an extra table is said with the table. */
export function compareSchemas(before: SchemaImage, after: SchemaImage): SchemaComparison {
  const missing = [...before].flatMap(([key, object]) => (after.has(key) ? [] : [object]));
  const extra = new Set([...after].flatMap(([key, object]) => (before.has(key) ? [] : [object])));
  const cosmetic: SchemaDifference[] = reordered(before, after);
  const differences: SchemaDifference[] = [];
  const sequences = new Map<string, string>();

  for (const object of missing) {
    const twin = twinOf(object, extra);
    if (twin) {
      extra.delete(twin);
      if (object.kind === 'sequence') sequences.set(object.name, twin.name);
      cosmetic.push({ ...about(object), change: 'renamed', before: object.name, after: twin.name });
    } else {
      differences.push({ ...about(object), change: 'missing', before: object.definition });
    }
  }
  for (const object of extra) differences.push({ ...about(object), change: 'extra', after: object.definition });
  for (const [key, object] of before) {
    const now = after.get(key);
    if (now === undefined || now.definition === object.definition) continue;
    const change = { ...about(object), before: object.definition, after: now.definition };
    if ((object.uncommented ?? object.definition) === (now.uncommented ?? now.definition)) {
      differences.push({ ...change, kind: 'comment', object: `of ${object.kind} ${change.object}`, change: 'changed' });
      continue;
    }
    if (essenceOf(object.definition, sequences) === essenceOf(now.definition, sequences)) cosmetic.push({ ...change, change: 'reformatted' });
    else differences.push({ ...change, change: 'changed' });
  }
  const whole = [...missing, ...extra].filter(({ parent }) => parent === '');
  const tables = new Set(whole.filter(({ kind }) => kind === 'table').map(({ name }) => name));
  const others = new Set(whole.map(({ name }) => name));
  const triggered = new Set([...missing, ...extra].flatMap(({ kind, parent }) => (kind === 'trigger' ? [parent] : [])));
  const isSaidWithTrigger = ({ kind, parent }: SchemaDifference): boolean => kind === 'trigger order' && triggered.has(parent);
  return { differences: differences.filter((difference) => !isSaidWithTable(difference, tables) && !isSaidWithObject(difference, others) && !isSaidWithTrigger(difference)), cosmetic };
}

function twinOf({ kind, parent, definition }: SchemaObject, extra: ReadonlySet<SchemaObject>): SchemaObject | undefined {
  if (!namedByServer.has(kind)) return undefined;
  return [...extra].find((other) => other.kind === kind && other.parent === parent && other.definition === definition);
}

function about(object: SchemaObject): Pick<SchemaDifference, 'kind' | 'object' | 'parent' | 'name'> {
  const { kind, parent, name } = object;
  const shown = parent === '' ? name : name === '' ? `of ${parent}` : kind === 'column' ? `${parent}.${name}` : `${name} on ${parent}`;
  return { kind, object: shown, parent, name };
}

/** One for each table whose common columns stand in another order. */
function reordered(before: SchemaImage, after: SchemaImage): SchemaDifference[] {
  const tables = new Map<string, SchemaObject[]>();
  for (const [key, object] of before) {
    if (object.kind !== 'column' || !after.has(key)) continue;
    const columns = tables.get(object.parent);
    if (columns) columns.push(object);
    else tables.set(object.parent, [object]);
  }
  return [...tables].flatMap(([table, columns]): SchemaDifference[] => {
    const was = columns.toSorted((a, b) => a.position - b.position);
    const positionNow = (column: SchemaObject): number => after.get(keyOf(column))?.position ?? 0;
    const is = columns.toSorted((a, b) => positionNow(a) - positionNow(b));
    if (was.every((column, index) => column === is[index])) return [];
    const names = (list: readonly SchemaObject[]): string => list.map(({ name }) => name).join(', ');
    return [{ kind: 'column', object: table, parent: table, name: '', change: 'reordered', before: names(was), after: names(is) }];
  });
}

/** How a definition reads without comments, white space, and names of sequences that the server made up. */
function essenceOf(definition: string, sequences: ReadonlyMap<string, string>): string {
  return definition
    .replaceAll(/nextval\('([^']+)'/gu, (whole, name: string) => `nextval('${sequences.get(name) ?? name}'`)
    .replaceAll(/--[^\n]*|\/\*.*?\*\//gsu, ' ')
    .replaceAll('CURRENT_TIMESTAMP', 'now()')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/ ?([(),;=]) ?/gu, '$1');
}

/** `privileges` and `comment` name what they are about: “function public.total(integer)”. */
function isSaidWithObject({ kind, parent, name }: SchemaDifference, objects: ReadonlySet<string>): boolean {
  if (kind === 'contents' || kind === 'domain constraint') return objects.has(parent);
  return (kind === 'privileges' || kind === 'comment') && objects.has(name.replace(/^(?:materialized view|[a-z]+) /u, ''));
}

function isSaidWithTable({ kind, parent, name, before = '', after = '' }: SchemaDifference, tables: ReadonlySet<string>): boolean {
  if (kind === 'table') return false;
  if (tables.has(parent)) return true;
  if (kind === 'sequence') return [...tables].some((table) => `${before}${after}`.includes(` OWNED BY ${table}.`));
  return [...tables].some((table) => name.startsWith(`table column ${table}.`) || name.endsWith(` on ${table}`));
}
