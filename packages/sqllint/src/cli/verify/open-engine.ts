import { dialectTitles } from '../../dialect-name.ts';
import type { DialectName } from '../../dialect-name.ts';
import { load } from '../../dialects/load.ts';
import type { MigrationSet } from '../../migrations/migration.ts';
import type { Engine } from '../../verify/engine.ts';
import { EngineError } from '../../verify/engine.ts';

/**
 * Opens the database on which a folder is verified. What a folder does not need is not loaded.
 * @throws {EngineError} when there is none for the dialect, or it cannot be opened
 */
export async function openEngine(set: MigrationSet, dialect: DialectName): Promise<Engine> {
  switch (dialect) {
    case 'postgres': {
      const { openPGlite } = await import('../../verify/engines/pglite/pglite.ts');
      return openPGlite(process.cwd(), extensionsOf(set));
    }
    case 'sqlite': {
      const [{ openSqlite }, { lexicalRules }] = await Promise.all([import('../../verify/engines/sqlite/sqlite.ts'), load(dialect)]);
      return openSqlite({ folder: process.cwd(), rules: lexicalRules, ...(set.foreignKeys === undefined ? {} : { foreignKeys: set.foreignKeys }) });
    }
    default:
      throw new EngineError(`sqllint verify has no database for ${dialectTitles[dialect]} yet. Leave the folder out, or say --dialect postgres if it is PostgreSQL after all.`);
  }
}

/** What `CREATE EXTENSION` names anywhere in the scripts, in routines as well. */
function extensionsOf({ migrations }: MigrationSet): Set<string> {
  const names = new Set<string>();
  const texts = new Set(migrations.flatMap(({ up, down }) => [up.source.text, ...(down ? [down.source.text] : [])]));
  for (const text of texts) {
    for (const [, name] of text.matchAll(/create\s+extension\s+(?:if\s+not\s+exists\s+)?"?([\w-]+)/giu)) if (name !== undefined) names.add(name.toLowerCase());
  }
  return names;
}
