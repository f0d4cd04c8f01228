import type { VerifiedMigration } from '../../../src/verify/result.ts';

/** What a run has against the down of a migration, a text for each thing; empty where it has nothing. */
export function evidence(found: VerifiedMigration | undefined): string[] {
  const { down } = found ?? {};
  if (!down) return ['nothing was tried'];
  return [
    ...(down.failure ? [down.failure.error.message] : []),
    ...(down.schema?.differences ?? []).map(({ change, kind, object, mend }) => `${change} ${kind} ${object}${mend === undefined ? '' : `: ${mend}`}`),
    ...down.lost.filter(({ which }) => which === 'old').map(({ rows, of, table, column }) => `${String(rows)} of ${String(of)} rows of ${table} lost ${column ?? 'everything'}`),
    ...down.setBack.map(({ sequence, before, now }) => `the sequence ${sequence} is set back from ${String(before)} to ${String(now)}`),
    ...down.behind.map(({ table, column }) => `${table}.${column} is behind`),
  ];
}
