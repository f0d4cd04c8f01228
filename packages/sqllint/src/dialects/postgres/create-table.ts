import type { CreateStmt, CreateTableAsStmt, Node, RangeVar, SelectStmt } from '@pgsql/types';
import type { Change, ConstraintDefinition, CreateTable, QualifiedName } from '../../changes.ts';
import { boundTextOf } from './alter-table.ts';
import { copiedColumns } from './copied-columns.ts';
import { columnOf, constraintOf } from './definitions.ts';
import { nameOfRelation, stringsOf } from './names.ts';
import type { StatementSource } from './source.ts';
import { storageOptions } from './storage-options.ts';
import { keyOfTree } from './tree-key.ts';

/** `CREATE TABLE LIKE` options by their bits, as `parsenodes.h` numbers them. */
const likeOptions: readonly (readonly [number, string])[] = [
  [1 << 0, 'comments'],
  [1 << 1, 'compression'],
  [1 << 2, 'constraints'],
  [1 << 3, 'defaults'],
  [1 << 4, 'generated'],
  [1 << 5, 'identity'],
  [1 << 6, 'indexes'],
  [1 << 7, 'statistics'],
  [1 << 8, 'storage'],
];

export function lowerCreateTable(statement: CreateStmt, source: StatementSource): CreateTable {
  const relation = statement.relation;
  const columns = [];
  const constraints: ConstraintDefinition[] = [];
  const like = [];
  for (const element of statement.tableElts ?? []) {
    if ('ColumnDef' in element) columns.push(columnOf(element.ColumnDef, source));
    else if ('Constraint' in element) {
      const constraint = constraintOf(element.Constraint, source);
      if (constraint) constraints.push(constraint);
    } else if ('TableLikeClause' in element) {
      const bits = element.TableLikeClause.options ?? 0;
      like.push({
        table: nameOfRelation(element.TableLikeClause.relation),
        including: likeOptions.filter(([bit]) => (bits & bit) !== 0).map(([, name]) => name),
      });
    }
  }
  const parents = (statement.inhRelations ?? []).flatMap((node) =>
    'RangeVar' in node ? [nameOfRelation(node.RangeVar)] : [],
  );
  const parent = parents[0];
  return {
    kind: 'createTable',
    ...source.range,
    table: nameOfRelation(relation),
    ifNotExists: statement.if_not_exists ?? false,
    temporary: relation?.relpersistence === 't',
    unlogged: relation?.relpersistence === 'u',
    columns,
    constraints,
    inherits: statement.partbound ? [] : parents,
    like,
    fromQuery: statement.ofTypename !== undefined,
    ...(statement.partbound && parent
      ? { partitionOf: { table: parent, bound: keyOfTree(statement.partbound), boundText: boundTextOf(source, source.range) } }
      : {}),
    ...(statement.partspec ? { partitionBy: keyOfTree(statement.partspec), partitionByText: partitionByText(source) } : {}),
    ...(statement.options ? { storage: storageOptions(statement.options) } : {}),
  };
}

export function lowerCreateTableAs(statement: CreateTableAsStmt, source: StatementSource): Change {
  const name = nameOfRelation(statement.into?.rel);
  if (statement.objtype === 'OBJECT_MATVIEW') {
    return {
      kind: 'createObject',
      ...source.range,
      objectType: 'materialized view',
      name,
      orReplace: false,
      ifNotExists: statement.if_not_exists ?? false,
      definition: keyOfTree({ query: statement.query, columns: statement.into?.colNames }),
      text: source.statementText,
      reads: relationsIn(statement.query),
      withoutData: statement.into?.skipData ?? false,
    };
  }
  const ifNotExists = statement.if_not_exists ?? false;
  const query = statement.query && 'SelectStmt' in statement.query ? statement.query.SelectStmt : undefined;
  const copies = query && !statement.into?.colNames ? copiedColumns(query, []) : undefined;
  const table = tableFromQuery(name, ifNotExists, statement.into?.rel?.relpersistence, relationsIn(statement.query), source);
  return copies ? { ...table, copies } : table;
}

/** `SELECT … INTO table`. */
export function lowerSelectInto(statement: SelectStmt, source: StatementSource): Change {
  const into = statement.intoClause;
  const reads = relationsIn({ SelectStmt: { ...statement, intoClause: {} } });
  return tableFromQuery(nameOfRelation(into?.rel), false, into?.rel?.relpersistence, reads, source);
}

function tableFromQuery(
  table: CreateTable['table'],
  ifNotExists: boolean,
  persistence: string | undefined,
  reads: readonly QualifiedName[],
  source: StatementSource,
): CreateTable {
  return {
    kind: 'createTable',
    ...source.range,
    table,
    ifNotExists,
    temporary: persistence === 't',
    unlogged: persistence === 'u',
    columns: [],
    constraints: [],
    inherits: [],
    like: [],
    fromQuery: true,
    reads,
  };
}

/** What a walk through a query looks for, by the names that the grammar gives to fields. */
interface QueryFields {
  readonly CommonTableExpr?: { readonly ctename?: string };
  readonly RangeVar?: RangeVar;
  /** The target of an insert, an update or a delete. */
  readonly relation?: RangeVar;
}

/** Every relation that a query names, common table expressions left out. */
export function relationsIn(query: Node | undefined): QualifiedName[] {
  const found = new Map<string, QualifiedName>();
  const local = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    // The parser's trees are JSON, and its grammar fixes what stands under these names.
    const fields: QueryFields = value;
    if (fields.CommonTableExpr?.ctename !== undefined) local.add(fields.CommonTableExpr.ctename);
    const relation = fields.RangeVar ?? fields.relation;
    if (relation?.relname !== undefined) {
      const name = nameOfRelation(relation);
      found.set(`${name.schema ?? ''}.${name.name}`, name);
    }
    Object.values(value).forEach(visit);
  };
  visit(query);
  return [...found.values()].filter((name) => name.schema !== undefined || !local.has(name.name));
}

/** What follows `PARTITION BY`, as written: `RANGE (created_at)`. */
function partitionByText(source: StatementSource): string {
  const behind = source.textAfterKeyword(source.range, 'by') ?? '';
  return /^\w+\s*\([\s\S]*?\)(?=\s*(?:$|using\b|with\b|on\b|tablespace\b))/iu.exec(behind)?.[0] ?? behind;
}

export function namesOfColumns(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) => {
    if ('ResTarget' in node) return [node.ResTarget.name ?? ''];
    return stringsOf([node]);
  });
}
