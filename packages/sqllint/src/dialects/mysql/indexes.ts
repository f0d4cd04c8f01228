import type { CreateIndex, QualifiedName, Range } from '../../changes.ts';
import { columnNames, indexKeys } from './definitions.ts';
import type { TokenReader } from './token-reader.ts';

/** What stands in front of an index's name. */
export interface IndexKind {
  readonly unique: boolean;
  /** `btree`, `fulltext`, `spatial`, `vector`. */
  readonly method: string;
}

/** Reads `UNIQUE KEY`, `FULLTEXT INDEX`, `KEY` …; undefined where no index begins. */
export function readIndexKind(reader: TokenReader): IndexKind | undefined {
  const special = reader.acceptOneOf('UNIQUE', 'FULLTEXT', 'SPATIAL', 'VECTOR');
  const hasWord = reader.acceptOneOf('INDEX', 'KEY') !== undefined;
  if (special === undefined && !hasWord) return undefined;
  if (special === undefined || special === 'UNIQUE') return { unique: special !== undefined, method: 'btree' };
  return { unique: false, method: special.toLowerCase() };
}

/** Reads the name (unless it was read), the keys and the options of an index within its table's statement. */
export function readIndex(
  reader: TokenReader,
  { unique, method }: IndexKind,
  table: QualifiedName,
  range: Range,
  { ifNotExists = false, name: given }: { readonly ifNotExists?: boolean; readonly name?: string } = {},
): CreateIndex {
  const tolerant = reader.accept('IF', 'NOT', 'EXISTS') || ifNotExists;
  let name = given;
  const isNamed = reader.isIdentifierNext() && !(reader.isNext('USING') && /^(?:BTREE|HASH|RTREE)$/u.test(reader.peek(1)));
  if (name === undefined && isNamed) name = reader.identifier();
  const options = readIndexOptions(reader, method);
  const list = reader.group();
  return {
    kind: 'createIndex',
    ...range,
    table,
    unique,
    concurrently: false,
    ifNotExists: tolerant,
    only: false,
    keys: indexKeys(list),
    include: [],
    text: '',
    ...(name === undefined ? {} : { name }),
    ...finishIndex(readIndexOptions(reader, options.method)),
  };
}

interface IndexOptions {
  readonly method: string;
  readonly parser?: string;
  readonly comment?: string;
  readonly invisible?: boolean;
}

/** Reads `USING BTREE`, `COMMENT …`, `WITH PARSER …`, `INVISIBLE` …, in any order. */
export function readIndexOptions(reader: TokenReader, method: string): IndexOptions {
  let options: IndexOptions = { method };
  for (;;) {
    if (reader.isNext('USING') || reader.isNext('TYPE')) {
      reader.take();
      const using = reader.identifier().toLowerCase();
      // InnoDB builds a B-tree whatever is asked for.
      options = { ...options, method: using === 'hash' || using === 'rtree' ? method : using };
    } else if (reader.accept('KEY_BLOCK_SIZE')) {
      reader.accept('=');
      reader.take();
    } else if (reader.accept('COMMENT')) options = { ...options, comment: reader.string() };
    else if (reader.accept('WITH', 'PARSER')) options = { ...options, parser: reader.identifier().toLowerCase() };
    else if (reader.accept('INVISIBLE') || reader.accept('IGNORED')) options = { ...options, invisible: true };
    else if (reader.accept('VISIBLE') || reader.accept('NOT', 'IGNORED')) options = { ...options, invisible: false };
    else if (reader.acceptOneOf('ENGINE_ATTRIBUTE', 'SECONDARY_ENGINE_ATTRIBUTE', 'CLUSTERING', 'M', 'DISTANCE')) {
      reader.accept('=');
      reader.take();
    } else return options;
  }
}

export function finishIndex({ method, parser, invisible }: IndexOptions): Pick<CreateIndex, 'method' | 'details' | 'detailsText'> {
  const texts = [parser === undefined ? '' : `WITH PARSER ${parser}`, invisible === true ? 'INVISIBLE' : ''].filter((text) => text !== '');
  return { method, details: texts.join(' '), ...(texts.length > 0 ? { detailsText: texts.join(' ') } : {}) };
}

/** The columns of a key, in parentheses. */
export function readKeyColumns(reader: TokenReader): string[] {
  return columnNames(reader.group());
}
