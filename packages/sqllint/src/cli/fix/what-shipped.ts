import type { MigrationSet } from '../../migrations/migration.ts';
import type { Release } from '../history/releases.ts';
import type { JudgeRequest } from '../lint-options.ts';
import { UsageError } from '../usage-error.ts';

/**
 * What of the sets must not be rewritten, because it may have run somewhere: what the command line
 * or CI says, and otherwise what is committed.
 *
 * @returns undefined when the command line says that nothing has shipped
 * @throws {UsageError} where nobody can know
 */
export async function whatShipped(request: JudgeRequest, sets: readonly MigrationSet[], releases: ReadonlyMap<MigrationSet, Release>): Promise<ReadonlyMap<MigrationSet, Release> | undefined> {
  if (request.history === 'all') return undefined;
  if (releases.size > 0 || request.history !== undefined) return releases;
  const own = sets.filter(({ migrations }) => migrations.length > 0);
  if (own.length === 0) return releases;
  const { knownReleases } = await import('../history/known-releases.ts');
  try {
    return knownReleases({ ...request, history: { since: 'HEAD' } }, own, {}).of;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError('--fix rewrites no migration that has shipped, and here nothing tells which have. Name the last one with --applied-through, or say --all if none has.');
  }
}
