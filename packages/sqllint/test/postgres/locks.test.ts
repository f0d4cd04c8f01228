import { afterAll, beforeAll, expect, it } from 'vitest';

import type { ChangeKind } from '../../src/changes.ts';
import { load } from '../../src/dialects/load.ts';
import { locksOf } from '../../src/facts/postgres/locks.ts';
import { apply } from '../../src/schema/apply.ts';
import { Schema } from '../../src/schema/schema.ts';
import { harmless, lockScenarios, outsideTransactions, shop } from './lock-scenarios.ts';
import { describeEffects, modeAskedFor, observe } from './observe.ts';
import type { Effect } from './observe.ts';
import { describeOnRealServer } from './real-server.ts';
import type { Session } from './real-server.ts';

const postgres = await load('postgres');

/** What the facts say of a statement on the shop: its effects, and the kinds of change that it makes. */
function predict(sql: string, version: number): { effects: Effect[]; kinds: ChangeKind[] } {
  const schema = new Schema();
  for (const { changes } of postgres.parse(shop).statements) for (const change of changes) apply(schema, change);
  schema.beginMigration(1);
  const [statement] = postgres.parse(sql).statements;
  const effects = [];
  const kinds: ChangeKind[] = [];
  for (const change of statement?.changes ?? []) {
    effects.push(...locksOf(change, schema, version));
    kinds.push(change.kind);
    apply(schema, change);
  }
  const visited = effects.map((effect) => (effect.work === 'row by row' ? { ...effect, work: 'scan' as const } : effect));
  return { effects: describeEffects(visited), kinds };
}

describeOnRealServer('locks and work of a change, as the server has them', (server) => {
  let session: Session;
  beforeAll(async () => {
    session = await server().connect();
    await session.query(shop);
  });
  afterAll(() => session.end());

  for (const [kind, statements] of Object.entries(lockScenarios)) {
    for (const sql of statements) {
      it(`${kind}: ${sql}`, async () => {
        const { effects, kinds } = predict(sql, server().version);
        expect(kinds).toContain(kind);
        expect(effects).toEqual(await observe(session, sql));
      });
    }
  }

  it.each(harmless)('nothing that reads or writes would wait for: %s', async (sql) => {
    const observed = await observe(session, sql);
    expect(observed).toEqual(['public.orders: SHARE UPDATE EXCLUSIVE, catalog only']);
    expect(predict(sql, server().version).effects).toEqual([]);
  });

  it.each(outsideTransactions)('what no transaction block allows, on %s: %s', async (table, sql) => {
    const other = await server().connect();
    try {
      const mode = await modeAskedFor({ session, other, table, sql });
      const predicted = predict(sql, server().version).effects.find((effect) => effect.startsWith(`${table}:`));
      expect(predicted).toMatch(new RegExp(`^${table}: ${mode}, `, 'u'));
    } finally {
      await other.end();
    }
  });
});
