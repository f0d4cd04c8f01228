const names = `
abs age area array_append array_cat array_fill array_length array_lower array_position array_prepend array_remove array_replace array_to_json
array_to_string array_upper ascii bit_count bit_length box broadcast btrim cardinality cbrt ceil ceiling char_length character_length chr
circle coalesce concat concat_ws convert convert_from convert_to crc32 current_catalog current_database current_date current_role
current_schema current_schemas current_setting current_time current_user date date_bin date_part date_trunc daterange decode degrees div
encode exp extract factorial float4 float8 floor format gcd get_bit get_byte greatest host hostmask initcap int2 int4 int4range int8 int8range
interval isempty json_build_array json_build_object json_object json_strip_nulls json_typeof jsonb_array_length jsonb_build_array
jsonb_build_object jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_path_query_array jsonb_path_query_first
jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_typeof justify_days justify_hours justify_interval lcm least left length line ln localtime
localtimestamp log log10 lower lpad lseg ltrim make_date make_interval make_time make_timestamp make_timestamptz masklen md5 mod money
multirange netmask network normalize now nullif num_nonnulls num_nulls numeric nummultirange numrange octet_length overlay parse_ident path
pg_client_encoding pg_typeof phraseto_tsquery pi plainto_tsquery point polygon position pow power quote_ident quote_literal quote_nullable
radians regexp_count regexp_instr regexp_like regexp_match regexp_replace regexp_split_to_array regexp_substr repeat replace reverse right
round row_to_json rpad rtrim scale session_user set_bit set_byte set_masklen setweight sha224 sha256 sha384 sha512 sign split_part sqrt
starts_with statement_timestamp string_to_array strpos substr substring text time timestamp timestamptz timetz timezone to_ascii to_char
to_date to_hex to_json to_jsonb to_number to_timestamp to_tsquery to_tsvector transaction_timestamp translate trim trim_array trim_scale
trunc tsrange tstzrange txid_current unistr upper user varchar version websearch_to_tsquery width_bucket xml xmlcomment`;

/**
 * Built-in functions which the server calls `IMMUTABLE` or `STABLE` and that may stand in a default:
 * it computes them once for all rows. `test/postgres/what-rules-claim.test.ts` asks a server about each.
 */
export const settledFunctions: ReadonlySet<string> = new Set(names.trim().split(/\s+/u));
