import { readFileSync } from 'node:fs';

import { reasonOf } from '../../migrations/folder.ts';
import { schemaVersion } from '../../report/json-version.ts';
import { shownPath } from '../shown-path.ts';
import { UsageError } from '../usage-error.ts';
import type { ShardReport } from './merge.ts';

/** A shard's result, and the file that it was read from, for messages. */
interface ReadShard {
  readonly name: string;
  readonly report: ShardReport;
}

/**
 * Reads the results of all shards of one run, in any order.
 *
 * @returns them in order
 * @throws {UsageError} for a file that is no such result, and for shards that are not all of one run
 */
export function readShards(files: readonly string[]): readonly [ShardReport, ...ShardReport[]] {
  const shards = files.map((file): ReadShard => ({ name: shownPath(file), report: readReport(file) }));
  shards.sort((a, b) => a.report.shard.index - b.report.shard.index);
  const [first, ...others] = shards;
  if (first === undefined) throw new UsageError('There are no shards to merge.');
  const { count } = first.report.shard;
  for (const other of others) checkSameRun(first, other);
  for (let index = 1; index <= count; index++) {
    const same = shards.filter(({ report }) => report.shard.index === index);
    const [one, another] = same;
    if (one === undefined) throw new UsageError(`Shard ${index}/${count} is missing. Name the results of all ${count} shards.`);
    if (another !== undefined) throw new UsageError(`${one.name} and ${another.name} are both shard ${index}/${count}. Name each shard once.`);
  }
  return [first.report, ...others.map(({ report }) => report)];
}

function checkSameRun(one: ReadShard, other: ReadShard): void {
  const names = `${one.name} and ${other.name}`;
  const [a, b] = [one.report, other.report];
  if (a.tool.version !== b.tool.version) {
    throw new UsageError(`${names} were written by different versions of sqllint, ${a.tool.version} and ${b.tool.version}. Run all shards with the same.`);
  }
  if (a.shard.count !== b.shard.count) {
    throw new UsageError(`${names} are of different runs: one of ${a.shard.count} shards, one of ${b.shard.count}. Name the results of one run.`);
  }
  if (a.shard.run !== b.shard.run) {
    throw new UsageError(`${names} are not of the same run: the migrations, their configuration or the options differ. Run all shards on the same commit with the same options.`);
  }
}

const notAShard = 'This is no result of a shard. Write one with sqllint --shard i/n --format json.';

function readReport(file: string): ShardReport {
  const name = shownPath(file);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${name}: This result of a shard cannot be read: ${reasonOf(error)}.`);
  }
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    throw new UsageError(`${name}: This is no JSON. ${text.trim() === '' ? 'The shard has printed nothing; look at what it said.' : notAShard}`);
  }
  if (!isShardReport(document)) throw new UsageError(`${name}: ${notAShard}`);
  return document;
}

/** Whether we wrote it, of which the rest follows. */
function isShardReport(document: unknown): document is ShardReport {
  if (typeof document !== 'object' || document === null) return false;
  // To look at parts of something unknown; each is checked.
  const { schemaVersion: version, tool, migrations, problems, summary, shard } = document as Partial<Record<keyof ShardReport, unknown>>;
  return version === schemaVersion && isNamedTool(tool) && Array.isArray(migrations) && Array.isArray(problems) && typeof summary === 'object' && isShard(shard);
}

function isNamedTool(tool: unknown): boolean {
  return typeof tool === 'object' && tool !== null && 'name' in tool && tool.name === 'sqllint';
}

function isShard(shard: unknown): boolean {
  return typeof shard === 'object' && shard !== null && 'run' in shard && typeof shard.run === 'string' && 'sets' in shard && Array.isArray(shard.sets);
}
