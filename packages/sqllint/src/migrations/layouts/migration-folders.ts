import type { Folder } from '../folder.ts';

/** Whether this is `20240301120000_name` with a `migration.sql` in it, as Prisma and Drizzle write them. */
export function isMigrationFolder(root: Folder, name: string): boolean {
  return /^\d{8,}_/u.test(name) && root.folder(name)?.has('migration.sql') === true;
}

/** Whether there is such a folder in this one, and the newest of them is like the layout's. */
export function hasMigrationFolders(root: Folder, isLike: (migration: Folder) => boolean): boolean {
  const newest = root.folders.findLast((name) => isMigrationFolder(root, name));
  const folder = newest === undefined ? undefined : root.folder(newest);
  return folder !== undefined && isLike(folder);
}
