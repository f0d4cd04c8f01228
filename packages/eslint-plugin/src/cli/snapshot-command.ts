import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { mountedRoutesOf } from '../api/project-routes.ts';
import type { Snapshot, WrittenSnapshot } from '../api/snapshot.ts';
import { changedIn, missingFrom, readSnapshot, takeSnapshot, writeSnapshot } from '../api/snapshot.ts';
import { configFromText } from '../config-files/from-text.ts';
import { projectOf } from '../modules/project-modules.ts';
import { indexFor } from '../project/text-index.ts';
import type { ExitCode } from './run.ts';
import { clean, complain, foundProblems, UsageError } from './run.ts';

export interface SnapshotRequest {
  /** As it was given. */
  readonly folder: string;
  /** From the folder; undefined for the usual name. */
  readonly file: string | undefined;
  readonly check: boolean;
}

/** How many operations are listed when the file is not what the code says. */
const MOST_LISTED = 20;

/**
 * Writes the snapshot of a folder, or compares it with the code.
 *
 * @throws UsageError when there is no such folder, too much in it, or something else in the file
 */
export function snapshotCommand({ folder, file: name = 'delivery-api.json', check }: SnapshotRequest): ExitCode {
  const root = resolve(folder);
  if (!(statSync(root, { throwIfNoEntry: false })?.isDirectory() ?? false)) throw new UsageError(`There is no folder ${folder}. Name the folder in which the services lie.`);
  const file = resolve(root, name);
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const before = kept === undefined ? undefined : readSnapshot(configFromText(kept));
  if (kept !== undefined && !before) throw new UsageError(`${shown(file)} is no snapshot of this version of delivery-api. Name another file with --file, or delete it.`);

  const now = snapshotOf(root);
  const text = writeSnapshot(now);
  const count = [...now.services.values()].reduce((sum, operations) => sum + operations.size, 0);
  const summary = `${count} ${count === 1 ? 'operation' : 'operations'} in ${now.services.size} ${now.services.size === 1 ? 'service' : 'services'}`;
  if (!check) {
    if (kept !== text) writeFileSync(file, text);
    process.stdout.write(`${shown(file)}: ${summary}.\n`);
    return clean;
  }
  // A checkout on Windows has other line ends.
  if (kept?.replaceAll('\r\n', '\n') === text) {
    process.stdout.write(`${shown(file)} is what the code says: ${summary}.\n`);
    return clean;
  }
  if (before && kept !== undefined) tellDifferences(before, kept, now, text);
  complain(`${shown(file)} ${before ? 'is not what the code says' : 'is not there'}. Run delivery-api snapshot, and commit it.`);
  return foundProblems;
}

function snapshotOf(root: string): WrittenSnapshot {
  const place = join(root, 'package.json');
  // The index reads no more than it may; a part of the operations would look like the removal of the rest.
  if (indexFor(place, root)?.isComplete === false) throw new UsageError('There are more files here than are read. Run delivery-api in a smaller repository, or outside of git in the folder of one service.');
  const text = existsSync(place) ? readFileSync(place, 'utf8') : '{}';
  const project = projectOf(place, text, root);
  return takeSnapshot(mountedRoutesOf(project), project.modules, root.split(sep).join('/'));
}

function tellDifferences(before: Snapshot, kept: string, { services: now }: WrittenSnapshot, text: string): void {
  const lines = [...missingFrom(now, before).map((name) => `- ${name}`), ...missingFrom(before, now).map((name) => `+ ${name}`), ...changedIn(configFromText(kept), configFromText(text)).map((name) => `~ ${name}`)];
  for (const line of lines.slice(0, MOST_LISTED)) process.stdout.write(`${line}\n`);
  if (lines.length > MOST_LISTED) process.stdout.write(`… and ${lines.length - MOST_LISTED} more\n`);
}

function shown(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') ? file : path.split(sep).join('/');
}
