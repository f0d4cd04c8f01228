import type { CommandLine } from '../command-line.ts';
import { readMaxWarnings } from '../lint-options.ts';
import { UsageError } from '../usage-error.ts';

/** What was asked of `sqllint merge`. */
export interface MergeRequest {
  readonly task: 'merge';
  /** What the shards printed. */
  readonly files: readonly string[];
  readonly maxWarnings?: number;
  readonly debug: boolean;
}

/** @throws {UsageError} when no file is named, or for a limit that is no number */
export function readMergeRequest({ switches, values, operands }: CommandLine): MergeRequest {
  if (operands.length === 0) {
    throw new UsageError('sqllint merge needs the results of all shards. Name the files that sqllint --shard i/n --format json has written.');
  }
  const maxWarnings = values.get('max-warnings');
  return {
    task: 'merge',
    files: operands,
    ...(maxWarnings === undefined ? {} : { maxWarnings: readMaxWarnings(maxWarnings) }),
    debug: switches.has('debug'),
  };
}
