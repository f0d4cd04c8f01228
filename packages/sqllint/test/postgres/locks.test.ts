import { afterAll, beforeAll, expect, it } from 'vitest';

import { measuredStatements, shop } from '../../../../.dev/postgres/statements.mjs';
import type { ChangeKind } from '../../src/changes.ts';
import { load } from '../../src/dialects/load.ts';
import type { LockEffect } from '../../src/facts/lock-modes.ts';
import { locksOf } from '../../src/facts/postgres/locks.ts';
import { unknownLocks } from '../../src/facts/postgres/unknown-locks.ts';
import { apply } from '../../src/schema/apply.ts';
import { Schema } from '../../src/schema/schema.ts';
import { outsideTransaction } from './lock-waits.ts';
import { describeEffects, foundByPlan, observe } from './observe.ts';
import { describeOnRealServer } from './real-server.ts';
import type { Session } from './real-server.ts';

const postgres = await load('postgres');
const statements = measuredStatements().flatMap((chapter) => chapter.statements);

/** What the facts say of a statement on the shop. */
function predict(sql: string, version: number): { claims: LockEffect[]; unknown: string[] } {
  const schema = new Schema();
  for (const { changes } of postgres.parse(shop(version)).statements) for (const change of changes) apply(schema, change);
  schema.beginMigration(1);
  const claims: LockEffect[] = [];
  const unknown: string[] = [];
  for (const change of postgres.parse(sql).statements[0]?.changes ?? []) {
    claims.push(...locksOf(change, schema, version));
    unknown.push(...[unknownLocks(change, schema) ?? []].flat());
    apply(schema, change);
  }
  return { claims: claims.filter(({ mode }) => mode !== 'ACCESS SHARE'), unknown };
}

describeOnRealServer('locks and work of a statement', (server, major) => {
  let session: Session;
  beforeAll(async () => {
    session = await server().connect();
    await session.query(shop(major));
  });
  afterAll(() => session.end());

  for (const { sql } of statements.filter(({ since, outsideTransactions }) => since <= major && !outsideTransactions)) {
    it(sql, async () => {
      const { claims, unknown } = predict(sql, major);
      const found = foundByPlan(claims);
      const [claimed, seen] = [describeEffects(claims, found), describeEffects(await observe(session, sql), found)];
      if (unknown.length > 0) expect(seen).toEqual(expect.arrayContaining(claimed));
      else expect(claimed).toEqual(seen);
    });
  }
});

describeOnRealServer('locks of a statement that no transaction block allows', (server, major) => {
  beforeAll(async () => {
    const session = await server().connect();
    await session.query(shop(major));
    await session.end();
  });

  for (const { sql } of statements.filter(({ since, outsideTransactions }) => since <= major && outsideTransactions)) {
    it(sql, async () => {
      const { claims } = predict(sql, major);
      expect(claims.length).toBeGreaterThan(0);
      const waits = await outsideTransaction(server(), claims, sql);
      expect(waits).toEqual(claims.map(({ table, mode }) => ({ table, waitsFor: mode, isStrongest: true })));
    });
  }
});

it('every kind of change that PostgreSQL has is among the statements', () => {
  const measured = new Set<ChangeKind>();
  for (const { sql } of statements) for (const { changes } of postgres.parse(sql).statements) for (const { kind } of changes) measured.add(kind);
  // Of these, nothing can be said, or they lock nothing by their nature.
  const others: ChangeKind[] = ['controlTransaction', 'setParameter', 'raiseError', 'rebuildTable', 'dropOwned', 'opaque'];
  const all: Record<ChangeKind, true> = {
    createTable: true, dropTable: true, renameTable: true, moveToSchema: true, addColumn: true, dropColumn: true, renameColumn: true,
    alterColumnType: true, setDefault: true, dropDefault: true, setNotNull: true, dropNotNull: true, setIdentity: true, setGenerated: true,
    addConstraint: true, dropConstraint: true, renameConstraint: true, validateConstraint: true, createIndex: true, dropIndex: true,
    renameIndex: true, alterIndex: true, reindex: true, createObject: true, dropObject: true, renameObject: true, alterObject: true,
    addEnumValue: true, renameEnumValue: true, alterTable: true, attachPartition: true, detachPartition: true, attachIndex: true,
    insertRows: true, updateRows: true, deleteRows: true, truncateTable: true, lockTable: true, refreshView: true, maintain: true,
    dropOwned: true, changePrivileges: true, setComment: true, setParameter: true, controlTransaction: true, noEffect: true,
    callFunctions: true, raiseError: true, rebuildTable: true, opaque: true,
  };
  expect(Object.keys(all).filter((kind) => ![...measured, ...others].some((known) => known === kind))).toEqual([]);
});
