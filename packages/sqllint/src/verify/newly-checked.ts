import type { ColumnShape, TableShape } from './table-shape.ts';

/** A value that a condition of before refused, and the one in its place names. */
export interface NewlyChecked {
  readonly column: string;
  readonly value: string;
  /** A sentence. */
  readonly allows: string;
}

const quoted = /'((?:[^']|'')*)'/gu;
const number = /(?<![\w'.])-?\d+(?:\.\d+)?(?![\w'])/gu;

/** What conditions about one column let in since they were changed: one more status in a list, a larger limit. */
export function newlyChecked(after: TableShape, before: TableShape): NewlyChecked[] {
  const was = new Set(before.checks.map(({ condition }) => condition));
  const is = new Set(after.checks.map(({ condition }) => condition));
  const gone = [...was].filter((condition) => !is.has(condition));
  const fresh = [...is].filter((condition) => !was.has(condition));
  return fresh.flatMap((condition) => {
    const [column, ...others] = after.columns.filter(({ name }) => names(condition, name));
    if (!column || column.isGenerated || others.length > 0) return [];
    const replaced = gone.filter((old) => names(old, column.name));
    if (replaced.length === 0) return [];
    const known = new Set(replaced.flatMap((old) => valuesIn(old, column)));
    const values = new Set(valuesIn(condition, column).filter((value) => !known.has(value)));
    return [...values].map((value) => ({ column: column.name, value, allows: `\`${after.name}.${column.name}\` takes the value ${value}.` }));
  });
}

function names(condition: string, column: string): boolean {
  const bare = condition.replaceAll(quoted, '').toLowerCase();
  return bare.split(/[^\p{L}\p{N}_$]+/u).includes(column.toLowerCase());
}

function valuesIn(condition: string, { kind }: ColumnShape): string[] {
  switch (kind) {
    case 'text':
      return [...condition.matchAll(quoted)].map(([, text = '']) => text.replaceAll("''", "'"));
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'decimal':
      return [...condition.replaceAll(quoted, '').matchAll(number)].map(([digits]) => digits);
    default:
      return [];
  }
}
