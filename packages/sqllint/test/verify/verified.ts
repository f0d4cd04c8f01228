import { load } from '../../src/dialects/load.ts';
import type { MigrationSet } from '../../src/migrations/migration.ts';
import { SourceText } from '../../src/text/source-text.ts';
import type { Engine } from '../../src/verify/engine.ts';
import type { VerifiedMigration } from '../../src/verify/result.ts';
import { verifySet } from '../../src/verify/verify.ts';
import type { VerifyOptions } from '../../src/verify/verify.ts';

/** A migration by its scripts; without a down it has none. */
export type Scripts = readonly [up: string, down?: string];

/** A folder of a tool that runs every script in a transaction. */
export function setOf(...scripts: readonly Scripts[]): MigrationSet {
  return {
    root: 'migrations',
    layout: 'plain',
    hasDowns: true,
    problems: [],
    migrations: scripts.map(([up, down], index) => ({
      id: String(index + 1),
      version: String(index + 1),
      name: '',
      up: scriptOf(`${String(index + 1)}.up.sql`, up),
      ...(down === undefined ? {} : { down: scriptOf(`${String(index + 1)}.down.sql`, down) }),
    })),
  };
}

function scriptOf(file: string, text: string): MigrationSet['migrations'][number]['up'] {
  return { file, source: new SourceText(text), start: 0, end: text.length, transaction: 'wrapped' };
}

/** Verifies migrations on a fresh engine, which is closed afterwards. */
export async function verified(engine: Engine, set: MigrationSet, options: VerifyOptions = {}): Promise<VerifiedMigration[]> {
  const dialect = await load(engine.dialect);
  const migrations: VerifiedMigration[] = [];
  for await (const migration of verifySet(set, engine, dialect, options)) migrations.push(migration);
  return migrations;
}
