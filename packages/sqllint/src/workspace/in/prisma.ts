import { blockFrom } from '../block.ts';
import type { Finder } from './finder.ts';

/** `model Order { status String @map("legacy_status") … @@map("orders") }` in a Prisma schema. */
export const inPrisma: Finder = ({ text }, { table, column }) =>
  [...text.matchAll(/^[ \t]*model\s+(\w+)\s*(?=\{)/gmu)].flatMap((model) => {
    const body = blockFrom(text, model.index, '{');
    if (!body) return [];
    const fields = text.slice(body.start, body.end);
    const mapped = /@@map\(\s*(?:name:\s*)?"([^"]+)"/u.exec(fields)?.[1];
    if ((mapped ?? model[1]) !== table) return [];
    if (column === undefined) return [model.index];
    return [...fields.matchAll(/^[ \t]*(\w+)[ \t]+\w+(.*)$/gmu)].flatMap((field) => {
      const [line, name, rest = ''] = field;
      // A relation is no column, and has no line in the table.
      if (rest.includes('@relation') || rest.includes('@ignore')) return [];
      const called = /@map\(\s*(?:name:\s*)?"([^"]+)"/u.exec(rest)?.[1] ?? name;
      return called === column ? [body.start + field.index + line.search(/\S/u)] : [];
    });
  });
