import type { DialectName } from '../dialect-name.ts';
import { writtenDialect } from './sql-dialect.ts';

/** Words that are no column or table name without quotes, of those that people do use. */
const reservedEverywhere = words(`all alter and as asc between by case check collate column constraint create cross default delete
  desc distinct drop else exists for foreign from group having in index inner insert into is join left like limit natural
  not null on or order outer primary references right select set table then to union unique update using values when
  where with`);

/** Reserved in MySQL 8 or 9 or in MariaDB, which differ in a few; quotes hurt nowhere. */
const reservedInMySql: ReadonlySet<string> = new Set([
  ...reservedEverywhere,
  ...words(`accessible add analyze asensitive before bigint binary blob both call cascade change char character condition
    continue convert cube cume_dist current_date current_role current_time current_timestamp current_user cursor database
    databases day_hour day_microsecond day_minute day_second dec decimal declare delayed delete_domain_id dense_rank
    describe deterministic distinctrow div do_domain_ids double dual each else elseif empty enclosed escaped except exit
    explain false fetch first_value float float4 float8 force fulltext function general generated get grant grouping groups
    high_priority hour_microsecond hour_minute hour_second if ignore ignore_domain_ids ignore_server_ids infile inout
    insensitive int int1 int2 int3 int4 int8 integer intersect interval io_after_gtids io_before_gtids iterate json_table
    key keys kill lag last_value lateral lead leading leave library linear lines load localtime localtimestamp lock long
    longblob longtext loop low_priority manual match master_bind master_demote_to_replica master_demote_to_slave master_heartbeat_period master_ssl_verify_server_cert maxvalue
    mediumblob mediumint mediumtext middleint minute_microsecond minute_second mod modifies no_write_to_binlog nth_value
    ntile numeric of offset optimize optimizer_costs option optionally out outfile over page_checksum parallel
    parse_vcol_expr partition percent_rank portion precision procedure purge qualify range rank read read_write reads real
    recursive ref_system_id regexp release rename repeat replace require resignal restrict return returning revoke rlike
    row row_number rows rownum schema schemas second_microsecond sensitive separator show signal slow smallint spatial
    specific sql sql_big_result sql_calc_found_rows sql_small_result sqlexception sqlstate sqlwarning ssl starting
    stats_auto_recalc stats_persistent stats_sample_pages stored straight_join system tablesample terminated tinyblob
    tinyint tinytext trailing trigger true undo unlock unsigned usage use utc_date utc_time utc_timestamp varbinary varchar
    varcharacter varying vector virtual while window write xor year_month zerofill`),
]);

const reserved: Readonly<Record<DialectName, ReadonlySet<string>>> = {
  postgres: words(`all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
    current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc
    distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral
    leading limit localtime localtimestamp not null offset on only or order placing primary references returning
    select session_user some symmetric table then to trailing true union unique user using variadic when where
    window with
    authorization binary collation concurrently cross freeze full ilike inner is isnull join left like natural notnull
    outer overlaps right similar system_user tablesample verbose`),
  mysql: reservedInMySql,
  mariadb: reservedInMySql,
  sqlite: new Set([
    ...reservedEverywhere,
    ...words(`add autoincrement commit deferrable escape except isnull intersect notnull nothing returning transaction
      current_date current_time current_timestamp full generated glob group if indexed match offset over plan pragma
      raise regexp replace rollback row rows temp temporary trigger vacuum view virtual window without end begin`),
  ]),
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/u));
}

/** An identifier as it has to be written: quoted where it would mean something else, or nothing, without. */
export function quote(identifier: string): string {
  const dialect = writtenDialect();
  // Only PostgreSQL folds what is not quoted.
  const plain = dialect === 'postgres' ? /^[a-z_\u0080-\uffff][a-z0-9_$\u0080-\uffff]*$/u : /^[a-z_\u0080-\uffff][a-z0-9_$\u0080-\uffff]*$/iu;
  if (plain.test(identifier) && !reserved[dialect].has(identifier.toLowerCase())) return identifier;
  const mark = dialect === 'mysql' || dialect === 'mariadb' ? '`' : '"';
  return `${mark}${identifier.replaceAll(mark, mark + mark)}${mark}`;
}

export function quoteName(object: { readonly schema?: string; readonly name: string }): string {
  const schema = object.schema === undefined || object.schema === 'public' || object.schema === '' ? '' : `${quote(object.schema)}.`;
  return `${schema}${quote(object.name)}`;
}
