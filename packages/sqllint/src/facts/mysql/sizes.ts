import type { DataType } from '../../changes.ts';
import type { Column, Table } from '../../schema/model.ts';

/** The most bytes that a character takes. */
const bytesPerCharacter: Readonly<Record<string, number>> = { latin1: 1, ascii: 1, binary: 1, ucs2: 2, utf8mb3: 3, utf8mb4: 4, utf16: 4, utf32: 4, gbk: 2, big5: 2, sjis: 2, euckr: 2, gb18030: 4 };

/** The character set of a column as far as the history tells; what the server takes by itself depends on its settings. */
export function characterSetOf(column: Pick<Column, 'characterSet' | 'collation'> | undefined, table: Table | undefined): string | undefined {
  const ofCollation = column?.collation?.split('_')[0];
  return column?.characterSet ?? ofCollation ?? table?.aspects.get('option character set') ?? table?.aspects.get('option collation')?.split('_')[0];
}

/** @param characterSet that of today's servers when absent */
export function bytesOf(characterSet: string | undefined): number {
  return bytesPerCharacter[characterSet ?? 'utf8mb4'] ?? 4;
}

/** The most bytes that a value of a text or a binary type has; undefined for other types. */
export function maximumBytes({ name, modifiers }: DataType, characterSet: string | undefined): number | undefined {
  const length = Number(modifiers[0] ?? '1');
  switch (name) {
    case 'char':
    case 'varchar':
      return length * bytesOf(characterSet);
    case 'binary':
    case 'varbinary':
      return length;
    case 'tinytext':
    case 'tinyblob':
      return 255;
    case 'text':
    case 'blob':
      return 65_535;
    case 'mediumtext':
    case 'mediumblob':
      return 16_777_215;
    case 'longtext':
    case 'longblob':
    case 'json':
      return 4_294_967_295;
    default:
      return undefined;
  }
}
