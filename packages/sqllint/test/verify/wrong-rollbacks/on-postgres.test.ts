import { afterAll, beforeAll, describe } from 'vitest';

import type { Engine } from '../../../src/verify/engine.ts';
import { openPGlite } from '../../../src/verify/engines/pglite/pglite.ts';
import { ofConstraintsAndIndexes } from './postgres/constraints-and-indexes.ts';
import { ofData } from './postgres/data.ts';
import { ofRightsAndRoutines } from './postgres/rights-and-routines.ts';
import { ofShop } from './postgres/shop.ts';
import { ofTablesAndColumns } from './postgres/tables-and-columns.ts';
import { tryRollbacks } from './try-rollbacks.ts';

describe('rollbacks that are wrong on PostgreSQL, and their correct twins', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openPGlite(process.cwd(), new Set());
  }, 60_000);
  afterAll(() => engine.close());

  tryRollbacks([...ofShop, ...ofTablesAndColumns, ...ofConstraintsAndIndexes, ...ofRightsAndRoutines, ...ofData], () => engine);
});
