import type { Counter, DatabaseError, RunnableScript, ScriptRun } from '../engine.ts';
import type { RowsImage, TableRows } from '../rows/rows-image.ts';
import { schemaImageOf } from '../schema/schema-image.ts';
import type { SchemaImage } from '../schema/schema-image.ts';
import type { TableShape } from '../table-shape.ts';
import { execute, prepareAll } from './prepared.ts';
import type { CatalogQuery } from './prepared.ts';
import { errorOf, renew, runScript } from './run-script.ts';
import { schemaQuery } from './schema-query.ts';
import { shapeOf, shapeQuery } from './shape-query.ts';
import { textOf } from './session.ts';
import type { PostgresRow, PostgresSession } from './session.ts';
import { watchQueries } from './watch-locks.ts';

/** What PGlite and a server have in common: everything that is asked in SQL. */
export class PostgresDatabase {
  readonly #session: PostgresSession;
  readonly #schemaOfAll: CatalogQuery;
  readonly #started: number;

  private constructor(session: PostgresSession, schemaOfAll: CatalogQuery) {
    this.#session = session;
    this.#schemaOfAll = schemaOfAll;
    this.#started = Date.now();
  }

  /** Readies the session for what it is asked most. */
  static async begin(session: PostgresSession): Promise<PostgresDatabase> {
    const [row] = await session.query(`SELECT current_setting('server_version_num') AS number`);
    const schemaOfAll: CatalogQuery = { name: 'sqllint_schema', parameters: '', sql: schemaQuery(Math.floor(Number(row?.['number']) / 10_000)) };
    await prepareAll(session, [schemaOfAll, ...watchQueries, ...[tablesOf, shapesOf, countersOf].flatMap(({ all, some }) => [all, some])]);
    return new PostgresDatabase(session, schemaOfAll);
  }

  run(script: RunnableScript, watch: 'locks' | 'nothing'): Promise<ScriptRun> {
    return runScript(this.#session, script, watch === 'locks');
  }

  async attempt(statements: readonly string[], keeps: 'what succeeds' | 'nothing'): Promise<(DatabaseError | undefined)[]> {
    const session = this.#session;
    const errors: (DatabaseError | undefined)[] = [];
    await session.query('BEGIN');
    for (const sql of statements) {
      const error = await errorOf(() => session.query(`SAVEPOINT attempt; ${sql}\n; ${keeps === 'what succeeds' ? '' : 'ROLLBACK TO SAVEPOINT attempt; '}RELEASE SAVEPOINT attempt`));
      if (error) await session.query('ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt');
      errors.push(error);
    }
    const error = await errorOf(() => session.query('COMMIT'));
    return error ? errors.map((own) => own ?? error) : errors;
  }

  /** Ends an open transaction and forgets the session's settings first, as the next session would not see them either. */
  async schema(): Promise<SchemaImage> {
    await renew(this.#session);
    await this.#session.query(`SET search_path = ''`);
    const rows = await execute(this.#session, this.#schemaOfAll);
    await this.#session.query('RESET search_path');
    return schemaImageOf(
      rows.map((row) => ({
        kind: textOf(row, 'kind'),
        parent: textOf(row, 'parent'),
        name: textOf(row, 'name'),
        definition: withoutMoments(row['definition'] ?? '', this.#started),
        position: Number(textOf(row, 'position')),
      })),
    );
  }

  async rows(tables?: readonly string[]): Promise<RowsImage> {
    await this.#session.query(`SET search_path = ''; SET timezone = 'UTC'; SET extra_float_digits = 3`);
    const wanted = await askAbout(this.#session, tablesOf, tables);
    const image = new Map<string, TableRows>();
    for (const row of wanted) image.set(textOf(row, 'name'), await this.#rowsOf(textOf(row, 'sql'), textOf(row, 'columns'), row['key'] ?? null));
    await this.#session.query('RESET ALL');
    return image;
  }

  async tables(names?: readonly string[]): Promise<readonly TableShape[]> {
    await this.#session.query(`SET search_path = ''`);
    const rows = await askAbout(this.#session, shapesOf, names);
    await this.#session.query('RESET search_path');
    return rows.map(shapeOf);
  }

  async counters(tables?: readonly string[]): Promise<readonly Counter[]> {
    // With the search_path that it was planned with: for another one it would be planned anew.
    await this.#session.query(`SET search_path = ''`);
    const found = await askAbout(this.#session, countersOf, tables);
    await this.#session.query('RESET search_path');
    if (found.length === 0) return [];
    const values = await this.#session.query(
      found
        .map((row, index) => `SELECT ${String(index)} AS at, ${nextOf(textOf(row, 'increment'))} AS next, (SELECT max(${textOf(row, 'column')})::text FROM ${textOf(row, 'table')}) AS largest FROM ${textOf(row, 'sequence')}`)
        .join(' UNION ALL '),
    );
    return values.flatMap((value): Counter[] => {
      const row = found[Number(textOf(value, 'at'))];
      return row ? [{ table: textOf(row, 'name'), column: textOf(row, 'columnName'), next: Number(textOf(value, 'next')), largest: value['largest'] === null ? -Infinity : Number(textOf(value, 'largest')) }] : [];
    });
  }

  async sequences(): Promise<ReadonlyMap<string, number>> {
    const next = new Map<string, number>();
    for (const row of await this.#session.query(freeSequencesQuery)) {
      const name = textOf(row, 'name');
      const [value] = await this.#session.query(`SELECT ${nextOf(textOf(row, 'increment'))} AS next FROM ${name}`);
      if (value) next.set(name, Number(textOf(value, 'next')));
    }
    return next;
  }

  async drawFrom(sequences: readonly string[]): Promise<void> {
    // One that has no number left gives none.
    for (const name of sequences) await errorOf(() => this.#session.query(`SELECT nextval(${quoteText(name)}) FROM generate_series(1, ${String(drawnNumbers)})`));
  }

  async #rowsOf(table: string, columns: string, key: string | null): Promise<TableRows> {
    const names = textArrayOf(columns);
    const values = names.map((name) => `${quoteName(name)}::text`).join(', ');
    const rows = names.length === 0 ? [] : await this.#session.query(`SELECT array_to_json(ARRAY[${values}])::text AS row FROM ${table}`);
    return {
      columns: names,
      // The server wrote the array, of texts and nulls.
      rows: rows.map((row) => JSON.parse(textOf(row, 'row')) as (string | null)[]),
      key: key === null ? [] : textArrayOf(key),
    };
  }
}

/** Sequences that count up for a column of whole numbers, whether it owns them or its default names them. */
const countersQuery = `
  SELECT s.relnamespace::regnamespace || '.' || quote_ident(s.relname) AS sequence, q.seqincrement::text AS increment, tn.nspname || '.' || t.relname AS name,
    t.relnamespace::regnamespace || '.' || quote_ident(t.relname) AS table, format('%I', a.attname) AS column, a.attname::text AS "columnName"
  FROM pg_class s JOIN pg_sequence q ON q.seqrelid = s.oid AND q.seqincrement > 0
    JOIN (
      SELECT objid AS sequence, refobjid AS table, refobjsubid AS number FROM pg_depend
      WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND deptype = 'i'
      UNION
      SELECT d.refobjid, f.adrelid, f.adnum FROM pg_depend d JOIN pg_attrdef f ON f.oid = d.objid AND pg_get_expr(f.adbin, f.adrelid) LIKE 'nextval(%'
      WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> f.adrelid
    ) u ON u.sequence = s.oid
    JOIN pg_class t ON t.oid = u.table JOIN pg_namespace tn ON tn.oid = t.relnamespace
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = u.number AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
  WHERE s.relkind = 'S'`;

/** The number that a sequence gives next, read from the sequence. */
function nextOf(increment: string): string {
  return `(CASE WHEN is_called THEN last_value + ${increment} ELSE last_value END)::text`;
}

/** How many numbers an application has taken. */
const drawnNumbers = 3;

/** Sequences that count up, and that no column owns. */
const freeSequencesQuery = `
  SELECT s.relnamespace::regnamespace || '.' || quote_ident(s.relname) AS name, q.seqincrement::text AS increment
  FROM pg_class s JOIN pg_sequence q ON q.seqrelid = s.oid AND q.seqincrement > 0 AND NOT q.seqcycle
  WHERE s.relkind = 'S' AND s.oid >= 16384
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.deptype IN ('a', 'i', 'e'))`;

/** Tables that hold rows: partitions are read through their parent. */
const tablesQuery = `
  SELECT n.nspname || '.' || c.relname AS name, CASE c.relkind WHEN 'r' THEN 'ONLY ' ELSE '' END || format('%I.%I', n.nspname, c.relname) AS sql,
    (SELECT coalesce(json_agg(a.attname ORDER BY a.attnum), '[]')::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    (SELECT json_agg(a.attname ORDER BY a.attnum)::text FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
      WHERE k.conrelid = c.oid AND k.contype = 'p') AS key
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/** One question about all tables, and about some. */
interface AboutTables {
  readonly all: CatalogQuery;
  readonly some: CatalogQuery;
}

function aboutTables(name: string, sql: string, isAmong: string, order = ''): AboutTables {
  return { all: { name, parameters: '', sql: `${sql}${order}` }, some: { name: `${name}_of`, parameters: '(text[])', sql: `${sql} AND ${isAmong}${order}` } };
}

// A partition stands for the table that it is part of.
const tablesOf = aboutTables(
  'sqllint_rows',
  tablesQuery,
  `c.oid IN (SELECT CASE WHEN t.relispartition THEN pg_partition_root(t.oid) ELSE t.oid END FROM pg_class t JOIN pg_namespace tn ON tn.oid = t.relnamespace WHERE t.oid >= 16384 AND t.relkind IN ('r', 'p') AND tn.nspname || '.' || t.relname = ANY ($1))`,
  ' ORDER BY 1',
);
const shapesOf = aboutTables('sqllint_shapes', shapeQuery, `c.oid >= 16384 AND n.nspname || '.' || c.relname = ANY ($1)`);
const countersOf = aboutTables('sqllint_counters', countersQuery, `tn.nspname || '.' || t.relname = ANY ($1)`);

async function askAbout(session: PostgresSession, { all, some }: AboutTables, names: readonly string[] | undefined): Promise<readonly PostgresRow[]> {
  if (names === undefined) return execute(session, all);
  return names.length === 0 ? [] : execute(session, some, `ARRAY[${names.map(quoteText).join(', ')}]`);
}

function textArrayOf(json: string): string[] {
  // The server aggregated names.
  return JSON.parse(json) as string[];
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  return text.includes('\\') ? `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` : `'${text.replaceAll("'", "''")}'`;
}

/** Preparing a query finds its tables, columns and types, and needs no values for its parameters. */
export function checking(query: string): string {
  return `PREPARE sqllint_query AS ${query}; DEALLOCATE sqllint_query`;
}

const moment = /'(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00)?'/gu;

/** `DEFAULT 'now()'` stores the moment at which it was said, another one each time; that is no difference between two scripts. */
function withoutMoments(definition: string, started: number): string {
  return definition.replace(moment, (whole, day: string, time: string) => (Date.parse(`${day}T${time}Z`) >= started - 1000 ? `'the moment it ran'` : whole));
}
