import { blocksWrites } from '../../facts/lock-modes.ts';
import type { Finding } from '../../lint-result.ts';
import type { ClaimOutcome, VerifiedMigration } from '../result.ts';

/** Static rules that say that values of rows are gone for good. */
const aboutData: ReadonlySet<string> = new Set([
  'no-drop-column', 'no-drop-table', 'no-truncate', 'no-delete-rows', 'no-lossy-type-change', 'no-lossy-rebuild', 'no-overwriting-update',
  'no-drop-schema', 'no-drop-cascade', 'no-drop-column-side-effects',
]);

/** Static rules that say that code of the previous release fails. */
const aboutOldCode: ReadonlySet<string> = new Set([
  'no-drop-column', 'no-drop-table', 'no-drop-view', 'no-rename-column', 'no-rename-table', 'no-rename-object', 'no-required-column',
  'no-set-not-null', 'no-constraint-on-old-code', 'no-default-removal',
]);

/**
 * What came of static findings. Only what a run can decide is decided: that a value was lost here
 * proves that it can be lost, but that none was lost on a few rows refutes nothing.
 */
export function judgeClaims(findings: readonly Finding[], verified: VerifiedMigration): ClaimOutcome[] {
  return findings.flatMap((finding) => judge(finding, verified) ?? []);
}

function judge(finding: Finding, verified: VerifiedMigration): ClaimOutcome | undefined {
  const { up, down } = verified;
  if (finding.rule === 'no-missing-object' || finding.rule === 'no-failing-add-column') return ofScript(finding, up.failure?.error.message ?? up.failureOnRows?.error.message, 'The up ran.');
  if (up.failure) return undefined;
  if (finding.rule === 'no-concurrently-in-transaction' && finding.script === 'up' && up.refusedTogether) return { finding, outcome: 'proven', evidence: `The server said: ${up.refusedTogether.error.message}.` };
  if (finding.rule === 'down-fails' && down?.source === 'own') return ofScript(finding, down.failure?.error.message, 'The down ran.');
  if (finding.rule === 'down-does-not-restore' && down?.source === 'own' && !down.failure && down.schema) {
    const { differences } = down.schema;
    if (differences.length === 0 && down.behind.length === 0) return { finding, outcome: 'refuted', evidence: 'The schema after up and down was the same as before.' };
    return { finding, outcome: 'proven', evidence: `After up and down, ${differences.map(({ change, kind, object }) => `${kind} ${object} was ${change}`).join(', ')}.` };
  }
  const found = [lossOf(finding, verified), breakOf(finding, verified)].filter((evidence) => evidence !== undefined);
  if (found.length > 0) return { finding, outcome: 'proven', evidence: found.join(' ') };
  return lockOf(finding, verified);
}

function ofScript(finding: Finding, error: string | undefined, ran: string): ClaimOutcome {
  return error === undefined ? { finding, outcome: 'refuted', evidence: ran } : { finding, outcome: 'proven', evidence: `The server said: ${error}.` };
}

function lossOf(finding: Finding, { down }: VerifiedMigration): string | undefined {
  if (!aboutData.has(finding.rule)) return undefined;
  const loss = down?.lost.find(({ table, column, which }) => which === 'old' && names(finding, table, column));
  if (!loss) return undefined;
  const what = loss.column === undefined ? 'were gone' : `had lost \`${loss.column}\``;
  return `After up and down, ${String(loss.rows)} of ${String(loss.of)} rows of \`${loss.table}\` ${what}.`;
}

function breakOf(finding: Finding, { oldCode }: VerifiedMigration): string | undefined {
  if (!aboutOldCode.has(finding.rule)) return undefined;
  const broken = oldCode?.broken.find(({ table }) => table !== undefined && names(finding, table));
  return broken && `What the previous release does with \`${broken.table ?? ''}\` failed: ${broken.error.message}.`;
}

/** A finding about waiting is proven by a lock that its statement took on a table that was there before. */
function lockOf(finding: Finding, { up }: VerifiedMigration): ClaimOutcome | undefined {
  if (finding.antipattern !== 'DP-05' || finding.script !== 'up') return undefined;
  const observed = up.locks.find(({ statement }) => statement.start <= finding.start && finding.end <= statement.end);
  const lock = observed?.tables.find(({ mode, work }) => blocksWrites(mode) && work !== 'catalog only');
  return lock && { finding, outcome: 'proven', evidence: `The statement held ${lock.mode} on \`${lock.table}\` (${lock.work}).` };
}

/** Whether a finding is about a table, or a column of it: it says so in its data or in its message. */
function names({ removes, message }: Finding, table: string, column?: string): boolean {
  const short = table.replace(/^public\./u, '');
  if (removes) return (removes.table === table || removes.table === short || `public.${removes.table}` === table) && (removes.column === undefined || column === undefined || removes.column === column);
  return [table, short].some((name) => message.includes(`\`${name}\``) || message.includes(`\`${name}.`));
}
