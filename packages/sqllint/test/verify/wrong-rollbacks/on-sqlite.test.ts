import { afterAll, beforeAll, describe } from 'vitest';

import { load } from '../../../src/dialects/load.ts';
import type { Engine } from '../../../src/verify/engine.ts';
import { openSqlite } from '../../../src/verify/engines/sqlite/sqlite.ts';
import { ofConstraintsAndIndexes, ofEnforcedKeys } from './sqlite/constraints-and-indexes.ts';
import { ofData } from './sqlite/data.ts';
import { ofTablesAndColumns } from './sqlite/tables-and-columns.ts';
import { ofTriggersAndViews } from './sqlite/triggers-and-views.ts';
import { tryRollbacks } from './try-rollbacks.ts';
import type { WrongRollback } from './wrong-rollback.ts';

const sets: readonly { readonly foreignKeys: 'on' | 'off'; readonly cases: readonly WrongRollback[] }[] = [
  { foreignKeys: 'off', cases: [...ofTablesAndColumns, ...ofConstraintsAndIndexes, ...ofTriggersAndViews, ...ofData] },
  { foreignKeys: 'on', cases: ofEnforcedKeys },
];

describe.each(sets)('rollbacks that are wrong on SQLite, and their correct twins: foreign keys $foreignKeys', ({ foreignKeys, cases }) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openSqlite({ folder: process.cwd(), rules: (await load('sqlite')).lexicalRules, foreignKeys });
  });
  afterAll(() => engine.close());

  tryRollbacks(cases, () => engine);
});
