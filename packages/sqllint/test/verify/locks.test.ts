import { afterAll, beforeAll, expect, it } from 'vitest';

import { measuredStatements, shop } from '../../../../.dev/postgres/statements.mjs';
import { load } from '../../src/dialects/load.ts';
import { locksOf } from '../../src/facts/postgres/locks.ts';
import { apply } from '../../src/schema/apply.ts';
import { Schema } from '../../src/schema/schema.ts';
import type { Engine, KeptState } from '../../src/verify/engine.ts';
import { openPGlite } from '../../src/verify/engines/pglite/pglite.ts';
import { describeEffects, foundByPlan, observe } from '../postgres/observe.ts';
import { describeOnRealServer } from '../postgres/real-server.ts';
import type { Session } from '../postgres/real-server.ts';

const postgres = await load('postgres');
const statements = measuredStatements().flatMap((chapter) => chapter.statements);

/** Tables whose rows a statement finds in a way that the planner chooses, which depends on how many there are. */
function foundIn(sql: string, version: number): Set<string> {
  const schema = new Schema();
  for (const { changes } of postgres.parse(shop(version)).statements) for (const change of changes) apply(schema, change);
  return foundByPlan((postgres.parse(sql).statements[0]?.changes ?? []).flatMap((change) => locksOf(change, schema, version)));
}

describeOnRealServer('what verify sees of locks and work in PGlite, as a server tells it', (server, major) => {
  let session: Session;
  let engine: Engine;
  let start: KeptState;
  beforeAll(async () => {
    session = await server().connect();
    await session.query(shop(major));
    engine = await openPGlite(process.cwd(), new Set());
    const { failure } = await engine.run({ transaction: 'each', statements: postgres.parse(shop(major)).statements.map(({ start: from, end }) => ({ sql: shop(major).slice(from, end), start: from, end })) }, 'nothing');
    if (failure) throw new Error(failure.error.message);
    start = await engine.keep();
  }, 120_000);
  afterAll(async () => {
    await session.end();
    await engine.close();
  });

  // PGlite is one version.
  for (const { sql } of statements.filter(({ since, outsideTransactions }) => major === 18 && since <= major && !outsideTransactions)) {
    it(sql, async () => {
      const found = foundIn(sql, major);
      const { locks, failure } = await engine.run({ transaction: 'one', statements: [{ sql, start: 0, end: sql.length }] }, 'locks');
      await engine.goBackTo(start);
      const seen = locks.flatMap(({ tables }) => tables);
      expect({ failure, seen: describeEffects(seen, found) }).toEqual({ failure: undefined, seen: describeEffects(await observe(session, sql), found) });
    });
  }
});
