import type { Finding, MigrationResult, SetResult } from '../../lint-result.ts';

/**
 * Whether a rewritten migration, and those that were written behind it, are what was wanted: all of
 * it is understood as before, what was fixed is gone, and there is nothing else to say now.
 *
 * @param id of the migration
 * @param fixed the findings whose fixes were made
 * @param addedFiles the ups of new migrations are among them
 */
export function isMended(before: SetResult, after: SetResult, id: string, fixed: readonly Finding[], addedFiles: ReadonlySet<string>): boolean {
  const old = before.migrations.find((migration) => migration.id === id);
  const changed = after.migrations.filter((migration) => migration.id === id || addedFiles.has(migration.files.up));
  if (!old || !changed.some((migration) => migration.id === id)) return false;
  if (notAnalysed(changed) > notAnalysed([old])) return false;
  if (after.problems.length > before.problems.length) return false;

  const left = countByRule(findingsOf([old]));
  for (const { rule } of fixed) left.set(rule, (left.get(rule) ?? 0) - 1);
  return [...countByRule(findingsOf(changed))].every(([rule, count]) => count <= (left.get(rule) ?? 0));
}

function findingsOf(migrations: readonly MigrationResult[]): Finding[] {
  return migrations.flatMap(({ findings }) => findings);
}

function notAnalysed(migrations: readonly MigrationResult[]): number {
  return migrations.reduce((sum, migration) => sum + migration.notAnalysed.length, 0);
}

function countByRule(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}
