import type { Dialect } from '../dialects/dialect.ts';
import type { Migration, MigrationSet } from '../migrations/migration.ts';
import { BareHistory } from './bare-history.ts';
import { EngineError } from './engine.ts';
import type { Engine } from './engine.ts';
import type { VerifiedMigration } from './result.ts';
import { runnable } from './runnable.ts';
import { Trial } from './trial.ts';
import { Trunk } from './trunk.ts';

export interface VerifyOptions {
  /** The migrations to verify, by id; the others are only applied. All of them when absent. */
  readonly isWanted?: (id: string) => boolean;
  /** The downs of migrations that have none of their own. */
  readonly generatedDown?: (migration: Migration) => string | undefined;
  /** Gives other rows for another number; 0 when absent. */
  readonly seed?: number;
  /** A script that runs before everything: roles, schemas and extensions that the history takes for granted. */
  readonly prelude?: string;
  /** A script of the user that fills the tables as they are before the first migration that is verified. */
  readonly seedScript?: string;
  /** Queries of the application, which have to keep running. */
  readonly queries?: readonly ApplicationQuery[];
}

/** A query of the previous release. */
export interface ApplicationQuery {
  /** As the server takes it. */
  readonly sql: string;
  /** As it stands in the code. */
  readonly written: string;
  /** Where it stands. */
  readonly file: string;
  readonly line: number;
}

/**
 * Verifies the migrations of a folder in their order, one result as each is done: seed, up, old
 * code, new code, down, compare, up again. The engine has to be fresh; the caller closes it.
 *
 * What each step finds never depends on what was tried for the migration before: every migration
 * starts from the state that the ups alone have left, with rows in it.
 */
export async function* verifySet(set: MigrationSet, engine: Engine, dialect: Dialect, options: VerifyOptions = {}): AsyncGenerator<VerifiedMigration, void> {
  if (options.prelude !== undefined) await runOwnScript(engine, dialect, options.prelude, '--prelude', 'on an empty database');
  const trunk = new Trunk(engine, options.seed ?? 0);
  let bare: BareHistory | undefined;
  let isKnown = false;
  try {
    for (const migration of set.migrations) {
      if (options.isWanted && !options.isWanted(migration.id)) {
        await applyOnly(engine, migration, dialect);
        isKnown = false;
      } else {
        if (!bare) {
          bare = await BareHistory.begin(engine, dialect);
          if (options.seedScript !== undefined) await runOwnScript(engine, dialect, options.seedScript, '--seed-script', 'on the schema as it is before the first migration that is verified');
        }
        if (!isKnown) await trunk.moveTo(await engine.schema(), undefined);
        isKnown = true;
        yield await new Trial(engine, dialect, migration, trunk, bare, options).run();
      }
      bare?.add(migration);
    }
  } finally {
    await trunk.forgetKept();
    await bare?.end();
  }
}

/** Applies what is not asked about. A script that fails leaves the state as it was: whoever wrote it got it to run somehow. */
async function applyOnly(engine: Engine, migration: Migration, dialect: Dialect): Promise<void> {
  const before = await engine.keep();
  const { failure } = await engine.run(runnable(migration.up, dialect), 'nothing');
  if (failure) await engine.goBackTo(before);
  await engine.forget(before);
}

/** @throws {EngineError} when it fails: whoever wrote it wants to know */
async function runOwnScript(engine: Engine, dialect: Dialect, text: string, option: string, where: string): Promise<void> {
  const statements = dialect.parse(text).statements.map(({ start, end }) => ({ sql: text.slice(start, end), start, end }));
  const { failure } = await engine.run({ statements, transaction: 'unknown' }, 'nothing');
  if (failure) throw new EngineError(`The script of ${option} does not run: ${failure.error.message}. It runs ${where}.`);
  if (option === '--prelude') engine.startSessionsWith?.(statements.flatMap(({ sql }) => (/^SET\b/iu.test(sql) ? [sql] : [])));
}
