import { UsageError } from '../usage-error.ts';

/** One of the parts of a run that are judged beside each other, on different machines. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/**
 * Reads what stands behind `--shard`: `2/4`.
 * @throws {UsageError} for anything else than the number of a shard and how many there are
 */
export function readShard(typed: string): Shard {
  const [, index, count] = /^(\d{1,9})\/(\d{1,9})$/u.exec(typed)?.map(Number) ?? [];
  if (index === undefined || count === undefined) {
    throw new UsageError(`--shard takes the number of a shard and how many there are, as in 1/4, not “${typed}”.`);
  }
  if (count === 0) throw new UsageError(`--shard ${typed}: There is at least one shard. Write 1/1, or leave the option out.`);
  if (index === 0) throw new UsageError(`--shard ${typed}: Shards are counted from 1. The first is 1/${count}.`);
  if (index > count) throw new UsageError(`--shard ${typed}: There are ${count} shards, and this would be number ${index}. The last is ${count}/${count}.`);
  return { index, count };
}
