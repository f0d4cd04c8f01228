import type { Change, QualifiedName, Range } from '../../changes.ts';

/**
 * What a statement does as far as its leading keywords tell, for statements that the parser
 * refuses (newer grammar, templates, a typing error further on). `DROP TABLE x` needs no grammar.
 */
export function recogniseByKeywords(text: string, range: Range): Change[] {
  const base = { start: range.start, end: range.end };
  for (const [pattern, changeOf] of recognisers) {
    const match = pattern.exec(text);
    if (match) return [changeOf(match.groups ?? {}, base)];
  }
  return [];
}

const identifier = String.raw`(?:"(?:[^"]|"")+"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
const qualified = String.raw`(?<name>${identifier}(?:\s*\.\s*${identifier})?)`;

type Recogniser = readonly [RegExp, (groups: Readonly<Record<string, string | undefined>>, base: Range) => Change];

function pattern(source: string): RegExp {
  return new RegExp(`^${source}`, 'iu');
}

const recognisers: readonly Recogniser[] = [
  [
    pattern(String.raw`drop\s+table\s+(?<exists>if\s+exists\s+)?${qualified}(?<rest>[\s\S]*)`),
    ({ name, exists, rest }, base) => ({
      kind: 'dropTable',
      ...base,
      table: fold(name),
      ifExists: exists !== undefined,
      cascade: /\bcascade\b/iu.test(rest ?? ''),
    }),
  ],
  [
    pattern(String.raw`truncate\s+(?:table\s+)?(?:only\s+)?${qualified}(?<rest>[\s\S]*)`),
    ({ name, rest }, base) => ({
      kind: 'truncateTable',
      ...base,
      table: fold(name),
      cascade: /\bcascade\b/iu.test(rest ?? ''),
    }),
  ],
  [
    pattern(
      String.raw`alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?${qualified}\s+drop\s+column\s+(?<exists>if\s+exists\s+)?(?<part>${identifier})(?<rest>[\s\S]*)`,
    ),
    ({ name, part, exists, rest }, base) => ({
      kind: 'dropColumn',
      ...base,
      table: fold(name),
      column: fold(part).name,
      ifExists: exists !== undefined,
      cascade: /\bcascade\b/iu.test(rest ?? ''),
    }),
  ],
  [
    pattern(String.raw`alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?${qualified}\s+rename\s+to\s+(?<part>${identifier})`),
    ({ name, part }, base) => ({ kind: 'renameTable', ...base, table: fold(name), to: fold(part).name }),
  ],
];

/** A name as the server folds it. */
function fold(written: string | undefined): QualifiedName {
  const parts = (written ?? '').match(new RegExp(identifier, 'gu')) ?? [];
  const folded = parts.map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toLowerCase(),
  );
  const schema = folded.at(-2);
  const name = folded.at(-1) ?? '';
  return schema === undefined ? { name } : { schema, name };
}
