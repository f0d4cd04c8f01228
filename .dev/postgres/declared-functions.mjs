// @ts-check
/** @typedef {'volatile' | 'settled' | 'mixed'} Volatility of all functions of one name: `mixed` where it depends on the arguments */

/** Extensions of PostgreSQL itself whose functions stand in migrations. */
const extensions = ['citext', 'cube', 'earthdistance', 'fuzzystrmatch', 'hstore', 'intarray', 'ltree', 'pg_trgm', 'pgcrypto', 'tablefunc', 'unaccent', 'uuid-ossp'];

/** Those that a query can call by their names, apart from what types, operators, indexes and views of the catalog are made of. */
const callable = `
  SELECT proname AS name, bool_or(provolatile = 'v') AS some, bool_and(provolatile = 'v') AS every
  FROM pg_proc p
  WHERE prokind = 'f'
    AND (pronamespace = 'pg_catalog'::regnamespace OR EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND classid = 'pg_proc'::regclass AND deptype = 'e'))
    AND NOT 'internal'::regtype = ANY (proargtypes::oid[] || prorettype)
    AND prorettype::regtype::text !~ '^(trigger|event_trigger|.*_handler)$'
    AND proname !~ '^(binary_upgrade|pg_stat_get_|pg_replication_|RI_)'
    AND NOT EXISTS (SELECT FROM pg_type WHERE p.oid IN (typinput, typoutput, typreceive, typsend, typmodin, typmodout))
    AND NOT EXISTS (SELECT FROM pg_aggregate WHERE p.oid IN (aggtransfn, aggfinalfn, aggcombinefn, aggmtransfn, aggminvtransfn))
    AND NOT EXISTS (SELECT FROM pg_amproc WHERE amproc = p.oid)
    AND NOT EXISTS (SELECT FROM pg_operator WHERE oprcode = p.oid AND proname ~ '(eq|ne|lt|le|gt|ge|pl|mi|mul|div|mod|and|or|not|xor|shl|shr|um|like|regex|cmp|contains|contained|overlap|left|right|above|below)(sel)?$')
  GROUP BY proname`;

/**
 * How a server declares the functions of each name.
 *
 * @param {{ query<Row>(sql: string): Promise<{ rows: Row[] }> }} session of a database in which nothing is
 * @returns {Promise<Map<string, Volatility>>}
 */
export async function declaredFunctions(session) {
  for (const extension of extensions) await session.query(`CREATE EXTENSION IF NOT EXISTS "${extension}" CASCADE`);
  /** @type {{ rows: { name: string, some: boolean, every: boolean }[] }} */
  const { rows } = await session.query(callable);
  return new Map(rows.map(({ name, some, every }) => [name, every ? 'volatile' : some ? 'mixed' : 'settled']));
}
