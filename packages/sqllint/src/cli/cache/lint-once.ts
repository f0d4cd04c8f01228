import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';

import type { DialectName } from '../../dialect-name.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import type { emptySchema, lintPart, lintSet, LintOptions } from '../../lint.ts';
import type { MigrationResult, SetResult } from '../../lint-result.ts';
import type { MigrationSet } from '../../migrations/migration.ts';
import type { Schema } from '../../schema/schema.ts';
import { blocksOf, initialState, keyOf, stateAfter } from './blocks.ts';
import type { Block } from './blocks.ts';
import type { Cache } from './cache.ts';
import { forgetHistory, readHistory, writeHistory } from './history-file.ts';
import { applyKept, readResults, writeChanges, writeResults } from './kept-block.ts';
import type { KeptBlock } from './kept-block.ts';

/** What judges: the linter and a dialect, loaded when something has to be judged. */
export interface Judge {
  readonly dialect: Dialect;
  readonly linter: { readonly emptySchema: typeof emptySchema; readonly lintPart: typeof lintPart; readonly lintSet: typeof lintSet };
}

/**
 * Judges a set as `lintSet` does, with the same result, taking from the cache what has been judged
 * before: block by block, each found by the schema before it and by its own content. What is not
 * found is judged on the schema that the blocks before it are known to leave.
 *
 * @param cache undefined where everything is to be judged
 * @param loadJudge called when there is something to judge, and not otherwise
 */
export async function lintOnce(
  set: MigrationSet,
  dialect: DialectName,
  options: LintOptions,
  cache: Cache | undefined,
  loadJudge: () => Promise<Judge>,
): Promise<SetResult> {
  const migrations = cache && (await throughCache(set, dialect, options, cache, loadJudge));
  if (migrations) return { root: set.root, layout: set.layout, dialect, migrations, problems: [...set.problems] };
  const judge = await loadJudge();
  return judge.linter.lintSet(set, judge.dialect, options);
}

/** @returns undefined where judging everything without the cache is the way to be sure */
async function throughCache(
  set: MigrationSet,
  dialect: DialectName,
  options: LintOptions,
  cache: Cache,
  loadJudge: () => Promise<Judge>,
): Promise<readonly MigrationResult[] | undefined> {
  const start = initialState({ build: cache.build, dialect, options }, set);
  if (start === undefined) return undefined;
  const base = pathFor(cache, set, dialect);
  const volumes = readHistory(base);
  try {
    const run = new Run(set, options, volumes.flat(), loadJudge);
    const blocks = await run.judge(start);
    if (!cache.readOnly) writeHistory(base, blocks, volumes);
    return run.results;
  } catch {
    // Whatever it was: if it was not about the cache, it will come up again.
    if (!cache.readOnly) forgetHistory(base, volumes);
    return undefined;
  }
}

/** One path per folder and database: what a later run with other options keeps takes its place. */
function pathFor(cache: Cache, set: MigrationSet, dialect: DialectName): string {
  const name = createHash('sha256').update(JSON.stringify([resolve(set.root), set.layout, dialect])).digest('hex');
  return join(cache.folder, name.slice(0, 32));
}

class CacheError extends Error {
  override readonly name = 'CacheError';
}

/** A block of the history that has been dealt with. */
interface Done {
  readonly block: Block;
  /** What came before it. */
  readonly state: string;
  readonly kept: KeptBlock;
}

/** One pass over a history. */
class Run {
  readonly results: MigrationResult[] = [];
  readonly #set: MigrationSet;
  readonly #options: LintOptions;
  readonly #kept: ReadonlyMap<string, KeptBlock>;
  readonly #loadJudge: () => Promise<Judge>;
  readonly #done: Done[] = [];
  #schema: Schema | undefined;
  /** How many blocks the schema has seen. */
  #applied = 0;

  constructor(set: MigrationSet, options: LintOptions, kept: readonly KeptBlock[], loadJudge: () => Promise<Judge>) {
    this.#set = set;
    this.#options = options;
    this.#kept = new Map(kept.map((block) => [block.key, block]));
    this.#loadJudge = loadJudge;
  }

  /**
   * @returns the blocks of the history
   * @throws {CacheError} when what was kept, or what is to be kept, cannot be relied on
   */
  async judge(start: string): Promise<readonly KeptBlock[]> {
    let state = start;
    for (const block of blocksOf(this.#set.migrations)) {
      const key = keyOf(state, this.#set.migrations, block, this.#options);
      const kept = this.#take(block, this.#kept.get(key)) ?? (await this.#judgeBlock(block, key, state));
      this.#done.push({ block, state, kept });
      ({ state } = kept);
    }
    return this.#done.map(({ kept }) => kept);
  }

  #take({ from, to }: Block, kept: KeptBlock | undefined): KeptBlock | undefined {
    if (!kept) return undefined;
    this.results.push(...readResults(kept));
    for (let at = from; at < to; at++) this.#options.onMigration?.();
    return kept;
  }

  async #judgeBlock(block: Block, key: string, state: string): Promise<KeptBlock> {
    const { dialect, linter } = await this.#loadJudge();
    const schema = (this.#schema ??= linter.emptySchema());
    const behind = this.#done.slice(this.#applied);
    if (!behind.every((done) => this.#isSound(done))) throw new CacheError('These changes of the schema are not those that were kept.');
    applyKept(schema, behind.map(({ kept }) => kept));
    const { migrations, problems } = linter.lintPart(this.#set, block, schema, dialect, this.#options);
    // A mistake of ours left a migration out. Who runs again shall see that again.
    if (problems.length > 0) throw new CacheError('A block is not whole.');
    const changes = writeChanges(schema.takeChanges());
    this.results.push(...migrations);
    this.#applied = this.#done.length + 1;
    return { key, state: this.#stateAfter(state, block, changes), results: writeResults(migrations), changes };
  }

  /** Whether the changes are those that were kept. */
  #isSound({ block, state, kept }: Done): boolean {
    return this.#stateAfter(state, block, kept.changes) === kept.state;
  }

  #stateAfter(state: string, block: Block, changes: Uint8Array): string {
    return stateAfter(state, this.#set.migrations, block, changes);
  }
}
