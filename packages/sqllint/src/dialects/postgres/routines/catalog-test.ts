import type { Node, SelectStmt } from '@pgsql/types';
import type { CatalogTest, ConstantValue, ConstraintType, QualifiedName } from '../../../changes.ts';
import { stringsOf } from '../names.ts';
import { fold } from './fold.ts';
import type { Constants } from './fold.ts';

interface Subject {
  readonly object: CatalogTest['object'];
  /** The columns that tell the name, what it belongs to, and its schema. */
  readonly name: string;
  readonly of?: readonly string[];
  readonly schema?: readonly string[];
  readonly constraintType?: string;
  readonly references?: string;
  /** Columns that say only what the name says already. */
  readonly ignored?: readonly string[];
}

/** Relations of the catalog that tell whether something is there; those in front belong to those behind. */
const subjects: readonly (readonly [relation: string, subject: Subject])[] = [
  ['pg_constraint', { object: 'constraint', name: 'conname', of: ['conrelid', 'relname'], schema: ['nspname'], constraintType: 'contype', references: 'confrelid' }],
  ['pg_trigger', { object: 'trigger', name: 'tgname', of: ['tgrelid', 'relname'], schema: ['nspname'], ignored: ['tgisinternal'] }],
  ['pg_policy', { object: 'policy', name: 'polname', of: ['polrelid', 'relname'], schema: ['nspname'] }],
  ['pg_attribute', { object: 'column', name: 'attname', of: ['attrelid', 'relname'], schema: ['nspname'], ignored: ['attisdropped', 'attnum'] }],
  ['pg_enum', { object: 'enum value', name: 'enumlabel', of: ['enumtypid', 'typname'], schema: ['nspname'] }],
  ['pg_indexes', { object: 'index', name: 'indexname', of: ['tablename'], schema: ['schemaname'] }],
  ['pg_policies', { object: 'policy', name: 'policyname', of: ['tablename'], schema: ['schemaname'] }],
  ['information_schema.columns', { object: 'column', name: 'column_name', of: ['table_name'], schema: ['table_schema'] }],
  [
    'information_schema.table_constraints',
    { object: 'constraint', name: 'constraint_name', of: ['table_name'], schema: ['table_schema', 'constraint_schema'], constraintType: 'constraint_type' },
  ],
  ['information_schema.triggers', { object: 'trigger', name: 'trigger_name', of: ['event_object_table'], schema: ['trigger_schema', 'event_object_schema'] }],
  ['information_schema.tables', { object: 'relation', name: 'table_name', schema: ['table_schema'], ignored: ['table_type'] }],
  ['information_schema.views', { object: 'relation', name: 'table_name', schema: ['table_schema'] }],
  ['information_schema.schemata', { object: 'schema', name: 'schema_name' }],
  ['pg_tables', { object: 'relation', name: 'tablename', schema: ['schemaname'] }],
  ['pg_views', { object: 'relation', name: 'viewname', schema: ['schemaname'] }],
  ['pg_matviews', { object: 'relation', name: 'matviewname', schema: ['schemaname'] }],
  ['pg_class', { object: 'relation', name: 'relname', schema: ['nspname'], ignored: ['relkind', 'relnamespace'] }],
  ['pg_type', { object: 'type', name: 'typname', schema: ['nspname'], ignored: ['typtype', 'typnamespace'] }],
  ['pg_proc', { object: 'routine', name: 'proname', schema: ['nspname'], ignored: ['pronamespace', 'prokind'] }],
  ['pg_extension', { object: 'extension', name: 'extname' }],
  ['pg_namespace', { object: 'schema', name: 'nspname' }],
];

const constraintTypes: Readonly<Record<string, ConstraintType>> = {
  p: 'primaryKey',
  'PRIMARY KEY': 'primaryKey',
  u: 'unique',
  UNIQUE: 'unique',
  f: 'foreignKey',
  'FOREIGN KEY': 'foreignKey',
  c: 'check',
  CHECK: 'check',
  x: 'exclude',
};

/** What a query of the catalog asks for; undefined when it asks for more, or something of it is not known. */
export function catalogTest(query: SelectStmt, constants: Constants): CatalogTest | undefined {
  const relations: string[] = [];
  const conditions: Node[] = [];
  if (!(query.fromClause ?? []).every((item) => readFrom(item, relations, conditions))) return undefined;
  if (query.whereClause) conditions.push(query.whereClause);
  if (query.groupClause || query.havingClause || query.limitOffset) return undefined;
  const found = subjects.find(([relation]) => relations.includes(relation));
  if (!found || !relations.every((relation) => companions.has(relation) || relation === found[0])) return undefined;
  const values = new Map<string, string>();
  return conditions.every((condition) => readCondition(condition, constants, values, found[1])) ? testOf(found[1], values) : undefined;
}

/** Relations that another one is joined with for a name. */
const companions = new Set(['pg_class', 'pg_namespace', 'pg_type']);

function readFrom(item: Node, relations: string[], conditions: Node[]): boolean {
  if ('RangeVar' in item) {
    const { schemaname, relname = '' } = item.RangeVar;
    relations.push(schemaname === undefined || schemaname === 'pg_catalog' ? relname : `${schemaname}.${relname}`);
    return true;
  }
  if (!('JoinExpr' in item)) return false;
  const { jointype, larg, rarg, quals } = item.JoinExpr;
  if (jointype !== 'JOIN_INNER' || !larg || !rarg) return false;
  if (quals) conditions.push(quals);
  return readFrom(larg, relations, conditions) && readFrom(rarg, relations, conditions);
}

/** Notes what a condition demands of a column; false when it says something else. */
function readCondition(node: Node, constants: Constants, values: Map<string, string>, subject: Subject): boolean {
  if ('BoolExpr' in node) {
    const { boolop, args = [] } = node.BoolExpr;
    if (boolop === 'AND_EXPR') return args.every((arg) => readCondition(arg, constants, values, subject));
    const column = boolop === 'NOT_EXPR' ? columnOf(args[0]) : undefined;
    return column !== undefined && subject.ignored?.includes(column) === true;
  }
  if (!('A_Expr' in node)) return false;
  const { kind, name, lexpr, rexpr } = node.A_Expr;
  const column = columnOf(lexpr);
  if (column === undefined) return false;
  if (subject.ignored?.includes(column)) return true;
  if (kind !== 'AEXPR_OP' || stringsOf(name).at(-1) !== '=') return isOwnSchema(column, rexpr);
  // A join by oid.
  if (columnOf(rexpr) !== undefined && !constants.has(columnOf(rexpr) ?? '')) return isJoinColumn(column);
  if (isOwnSchema(column, rexpr)) return true;
  const value: ConstantValue = fold(rexpr, constants);
  if (typeof value !== 'string') return false;
  values.set(column, value);
  return true;
}

function columnOf(node: Node | undefined): string | undefined {
  if (!node) return undefined;
  if ('TypeCast' in node) return columnOf(node.TypeCast.arg);
  return 'ColumnRef' in node ? stringsOf(node.ColumnRef.fields).at(-1) : undefined;
}

function isJoinColumn(column: string): boolean {
  return column === 'oid' || /(?:namespace|relid|typid)$/u.test(column);
}

/** `schemaname = current_schema()`, `= ANY (current_schemas(false))`, `table_catalog = current_database()`. */
function isOwnSchema(column: string, value: Node | undefined): boolean {
  if (!value || !/schema|^nspname$|catalog$/u.test(column)) return false;
  if ('SQLValueFunction' in value) return true;
  return 'FuncCall' in value && /^current_(?:schemas?|database)$/u.test(stringsOf(value.FuncCall.funcname).at(-1) ?? '');
}

function testOf({ object, name, of = [], schema = [], constraintType, references }: Subject, values: ReadonlyMap<string, string>): CatalogTest | undefined {
  const known = new Set([name, ...of, ...schema, constraintType, references]);
  if (![...values.keys()].every((column) => known.has(column) || column.endsWith('_catalog'))) return undefined;
  const type = constraintType === undefined ? undefined : values.get(constraintType);
  if (type !== undefined && constraintTypes[type] === undefined) return undefined;
  const named = values.get(name);
  const owner = of.map((column) => values.get(column)).find((value) => value !== undefined);
  if (named === undefined && (owner === undefined || type === undefined)) return undefined;
  const inSchema = schema.map((column) => values.get(column)).find((value) => value !== undefined);
  const target = references === undefined ? undefined : values.get(references);
  const ownerName = owner === undefined ? undefined : { ...(inSchema === undefined ? {} : { schema: inSchema }), ...relationNamed(owner) };
  return {
    object,
    ...(named === undefined ? {} : { name: named }),
    ...(inSchema === undefined ? {} : { schema: inSchema }),
    ...(ownerName ? { of: ownerName } : {}),
    ...(type === undefined ? {} : { constraintType: constraintTypes[type] ?? 'check' }),
    ...(target === undefined ? {} : { references: relationNamed(target) }),
  };
}

/** The relation in a text: `public.orders`, `"Order"`. In the catalog's own columns nothing is folded. */
export function relationNamed(text: string): QualifiedName {
  const parts = [...text.matchAll(/"((?:[^"]|"")+)"|([^".\s]+)/gu)].map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain);
  const [name = '', schema] = parts.reverse();
  return schema === undefined ? { name } : { schema, name };
}
