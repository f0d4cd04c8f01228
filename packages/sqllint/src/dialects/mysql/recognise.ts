import type { Change, Range } from '../../changes.ts';
import type { TokenReader } from './token-reader.ts';
import { UnexpectedToken } from './token-reader.ts';

/** What a statement that could not be read to its end does, as far as its first words tell. */
export function recogniseByKeywords(reader: TokenReader, range: Range): Change | undefined {
  try {
    return recognise(reader, range);
  } catch (error) {
    if (error instanceof UnexpectedToken) return undefined;
    throw error;
  }
}

function recognise(reader: TokenReader, range: Range): Change | undefined {
  if (reader.accept('DROP', 'TABLE')) {
    const ifExists = reader.accept('IF', 'EXISTS');
    return { kind: 'dropTable', ...range, table: reader.qualifiedName(), ifExists, cascade: false };
  }
  if (reader.accept('TRUNCATE')) {
    reader.accept('TABLE');
    return { kind: 'truncateTable', ...range, table: reader.qualifiedName(), cascade: false };
  }
  if (!reader.accept('ALTER', 'TABLE')) return undefined;
  const table = reader.qualifiedName();
  if (reader.accept('DROP', 'COLUMN')) {
    const ifExists = reader.accept('IF', 'EXISTS');
    return { kind: 'dropColumn', ...range, table, column: reader.identifier(), ifExists, cascade: false };
  }
  if (reader.accept('RENAME', 'TO')) return { kind: 'renameTable', ...range, table, to: reader.identifier() };
  return undefined;
}
