import type { Dialect } from '../../dialects/dialect.ts';
import { load } from '../../dialects/load.ts';
import { downsOf } from '../../down.ts';
import type { Migration, MigrationSet } from '../../migrations/migration.ts';
import { EngineError } from '../../verify/engine.ts';
import type { VerifiedMigration, VerifiedSet } from '../../verify/result.ts';
import { verifySet } from '../../verify/verify.ts';
import { clean, couldNotRun, foundProblems } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { complain, printLine } from '../output.ts';
import { Progress } from '../progress.ts';
import { readRequested } from '../read-requested.ts';
import { shownPath } from '../shown-path.ts';
import { UsageError } from '../usage-error.ts';
import { openEngine } from './open-engine.ts';
import type { VerifyRequest } from './verify-options.ts';

/** `sqllint verify [paths…]`: runs every migration on a real database, and says what its down brings back. */
export async function verifyCommand(request: VerifyRequest): Promise<ExitCode> {
  const sets = await readRequested(request, () => undefined);
  const errors = sets.flatMap(({ problems }) => problems.filter(({ level }) => level === 'error'));
  for (const { file, message } of errors) complain(`${shownPath(file)}: ${message}`);
  const verified: VerifiedSet[] = [];
  for (const set of sets) if (set.migrations.length > 0) verified.push(await verifyOne(set, request));
  const migrations = verified.flatMap((set) => set.migrations);
  for (const migration of migrations) printLine(lineOf(migration));
  if (errors.length > 0) return couldNotRun;
  return migrations.every(({ verdict }) => verdict.rollback === 'works' || verdict.rollback === 'no down') ? clean : foundProblems;
}

async function verifyOne(set: MigrationSet, request: VerifyRequest): Promise<VerifiedSet> {
  const name = request.dialect ?? set.dialect ?? 'postgres';
  const dialect = await load(name);
  const engine = await open(set, name);
  const progress = new Progress(process.stderr);
  try {
    const migrations: VerifiedMigration[] = [];
    for await (const migration of verifySet(set, engine, dialect, { generatedDown: generatedDowns(set, dialect, request) })) {
      migrations.push(migration);
      progress.update(migrations.length, set.migrations.length);
    }
    return { root: set.root, layout: set.layout, engine: engine.title, migrations };
  } finally {
    progress.end();
    await engine.close();
  }
}

async function open(...args: Parameters<typeof openEngine>): ReturnType<typeof openEngine> {
  try {
    return await openEngine(...args);
  } catch (error) {
    if (error instanceof EngineError) throw new UsageError(error.message);
    throw error;
  }
}

/** What `sqllint down` would write, for migrations that have none of their own. */
function generatedDowns(set: MigrationSet, dialect: Dialect, { postgresVersion }: VerifyRequest): (migration: Migration) => string | undefined {
  const isMissing = ({ down }: Migration): boolean => down === undefined;
  let written: Map<string, string> | undefined;
  return ({ id }) => {
    written ??= new Map([...downsOf(set, dialect, { pgVersion: postgresVersion }, isMissing)].map(({ migration, down }) => [migration.id, down.text]));
    return written.get(id);
  };
}

function lineOf({ id, verdict, up, down, milliseconds }: VerifiedMigration): string {
  const why = up.failure?.error.message ?? down?.failure?.error.message ?? down?.schema?.differences.map(({ change, kind, object }) => `${change} ${kind} ${object}`).join(', ') ?? '';
  const source = down?.source === 'generated' ? ' (generated)' : '';
  return `${id}  rollback ${verdict.rollback}${source}  ${milliseconds.toFixed(0)} ms  ${why}`.trimEnd();
}
