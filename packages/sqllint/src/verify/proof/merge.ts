import { inOrder } from '../../finding-from.ts';
import type { Finding, MigrationResult, SetResult } from '../../lint-result.ts';
import type { Migration, MigrationSet } from '../../migrations/migration.ts';
import type { Verdict } from '../../verdict.ts';
import type { ClaimOutcome, VerifiedMigration, VerifiedSet } from '../result.ts';
import { judgeClaims } from './claims.ts';
import { findingsOf } from './findings.ts';
import { proofRules } from './proof-rules.ts';

/** Static rules, and what a run finds instead of them when it agrees. */
const sameAs: Readonly<Record<string, string>> = {
  'down-does-not-restore': proofRules.downDoesNotRestore.name,
  'down-fails': proofRules.downFails.name,
  'no-missing-object': proofRules.upFails.name,
  'no-concurrently-in-transaction': proofRules.upFails.name,
  'no-failing-add-column': proofRules.upFailsOnRows.name,
};

/**
 * What both ways of looking found, as one result that every report prints. A static finding that
 * was proven says so, one that was refuted is left out, and what was proven is not said twice.
 */
export function mergeProof(staticResult: SetResult, verified: VerifiedSet, set: MigrationSet): { readonly result: SetResult; readonly verified: VerifiedSet } {
  const byId = new Map(verified.migrations.map((migration) => [migration.id, migration]));
  const scripts = new Map(set.migrations.map((migration) => [migration.id, migration]));
  const judged = new Map<string, VerifiedMigration>();
  const migrations = staticResult.migrations.flatMap((migration): MigrationResult[] => {
    const found = byId.get(migration.id);
    const source = scripts.get(migration.id);
    if (!found || !source) return [];
    const claims = judgeClaims(migration.findings, found);
    judged.set(migration.id, { ...found, claims });
    return [mergeOne(migration, { ...found, claims }, source, verified.engine)];
  });
  return { result: { ...staticResult, migrations }, verified: { ...verified, migrations: verified.migrations.map((migration) => judged.get(migration.id) ?? migration) } };
}

function mergeOne(migration: MigrationResult, verified: VerifiedMigration, source: Migration, engine: string): MigrationResult {
  const outcomes = new Map(verified.claims.map((claim) => [claim.finding, claim]));
  const kept = migration.findings.flatMap((finding): Finding[] => {
    const claim = outcomes.get(finding);
    if (claim?.outcome === 'refuted') return [];
    return [claim ? { ...finding, message: `${finding.message} Proven on ${engine}: ${claim.evidence}` } : finding];
  });
  const proven = verified.claims.filter(({ outcome }) => outcome === 'proven');
  const added = findingsOf(verified, source).filter((finding) => !isSaid(finding, proven, verified));
  return { ...migration, verdict: verdictOf(migration.verdict, verified, kept), findings: [...kept, ...added].sort(inOrder) };
}

/** Whether static findings say all that this one does. */
function isSaid(finding: Finding, proven: readonly ClaimOutcome[], { down, oldCode }: VerifiedMigration): boolean {
  const by = (isIt: (claim: ClaimOutcome) => boolean): boolean => proven.some(isIt);
  if (by((claim) => sameAs[claim.finding.rule] === finding.rule)) return true;
  if (finding.rule === proofRules.downLosesData.name) {
    const lost = down?.lost.filter(({ which }) => which === 'old') ?? [];
    return lost.every(({ table, column }) => by(({ evidence }) => evidence.includes(`of \`${table}\` ${column === undefined ? 'were gone' : `had lost \`${column}\``}`)));
  }
  if (finding.rule === proofRules.oldCodeBreaks.name) {
    const tables = oldCode?.broken.map(({ table }) => table) ?? [];
    const [own] = tables.filter((table) => table !== undefined && finding.message.includes(`\`${table.replace(/^public\./u, '')}\``));
    return own !== undefined && by((claim) => claim.evidence.includes(`What the previous release does with \`${own}\``));
  }
  return false;
}

/** What was seen outweighs what was thought, except where nothing was tried. */
function verdictOf(verdict: Verdict, { verdict: { rollback, oldCode }, down }: VerifiedMigration, kept: readonly Finding[]): Verdict {
  const isOwn = down?.source === 'own';
  const seen = !isOwn || rollback === 'up fails' || rollback === 'no down' ? undefined : rollback === 'works' ? 'exact' : rollback === 'loses data' ? 'schema only' : 'needs backup';
  // A value that these few rows do not lose may still be lost on others.
  const isWorse = verdict.rollback !== 'exact' && seen === 'exact' && kept.some(({ antipattern }) => antipattern === 'DP-01');
  return {
    ...verdict,
    ...(seen === undefined || isWorse || verdict.rollback === 'impossible' ? {} : { rollback: seen }),
    ...(oldCode === 'breaks' ? { oldCode: 'breaks' } : {}),
  };
}
