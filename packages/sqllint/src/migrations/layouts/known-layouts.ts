import type { Layout } from '../layout.ts';
import { atlas } from './atlas.ts';
import { bun } from './bun.ts';
import { d1 } from './d1.ts';
import { dbmate } from './dbmate.ts';
import { diesel } from './diesel.ts';
import { drizzle } from './drizzle.ts';
import { flyway } from './flyway.ts';
import { golangMigrate } from './golang-migrate.ts';
import { goose } from './goose.ts';
import { graphileMigrate } from './graphile-migrate.ts';
import { hasura } from './hasura.ts';
import { liquibase } from './liquibase.ts';
import { nodePgMigrate } from './node-pg-migrate.ts';
import { playEvolutions } from './play-evolutions.ts';
import { pop } from './pop.ts';
import { postgrator } from './postgrator.ts';
import { postgresMigrations } from './postgres-migrations.ts';
import { prisma } from './prisma.ts';
import { rambler } from './rambler.ts';
import { refinery } from './refinery.ts';
import { sqitch } from './sqitch.ts';
import { sqlMigrate } from './sql-migrate.ts';
import { sqlx } from './sqlx.ts';
import { supabase } from './supabase.ts';
import { tern } from './tern.ts';
import { twoFolders } from './two-folders.ts';
import { upDownFiles } from './up-down-files.ts';
import { versionFolders } from './version-folders.ts';

/**
 * All layouts but `plain`, in the order in which a folder is held against them; the first one that
 * recognises it has it. The more certain comes first: what only this tool writes, then the shape of
 * folders, then distinctive names, then marks inside of files, then hints from the surroundings.
 */
export const knownLayouts: readonly Layout[] = [
  sqitch,
  graphileMigrate,
  drizzle,
  prisma,

  hasura,
  diesel,

  pop,
  bun,
  refinery,
  flyway,
  postgrator,

  liquibase,
  dbmate,
  goose,
  sqlMigrate,
  nodePgMigrate,
  rambler,
  tern,
  playEvolutions,

  sqlx,
  golangMigrate,
  upDownFiles,

  supabase,
  postgresMigrations,
  atlas,
  d1,
  twoFolders,
  versionFolders,
];
