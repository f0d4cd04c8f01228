import { dialectTitles } from '../../dialect-name.ts';
import type { DialectName } from '../../dialect-name.ts';
import { load } from '../../dialects/load.ts';
import type { MigrationSet } from '../../migrations/migration.ts';
import type { Engine } from '../../verify/engine.ts';
import { EngineError } from '../../verify/engine.ts';

/** How to reach a server, and what may be done on it. */
export interface ServerAccess {
  readonly url: string;
  readonly allowsServerChanges: boolean;
}

/** Where to run, and for how long. */
export interface EngineRequest {
  /** The server to use instead of a database that sqllint brings along, where it is of the dialect. */
  readonly server?: ServerAccess;
  /** After how many seconds a statement is stopped. */
  readonly seconds: number;
}

function isPostgres(url: string): boolean {
  return /^postgres(?:ql)?:/u.test(url);
}

function isMysql(url: string): boolean {
  return /^(?:mysql|mariadb):/u.test(url);
}

/** Whether migrations run on PostgreSQL as WebAssembly, which is better done in a thread of its own. */
export function runsOnPGlite(dialect: DialectName, server: ServerAccess | undefined): boolean {
  return dialect === 'postgres' && !(server && isPostgres(server.url));
}

/**
 * Opens the database on which a folder is verified. What a folder does not need is not loaded.
 * @throws {EngineError} when there is none for the dialect, or it cannot be opened
 */
export async function openEngine(set: MigrationSet, dialect: DialectName, { server, seconds }: EngineRequest): Promise<Engine> {
  switch (dialect) {
    case 'postgres': {
      if (server && isPostgres(server.url)) {
        const { openPostgresServer } = await import('../../verify/engines/postgres-server/postgres-server.ts');
        return openPostgresServer(process.cwd(), { ...server, seconds });
      }
      const { openPGlite } = await import('../../verify/engines/pglite/pglite.ts');
      return openPGlite(process.cwd(), extensionsOf(set));
    }
    case 'sqlite': {
      const [{ openSqlite }, { lexicalRules }] = await Promise.all([import('../../verify/engines/sqlite/sqlite.ts'), load(dialect)]);
      return openSqlite({ folder: process.cwd(), rules: lexicalRules, statementLimit: seconds * 1000, ...(set.foreignKeys === undefined || set.foreignKeys === 'untold' ? {} : { foreignKeys: set.foreignKeys }) });
    }
    case 'mysql':
    case 'mariadb': {
      if (!server || !isMysql(server.url)) throw new EngineError(`sqllint verify runs migrations of ${dialectTitles[dialect]} on a server. Name one with --database-url ${dialect}://root@127.0.0.1:3306, or leave the folder out.`);
      const [{ openMysql }, { lexicalRules }] = await Promise.all([import('../../verify/engines/mysql/mysql.ts'), load(dialect)]);
      return openMysql({ folder: process.cwd(), url: server.url, dialect, rules: lexicalRules, statementLimit: seconds * 1000 });
    }
  }
}

/** What `CREATE EXTENSION` names anywhere in the scripts, in routines as well. */
export function extensionsOf({ migrations }: Pick<MigrationSet, 'migrations'>): Set<string> {
  const names = new Set<string>();
  const texts = new Set(migrations.flatMap(({ up, down }) => [up.source.text, ...(down ? [down.source.text] : [])]));
  for (const text of texts) {
    for (const [, name] of text.matchAll(/create\s+extension\s+(?:if\s+not\s+exists\s+)?"?([\w-]+)/giu)) if (name !== undefined) names.add(name.toLowerCase());
  }
  return names;
}
