import type { Change, QualifiedName, Range } from '../../changes.ts';

const identifier = String.raw`(?:"(?:[^"]|"")+"|${'`[^`]+`'}|\[[^\]]+\]|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
const qualified = String.raw`(?<name>${identifier}(?:\s*\.\s*${identifier})?)`;

/**
 * What a statement does as far as its leading keywords tell, for statements that the parser
 * refuses: `DROP TABLE x` needs no grammar.
 */
export function recogniseByKeywords(text: string, range: Range): Change[] {
  const dropped = new RegExp(String.raw`^drop\s+table\s+(?<exists>if\s+exists\s+)?${qualified}`, 'iu').exec(text)?.groups;
  if (dropped) return [{ kind: 'dropTable', ...range, table: named(dropped['name']), ifExists: dropped['exists'] !== undefined, cascade: false }];
  const column = new RegExp(String.raw`^alter\s+table\s+${qualified}\s+drop\s+(?:column\s+)?(?<column>${identifier})`, 'iu').exec(text)?.groups;
  if (column) return [{ kind: 'dropColumn', ...range, table: named(column['name']), column: named(column['column']).name, ifExists: false, cascade: false }];
  const renamed = new RegExp(String.raw`^alter\s+table\s+${qualified}\s+rename\s+to\s+(?<to>${identifier})`, 'iu').exec(text)?.groups;
  return renamed ? [{ kind: 'renameTable', ...range, table: named(renamed['name']), to: named(renamed['to']).name }] : [];
}

function named(written = ''): QualifiedName {
  const [last = '', first] = (written.match(new RegExp(identifier, 'gu')) ?? []).map((part) => (/^["`[]/u.test(part) ? part.slice(1, -1).replaceAll('""', '"') : part)).reverse();
  return first === undefined || first.toLowerCase() === 'main' ? { name: last } : { schema: first, name: last };
}
