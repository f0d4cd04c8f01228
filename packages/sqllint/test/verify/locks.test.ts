import { afterAll, beforeAll, expect, it } from 'vitest';

import { measuredStatements, shop } from '../../../../.dev/postgres/statements.mjs';
import { load } from '../../src/dialects/load.ts';
import { locksOf } from '../../src/facts/postgres/locks.ts';
import { apply } from '../../src/schema/apply.ts';
import { Schema } from '../../src/schema/schema.ts';
import type { Engine, KeptState } from '../../src/verify/engine.ts';
import { openPGlite } from '../../src/verify/engines/pglite/pglite.ts';
import { openPostgresServer } from '../../src/verify/engines/postgres-server/postgres-server.ts';
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

describeOnRealServer('what verify sees of locks and work, as a server tells it', (server, major) => {
  let session: Session;
  let engine: Engine;
  beforeAll(async () => {
    session = await server().connect();
    await session.query(shop(major));
    engine = await openEngineOf(major, session);
    const ofShop = postgres.parse(shop(major)).statements.map(({ start: from, end }) => ({ sql: shop(major).slice(from, end), start: from, end }));
    // A role is there in every database of a server.
    const made = major === 18 ? ofShop : ofShop.filter(({ sql }) => !/^CREATE ROLE\b/iu.test(sql));
    const { failure } = await engine.run({ transaction: 'each', statements: made }, 'nothing');
    if (failure) throw new Error(failure.error.message);
  }, 120_000);
  afterAll(async () => {
    await session.end();
    await engine.close();
  });

  for (const { sql } of statements.filter(({ since, outsideTransactions }) => since <= major && !outsideTransactions)) {
    it(sql, async () => {
      const found = foundIn(sql, major);
      // What fails at its end is taken back, and nothing has to be copied.
      const { locks, failure } = await engine.run({ transaction: 'one', statements: [sql, theEnd].map((one) => ({ sql: one, start: 0, end: one.length })) }, 'locks');
      const seen = locks.flatMap(({ tables }) => tables);
      expect({ failedAt: failure?.statement?.sql, seen: describeEffects(seen, found) }).toEqual({ failedAt: theEnd, seen: describeEffects(await observe(session, sql), found) });
    });
  }
});

describeOnRealServer('what verify sees of the locks of statements that no transaction block allows', (server, major) => {
  let engine: Engine;
  let session: Session;
  let before: KeptState;
  beforeAll(async () => {
    session = await server().connect();
    engine = await openServerOf(session);
    const statementsOfShop = postgres.parse(shop(major)).statements.map(({ start: from, end }) => ({ sql: shop(major).slice(from, end), start: from, end }));
    // A role is there in every database of a server.
    const { failure } = await engine.run({ transaction: 'each', statements: statementsOfShop.filter(({ sql }) => !/^CREATE ROLE\b/iu.test(sql)) }, 'nothing');
    if (failure) throw new Error(failure.error.message);
    before = await engine.keep();
  }, 120_000);
  afterAll(async () => {
    await engine.close();
    await session.end();
  });

  for (const { sql } of statements.filter(({ since, outsideTransactions }) => since <= major && outsideTransactions)) {
    it(sql, async () => {
      const { locks, failure } = await engine.run({ transaction: 'each', statements: [{ sql, start: 0, end: sql.length }] }, 'locks');
      await engine.goBackTo(before);
      const schema = new Schema();
      for (const { changes } of postgres.parse(shop(major)).statements) for (const change of changes) apply(schema, change);
      const claims = (postgres.parse(sql).statements[0]?.changes ?? []).flatMap((change) => locksOf(change, schema, major));
      expect({ failure, isUnseen: locks.some(({ isUnseen }) => isUnseen), seen: describeEffects(locks.flatMap(({ tables }) => tables), new Set()) }).toEqual({ failure: undefined, isUnseen: false, seen: describeEffects(claims.map((claim) => ({ ...claim, table: claim.table.includes('.') ? claim.table : `public.${claim.table}` })), new Set()) });
    }, 30_000);
  }
});

const theEnd = 'SELECT 1 / 0';

/** PGlite is of one version; for the others a server of theirs is watched. */
async function openEngineOf(major: number, session: Session): Promise<Engine> {
  return major === 18 ? openPGlite(process.cwd(), new Set()) : openServerOf(session);
}

async function openServerOf(session: Session): Promise<Engine> {
  const { rows } = await session.query<{ port: string }>(`SELECT current_setting('port') AS port`);
  return openPostgresServer(process.cwd(), { url: `postgres://postgres:password@127.0.0.1:${rows[0]?.port ?? ''}/postgres`, seconds: 60, allowsServerChanges: true });
}
