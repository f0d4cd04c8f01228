import { blockFrom, entriesOf } from '../block.ts';
import type { Finder } from './finder.ts';

/** `sequelize.define('orders', { status: { field: 'legacy_status' } })` and `Order.init({ … }, { tableName: 'orders' })`. */
export const inSequelize: Finder = ({ text }, { table, column }) => {
  if (!/sequelize/iu.test(text)) return [];
  return [...text.matchAll(/\.(?:define|init)\s*\(/gu)].flatMap((call) => {
    const args = blockFrom(text, call.index, '(');
    const columns = args && blockFrom(text, args.start, '{');
    if (!args || !columns || columns.end > args.end) return [];
    const [, model] = /^\s*["'`]([^"'`]+)["'`]/u.exec(text.slice(args.start, columns.start)) ?? [];
    const [, tableName] = /\btableName\s*:\s*["'`]([^"'`]+)["'`]/u.exec(text.slice(columns.end, args.end)) ?? [];
    if ((tableName ?? model) !== table) return [];
    if (column === undefined) return [call.index];
    return entriesOf(text, columns).flatMap(({ key, at, value }) => {
      const [, field] = /\bfield\s*:\s*["'`]([^"'`]+)["'`]/u.exec(value) ?? [];
      return (field ?? key) === column && !value.includes('VIRTUAL') ? [at] : [];
    });
  });
};
