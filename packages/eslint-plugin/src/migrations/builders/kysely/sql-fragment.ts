import type { DialectName } from 'sqllint';
import { ElsewhereValue } from '../../interpreter/values.ts';
import type { Value } from '../../interpreter/values.ts';
import type { Sql } from '../../script/script-writer.ts';
import { TextValue } from '../../script/text-value.ts';
import { literal, quotedPath } from '../sql-text.ts';

/** `` sql`now()` `` and `sql.raw('now()')`, as a part of a statement; undefined for anything else, or where not all of it is known. */
export function fragment(value: Value): TextValue | undefined {
  if (!(value instanceof ElsewhereValue)) return undefined;
  const [text] = value.args ?? [];
  const isSql = value.name === 'sql' || value.of?.name === 'sql' || value.of?.of?.name === 'sql';
  return isSql && text instanceof TextValue && text.isKnown ? text : undefined;
}

/** A value, or SQL where a value would be. */
export function valueOrFragment(value: Value, dialect: DialectName): Sql {
  return fragment(value) ?? literal(value, dialect);
}

/** A table's name with its schema. */
export function tableSql(name: Value, schema: string | undefined, dialect: DialectName): Sql | undefined {
  if (schema === undefined || !(name instanceof TextValue) || !name.isKnown || name.toString().includes('.')) return quotedPath(name, dialect);
  return quotedPath(TextValue.of(`${schema}.${name.toString()}`), dialect);
}
