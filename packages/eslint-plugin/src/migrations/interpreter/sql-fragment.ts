import { TextValue } from '../script/text-value.ts';
import { ElsewhereValue } from './values.ts';
import type { Value } from './values.ts';

/** What `` sql`…` ``, `sql.raw('…')` and `sql.ref('…')` become inside of another text. */
export function sqlFragment(value: Value): TextValue | undefined {
  if (!(value instanceof ElsewhereValue)) return undefined;
  const [text] = value.args ?? [];
  if (!(text instanceof TextValue) || !text.isKnown) return undefined;
  if (value.name === 'sql') return text;
  if (value.of?.of?.name !== 'sql') return undefined;
  if (value.name === 'raw') return text;
  return /^(?:ref|table|id)$/u.test(value.name ?? '') ? new TextValue([{ text: '"' }, ...text.pieces, { text: '"' }]) : undefined;
}
