import { blockFrom, entriesOf } from '../block.ts';
import type { Finder } from './finder.ts';

/** `pgTable('orders', { status: text('legacy_status') })`, and the same of a schema's `table`. */
export const inDrizzle: Finder = ({ text }, { table, column }) => {
  if (!text.includes('drizzle-orm')) return [];
  return [...text.matchAll(/\b(?:\w*[tT]able)\s*\(\s*(["'`])([^"'`]+)\1\s*,\s*(?=\{)/gu)].flatMap((call) => {
    if (call[2] !== table) return [];
    if (column === undefined) return [call.index];
    const body = blockFrom(text, call.index + call[0].length, '{');
    if (!body) return [];
    return entriesOf(text, body).flatMap(({ key, at, value }) => {
      const [, called] = /^\s*:\s*\w+(?:\.\w+)*\s*\(\s*["'`]([^"'`]+)["'`]/u.exec(value) ?? [];
      // Without a name the key is the column's, unless the names are changed elsewhere.
      return (called ?? key) === column ? [at] : [];
    });
  });
};
