/** Which type changes PostgreSQL makes by itself, without `USING`. */
import type { DataType } from '../changes.ts';

/**
 * The casts that assignment may use (`castcontext` `i` or `a` in pg_cast), by the type that a column
 * has. Every type becomes a string besides. `test/postgres/automatic-casts.test.ts` asks the server.
 */
const casts: Readonly<Record<string, string>> = {
  bit: 'varbit',
  bool: '',
  bpchar: '',
  bytea: '',
  cidr: 'inet',
  date: 'timestamp timestamptz',
  float4: 'float8 int2 int4 int8 numeric',
  float8: 'float4 int2 int4 int8 numeric',
  inet: 'cidr',
  int2: 'float4 float8 int4 int8 numeric',
  int4: 'float4 float8 int2 int8 money numeric',
  int8: 'float4 float8 int2 int4 money numeric',
  interval: 'time',
  json: 'jsonb',
  jsonb: 'json',
  macaddr: 'macaddr8',
  macaddr8: 'macaddr',
  money: 'numeric',
  name: '',
  numeric: 'float4 float8 int2 int4 int8 money',
  text: '',
  time: 'interval timetz',
  timestamp: 'date time timestamptz',
  timestamptz: 'date time timestamp timetz',
  timetz: 'time',
  uuid: '',
  varbit: 'bit',
  varchar: '',
  xml: '',
};

const strings = new Set(['bpchar', 'name', 'text', 'varchar']);

const targets: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(casts).map(([from, to]) => [from, new Set([from, ...strings, ...to.split(' ').filter((name) => name !== '')])]),
);

/** The types of which this file tells. */
export const castTypes: readonly string[] = [...targets.keys()];

/**
 * Whether the server turns values of one type into those of another by itself.
 * @param isEnum tells of other types whether they are enums, which no type but a string comes from or becomes
 * @returns undefined where it cannot be known: types of extensions, domains, composite types
 */
export function hasAutomaticCast(from: DataType, to: DataType, isEnum: (type: DataType) => boolean): boolean | undefined {
  if (from.name === to.name && from.dimensions === to.dimensions) return true;
  const isScalarToArray = from.dimensions === 0 && to.dimensions > 0;
  const isArrayToScalar = from.dimensions > 0 && to.dimensions === 0;
  const isKnown = (type: DataType): boolean => targets.has(type.name) || isEnum(type);
  if (!isKnown(from) || !isKnown(to)) return undefined;
  if (isScalarToArray) return false;
  if (isArrayToScalar) return strings.has(to.name);
  if (from.name === to.name) return true;
  return targets.get(from.name)?.has(to.name) ?? strings.has(to.name);
}
