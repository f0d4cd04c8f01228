import { load } from '../../dialects/load.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { downsOf } from '../../down.ts';
import type { SetResult } from '../../lint-result.ts';
import type { Migration, MigrationSet } from '../../migrations/migration.ts';
import { count } from '../../report/count.ts';
import { loadReport } from '../../report/formats.ts';
import { textWidth } from '../../report/text-width.ts';
import { totalsOf } from '../../report/totals.ts';
import { EngineError } from '../../verify/engine.ts';
import { mergeProof } from '../../verify/proof/merge.ts';
import type { VerifiedMigration, VerifiedSet } from '../../verify/result.ts';
import { verifySet } from '../../verify/verify.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import type { KnownReleases } from '../history/known-releases.ts';
import { releasesFor } from '../history/releases-for.ts';
import { judgeSets } from '../judge-sets.ts';
import { complain, describeFailure, printLine } from '../output.ts';
import { readRequested } from '../read-requested.ts';
import { contextOf } from '../report-context.ts';
import { versionsSaid } from '../settings.ts';
import { shownPath } from '../shown-path.ts';
import { loadPaint, wantsColor } from '../terminal.ts';
import { remarkOnWarnings } from '../warning-limit.ts';
import { applicationQueries } from './application-queries.ts';
import { Countdown } from './countdown.ts';
import { openEngine, runsOnPGlite } from './open-engine.ts';
import { resultHeading, resultLine } from './result-line.ts';
import type { VerifyRequest } from './verify-options.ts';

/**
 * `sqllint verify [paths…]`: runs every migration on a real database, and reports what that showed
 * together with what static analysis says, in any of its formats.
 */
export async function verifyCommand(request: VerifyRequest): Promise<ExitCode> {
  const sets = await readRequested(request, () => undefined);
  const { of: releases, note } = await releasesFor(request, sets);
  if (note !== undefined) complain(note);
  const judged = await judgeSets(sets, request, undefined, releases);
  const results: SetResult[] = [];
  const verified: VerifiedSet[] = [];
  for (const [index, set] of sets.entries()) {
    const result = judged[index];
    if (result === undefined) continue;
    const proof = result.migrations.length === 0 ? undefined : await tryToVerify(set, result, request, releases);
    if (proof === undefined) results.push(result);
    else if (typeof proof === 'string') results.push({ ...result, migrations: [], problems: [...result.problems, { level: 'error', file: set.root, message: proof }] });
    else {
      const merged = mergeProof(result, proof, set);
      results.push(merged.result);
      verified.push(merged.verified);
    }
  }
  return report(results, verified, sets, request, releases);
}

async function report(
  results: readonly SetResult[],
  verified: readonly VerifiedSet[],
  sets: readonly MigrationSet[],
  request: VerifyRequest,
  releases: KnownReleases['of'],
): Promise<ExitCode> {
  const errors = results.flatMap(({ problems }) => problems.filter(({ level }) => level === 'error'));
  for (const { file, line, message } of errors) complain(`${shownPath(file)}${line === undefined ? '' : `:${String(line)}`}: ${message}`);
  const print = await loadReport(request.format);
  const text = print({ sets: results }, await contextOf(request, sets, releases));
  if (request.format === 'stylish' && verified.length > 0) printLine('');
  printLine(text);
  for (const { engine, migrations } of verified) for (const line of remarksOn(engine, migrations)) complain(line);
  if (request.html !== undefined) complain((await import('./write-page.ts')).writePage(request.html, verified));
  const totals = totalsOf(results);
  const { maxWarnings = Infinity } = request;
  const remark = remarkOnWarnings(totals, maxWarnings);
  if (remark !== undefined) complain(remark);
  return exitCodeOf(totals, maxWarnings);
}

/** What stays unsaid in the findings: claims that did not hold, and what could not be tried. */
function remarksOn(engine: string, migrations: readonly VerifiedMigration[]): string[] {
  const refuted = migrations.flatMap(({ claims }) => claims.filter(({ outcome }) => outcome === 'refuted'));
  const unfilled = new Map(migrations.flatMap(({ seed }) => seed.unfilled.map(({ table, reason }) => [table, reason])));
  return [
    ...refuted.map(({ finding: { file, line, rule }, evidence }) => `${shownPath(file)}:${String(line)}: ${rule} is withdrawn: ${evidence}`),
    ...[...unfilled].map(([table, reason]) => `No row could be written into ${table}, so that nothing is known of its data: ${reason}`),
    `${count(migrations.length, 'migration')} ran on ${engine}.`,
  ];
}

/** @returns what it showed, or a sentence why it could not be run */
async function tryToVerify(set: MigrationSet, result: SetResult, request: VerifyRequest, releases: KnownReleases['of']): Promise<VerifiedSet | string> {
  try {
    return await verifyOne(set, result, request, releases);
  } catch (error) {
    return error instanceof EngineError ? error.message : describeFailure(error, request.debug);
  }
}

async function verifyOne(set: MigrationSet, result: SetResult, request: VerifyRequest, releases: KnownReleases['of']): Promise<VerifiedSet> {
  const name = request.dialect ?? set.dialect ?? 'postgres';
  const dialect = await load(name);
  const release = releases.get(set);
  const old = new Set(release?.shipped?.filter((id) => !(id in (release.changed ?? {}))));
  const reported = new Set(result.migrations.map(({ id }) => id));
  const wanted = set.migrations.map(({ id }) => id).filter((id) => reported.has(id) && !old.has(id));
  const paint = await loadPaint(wantsColor(request.color, process.env, process.stdout));
  const width = Math.min(60, Math.max(...set.migrations.map(({ id }) => textWidth(id))));
  const isTable = request.format === 'stylish';
  const countdown = new Countdown(process.stderr, wanted.length);
  const migrations: VerifiedMigration[] = [];
  const show = (migration: VerifiedMigration): void => {
    migrations.push(migration);
    countdown.clear();
    // Not before there is a result: a database that does not open leaves no empty table behind.
    if (isTable && migrations.length === 1) printLine(resultHeading(width, paint));
    if (isTable) printLine(resultLine(migration, width, paint));
    countdown.show();
  };
  countdown.begin();
  const generated = generatedDowns(set, dialect, request);
  const options = {
    seed: request.seed,
    ...(request.prelude === undefined ? {} : { prelude: request.prelude }),
    ...(request.seedScript === undefined ? {} : { seedScript: request.seedScript }),
    queries: applicationQueries(request.queries, release?.before, dialect, set),
  };
  try {
    if (runsOnPGlite(name, request.server)) {
      const missing = set.migrations.filter(({ id, down }) => down === undefined && wanted.includes(id));
      const generatedDowns = new Map(missing.flatMap((migration) => {
        const down = generated(migration);
        return down === undefined ? [] : [[migration.id, down] as const];
      }));
      const { verifyInThreads } = await import('./verify-in-threads.ts');
      const engine = await verifyInThreads({ folder: process.cwd(), dialect: name, set, wanted, generatedDowns, options, seconds: request.seconds }, show, (done) => countdown.update(done));
      return { root: set.root, layout: set.layout, engine, migrations };
    }
    const engine = await openEngine(set, name, request);
    try {
      const all = new Set(wanted);
      for await (const migration of verifySet(set, engine, dialect, { ...options, isWanted: (id) => all.has(id), generatedDown: generated })) {
        show(migration);
        countdown.update(migrations.length);
      }
      return { root: set.root, layout: set.layout, engine: engine.title, migrations };
    } finally {
      await engine.close();
    }
  } finally {
    countdown.clear();
  }
}

/** What `sqllint down` would write, for migrations that have none of their own. */
function generatedDowns(set: MigrationSet, dialect: Dialect, request: VerifyRequest): (migration: Migration) => string | undefined {
  const isMissing = ({ down }: Migration): boolean => down === undefined;
  let written: Map<string, string> | undefined;
  return ({ id }) => {
    written ??= new Map([...downsOf(set, dialect, versionsSaid(request), isMissing)].map(({ migration, down }) => [migration.id, down.text]));
    return written.get(id);
  };
}
