import { expect, it } from 'vitest';

import { declaredFunctions } from '../../../../.dev/postgres/declared-functions.mjs';
import { settledBuiltIns, volatileBuiltIns } from '../../src/facts/postgres/built-in-functions.ts';
import { describeOnRealServer } from './real-server.ts';

describeOnRealServer('functions that PostgreSQL brings', (server) => {
  it('are declared as the facts have them', async () => {
    const session = await server().connect();
    const declared = await declaredFunctions(session);
    await session.end();
    expect(declared.size).toBeGreaterThan(900);
    const differing = [...declared].filter(([name, volatility]) => {
      if (volatility === 'mixed') return volatileBuiltIns.has(name);
      return !(volatility === 'volatile' ? volatileBuiltIns : settledBuiltIns).has(name);
    });
    expect(differing).toEqual([]);
  });
});
