import { blockFrom } from '../block.ts';
import { escaped, snakeCase } from './finder.ts';
import type { Finder } from './finder.ts';

/** `@Entity('orders') class Order { @Column({ name: 'legacy_status' }) status: string }` of TypeORM and MikroORM. */
export const inTypeOrm: Finder = ({ text }, { table, column }) =>
  [...text.matchAll(/@Entity\s*\(/gu)].flatMap((entity) => {
    const args = blockFrom(text, entity.index, '(');
    const declaration = args && /^\)\s*(?:@\w+\s*\([^)]*\)\s*)*(?:export\s+)?(?:default\s+)?(?:abstract\s+)?class\s+(\w+)/u.exec(text.slice(args.end, args.end + 2000));
    if (!args || !declaration) return [];
    const given = text.slice(args.start, args.end);
    const [, first, named] = /^\s*["'`]([^"'`]+)["'`]|\b(?:name|tableName)\s*:\s*["'`]([^"'`]+)["'`]/u.exec(given) ?? [];
    if ((first ?? named ?? snakeCase(declaration[1] ?? '')) !== table) return [];
    if (column === undefined) return [entity.index];
    const body = blockFrom(text, args.end + declaration[0].length, '{');
    if (!body) return [];
    const members = text.slice(body.start, body.end);
    return [...members.matchAll(/@(?:\w*Column|Property)\s*\(/gu)].flatMap((decorator) => {
      const options = blockFrom(members, decorator.index, '(');
      if (!options) return [];
      const names = new RegExp(`\\b(?:name|fieldName)\\s*:\\s*["'\`]([^"'\`]+)["'\`]`, 'u').exec(members.slice(options.start, options.end));
      const isNamed = names?.[1] === column;
      const property = new RegExp(`^\\)\\s*(?:@\\w+\\s*(?:\\([^)]*\\))?\\s*)*(?:(?:public|private|protected|readonly|declare)\\s+)*${escaped(column)}\\s*[?!]?\\s*[:=;]`, 'u');
      const isProperty = names === null && property.test(members.slice(options.end));
      return isNamed || isProperty ? [body.start + decorator.index] : [];
    });
  });
