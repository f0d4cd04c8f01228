import type { Change } from '../changes.ts';
import type { Schema } from '../schema/schema.ts';
import type { LockEffect } from './lock-modes.ts';
import { locksOf as locksOfPostgres } from './postgres/locks.ts';
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
			return [];
		case 'sqlite':
			return locksOfSqlite(change, schema);
	}
}
