import type { Node, TypeName } from '@pgsql/types';
import type { DataType } from '../../changes.ts';
import { stringsOf } from './names.ts';

/** What people write for the catalog's internal names. */
const spelling: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  bpchar: 'char',
};

/** Other names of the same type, as `pg_type` and the grammar resolve them. */
const aliases: Readonly<Record<string, string>> = {
  int: 'int4',
  integer: 'int4',
  bigint: 'int8',
  smallint: 'int2',
  boolean: 'bool',
  decimal: 'numeric',
  character: 'bpchar',
  char: 'char',
};

const serials: Readonly<Record<string, string>> = {
  serial: 'int4',
  serial4: 'int4',
  bigserial: 'int8',
  serial8: 'int8',
  smallserial: 'int2',
  serial2: 'int2',
};

/** The integer type behind `serial` and its kin, or undefined for other types. */
export function serialBase(type: DataType): DataType | undefined {
  const name = serials[type.name];
  return name === undefined ? undefined : { ...type, name, text: spelling[name] ?? name };
}

function modifierOf(node: Node): string {
  if ('A_Const' in node) {
    const { ival, sval, fval } = node.A_Const;
    if (ival) return String(ival.ival ?? 0);
    if (sval) return sval.sval ?? '';
    if (fval) return fval.fval ?? '';
  }
  if ('ColumnRef' in node) return stringsOf(node.ColumnRef.fields).join('.');
  return JSON.stringify(node);
}

export function dataTypeOf(type: TypeName | undefined): DataType {
  const parts = stringsOf(type?.names);
  const schema = parts.at(-2);
  const last = parts.at(-1) ?? '';
  const inDefaultSchema = schema === undefined || schema === 'pg_catalog' || schema === 'public';
  const name = inDefaultSchema ? (schema === undefined ? (aliases[last] ?? last) : last) : `${schema}.${last}`;
  const modifiers = (type?.typmods ?? []).map(modifierOf);
  const dimensions = type?.arrayBounds?.length ?? 0;
  const shown = spelling[name] ?? name.split('.').map(written).join('.');
  const arguments_ = modifiers.length === 0 || name === 'interval' ? '' : `(${modifiers.join(', ')})`;
  return { name, modifiers, dimensions, text: `${shown}${arguments_}${'[]'.repeat(dimensions)}` };
}

/** A name that is not plain lower case needs its quotes. */
function written(name: string): string {
  return /^[a-z_\u0080-\uffff][a-z0-9_$\u0080-\uffff]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Equal for types that are the same. */
export function keyOfType(type: DataType): string {
  return `${type.name}(${type.modifiers.join(',')})${'[]'.repeat(type.dimensions)}`;
}
