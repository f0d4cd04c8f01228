import { expect, it } from 'vitest';

import type { Engine } from '../../../src/verify/engine.ts';
import type { VerifiedMigration } from '../../../src/verify/result.ts';
import { setOf, verified } from '../verified.ts';
import { evidence } from './evidence.ts';
import type { WrongRollback } from './wrong-rollback.ts';

/**
 * Tries every mistake, which has to be found, the statements that are said to mend it, and the same
 * migration without it, of which nothing may be said.
 *
 * @param engine the one to try them on, empty; it is gone back to after each
 */
export function tryRollbacks(cases: readonly WrongRollback[], engine: () => Engine): void {
  async function second(before: string, up: string, down: string): Promise<VerifiedMigration | undefined> {
    const start = await engine().keep();
    try {
      return (await verified(engine(), setOf([before], [up, down]))).at(-1);
    } finally {
      await engine().goBackTo(start);
      await engine().forget(start);
    }
  }

  it.each(cases)('finds $what, and says what mends it', async ({ before, up, wrong, rollback, shown }) => {
    const found = await second(before, up, wrong);
    expect({ error: found?.up.failure?.error.message, rollback: found?.verdict.rollback, shown: evidence(found) }).toEqual({ error: undefined, rollback, shown });
    const differences = found?.down?.schema?.differences ?? [];
    const mends = differences.flatMap(({ mend }) => mend ?? []);
    if (mends.length === 0) return;
    const { down } = (await second(before, up, [wrong, ...mends].join('; '))) ?? {};
    const left = differences.flatMap(({ object, mend }) => (mend === undefined ? [object] : []));
    expect({ mends, error: down?.failsOnlyOnNewRows ? undefined : down?.failure?.error.message, left: down?.schema?.differences.map(({ object }) => object) }).toEqual({ mends, error: undefined, left });
  }, 30_000);

  it.each(cases)('finds nothing where there could be $what, and is not', async ({ before, up, rightUp = up, rightWithRows = '', right }) => {
    const found = await second(before, rightUp, `${rightWithRows} ${right}`);
    expect({ error: found?.up.failure?.error.message, rollback: found?.verdict.rollback, shown: evidence(found) }).toEqual({ error: undefined, rollback: 'works', shown: [] });
  }, 30_000);
}
