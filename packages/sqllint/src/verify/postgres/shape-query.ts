import type { ColumnShape, TableShape, ValueKind } from '../table-shape.ts';
import { textOf } from './session.ts';
import type { PostgresRow } from './session.ts';

/** Tables and views with all that a row of them has to satisfy, one row each, as JSON. */
export const shapeQuery = `
  SELECT n.nspname || '.' || c.relname AS name, format('%I.%I', n.nspname, c.relname) AS sql, (c.relkind IN ('v', 'm'))::text AS "isView",
    (SELECT coalesce(json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'base', b.typname, 'category', b.typcategory, 'isArray', b.typelem <> 0 AND b.typcategory = 'A',
        'element', e.typname, 'elementCategory', e.typcategory,
        'modifier', CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END, 'nullable', NOT a.attnotnull AND NOT t.typnotnull,
        'isGenerated', a.attgenerated <> '' OR a.attidentity <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false),
        'hasDefault', d.oid IS NOT NULL OR t.typdefault IS NOT NULL,
        'fields', (SELECT json_agg(json_build_object('base', y.typname, 'category', y.typcategory) ORDER BY f.attnum) FROM pg_attribute f JOIN pg_type z ON z.oid = f.atttypid JOIN pg_type y ON y.oid = CASE WHEN z.typtype = 'd' THEN z.typbasetype ELSE z.oid END WHERE f.attrelid = b.typrelid AND b.typrelid <> 0 AND f.attnum > 0 AND NOT f.attisdropped),
        'labels', (SELECT json_agg(l.enumlabel ORDER BY l.enumsortorder) FROM pg_enum l WHERE l.enumtypid = coalesce(e.oid, b.oid)),
        'checks', (SELECT json_agg(pg_get_constraintdef(k.oid)) FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c')) ORDER BY a.attnum), '[]')::text
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
        LEFT JOIN pg_type e ON e.oid = b.typelem AND b.typcategory = 'A'
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    (SELECT coalesce(json_agg(json_build_object(
        'columns', (SELECT json_agg(a.attname ORDER BY p.at) FROM unnest(k.conkey) WITH ORDINALITY p(number, at) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = p.number),
        'references', fn.nspname || '.' || f.relname,
        'referencedColumns', (SELECT json_agg(a.attname ORDER BY p.at) FROM unnest(k.confkey) WITH ORDINALITY p(number, at) JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = p.number),
        'isDeferrable', k.condeferrable)), '[]')::text
      FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace WHERE k.conrelid = c.oid AND k.contype = 'f') AS "foreignKeys",
    (SELECT coalesce(json_agg((SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey)) ORDER BY i.indisprimary DESC), '[]')::text
      FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL) AS uniques,
    (SELECT coalesce(json_agg(json_build_object('name', k.conname, 'condition', pg_get_constraintdef(k.oid))), '[]')::text FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c') AS checks,
    CASE WHEN c.relkind = 'p' THEN
      (SELECT coalesce(json_agg(pg_get_partition_constraintdef(p.relid)) FILTER (WHERE p.isleaf), '[]')::text FROM pg_partition_tree(c.oid) p WHERE p.level > 0) END AS partitions
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;

interface ColumnRow extends Pick<ColumnShape, 'name' | 'type' | 'nullable' | 'hasDefault' | 'isGenerated'> {
  readonly base: string;
  readonly category: string;
  readonly isArray: boolean;
  readonly element: string | null;
  readonly elementCategory: string | null;
  /** What the type says in parentheses, as the server packs it; -1 where it says nothing. */
  readonly modifier: number;
  readonly fields: readonly { readonly base: string; readonly category: string }[] | null;
  readonly labels: readonly string[] | null;
  readonly checks: readonly string[] | null;
}

export function shapeOf(row: PostgresRow): TableShape {
  const of = (column: string): unknown => JSON.parse(row[column] ?? 'null');
  // What the query above builds, here and in the four lines that follow.
  const columns = of('columns') as ColumnRow[];
  const foreignKeys = of('foreignKeys') as TableShape['foreignKeys']; // as above
  const uniques = of('uniques') as TableShape['uniques']; // as above
  const checks = of('checks') as TableShape['checks']; // as above
  const partitions = of('partitions') as readonly string[] | null; // as above
  const shape = { name: textOf(row, 'name'), sql: textOf(row, 'sql'), isView: row['isView'] === 'true', columns: columns.map(columnOf), foreignKeys, uniques, checks };
  return partitions ? { ...shape, partitions } : shape;
}

function columnOf({ name, type, base, category, isArray, element, elementCategory, modifier, fields, labels, checks, nullable, hasDefault, isGenerated }: ColumnRow): ColumnShape {
  const kind = kindOf(base, category);
  return {
    name,
    type,
    kind,
    ...(isArray && element !== null ? { element: kindOf(element, elementCategory ?? '') } : {}),
    ...sizeOf(base, modifier),
    ...(fields ? { fields: fields.map((field) => kindOf(field.base, field.category)) } : {}),
    ...(labels ? { labels } : {}),
    ...(checks ? { checks } : {}),
    nullable,
    hasDefault,
    isGenerated,
  };
}

/** The server packs a length with the four bytes in front of it, and digits in the upper half. */
function sizeOf(base: string, modifier: number): Pick<ColumnShape, 'length' | 'precision' | 'scale'> {
  if (modifier < 0) return {};
  if (base === 'varchar' || base === 'bpchar') return { length: modifier - 4 };
  if (base === 'bit' || base === 'varbit') return { length: modifier };
  if (base === 'numeric') return { precision: (modifier - 4) >> 16, scale: (modifier - 4) & 0x7ff };
  return {};
}

const byName: Readonly<Record<string, ValueKind>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  oid: 'integer',
  numeric: 'decimal',
  money: 'decimal',
  float4: 'float',
  float8: 'float',
  bool: 'boolean',
  date: 'date',
  time: 'time',
  timetz: 'time',
  timestamp: 'timestamp',
  timestamptz: 'timestamp',
  interval: 'interval',
  uuid: 'uuid',
  json: 'json',
  jsonb: 'json',
  bytea: 'bytes',
  bit: 'bits',
  varbit: 'bits',
  inet: 'network address',
  cidr: 'network address',
  macaddr: 'hardware address',
  macaddr8: 'hardware address',
  tsvector: 'text search',
  tsquery: 'text search',
  point: 'point',
  box: 'shape',
  circle: 'shape',
  line: 'shape',
  lseg: 'shape',
  path: 'shape',
  polygon: 'shape',
  pg_lsn: 'place in the log',
  xid8: 'bigint',
  hstore: 'key value',
  ltree: 'text',
  xml: 'xml',
  char: 'character',
};

function kindOf(base: string, category: string): ValueKind {
  const known = byName[base];
  if (known) return known;
  if (category === 'E') return 'enum';
  if (category === 'A') return 'array';
  if (category === 'R') return 'range';
  if (category === 'C') return 'composite';
  return category === 'S' ? 'text' : 'other';
}
