import type { Node } from '@pgsql/types';
import { dataTypeOf } from './data-type.ts';

/** The `name = value` pairs of `WITH (…)` and `SET (…)`, each value as it can be written again. */
export function storageOptions(nodes: readonly Node[] | undefined): [name: string, value: string][] {
  return (nodes ?? []).flatMap((node): [string, string][] => {
    if (!('DefElem' in node)) return [];
    const { defname = '', defnamespace, arg } = node.DefElem;
    return [[defnamespace === undefined ? defname : `${defnamespace}.${defname}`, arg ? valueOf(arg) : 'true']];
  });
}

function valueOf(node: Node): string {
  if ('Integer' in node) return String(node.Integer.ival ?? 0);
  if ('Float' in node) return node.Float.fval ?? '0';
  if ('Boolean' in node) return String(node.Boolean.boolval ?? false);
  if ('String' in node) return `'${(node.String.sval ?? '').replaceAll("'", "''")}'`;
  // A word such as `on` or `auto` is parsed as the name of a type.
  if ('TypeName' in node) return dataTypeOf(node.TypeName).text;
  return 'true';
}
