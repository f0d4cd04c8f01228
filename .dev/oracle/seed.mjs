// @ts-check
/** Fills the tables of a database with a few rows each, so that it can be seen whether they survive. */

/** @typedef {import('./server.mjs').Client} Client */

/**
 * @typedef {object} SeedColumn
 * @property {string} table
 * @property {string} name
 * @property {string} type the base type as `format_type` writes it
 * @property {string} category `pg_type.typcategory`
 * @property {string | null} label the first label of an enum
 * @property {number | null} length
 * @property {string | null} parent a query for the values that a foreign key allows
 */

const COLUMNS = `
SELECT a.attrelid::regclass::text AS "table", format('%I', a.attname) AS name,
  format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL) AS type, coalesce(b.typcategory, t.typcategory)::text AS category,
  (SELECT enumlabel::text FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder LIMIT 1) AS label,
  CASE WHEN a.atttypmod > 4 AND t.typname IN ('varchar', 'bpchar') THEN a.atttypmod - 4 END AS length,
  (SELECT format('SELECT %I FROM %s ORDER BY 1', f.attname, k.confrelid::regclass)
   FROM pg_constraint k JOIN pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = k.confkey[array_position(k.conkey, a.attnum)]
   WHERE k.conrelid = a.attrelid AND k.contype = 'f' AND a.attnum = ANY (k.conkey) AND k.confrelid <> k.conrelid LIMIT 1) AS parent
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_type b ON b.oid = t.typbasetype
WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
  AND coalesce((SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum), '') !~ 'nextval'
ORDER BY a.attrelid, a.attnum`;

/** @returns {string} a value of the column's type for one row, as SQL */
function valueOf(/** @type {SeedColumn} */ { type, category, label, length, parent }, /** @type {number} */ row) {
  if (parent !== null) return `(${parent} OFFSET ${row % 2} LIMIT 1)`;
  if (label !== null) return `'${label.replaceAll("'", "''")}'`;
  if (category === 'A') return `'{}'`;
  if (category === 'B') return row % 2 === 0 ? 'true' : 'false';
  if (category === 'N') return String(row + 1);
  if (category === 'D') return type.startsWith('time ') ? `'1${row}:00'` : `'2020-01-1${row}'`;
  if (category === 'T') return `'${row + 1} hours'`;
  if (category === 'I') return `'10.0.0.${row + 1}'`;
  if (category === 'S') return `'${`row ${row}`.slice(0, length ?? 20)}'`;
  if (type === 'uuid') return `'00000000-0000-4000-8000-00000000000${row}'`;
  if (type === 'json' || type === 'jsonb') return `'{"row": ${row}}'`;
  if (type === 'bytea') return `'\\x0${row}'`;
  return 'NULL';
}

/**
 * Inserts what the constraints allow; a table that takes none of our rows stays empty.
 *
 * @param {Client} client
 * @returns {Promise<number>} how many rows are there now
 */
export async function seed(client) {
  await client.query(`SET search_path = ''`);
  /** @type {{ rows: SeedColumn[] }} */
  const { rows } = await client.query(COLUMNS);
  /** @type {Map<string, SeedColumn[]>} */
  const tables = new Map();
  for (const column of rows) tables.set(column.table, [...(tables.get(column.table) ?? []), column]);
  let inserted = 0;
  const waiting = new Set(tables.keys());
  for (let progress = true; progress; ) {
    progress = false;
    for (const table of waiting) {
      const columns = tables.get(table) ?? [];
      for (let row = 0; row < 3; row++) {
        const values = columns.map((column) => valueOf(column, row)).join(', ');
        try {
          await client.query(`INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')}) VALUES (${values})`);
          inserted += 1;
          progress = true;
          waiting.delete(table);
        } catch {
          // A check, a trigger or a missing parent refuses it; perhaps the next round does better.
        }
      }
    }
  }
  await client.query('RESET search_path');
  return inserted;
}

/**
 * All rows of all tables, order of rows and columns aside.
 *
 * @param {Client} client
 * @returns {Promise<Map<string, string>>} by table
 */
export async function takeRows(client) {
  await client.query(`SET search_path = ''; SET timezone = 'UTC'`);
  const { rows: tables } = await client.query(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`,
  );
  const contents = new Map();
  for (const { name } of tables) {
    const { rows } = await client.query(`SELECT string_agg(r, E'\\n' ORDER BY r) AS rows FROM (SELECT to_jsonb(t)::text AS r FROM ${name} t) q`);
    contents.set(name, rows[0].rows ?? '');
  }
  await client.query('RESET ALL');
  return contents;
}
