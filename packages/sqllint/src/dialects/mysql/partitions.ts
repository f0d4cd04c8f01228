import type { ChangePartitions, QualifiedName } from '../../changes.ts';
import type { TokenReader } from './token-reader.ts';

interface Target {
  readonly table: QualifiedName;
  readonly tableIfExists?: boolean;
}

type Action = ChangePartitions['action'];

/** The actions by the words that they begin with; those that leave rows and partitions as they are count as a check. */
const actions: readonly (readonly [words: string, action: Action])[] = [
  ['PARTITION BY', 'partition by'],
  ['REMOVE PARTITIONING', 'remove'],
  ['ADD PARTITION', 'add'],
  ['DROP PARTITION', 'drop'],
  ['TRUNCATE PARTITION', 'truncate'],
  ['REORGANIZE PARTITION', 'reorganize'],
  ['COALESCE PARTITION', 'coalesce'],
  ['EXCHANGE PARTITION', 'exchange'],
  ['REBUILD PARTITION', 'rebuild'],
  ['REPAIR PARTITION', 'rebuild'],
  ['OPTIMIZE PARTITION', 'optimize'],
  ['ANALYZE PARTITION', 'check'],
  ['CHECK PARTITION', 'check'],
  ['DISCARD PARTITION', 'check'],
  ['IMPORT PARTITION', 'check'],
  ['CONVERT PARTITION', 'exchange'],
];

/** Reads an action about partitions, which is the last of its statement; undefined where none begins. */
export function readPartitionAction(reader: TokenReader, target: Target): ChangePartitions | undefined {
  const found = actions.find(([words]) => reader.isNext(...words.split(' ')));
  if (!found) return undefined;
  const start = reader.offset;
  const [words, action] = found;
  reader.accept(...words.split(' '));
  const rest = reader.rest();
  const { start: from, end } = rest.range;
  const partitions: string[] = [];
  const other = action === 'partition by' || action === 'add' ? undefined : readNames(rest, partitions);
  const last = Math.max(end, reader.lastEnd);
  return {
    kind: 'changePartitions',
    start,
    end: last,
    ...target,
    action,
    partitions,
    text: reader.textOf({ start, end: Math.max(from, last) }),
    ...(other ? { with: other } : {}),
  };
}

function readNames(rest: TokenReader, partitions: string[]): QualifiedName | undefined {
  rest.accept('IF', 'EXISTS');
  while (rest.isIdentifierNext() && !rest.isNext('WITH') && !rest.isNext('INTO') && !rest.isNext('TO')) {
    partitions.push(rest.identifier());
    if (!rest.accept(',')) break;
  }
  return rest.accept('WITH', 'TABLE') || rest.accept('TO', 'TABLE') ? rest.qualifiedName() : undefined;
}
