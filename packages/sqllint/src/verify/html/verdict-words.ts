import type { ProvenRollback, VerifiedMigration } from '../result.ts';

/** How bad something is, for its colour and for the filter. */
export type Tone = 'good' | 'bad' | 'unknown';

const tones: Readonly<Record<ProvenRollback, Tone>> = {
  works: 'good',
  'loses data': 'bad',
  'does not restore': 'bad',
  'fails on new rows': 'bad',
  fails: 'bad',
  'no down': 'unknown',
  'up fails': 'unknown',
};

/** A down that sqllint wrote for want of another is no mistake of anybody's. */
export function rollbackTone({ verdict, down }: VerifiedMigration): Tone {
  const tone = tones[verdict.rollback];
  return tone === 'bad' && down?.source === 'generated' ? 'unknown' : tone;
}

export const rollbackSentence: Readonly<Record<ProvenRollback, string>> = {
  works: 'The down brings back the schema and every row.',
  'loses data': 'The down brings back the schema, but not every value.',
  'does not restore': 'After the down the schema is not what it was before the up.',
  'fails on new rows': 'The down runs at first, and fails once the new release has written rows.',
  fails: 'The down does not run.',
  'no down': 'There is no down.',
  'up fails': 'The up does not run here, so that nothing can be said of it.',
};

export function oldCodeTone({ verdict }: VerifiedMigration): Tone {
  return verdict.oldCode === 'breaks' ? 'bad' : verdict.oldCode === 'keeps working' ? 'good' : 'unknown';
}

/** Where the filter puts a migration: with the problems when anything is wrong with it. */
export function toneOf(migration: VerifiedMigration): Tone {
  const rollback = rollbackTone(migration);
  return oldCodeTone(migration) === 'bad' ? 'bad' : rollback;
}
