import { blockFrom, entriesOf } from '../block.ts';
import { escaped } from './finder.ts';
import type { Finder } from './finder.ts';

/** `interface Database { orders: OrderTable }` and `interface OrderTable { legacy_status: string }`. */
export const inKysely: Finder = ({ text }, { table, column }) => {
  if (!/\bkysely\b/iu.test(text)) return [];
  const database = /\b(?:interface|type)\s+(?:DB|Database|\w*(?:DB|Database)(?:Schema)?)\s*(?:=\s*)?(?=\{)/u.exec(text);
  const tables = database ? blockFrom(text, database.index, '{') : undefined;
  const entry = tables && entriesOf(text, tables).find(({ key }) => key === table);
  if (!entry) return [];
  if (column === undefined) return [entry.at];
  const [, type] = /^\s*\??\s*:\s*(\w+)\s*[,;]?\s*$/u.exec(entry.value) ?? [];
  const declared = type === undefined ? null : new RegExp(`\\b(?:interface|type)\\s+${escaped(type)}\\b[^{;]*(?=\\{)`, 'u').exec(text);
  const body = declared ? blockFrom(text, declared.index + declared[0].length, '{') : undefined;
  return body ? entriesOf(text, body).flatMap(({ key, at }) => (key === column ? [at] : [])) : [];
};
