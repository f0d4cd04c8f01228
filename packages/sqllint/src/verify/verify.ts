import type { Dialect } from '../dialects/dialect.ts';
import type { Migration, MigrationSet } from '../migrations/migration.ts';
import type { Engine, KeptState, RunnableScript, ScriptRun } from './engine.ts';
import type { DownOutcome, OldCodeOutcome, ProvenVerdict, SeedOutcome, UpAgainOutcome, UpOutcome, VerifiedMigration } from './result.ts';
import { compareRows } from './rows/compare-rows.ts';
import type { LostData } from './rows/compare-rows.ts';
import type { RowsImage } from './rows/rows-image.ts';
import { runnable } from './runnable.ts';
import { compareSchemas } from './schema/compare-schema.ts';
import type { SchemaImage } from './schema/schema-image.ts';

export interface VerifyOptions {
  /** The migrations to verify, by id; the others are only applied. All of them when absent. */
  readonly isWanted?: (id: string) => boolean;
  /** The downs of migrations that have none of their own. */
  readonly generatedDown?: (migration: Migration) => string | undefined;
}

/**
 * Verifies the migrations of a folder in their order, one result as each is done: seed, up, old
 * code, new code, down, compare, up again. The engine has to be fresh; the caller closes it.
 *
 * What each step finds never depends on what was tried for the migration before: every migration
 * starts from the state that the ups alone have left, with rows in it.
 */
export async function* verifySet(set: MigrationSet, engine: Engine, dialect: Dialect, options: VerifyOptions = {}): AsyncGenerator<VerifiedMigration, void> {
  let schema = await engine.schema();
  for (const migration of set.migrations) {
    if (options.isWanted && !options.isWanted(migration.id)) {
      await applyOnly(engine, migration, dialect);
      schema = await engine.schema();
      continue;
    }
    const { verified, after } = await new Trial(engine, dialect, migration, schema, options).run();
    schema = after;
    yield verified;
  }
}

/** Applies what is not asked about. A script that fails leaves the state as it was: whoever wrote it got it to run somehow. */
async function applyOnly(engine: Engine, migration: Migration, dialect: Dialect): Promise<void> {
  const before = await engine.keep();
  const { failure } = await engine.run(runnable(migration.up, dialect), 'nothing');
  if (failure) await engine.goBackTo(before);
  await engine.forget(before);
}

/** The eight steps for one migration. */
class Trial {
  readonly #engine: Engine;
  readonly #dialect: Dialect;
  readonly #migration: Migration;
  readonly #schemaBefore: SchemaImage;
  readonly #options: VerifyOptions;

  constructor(engine: Engine, dialect: Dialect, migration: Migration, schemaBefore: SchemaImage, options: VerifyOptions) {
    this.#engine = engine;
    this.#dialect = dialect;
    this.#migration = migration;
    this.#schemaBefore = schemaBefore;
    this.#options = options;
  }

  /** Leaves the engine in the state after the up, or where that fails in the state before it. */
  async run(): Promise<{ readonly verified: VerifiedMigration; readonly after: SchemaImage }> {
    const started = performance.now();
    const engine = this.#engine;
    const seed: SeedOutcome = { rows: 0, unfilled: [] };
    const rowsBefore = await engine.rows();
    const before = await engine.keep();
    try {
      const up = await this.#up(before);
      if (up.failure) return { verified: this.#result({ seed, up }, { rollback: 'up fails', oldCode: 'not tried' }, started), after: this.#schemaBefore };
      const after = await engine.schema();
      const applied = await engine.keep();
      try {
        const down = await this.#down(applied, rowsBefore);
        const upAgain = down && !down.failure ? await this.#upAgain(after) : undefined;
        const verdict: ProvenVerdict = { rollback: rollbackOf(down), oldCode: 'not tried' };
        return { verified: this.#result({ seed, up, ...(down ? { down } : {}), ...(upAgain ? { upAgain } : {}) }, verdict, started), after };
      } finally {
        await engine.goBackTo(applied);
        await engine.forget(applied);
      }
    } finally {
      await engine.forget(before);
    }
  }

  async #up(before: KeptState): Promise<UpOutcome> {
    const run = await this.#engine.run(runnable(this.#migration.up, this.#dialect), 'locks');
    if (run.failure) await this.#engine.goBackTo(before);
    return { ...outcomeOf(run), locks: run.locks };
  }

  async #down(applied: KeptState, rowsBefore: RowsImage): Promise<DownOutcome | undefined> {
    const script = this.#downScript();
    if (!script) return undefined;
    const { source, statements } = script;
    const run = await this.#engine.run(statements, 'nothing');
    if (run.failure) {
      await this.#engine.goBackTo(applied);
      return { source, lost: [], ...outcomeOf(run) };
    }
    const schema = compareSchemas(this.#schemaBefore, await this.#engine.schema());
    const lost: LostData[] = compareRows(rowsBefore, await this.#engine.rows());
    return { source, schema, lost, ...outcomeOf(run) };
  }

  #downScript(): { readonly source: DownOutcome['source']; readonly statements: RunnableScript } | undefined {
    const { down, up } = this.#migration;
    if (down) return { source: 'own', statements: runnable(down, this.#dialect) };
    const written = this.#options.generatedDown?.(this.#migration);
    if (written === undefined) return undefined;
    const statements = this.#dialect.parse(written).statements.map(({ start, end }) => ({ sql: written.slice(start, end), start, end }));
    return { source: 'generated', statements: { statements, transaction: up.transaction === 'none' ? 'each' : 'unknown' } };
  }

  async #upAgain(after: SchemaImage): Promise<UpAgainOutcome> {
    const { failure } = await this.#engine.run(runnable(this.#migration.up, this.#dialect), 'nothing');
    if (failure) return { failure };
    return { schema: compareSchemas(after, await this.#engine.schema()) };
  }

  #result(
    steps: Pick<VerifiedMigration, 'seed' | 'up'> & { readonly oldCode?: OldCodeOutcome; readonly down?: DownOutcome; readonly upAgain?: UpAgainOutcome },
    verdict: ProvenVerdict,
    started: number,
  ): VerifiedMigration {
    const { id, version, name, up, down } = this.#migration;
    const files = { up: up.file, ...(down ? { down: down.file } : {}) };
    return { id, version, name, files, verdict, ...steps, claims: [], milliseconds: performance.now() - started };
  }
}

function outcomeOf({ failure, ranOneByOne, milliseconds }: ScriptRun): Pick<DownOutcome, 'failure' | 'ranOneByOne' | 'milliseconds'> {
  return { ...(failure ? { failure } : {}), ...(ranOneByOne ? { ranOneByOne } : {}), milliseconds };
}

function rollbackOf(down: DownOutcome | undefined): ProvenVerdict['rollback'] {
  if (!down) return 'no down';
  if (down.failure) return down.failsOnlyOnNewRows ? 'fails on new rows' : 'fails';
  if (down.schema?.differences.some(({ kind }) => kind !== 'comment')) return 'does not restore';
  return down.lost.some(({ which }) => which === 'old') ? 'loses data' : 'works';
}
