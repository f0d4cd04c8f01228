import type { ColumnShape, ForeignKeyShape, TableShape, ValueKind } from '../../table-shape.ts';
import { objectsOfTable } from './created.ts';
import type { Created } from './created.ts';
import type { MysqlSession } from './mysql-session.ts';
import { quoteName } from './quote-name.ts';

/** What rows of tables and views have to be like. */
export async function tableShapes(session: MysqlSession, { tables, others }: Created): Promise<TableShape[]> {
  const columns = new Map<string, ColumnShape[]>();
  const rows = await session.query(`SELECT table_name, column_name, column_type, is_nullable, column_default, extra, character_maximum_length, numeric_precision, numeric_scale
    FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position`);
  for (const [table, name, type, nullable, fallback, extra, length, precision, scale] of rows) {
    const shape = columnShape({ name: name ?? '', type: type ?? '', nullable: nullable === 'YES', fallback: fallback ?? null, extra: extra ?? '', length: length ?? null, precision: precision ?? null, scale: scale ?? null });
    const known = columns.get(table ?? '');
    if (known) known.push(shape);
    else columns.set(table ?? '', [shape]);
  }
  const shape = (name: string, isView: boolean, sql: string): TableShape => {
    const lines = objectsOfTable(name, sql).filter(({ kind }) => kind === 'constraint' || kind === 'index');
    return {
      name,
      sql: quoteName(name),
      isView,
      columns: columns.get(name) ?? [],
      foreignKeys: lines.flatMap(({ definition }) => foreignKeyIn(definition)),
      uniques: lines.flatMap(({ definition }) => uniqueIn(definition)),
      uniqueBeginnings: lines.flatMap(({ definition }) => uniqueBeginningIn(definition)),
      checks: [...lines.flatMap((line) => (line.definition.startsWith('CHECK') ? [{ name: line.name, condition: line.definition }] : [])), ...columnChecks(name, sql)],
    };
  };
  return [...[...tables].map(([name, sql]) => shape(name, false, sql)), ...others.flatMap(({ kind, name }) => (kind === 'view' ? [shape(name, true, '')] : []))];
}

/** Types that take more than this take more than anybody wants to fill them with. */
const longestText = 2000;

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly fallback: string | null;
  readonly extra: string;
  readonly length: string | null;
  readonly precision: string | null;
  readonly scale: string | null;
}

function columnShape({ name, type, nullable, fallback, extra, length, precision, scale }: ColumnRow): ColumnShape {
  const kind = kindOf(type);
  const bits = /^bit\((\d+)\)/u.exec(type)?.[1];
  return {
    name,
    type,
    kind,
    ...(kind === 'text' && length !== null && Number(length) <= longestText ? { length: Number(length) } : {}),
    ...(bits === undefined ? {} : { length: Number(bits) }),
    ...(kind === 'decimal' && precision !== null ? { precision: Number(precision), scale: Number(scale ?? 0) } : {}),
    ...(kind === 'enum' ? { labels: [...type.matchAll(/'((?:[^']|'')*)'/gu)].map(([, label = '']) => label.replaceAll("''", "'")) } : {}),
    nullable,
    // MariaDB says NULL for a column that may be left out and has no other default.
    hasDefault: (fallback !== null && fallback !== 'NULL') || extra.includes('auto_increment'),
    isGenerated: /GENERATED|auto_increment/u.test(extra) && !extra.includes('DEFAULT_GENERATED'),
  };
}

function kindOf(type: string): ValueKind {
  const base = /^\w+/u.exec(type)?.[0] ?? '';
  switch (base) {
    case 'tinyint':
      return type.startsWith('tinyint(1)') ? 'boolean' : 'smallint';
    case 'smallint':
    case 'year':
      return 'smallint';
    case 'mediumint':
    case 'int':
      return 'integer';
    case 'bigint':
      return 'bigint';
    case 'decimal':
      return 'decimal';
    case 'float':
    case 'double':
      return 'float';
    case 'enum':
    case 'set':
      return 'enum';
    case 'json':
      return 'json';
    case 'uuid':
      return 'uuid';
    case 'date':
    case 'time':
      return base;
    case 'datetime':
    case 'timestamp':
      return 'timestamp';
    case 'bit':
      return 'bits';
    case 'binary':
    case 'varbinary':
    case 'tinyblob':
    case 'blob':
    case 'mediumblob':
    case 'longblob':
      return 'bytes';
    case 'char':
    case 'varchar':
    case 'tinytext':
    case 'text':
    case 'mediumtext':
    case 'longtext':
      return 'text';
    default:
      return 'other';
  }
}

function namesIn(list: string): string[] {
  return [...list.matchAll(/`((?:[^`]|``)+)`/gu)].map(([, name = '']) => name.replaceAll('``', '`'));
}

function foreignKeyIn(definition: string): ForeignKeyShape[] {
  const [, columns, references, referenced] = /^FOREIGN KEY \(([^)]*)\) REFERENCES (`(?:[^`]|``)+`) \(([^)]*)\)/u.exec(definition) ?? [];
  return columns === undefined || references === undefined || referenced === undefined
    ? []
    : [{ columns: namesIn(columns), references: namesIn(references)[0] ?? '', referencedColumns: namesIn(referenced), isDeferrable: false }];
}

function uniqueIn(definition: string): string[][] {
  const [, columns] = /^(?:PRIMARY|UNIQUE) KEY \((.*)\)/u.exec(definition) ?? [];
  return columns === undefined || columns.includes('((') ? [] : [namesIn(columns)];
}

/** A key of the first characters of one column. */
function uniqueBeginningIn(definition: string): { readonly column: string; readonly length: number }[] {
  const [, column, length] = /^UNIQUE KEY \((`(?:[^`]|``)+`)\((\d+)\)\)/u.exec(definition) ?? [];
  return column === undefined ? [] : [{ column: namesIn(column)[0] ?? '', length: Number(length) }];
}

/** MariaDB writes the condition of a column behind it, and names it after the column. */
function columnChecks(table: string, sql: string): { readonly name: string; readonly condition: string }[] {
  return objectsOfTable(table, sql).flatMap(({ kind, name, definition }) => {
    const condition = kind === 'column' ? / (CHECK \(.*\))(?: COMMENT '.*')?$/u.exec(definition)?.[1] : undefined;
    return condition === undefined ? [] : [{ name: `${table}.${name}`, condition: `${condition} ${quoteName(name)}` }];
  });
}
