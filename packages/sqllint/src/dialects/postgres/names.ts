import type { Node, RangeVar } from '@pgsql/types';
import type { QualifiedName } from '../../changes.ts';

/** The string of a `String` node; the empty string for anything else. */
export function stringOf(node: Node | undefined): string {
  return node && 'String' in node ? (node.String.sval ?? '') : '';
}

export function stringsOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).map(stringOf);
}

function qualifiedName(name: string, schema: string | undefined): QualifiedName {
  return schema === undefined || schema === '' ? { name } : { schema, name };
}

export function nameOfRelation(relation: RangeVar | undefined): QualifiedName {
  return qualifiedName(relation?.relname ?? '', relation?.schemaname);
}

/** A name from a list of strings: `[schema, name]`, `[name]`, `[catalog, schema, name]`. */
export function nameOfStrings(parts: readonly string[]): QualifiedName {
  return qualifiedName(parts.at(-1) ?? '', parts.at(-2));
}

export function nameOfList(nodes: readonly Node[] | undefined): QualifiedName {
  return nameOfStrings(stringsOf(nodes));
}
