import type { TSESTree } from '@typescript-eslint/utils';
import { Database } from './builders/database.ts';
import type { Target } from './builders/database.ts';
import { DbMigrate } from './builders/db-migrate/db.ts';
import { Knex } from './builders/knex/knex-root.ts';
import { Kysely } from './builders/kysely/kysely.ts';
import { MikroOrmMigration } from './builders/mikro-orm/migration.ts';
import { MigrationBuilder } from './builders/node-pg-migrate/migration-builder.ts';
import { QueryInterface } from './builders/sequelize/query-interface.ts';
import { QueryRunner } from './builders/typeorm/query-runner.ts';
import type { HostValue, Value } from './interpreter/values.ts';
import type { ToolName } from './tools.ts';

/** What a tool calls the functions of a migration with. */
export interface Roots {
  readonly args: readonly Value[];
  /** What `this` is in a class. */
  readonly self: HostValue | undefined;
}

/** The objects of a library that a migration gets from its tool. */
export function rootsFor(tool: ToolName, target: Target, inClass: TSESTree.Node | undefined): Roots {
  const database = rootOf(tool, target);
  return { args: [database], self: inClass ? database : undefined };
}

function rootOf(tool: ToolName, target: Target): HostValue {
  switch (tool) {
    case 'kysely':
      return new Kysely(target);
    case 'mikro-orm':
      return new MikroOrmMigration(target);
    case 'knex':
      return new Knex(target);
    case 'db-migrate':
      return new DbMigrate(target);
    case 'node-pg-migrate':
      return new MigrationBuilder(target);
    case 'sequelize':
      return new QueryInterface(target);
    case 'typeorm':
      return new QueryRunner(target);
    default:
      return new Database(target);
  }
}
