import { expect, it } from 'vitest';

import type { DataType } from '../../src/changes.ts';
import { castTypes, hasAutomaticCast } from '../../src/schema/automatic-casts.ts';
import { describeOnRealServer } from './real-server.ts';

const typeOf = (name: string): DataType => ({ name, modifiers: [], dimensions: 0, text: name });

describeOnRealServer('type changes without USING', (server) => {
  it('are made by the server where the table says so, and refused elsewhere', async () => {
    const session = await server().connect();
    const { rows } = await session.query<{ from_type: string; to_type: string }>(
      `SELECT f.typname AS from_type, t.typname AS to_type FROM pg_cast JOIN pg_type f ON f.oid = castsource JOIN pg_type t ON t.oid = casttarget WHERE castcontext IN ('a', 'i')`,
    );
    const { rows: strings } = await session.query<{ name: string }>(`SELECT typname AS name FROM pg_type WHERE typcategory = 'S' AND typname = ANY ($1)`, [castTypes]);
    await session.end();
    const casts = new Set(rows.map(({ from_type: from, to_type: to }) => `${from} ${to}`));
    const isString = new Set(strings.map(({ name }) => name));
    const differing = castTypes.flatMap((from) =>
      castTypes.filter((to) => hasAutomaticCast(typeOf(from), typeOf(to), () => false) !== (from === to || isString.has(to) || casts.has(`${from} ${to}`))).map((to) => `${from} → ${to}`),
    );
    expect(differing).toEqual([]);
  });
});
