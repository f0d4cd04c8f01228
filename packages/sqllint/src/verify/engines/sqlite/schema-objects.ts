import type { LexicalRules } from '../../../text/tokens.ts';
import type { SchemaObject } from '../../schema/schema-image.ts';
import type { SqliteRow, SqliteSession } from './sqlite-session.ts';
import { normalised, readTable } from './table-text.ts';
import type { TableText } from './table-text.ts';

/** A table, view or virtual table as `sqlite_schema` and `PRAGMA table_list` have it. */
export interface Relation {
  readonly name: string;
  readonly kind: 'table' | 'view' | 'virtual';
  readonly sql: string;
  readonly withoutRowid: boolean;
  readonly strict: boolean;
}

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly defaultValue: string | null;
  /** Its place in the primary key, from 1; 0 where it is not part of it. */
  readonly keyPosition: number;
  readonly generated: 'virtual' | 'stored' | undefined;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly references: string;
  /** Empty strings where it is the other's primary key. */
  readonly referencedColumns: readonly string[];
  readonly onUpdate: string;
  readonly onDelete: string;
}

export interface Index {
  readonly name: string;
  readonly unique: boolean;
  /** `c` for `CREATE INDEX`, `u` for UNIQUE, `pk` for the primary key. */
  readonly origin: string;
  readonly partial: boolean;
  /** Without names where an expression is indexed. */
  readonly columns: readonly (string | null)[];
}

/** Tables and views; without those that SQLite and virtual tables keep for themselves. */
export function relationsOf(session: SqliteSession): Relation[] {
  const rows = session.query(`SELECT l.name, l.type, coalesce(s.sql, ''), l.wr, l.strict FROM pragma_table_list AS l JOIN sqlite_schema AS s ON s.name = l.name
    WHERE l.schema = 'main' AND l.type IN ('table', 'view', 'virtual') AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY l.name`);
  return rows.map(([name, kind, sql, withoutRowid, strict]) => ({
    name: String(name),
    // The query asks for these alone.
    kind: kind as Relation['kind'],
    sql: String(sql),
    withoutRowid: withoutRowid === 1,
    strict: strict === 1,
  }));
}

/** The columns of a table or view. Those of a view whose query does not work any more are none. */
export function columnsOf(session: SqliteSession, table: string): Column[] {
  const sql = `SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(${quoteText(table)}) WHERE hidden <> 1`;
  if (session.errorOf(sql)) return [];
  return session.query(sql).map(([name, type, notNull, defaultValue, key, hidden]) => ({
    name: String(name),
    type: String(type),
    notNull: notNull === 1,
    defaultValue: textOrNull(defaultValue),
    keyPosition: Number(key),
    generated: hidden === 2 ? 'virtual' : hidden === 3 ? 'stored' : undefined,
  }));
}

export function foreignKeysOf(session: SqliteSession, table: string): ForeignKey[] {
  const rows = session.query(`SELECT id, "table", "from", coalesce("to", ''), on_update, on_delete FROM pragma_foreign_key_list(${quoteText(table)}) ORDER BY id DESC, seq`);
  const ids = new Set(rows.map(([id]) => id));
  return [...ids].map((key) => {
    const parts = rows.filter(([id]) => id === key);
    const [, references, , , onUpdate, onDelete] = parts[0] ?? [];
    return {
      columns: parts.map(([, , from]) => String(from)),
      references: String(references),
      referencedColumns: parts.map(([, , , to]) => String(to)),
      onUpdate: String(onUpdate),
      onDelete: String(onDelete),
    };
  });
}

export function indexesOf(session: SqliteSession, table: string): Index[] {
  return session.query(`SELECT name, "unique", origin, partial FROM pragma_index_list(${quoteText(table)}) ORDER BY name`).map(([name, unique, origin, partial]) => ({
    name: String(name),
    unique: unique === 1,
    origin: String(origin),
    partial: partial === 1,
    columns: session.query(`SELECT name FROM pragma_index_xinfo(${quoteText(String(name))}) WHERE key = 1 ORDER BY seqno`).map(([column]) => textOrNull(column)),
  }));
}

/**
 * What a database holds, one object at a time. Names are in lower case, as they mean the same to
 * SQLite in any; constraints are named by what they say, as SQLite itself does with most.
 *
 * @param known what was read of tables before, by their text, which says everything about them
 */
export function schemaObjects(session: SqliteSession, rules: LexicalRules, known: Map<string, readonly SchemaObject[]>): SchemaObject[] {
  const tables = relationsOf(session).flatMap((relation) => {
    if (relation.kind === 'view') return [];
    const key = `${relation.name}\u0000${relation.sql}`;
    const objects = known.get(key) ?? objectsOfTable(session, relation, rules);
    known.set(key, objects);
    return objects;
  });
  return [...tables, ...writtenObjects(session, rules)];
}

function objectsOfTable(session: SqliteSession, relation: Relation, rules: LexicalRules): SchemaObject[] {
  const table = relation.name.toLowerCase();
  if (relation.kind === 'virtual') return [{ kind: 'table', parent: '', name: table, definition: bodyOf(relation.sql, rules), position: 0 }];
  const text = readTable(relation.sql, rules);
  const columns = columnsOf(session, relation.name);
  const constraint = (definition: string): SchemaObject => ({ kind: 'constraint', parent: table, name: definition, definition, position: 0 });
  const options = [...(relation.withoutRowid ? ['WITHOUT ROWID'] : []), ...(relation.strict ? ['STRICT'] : [])];
  return [
    { kind: 'table', parent: '', name: table, definition: options.join(', '), position: 0 },
    ...columns.map((column, index): SchemaObject => ({
      kind: 'column',
      parent: table,
      name: column.name.toLowerCase(),
      definition: definitionOf(column, text, session.columnTraits(relation.name, column.name), rules),
      position: index + 1,
    })),
    ...keyOf(columns).map((key) => constraint(key)),
    ...indexesOf(session, relation.name).flatMap(({ origin, columns: indexed }) => (origin === 'u' ? [constraint(`UNIQUE (${listed(indexed)})`)] : [])),
    ...foreignKeysOf(session, relation.name).map((key) => constraint(foreignKeyText(key, text))),
    ...text.checks.map(({ condition }) => constraint(`CHECK (${condition})`)),
    ...text.conflicts.map((conflict) => constraint(conflict)),
  ];
}

/** Indexes, triggers and views are kept as they were written. */
function writtenObjects(session: SqliteSession, rules: LexicalRules): SchemaObject[] {
  const rows = session.query(`SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger', 'view') AND sql IS NOT NULL ORDER BY name`);
  return rows.map(([type, name, table, sql]) => ({
    kind: String(type),
    parent: type === 'view' ? '' : String(table).toLowerCase(),
    name: String(name).toLowerCase(),
    definition: `${/^\s*create\s+unique/iu.test(String(sql)) ? 'UNIQUE ' : ''}${bodyOf(String(sql), rules)}`,
    position: 0,
  }));
}

/** What stands behind the name of what is created: from `ON`, `AS`, `USING`, or what a trigger reacts to. */
function bodyOf(sql: string, rules: LexicalRules): string {
  const text = normalised(sql, rules);
  return text.replace(/^create(?: temp| temporary)?(?: unique)? (?:index|trigger|view|virtual table)(?: if not exists)? (?:(?:\w+|"[^"]*")\.)?(?:\w+|"[^"]*") ?/u, '').replaceAll(/ asc(?=[,)])/gu, '');
}

function definitionOf({ name, type, notNull, defaultValue, generated }: Column, text: TableText, { collation, isAutoIncrement }: ReturnType<SqliteSession['columnTraits']>, rules: LexicalRules): string {
  const expression = text.columns.get(name.toLowerCase())?.generated ?? '';
  return [
    normalised(type, rules),
    ...(isAutoIncrement ? ['AUTOINCREMENT'] : []),
    ...(notNull ? ['NOT NULL'] : []),
    ...(defaultValue === null ? [] : [`DEFAULT ${normalisedDefault(defaultValue, rules)}`]),
    ...(collation.toUpperCase() === 'BINARY' ? [] : [`COLLATE ${collation.toUpperCase()}`]),
    ...(generated === undefined ? [] : [`GENERATED ALWAYS AS (${expression}) ${generated.toUpperCase()}`]),
  ].join(' ');
}

/** `DEFAULT ("x")` and `DEFAULT 'x'` are the same, for nothing else can stand in the quotes. */
function normalisedDefault(text: string, rules: LexicalRules): string {
  const inner = /^\((.*)\)$/su.exec(text)?.[1];
  const isWhole = inner !== undefined && !/[()]/u.test(inner);
  const bare = (isWhole ? inner : text).trim();
  if (/^"[^"]*"$/u.test(bare)) return `'${bare.slice(1, -1).replaceAll("'", "''")}'`;
  return normalised(bare, rules);
}

function keyOf(columns: readonly Column[]): string[] {
  const key = columns.filter(({ keyPosition }) => keyPosition > 0).toSorted((a, b) => a.keyPosition - b.keyPosition);
  return key.length === 0 ? [] : [`PRIMARY KEY (${listed(key.map(({ name }) => name))})`];
}

function foreignKeyText({ columns, references, referencedColumns, onUpdate, onDelete }: ForeignKey, text: TableText): string {
  const target = referencedColumns.some((column) => column === '') ? '' : ` (${listed(referencedColumns)})`;
  const deferred = text.deferred.has(columns.map((column) => column.toLowerCase()).join(','));
  const actions = [...(onUpdate === 'NO ACTION' ? [] : [`ON UPDATE ${onUpdate}`]), ...(onDelete === 'NO ACTION' ? [] : [`ON DELETE ${onDelete}`]), ...(deferred ? ['DEFERRABLE INITIALLY DEFERRED'] : [])];
  return [`FOREIGN KEY (${listed(columns)}) REFERENCES ${references.toLowerCase()}${target}`, ...actions].join(' ');
}

function listed(names: readonly (string | null)[]): string {
  return names.map((name) => name?.toLowerCase() ?? '(expression)').join(', ');
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function textOrNull(value: SqliteRow[number] | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
