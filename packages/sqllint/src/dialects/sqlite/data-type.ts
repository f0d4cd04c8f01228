import type { Type } from 'sqlite3-parser';
import type { DataType } from '../../changes.ts';
import type { StatementSource } from './source.ts';

/** A declared type, which may be any words; a column without one takes whatever it is given. */
export function dataTypeOf(type: Type | undefined, source: StatementSource): DataType {
  if (type === undefined) return { name: '', modifiers: [], dimensions: 0, text: '' };
  // The grammar counts the words before `AS (…)` of a generated column to its type, as SQLite does at first.
  const text = withoutGenerated(source.textOf(type.span).replace(/\s+/gu, ' '));
  const size = type.size;
  const sizes = size === undefined ? [] : size.type === 'MaxSizeTypeSize' ? [size.size] : [size.size1, size.size2];
  return {
    name: withoutGenerated(type.name.replace(/\s+/gu, ' ')).toLowerCase(),
    modifiers: sizes.map(({ span }) => source.textOf(span)),
    dimensions: 0,
    text,
  };
}

function withoutGenerated(text: string): string {
  return text.replace(/\s*\bgenerated always$/iu, '');
}
