import type { DatabaseError, RunnableScript, ScriptRun } from '../engine.ts';
import type { RowsImage, TableRows } from '../rows/rows-image.ts';
import { schemaImageOf } from '../schema/schema-image.ts';
import type { SchemaImage } from '../schema/schema-image.ts';
import type { TableShape } from '../table-shape.ts';
import { errorOf, renew, runScript } from './run-script.ts';
import { schemaQuery } from './schema-query.ts';
import { textOf } from './session.ts';
import type { PostgresSession } from './session.ts';

/** What PGlite and a server have in common: everything that is asked in SQL. */
export class PostgresDatabase {
  readonly #session: PostgresSession;
  readonly #started: number;

  constructor(session: PostgresSession) {
    this.#session = session;
    this.#started = Date.now();
  }

  run(script: RunnableScript, watch: 'locks' | 'nothing'): Promise<ScriptRun & { readonly needsOneByOne: boolean }> {
    return runScript(this.#session, script, watch === 'locks');
  }

  async attempt(statements: readonly string[]): Promise<(DatabaseError | undefined)[]> {
    const session = this.#session;
    const errors: (DatabaseError | undefined)[] = [];
    await session.query('BEGIN');
    for (const sql of statements) {
      await session.query('SAVEPOINT attempt');
      const error = await errorOf(() => session.query(sql));
      await session.query(error ? 'ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt' : 'RELEASE SAVEPOINT attempt');
      errors.push(error);
    }
    await session.query('COMMIT');
    return errors;
  }

  /** Ends an open transaction and forgets the session's settings first, as the next session would not see them either. */
  async schema(): Promise<SchemaImage> {
    await renew(this.#session);
    await this.#session.query(`SET search_path = ''`);
    const rows = await this.#session.query(schemaQuery);
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
    const known = await this.#session.query(tablesQuery);
    const wanted = tables === undefined ? known : known.filter((row) => tables.includes(textOf(row, 'name')));
    const image = new Map<string, TableRows>();
    for (const row of wanted) image.set(textOf(row, 'name'), await this.#rowsOf(textOf(row, 'sql'), textOf(row, 'columns'), row['key'] ?? null));
    await this.#session.query('RESET ALL');
    return image;
  }

  tables(): Promise<readonly TableShape[]> {
    return Promise.resolve([]);
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

/** Tables that hold rows: partitions are read through their parent. */
const tablesQuery = `
  SELECT n.nspname || '.' || c.relname AS name, format('%I.%I', n.nspname, c.relname) AS sql,
    (SELECT coalesce(json_agg(a.attname ORDER BY a.attnum), '[]')::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    (SELECT json_agg(a.attname ORDER BY a.attnum)::text FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
      WHERE k.conrelid = c.oid AND k.contype = 'p') AS key
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  ORDER BY 1`;

function textArrayOf(json: string): string[] {
  // The server aggregated names.
  return JSON.parse(json) as string[];
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const moment = /'(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00)?'/gu;

/** `DEFAULT 'now()'` stores the moment at which it was said, another one each time; that is no difference between two scripts. */
function withoutMoments(definition: string, started: number): string {
  return definition.replace(moment, (whole, day: string, time: string) => (Date.parse(`${day}T${time}Z`) >= started - 1000 ? `'the moment it ran'` : whole));
}
