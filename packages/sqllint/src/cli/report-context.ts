import type { MigrationSet } from '../migrations/migration.ts';
import type { ReportContext } from '../report/report.ts';
import type { Rule } from '../rules/rule.ts';
import type { SourceText } from '../text/source-text.ts';
import { versionsOf } from '../facts/server.ts';
import { digest } from './digest.ts';
import { docsUrl } from './docs-url.ts';
import type { KnownReleases } from './history/known-releases.ts';
import type { JudgeRequest } from './lint-options.ts';
import { repositoryPathFrom } from './repository-path.ts';
import { versionsSaid } from './settings.ts';
import { shownPath } from './shown-path.ts';
import { loadPaint, reportColumns, wantsColor } from './terminal.ts';
import { ownVersion } from './version.ts';

/** What the reports of a run know besides its result. */
export async function contextOf(request: JudgeRequest & { readonly task: string }, sets: readonly MigrationSet[], releases: KnownReleases['of']): Promise<ReportContext> {
  const version = ownVersion();
  return {
    version,
    postgresVersion: assumedPostgres(request, sets),
    shownPath,
    repositoryPath: repositoryPathFrom(process.cwd()),
    sourceOf: sourcesOf(sets),
    docsUrl: (rule) => docsUrl(rule, version),
    // A run whose results were kept has not loaded them.
    rules: request.format === 'sarif' ? await describedRules(request) : [],
    digest,
    quiet: request.quiet,
    ...(request.shard === undefined ? {} : { shard: { ...request.shard, run: (await import('./shard/run-digest.ts')).digestOfRun(request, sets, releases) } }),
    columns: reportColumns(process.stdout),
    paint: await loadPaint(wantsColor(request.color, process.env, process.stdout)),
  };
}

/** The oldest PostgreSQL that one of the sets was judged for. */
function assumedPostgres(request: JudgeRequest, sets: readonly MigrationSet[]): number {
  const said = versionsSaid(request);
  const own = sets.filter(({ dialect }) => dialect === 'postgres').map((set) => versionsOf(set, 'postgres', said).pgVersion);
  return own.length === 0 ? request.postgresVersion : Math.min(...own);
}

async function describedRules({ task }: { readonly task: string }): Promise<readonly Rule[]> {
  const { rules } = await import('../rules/index.ts');
  if (task !== 'verify') return rules;
  const { proofRules } = await import('../verify/proof/proof-rules.ts');
  return [...rules, ...Object.values(proofRules)];
}

function sourcesOf(sets: readonly MigrationSet[]): (file: string) => SourceText | undefined {
  let sources: Map<string, SourceText> | undefined;
  return (file) => {
    sources ??= new Map(
      sets
        .flatMap(({ migrations }) => migrations)
        .flatMap(({ up, down }) => [up, ...(down === undefined ? [] : [down])])
        .map((script) => [script.file, script.source]),
    );
    return sources.get(file);
  };
}
