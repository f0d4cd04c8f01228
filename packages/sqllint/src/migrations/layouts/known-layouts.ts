import type { Layout } from '../layout.ts';
import { dbmate } from './dbmate.ts';
import { diesel } from './diesel.ts';
import { golangMigrate } from './golang-migrate.ts';
import { goose } from './goose.ts';
import { hasura } from './hasura.ts';

/**
 * All layouts but `plain`, in the order in which a folder is held against them; the first one that
 * recognises it has it. So the more certain comes first: a file that only this tool writes, then
 * the shape of folders, then names of files, then marks inside of files.
 */
export const knownLayouts: readonly Layout[] = [hasura, diesel, golangMigrate, dbmate, goose];
