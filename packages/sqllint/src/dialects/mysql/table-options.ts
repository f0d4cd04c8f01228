import { canonicalCharacterSet, canonicalCollation } from './data-type.ts';
import type { TokenReader } from './token-reader.ts';

/** An option of a table with its canonical value. */
export type TableOption = readonly [name: string, value: string];

const plainOptions = new Set(
  `ENGINE TYPE AUTO_INCREMENT AVG_ROW_LENGTH CHECKSUM TABLE_CHECKSUM COMPRESSION CONNECTION DELAY_KEY_WRITE ENCRYPTION
  INSERT_METHOD KEY_BLOCK_SIZE MAX_ROWS MIN_ROWS PACK_KEYS PASSWORD ROW_FORMAT STATS_AUTO_RECALC STATS_PERSISTENT
  STATS_SAMPLE_PAGES TABLESPACE COMMENT ENGINE_ATTRIBUTE SECONDARY_ENGINE_ATTRIBUTE SECONDARY_ENGINE AUTOEXTEND_SIZE START
  PAGE_CHECKSUM PAGE_COMPRESSED PAGE_COMPRESSION_LEVEL ENCRYPTED ENCRYPTION_KEY_ID TRANSACTIONAL IETF_QUOTES SEQUENCE STORAGE`.split(/\s+/u),
);

/** Reads one option of a table, such as `ENGINE=InnoDB`; undefined where none begins. */
export function readTableOption(reader: TokenReader): TableOption | undefined {
  const start = reader.mark();
  const hasDefault = reader.accept('DEFAULT');
  if (reader.accept('CHARACTER', 'SET') || reader.accept('CHARSET')) {
    return ['character set', canonicalCharacterSet(readValue(reader))];
  }
  if (reader.accept('COLLATE')) return ['collation', canonicalCollation(readValue(reader))];
  if (hasDefault) {
    reader.returnTo(start);
    return undefined;
  }
  if (reader.accept('DATA', 'DIRECTORY') || reader.accept('INDEX', 'DIRECTORY')) return ['directory', readValue(reader)];
  if (reader.accept('UNION')) {
    reader.accept('=');
    return ['union', reader.group().restText];
  }
  if (reader.accept('WITH', 'SYSTEM', 'VERSIONING')) return ['system versioning', 'with'];
  const name = reader.peek();
  if (!plainOptions.has(name)) return undefined;
  reader.take();
  const value = readValue(reader);
  if (name === 'TABLESPACE' && reader.accept('STORAGE')) reader.take();
  const isText = name === 'COMMENT' || name === 'CONNECTION' || name === 'PASSWORD';
  return [name === 'TYPE' ? 'engine' : name.toLowerCase(), isText ? value : value.toLowerCase()];
}

function readValue(reader: TokenReader): string {
  reader.accept('=');
  const { next } = reader;
  if (next?.kind === 'string') return reader.string();
  reader.acceptOneOf('-');
  return next?.kind === 'quoted' ? reader.identifier() : reader.textOf(reader.take());
}

/** Reads the options behind a table's definition, with or without commas between them. */
export function readTableOptions(reader: TokenReader): TableOption[] {
  const options: TableOption[] = [];
  for (;;) {
    const option = readTableOption(reader);
    if (option) options.push(option);
    else if (!(options.length > 0 && reader.isNext(',') && reader.accept(','))) return options;
  }
}
