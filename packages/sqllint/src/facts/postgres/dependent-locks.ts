import type { Dependant } from '../../schema/dependants.ts';
import type { LockEffect } from '../lock-modes.ts';

/** The views that go along with what is dropped: nobody can read them meanwhile. */
export function viewsAmong(dependants: readonly Dependant[]): LockEffect[] {
  return dependants
    .filter(({ kind }) => kind === 'view')
    .map(({ relation }) => ({ table: relation, mode: 'ACCESS EXCLUSIVE', work: 'catalog only', as: 'dependent view' }));
}

/** The tables that lose a trigger, a default or a column along with what is dropped. */
export function tablesAmong(dependants: readonly Pick<Dependant, 'relation'>[]): LockEffect[] {
  return dependants.map(({ relation }) => ({ table: relation, mode: 'ACCESS EXCLUSIVE', work: 'catalog only', as: 'dependent table' }));
}
