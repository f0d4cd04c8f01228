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

it('every kind of change that locks something is among the statements', () => {
  const measured = new Set<ChangeKind>();
  for (const { sql } of statements) for (const { changes } of postgres.parse(sql).statements) for (const { kind } of changes) measured.add(kind);
  const kinds: ChangeKind[] = [
    'createTable', 'dropTable', 'renameTable', 'moveToSchema', 'addColumn', 'dropColumn', 'renameColumn', 'alterColumnType', 'setDefault',
    'dropDefault', 'setNotNull', 'dropNotNull', 'setIdentity', 'setGenerated', 'addConstraint', 'dropConstraint', 'renameConstraint',
    'validateConstraint', 'createIndex', 'dropIndex', 'renameIndex', 'alterIndex', 'reindex', 'createObject', 'dropObject', 'renameObject',
    'alterObject', 'addEnumValue', 'renameEnumValue', 'alterTable', 'attachPartition', 'detachPartition', 'attachIndex', 'insertRows',
    'updateRows', 'deleteRows', 'truncateTable', 'lockTable', 'refreshView', 'maintain', 'changePrivileges', 'setComment', 'noEffect',
    'callFunctions',
  ];
  expect(kinds.filter((kind) => !measured.has(kind))).toEqual([]);
});
