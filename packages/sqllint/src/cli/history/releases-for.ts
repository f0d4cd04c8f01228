import type { MigrationSet } from '../../migrations/migration.ts';
import type { JudgeRequest } from '../lint-options.ts';
import type { KnownReleases } from './known-releases.ts';

/**
 * What has shipped. Elsewhere than in CI nobody asks git unless the command line does.
 * @throws {UsageError} when what the command line says cannot be found
 */
export async function releasesFor(request: JudgeRequest, sets: readonly MigrationSet[]): Promise<KnownReleases> {
  if (request.history === undefined && process.env['CI'] === undefined) return { of: new Map() };
  const { knownReleases } = await import('./known-releases.ts');
  return knownReleases(request, sets, process.env);
}
