import type { Change } from '../changes.ts';
import type { Schema } from '../schema/schema.ts';
import type { LockEffect } from './lock-modes.ts';
import { locksOf as locksOfMySql } from './mysql/locks.ts';
import { familyOf } from './mysql/versions.ts';
import { locksOf as locksOfPostgres } from './postgres/locks.ts';
import { unknownLocks as unknownLocksOfPostgres } from './postgres/unknown-locks.ts';
import type { Server } from './server.ts';
import { locksOf as locksOfSqlite } from './sqlite/locks.ts';

/**
 * The locks that a change takes, and what the server does under them.
 * @param schema the schema before the change
 */
export function locksOf(change: Change, schema: Schema, server: Server): readonly LockEffect[] {
  switch (server.dialect) {
    case 'postgres':
      return locksOfPostgres(change, schema, server.pgVersion);
    case 'mysql':
    case 'mariadb':
      return locksOfMySql(change, schema, familyOf(server.dialect, server.mysqlVersion));
    case 'sqlite':
      return locksOfSqlite(change, schema);
  }
}

/**
 * Why a change may lock more than `locksOf` tells, as a sentence; undefined where that is all.
 * @param schema the schema before the change
 */
export function unknownLocks(change: Change, schema: Schema, server: Server): string | undefined {
  switch (server.dialect) {
    case 'postgres':
      return unknownLocksOfPostgres(change, schema);
    case 'mysql':
    case 'mariadb':
      return 'What statements lock there has not been measured.';
    case 'sqlite':
      return undefined;
  }
}
