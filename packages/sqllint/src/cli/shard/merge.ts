import { dialectTitled } from '../../dialect-name.ts';
import type { FileProblem } from '../../migrations/migration.ts';
import type { JsonReport, JsonShard, JsonSummary } from '../../report/json.ts';
import { isGibberish, notReadable } from '../gibberish.ts';

/** What one shard found. */
export interface ShardReport extends JsonReport {
  readonly shard: JsonShard;
}

/**
 * Puts together what the shards of one run found.
 *
 * @param shards all of them, in order
 * @returns the document of the run as it would be without shards
 */
export function mergeReports(shards: readonly [ShardReport, ...ShardReport[]]): JsonReport {
  const [{ schemaVersion, tool, postgresVersion, shard: { sets } }] = shards;
  const problems: FileProblem[] = [];
  const queues = shards.map((shard) => [...shard.problems]);
  let unjudged = 0;
  for (const [at, { folder, dialect }] of sets.entries()) {
    const parts = shards.flatMap(({ shard }) => shard.sets[at]?.part ?? []);
    for (const [number, { shard }] of shards.entries()) problems.push(...(queues[number]?.splice(0, shard.sets[at]?.problems) ?? []));
    // Of a part alone nobody could tell.
    if (isGibberish({ seen: sum(parts, ({ seen }) => seen), refused: sum(parts, ({ refused }) => refused) })) {
      problems.push({ level: 'error', file: folder, message: notReadable(dialectTitled(dialect)) });
      unjudged++;
    }
  }
  const summary = mergeSummaries(shards.map((shard) => shard.summary));
  return {
    schemaVersion,
    tool,
    postgresVersion,
    migrations: shards.flatMap(({ migrations }) => migrations),
    problems,
    summary: { ...summary, unjudged: summary.unjudged + unjudged },
  };
}

function mergeSummaries(summaries: readonly JsonSummary[]): JsonSummary {
  const add = (number: (summary: JsonSummary) => number): number => sum(summaries, number);
  const baselined = add((summary) => summary.baselined ?? 0);
  return {
    migrations: add(({ migrations }) => migrations),
    statements: { seen: add(({ statements }) => statements.seen), analysed: add(({ statements }) => statements.analysed) },
    errors: add(({ errors }) => errors),
    warnings: add(({ warnings }) => warnings),
    unjudged: add((summary) => summary.unjudged),
    fileWarnings: add(({ fileWarnings }) => fileWarnings),
    ...(baselined === 0 ? {} : { baselined }),
    verdicts: {
      rollback: addUp(summaries.map(({ verdicts }) => verdicts.rollback)),
      deploy: addUp(summaries.map(({ verdicts }) => verdicts.deploy)),
      oldCode: addUp(summaries.map(({ verdicts }) => verdicts.oldCode)),
    },
  };
}

/** All have the same names. */
function addUp(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  return Object.fromEntries(Object.keys(counts[0] ?? {}).map((name) => [name, sum(counts, (of) => of[name] ?? 0)]));
}

function sum<T>(items: readonly T[], number: (item: T) => number): number {
  return items.reduce((total, item) => total + number(item), 0);
}
